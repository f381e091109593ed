// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/shape.h"

namespace lockkeeper::demo {

using namespace Qt::StringLiterals;

namespace {

const QString joined = u"trim(first_name || ' ' || last_name)"_s;
const QString upsert = u"ON CONFLICT (name) DO UPDATE SET last_seen = %1"_s;

ShapeSql mysqlSql()
{
    const QString column =
        u"(SELECT count(*) FROM information_schema.columns WHERE table_schema = database() "
        "AND table_name = 'users' AND column_name = '%1')"_s;
    const QString inStep = u"EXISTS (SELECT 1 FROM information_schema.triggers "
                           "WHERE event_object_schema = database() AND event_object_table = 'users' "
                           "AND trigger_name LIKE 'lockkeeper%')"_s;
    return {
        .shape =
            u"SELECT "_s + column.arg("first_name"_L1) + " AS old, "_L1 + column.arg("display_name"_L1)
            + " AS new, "_L1 + inStep
            + " AS in_step, (SELECT percent FROM app_flags WHERE name = 'read-display-name') AS percent"_L1,
        .inStep = inStep,
        .fullName = u"trim(concat(first_name, ' ', last_name))"_s,
        .renewHeartbeat = u"ON DUPLICATE KEY UPDATE last_seen = %1"_s,
        .returnsRows = false};
}

ShapeSql sqliteSql()
{
    const QString inStep =
        u"EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'users' "
        "AND name LIKE 'lockkeeper%')"_s;
    return {.shape =
                u"SELECT (SELECT count(*) FROM pragma_table_info('users') WHERE name = 'first_name') AS old,"
                " (SELECT count(*) FROM pragma_table_info('users') WHERE name = 'display_name') AS new,"
                " %1 AS in_step,"
                " (SELECT percent FROM app_flags WHERE name = 'read-display-name') AS percent"_s.arg(inStep),
            .inStep = inStep,
            .fullName = joined,
            .renewHeartbeat = upsert};
}

ShapeSql postgresSql()
{
    const QString column = u"(SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass "
                           "AND NOT attisdropped AND attname = '%1')"_s;
    const QString inStep = u"EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = 'users'::regclass "
                           "AND NOT tgisinternal AND tgname LIKE '%lockkeeper%')"_s;
    return {
        .shape =
            u"SELECT "_s + column.arg("first_name"_L1) + " AS old, "_L1 + column.arg("display_name"_L1)
            + " AS new, "_L1 + inStep
            + " AS in_step, (SELECT percent FROM app_flags WHERE name = 'read-display-name') AS percent"_L1,
        .inStep = inStep,
        .fullName = joined,
        .renewHeartbeat = upsert};
}

} // namespace

bool Shape::readsDisplayName(qint64 id) const
{
    return hasDisplayName && (!hasOldNames || id % 100 < percent);
}

ShapeSql ShapeSql::forEngine(QStringView engine)
{
    if (engine == "sqlite"_L1)
        return sqliteSql();
    return engine == "mysql"_L1 || engine == "mariadb"_L1 ? mysqlSql() : postgresSql();
}

Result<Shape> readShape(Session &session, const ShapeSql &sql)
{
    const auto rows = session.query(sql.shape);
    LOCKKEEPER_TRY(rows);
    return Shape{.hasOldNames = rows->at(0, u"old").toInt() > 0,
                 .hasDisplayName = rows->at(0, u"new").toInt() > 0,
                 .inStep = rows->at(0, u"in_step").toBool(),
                 .percent = rows->at(0, u"percent").toInt()};
}

} // namespace lockkeeper::demo
