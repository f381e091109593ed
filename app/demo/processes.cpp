// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/processes.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace lockkeeper {

bool isAlive(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (process <= 0 || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray state = file.readAll();
    return !state.sliced(state.lastIndexOf(')') + 1).trimmed().startsWith('Z');
}

} // namespace lockkeeper
