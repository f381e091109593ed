// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects.h"

namespace lockkeeper::lint {

Effects effectsOf(const sql::Statement &statement, const Schema &schema, SqlDialect dialect,
                  const ServerVersion &version, const SessionSettings &session)
{
    switch (dialect) {
    case SqlDialect::PostgreSQL:
        return postgresEffects(statement, schema, version);
    case SqlDialect::MySQL:
        return mysqlEffects(statement, schema, version, session);
    case SqlDialect::MariaDB:
        return mariadbEffects(statement, schema, version, session);
    case SqlDialect::SQLite:
        return sqliteEffects(statement, schema, version);
    }
    return {};
}

} // namespace lockkeeper::lint
