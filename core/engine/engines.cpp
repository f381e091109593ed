// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include "core/engine/mysql/mysqlengine.h"
#include "core/engine/postgres/postgresengine.h"
#include "core/engine/sqlite/sqliteengine.h"

#include <array>

namespace lockkeeper {

std::span<const Engine *const> engines()
{
    static const PostgresEngine postgres;
    static const MySqlEngine mysql(MySqlFlavor::MySql);
    static const MySqlEngine mariadb(MySqlFlavor::MariaDb);
    static const SqliteEngine sqlite;
    static const std::array<const Engine *, 4> all{&postgres, &mysql, &mariadb, &sqlite};
    return all;
}

const Engine *engineNamed(QStringView name)
{
    for (const Engine *engine : engines()) {
        if (engine->name() == name)
            return engine;
    }
    return nullptr;
}

const Engine *engineForScheme(QStringView scheme)
{
    for (const Engine *engine : engines()) {
        if (engine->schemes().contains(scheme))
            return engine;
    }
    return nullptr;
}

Result<std::unique_ptr<Session>> openSession(const Target &target, const SessionOptions &options)
{
    const Engine *engine = engineForScheme(target.scheme);
    if (!engine)
        return failure(Errc::UnknownEngine, {{QStringLiteral("engine"), target.scheme}});
    return engine->open(target, options);
}

} // namespace lockkeeper
