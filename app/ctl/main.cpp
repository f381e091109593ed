// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/console.h"
#include "app/ctl/launch.h"
#include "app/ctl/signals.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    using namespace lockkeeper::ctl;
    Signals signals_; // before the first thread
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lockkeeperctl"));
    Console console;
    return launch(argc, argv, console, signals_);
}
