// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqldialect.h"

#include "core/sql/lexer.h"

#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace lockkeeper {

std::optional<SqlDialect> sqlDialectFromName(std::string_view name)
{
    using Entry = std::pair<std::string_view, SqlDialect>;
    static constexpr std::array names{
        Entry{"postgresql", SqlDialect::PostgreSQL}, Entry{"postgres", SqlDialect::PostgreSQL},
        Entry{"pg", SqlDialect::PostgreSQL},         Entry{"mysql", SqlDialect::MySQL},
        Entry{"mariadb", SqlDialect::MariaDB},       Entry{"sqlite", SqlDialect::SQLite},
        Entry{"sqlite3", SqlDialect::SQLite},
    };
    for (const auto &[known, dialect] : names) {
        if (isKeyword(name, known))
            return dialect;
    }
    return std::nullopt;
}

std::string_view nameOf(SqlDialect dialect)
{
    switch (dialect) {
    case SqlDialect::PostgreSQL:
        return "postgresql";
    case SqlDialect::MySQL:
        return "mysql";
    case SqlDialect::MariaDB:
        return "mariadb";
    case SqlDialect::SQLite:
        return "sqlite";
    }
    std::unreachable();
}

std::optional<ServerVersion> serverVersionFromText(std::string_view text)
{
    ServerVersion version;
    const char *at = text.data();
    const char *const end = at + text.size();
    bool isFirst = true;
    for (int *part : {&version.major, &version.minor, &version.patch}) {
        if (!isFirst && (at == end || *at++ != '.'))
            break;
        // from_chars would take a sign.
        if (at == end || *at < '0' || *at > '9')
            return isFirst ? std::nullopt : std::optional(version);
        const auto [rest, error] = std::from_chars(at, end, *part);
        if (error != std::errc{})
            return std::nullopt;
        at = rest;
        isFirst = false;
    }
    return version;
}

ServerVersion usualVersion(SqlDialect dialect)
{
    switch (dialect) {
    case SqlDialect::PostgreSQL:
        return {14, 0, 0};
    case SqlDialect::MySQL:
        return {8, 4, 0};
    case SqlDialect::MariaDB:
        return {10, 6, 0};
    case SqlDialect::SQLite:
        return {3, 46, 1};
    }
    std::unreachable();
}

} // namespace lockkeeper
