// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/shape.h"

namespace lockkeeper::demo {

using namespace Qt::StringLiterals;

namespace {

ShapeSql sqliteSql()
{
    const QString inStep =
        u"EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'users' "
        "AND name LIKE 'lockkeeper%')"_s;
    return {u"SELECT (SELECT count(*) FROM pragma_table_info('users') WHERE name = 'first_name') AS old,"
            " (SELECT count(*) FROM pragma_table_info('users') WHERE name = 'display_name') AS new,"
            " %1 AS in_step,"
            " (SELECT percent FROM app_flags WHERE name = 'read-display-name') AS percent"_s.arg(inStep),
            inStep};
}

ShapeSql postgresSql()
{
    const QString column = u"(SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass "
                           "AND NOT attisdropped AND attname = '%1')"_s;
    const QString inStep = u"EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = 'users'::regclass "
                           "AND NOT tgisinternal AND tgname LIKE '%lockkeeper%')"_s;
    return {
        u"SELECT "_s + column.arg("first_name"_L1) + " AS old, "_L1 + column.arg("display_name"_L1)
            + " AS new, "_L1 + inStep
            + " AS in_step, (SELECT percent FROM app_flags WHERE name = 'read-display-name') AS percent"_L1,
        inStep};
}

} // namespace

bool Shape::readsDisplayName(qint64 id) const
{
    return hasDisplayName && (!hasOldNames || id % 100 < percent);
}

ShapeSql ShapeSql::forEngine(QStringView engine)
{
    return engine == "sqlite"_L1 ? sqliteSql() : postgresSql();
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
