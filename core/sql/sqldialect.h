// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace lockkeeper {

/// A language of SQL, as text is written in it. (`Dialect` of engine/ writes statements; this one reads them.)
enum class SqlDialect : unsigned char { PostgreSQL, MySQL, MariaDB, SQLite };

/// MySQL or MariaDB: one grammar with small differences.
constexpr bool isMySqlFamily(SqlDialect dialect)
{
    return dialect == SqlDialect::MySQL || dialect == SqlDialect::MariaDB;
}

/// `postgresql`, `mysql`, `mariadb`, `sqlite`; also `postgres`, `pg` and `sqlite3`.
std::optional<SqlDialect> sqlDialectFromName(std::string_view name);
/// As the command line and plan files write it.
std::string_view nameOf(SqlDialect dialect);

/// The version of a server: 17.4 is {17, 4}, 8.0.29 is {8, 0, 29}.
struct ServerVersion
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    auto operator<=>(const ServerVersion &) const = default;
};

/// "17", "8.0.29", "11.8.6-MariaDB"; nothing when it doesn't begin with a number.
std::optional<ServerVersion> serverVersionFromText(std::string_view text);
/// The version that rules assume when nobody says one: the oldest that its maker still supports
/// (PostgreSQL 14, MySQL 8.4, MariaDB 10.6) and the newest SQLite that we link.
ServerVersion usualVersion(SqlDialect dialect);

} // namespace lockkeeper
