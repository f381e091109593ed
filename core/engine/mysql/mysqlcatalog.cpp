// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlcatalog.h"

#include "core/engine/mysql/columnsql.h"
#include "core/engine/mysql/keysql.h"
#include "core/engine/mysql/mysqllivefacts.h"
#include "core/engine/mysql/mysqlprivileges.h"
#include "core/engine/mysql/mysqlsession.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

const QString tableSql = uR"(
SELECT NULLIF(TABLE_SCHEMA, DATABASE()) AS db, TABLE_NAME AS name, COALESCE(TABLE_ROWS, 0) AS estimated,
       COALESCE(DATA_LENGTH, 0) + COALESCE(INDEX_LENGTH, 0) AS bytes
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = COALESCE(:schema, DATABASE()) AND TABLE_NAME = :name AND TABLE_TYPE = 'BASE TABLE')"_s;

const QString columnsSql = uR"(
SELECT COLUMN_NAME AS name, COLUMN_TYPE AS type, IS_NULLABLE = 'YES' AS nullable, EXTRA AS extra,
       COALESCE(GENERATION_EXPRESSION, '') <> '' AS is_generated, COLUMN_DEFAULT AS default_value
FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = COALESCE(:schema, DATABASE()) AND TABLE_NAME = :name
ORDER BY ORDINAL_POSITION)"_s;

// The primary key, else the unique index of the fewest columns that every row is in, exactly once and with its whole
// values: no NULL, no prefix, no expression, ascending.
const QString keySql = uR"(
SELECT s.INDEX_NAME AS index_name, s.COLUMN_NAME AS column_name, c.COLUMN_TYPE AS type
FROM information_schema.STATISTICS s
JOIN information_schema.COLUMNS c
  ON c.TABLE_SCHEMA = s.TABLE_SCHEMA AND c.TABLE_NAME = s.TABLE_NAME AND c.COLUMN_NAME = s.COLUMN_NAME
JOIN (SELECT INDEX_NAME AS chosen, COUNT(*) AS parts
      FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = COALESCE(:schema, DATABASE()) AND TABLE_NAME = :name AND NON_UNIQUE = 0
      GROUP BY INDEX_NAME
      HAVING SUM(NULLABLE = 'YES' OR SUB_PART IS NOT NULL OR COLUMN_NAME IS NULL OR COALESCE(COLLATION, '') <> 'A'
                 OR INDEX_TYPE <> 'BTREE') = 0) usable ON usable.chosen = s.INDEX_NAME
WHERE s.TABLE_SCHEMA = COALESCE(:schema, DATABASE()) AND s.TABLE_NAME = :name
ORDER BY s.INDEX_NAME <> 'PRIMARY', usable.parts, s.INDEX_NAME, s.SEQ_IN_INDEX)"_s;

} // namespace

QVariantMap tableValues(const TableName &table)
{
    const QVariant schema =
        table.schema.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(table.schema);
    return {{u"schema"_s, schema}, {u"name"_s, table.name}};
}

Result<TableInfo> MySqlCatalog::table(const TableName &name)
{
    const QVariantMap values = tableValues(name);
    const auto rows = m_session.query({tableSql, values});
    LOCKKEEPER_TRY(rows);
    if (rows->isEmpty())
        return failure(Errc::TableNotFound, {{u"table"_s, name.display()}});
    auto found = columns(values);
    LOCKKEEPER_TRY(found);
    auto walkable = key(values);
    LOCKKEEPER_TRY(walkable);
    return TableInfo{.name = {rows->at(0, u"db").toString(), rows->at(0, u"name").toString()},
                     .columns = std::move(*found),
                     .key = std::move(*walkable),
                     .estimatedRows = rows->at(0, u"estimated").toLongLong(),
                     .bytes = rows->at(0, u"bytes").toLongLong()};
}

Result<QList<Column>> MySqlCatalog::columns(const QVariantMap &name)
{
    const auto rows = m_session.query({columnsSql, name});
    LOCKKEEPER_TRY(rows);
    QList<Column> columns;
    columns.reserve(rows->size());
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const QString type = rows->at(row, u"type").toString();
        columns << Column{.name = rows->at(row, u"name").toString(),
                          .type = type,
                          .nullable = rows->at(row, u"nullable").toBool(),
                          .generated = rows->at(row, u"is_generated").toBool(),
                          .defaultExpression =
                              defaultSql(m_session.isMariaDb(), rows->at(row, u"default_value"), type,
                                         rows->at(row, u"extra").toString())};
    }
    return columns;
}

Result<std::optional<Key>> MySqlCatalog::key(const QVariantMap &name)
{
    const auto rows = m_session.query({keySql, name});
    LOCKKEEPER_TRY(rows);
    std::optional<Key> best;
    for (qsizetype row = 0; row < rows->size();) {
        Key key{.index = rows->at(row, u"index_name").toString(), .columns = {}, .types = {}};
        key.primary = key.index == "PRIMARY"_L1;
        bool isWalkable = true;
        for (; row < rows->size() && rows->at(row, u"index_name").toString() == key.index; ++row) {
            key.columns << rows->at(row, u"column_name").toString();
            key.types << rows->at(row, u"type").toString();
            isWalkable = isWalkable && MySqlKeySql::isWalkable(key.types.last());
        }
        if (isWalkable)
            return key;
    }
    return best;
}

Result<QStringList> MySqlCatalog::missingPrivileges(const QList<TableName> &tables)
{
    return MySqlPrivileges(m_session).missing(tables);
}

Result<lint::LiveFacts> MySqlCatalog::liveFacts(const lint::ObjectNames &names,
                                                std::chrono::milliseconds watched)
{
    return MySqlLiveFacts(m_session).read(names, watched);
}

Result<QList<WrittenTable>> MySqlCatalog::writtenTables()
{
    const auto rows = m_session.query(uR"(
SELECT TABLE_NAME AS name, COLUMN_NAME AS column_name FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION LIMIT 50000)"_s);
    LOCKKEEPER_TRY(rows);
    QList<WrittenTable> tables;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const QString name = writtenName(rows->at(row, u"name").toString());
        if (tables.isEmpty() || tables.last().name != name)
            tables << WrittenTable{.name = name, .columns = {}};
        tables.last().columns << writtenName(rows->at(row, u"column_name").toString());
    }
    return tables;
}

} // namespace lockkeeper
