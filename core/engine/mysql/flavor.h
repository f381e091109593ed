// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lockkeeper {

/// Which of the two families of servers: decided by what the server says, never by the URL.
enum class MySqlFlavor { MySql, MariaDb };

/// A plan's `target.engine`.
inline QString engineName(MySqlFlavor flavor)
{
    return flavor == MySqlFlavor::MariaDb ? QStringLiteral("mariadb") : QStringLiteral("mysql");
}

} // namespace lockkeeper
