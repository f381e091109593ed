// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/schema.h"

#include <optional>
#include <string>
#include <vector>

namespace lockkeeper::lint {

/// PostgreSQL's table locks, weakest first (manual 13.3.1).
enum class LockMode : unsigned char {
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
};
/// "ACCESS EXCLUSIVE"
std::string_view nameOf(LockMode mode);

/// How MySQL and MariaDB change a table, cheapest first. MySQL has no NOCOPY: what MariaDB calls so is INPLACE there.
enum class Algorithm : unsigned char { Instant, NoCopy, Inplace, Copy };
std::string_view nameOf(Algorithm algorithm);
/// What LOCK= the server can keep to.
enum class TableLock : unsigned char { None, Shared, Exclusive };
std::string_view nameOf(TableLock lock);

/// Whom a statement keeps waiting while it runs.
enum class Blocks : unsigned char { Nothing, Ddl, Writes, ReadsAndWrites };
/// "nothing", "ddl", "writes", "reads-and-writes"
std::string_view nameOf(Blocks blocks);

/// A display name without "public.": `public.users` and `users` are one table in most databases, and the linter takes
/// them for one.
std::string_view withoutPublic(std::string_view name);

/// What a statement does to what others use, as the server would do it: tests/live/lint_oracle holds every claim
/// against real servers.
struct Effects
{
    struct Lock
    {
        std::string relation; ///< schema.name as written; without a schema when none is written
        LockMode mode = LockMode::AccessShare;
    };
    std::vector<Lock> locks;              ///< PostgreSQL: the strongest a relation, existing relations only
    std::vector<std::string> rewrites;    ///< tables (and indexes) written anew
    std::vector<std::string> scans;       ///< tables read whole
    std::vector<std::string> indexBuilds; ///< tables that an index is built on
    std::optional<Algorithm> algorithm;   ///< MySQL and MariaDB: what the server will choose
    std::optional<TableLock> tableLock;   ///< MySQL and MariaDB: the least the server asks for
    Blocks blocks = Blocks::Nothing;
    bool isLong = false; ///< the blocking lock is held through work that grows with the table
    bool isCertain =
        true; ///< false: what it does hangs on facts that are not known (old type, existing constraints)
    bool fails = false; ///< the server refuses it

    void lock(std::string relation, LockMode mode); ///< keeps the strongest
    LockMode strongest() const;                     ///< AccessShare when there is none
    bool holds(std::string_view relation, LockMode atLeast) const;
};

/// What the session has set that decides how a statement is carried out.
struct SessionSettings
{
    bool checksForeignKeys = true; ///< MySQL and MariaDB: foreign_key_checks
};

/// What @p statement does on a server of @p version, given what @p schema knows. Pure.
Effects effectsOf(const sql::Statement &statement, const Schema &schema, SqlDialect dialect,
                  const ServerVersion &version, const SessionSettings &session = {});

/// The registered models: one file a dialect, one line in effects.cpp.
Effects postgresEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version);
Effects mysqlEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version,
                     const SessionSettings &session);
Effects mariadbEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version,
                       const SessionSettings &session);
Effects sqliteEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version);

} // namespace lockkeeper::lint
