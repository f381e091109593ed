// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/console.h"
#include "app/ctl/launch.h"
#include "app/ctl/signals.h"

int main(int argc, char *argv[])
{
    using namespace lockkeeper::ctl;
    Signals signals_; // before the first thread
    Console console;
    return launch(argc, argv, console, signals_);
}
