// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statefolder.h"

#include <QStandardPaths>

namespace lockkeeper {

QString stateFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation)
           + QStringLiteral("/lockkeeper");
}

} // namespace lockkeeper
