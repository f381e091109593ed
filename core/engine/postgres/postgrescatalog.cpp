// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgrescatalog.h"

#include "core/engine/postgres/postgreslivefacts.h"
#include "core/engine/postgres/postgressession.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

// A partitioned table has no pages of its own: its leaves are counted. reltuples is -1 before the first ANALYZE.
const QString tableSql = uR"(
SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name,
       part.rows, part.bytes, part.unknown
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT sum(greatest(leaf.reltuples, 0))::bigint AS rows,
           sum(pg_catalog.pg_total_relation_size(leaf.oid))::bigint AS bytes,
           bool_or((stats.last_analyze IS NULL AND stats.last_autoanalyze IS NULL)
                   OR stats.n_mod_since_analyze > greatest(leaf.reltuples, 0) / 2 + 1000) AS unknown
    FROM pg_catalog.pg_class leaf
    LEFT JOIN pg_catalog.pg_stat_all_tables stats ON stats.relid = leaf.oid
    WHERE leaf.relkind = 'r' AND (leaf.oid = c.oid
          OR leaf.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid)))) part
WHERE c.oid = to_regclass(:name) AND c.relkind IN ('r', 'p'))"_s;

const QString columnsSql = uR"(
SELECT a.attname::text AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
       NOT a.attnotnull AS nullable,
       a.attgenerated <> '' OR a.attidentity = 'a' AS generated,
       CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS default_expression
FROM pg_catalog.pg_attribute a
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = :table::oid AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum)"_s;

// The primary key, else the narrowest unique index that every row is in, exactly once, and by its columns alone.
// A descending column (indoption & 1) would make the row comparison and the index disagree.
const QString keySql = uR"(
WITH candidate AS (
    SELECT i.indexrelid, i.indrelid, i.indisprimary, i.indkey, i.indnkeyatts, ic.relname,
           (SELECT sum(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 32 END)
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts) AS width
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
    WHERE i.indrelid = :table::oid AND i.indisunique AND i.indisvalid AND i.indisready AND i.indimmediate
      AND i.indpred IS NULL AND i.indexprs IS NULL
      AND NOT EXISTS (SELECT FROM generate_series(0, i.indnkeyatts - 1) position
                      LEFT JOIN pg_catalog.pg_attribute a
                        ON a.attrelid = i.indrelid AND a.attnum = i.indkey[position]
                      WHERE a.attnotnull IS NOT TRUE OR i.indoption[position] & 1 = 1)
    ORDER BY i.indisprimary DESC, i.indnkeyatts, width, ic.relname
    LIMIT 1)
SELECT candidate.relname::text AS index, candidate.indisprimary AS primary, a.attname::text AS column,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
FROM candidate
CROSS JOIN LATERAL generate_series(0, candidate.indnkeyatts - 1) position
JOIN pg_catalog.pg_attribute a ON a.attrelid = candidate.indrelid AND a.attnum = candidate.indkey[position]
ORDER BY position)"_s;

} // namespace

Result<TableInfo> PostgresCatalog::table(const TableName &name)
{
    const auto rows = m_session.query({tableSql, {{u"name"_s, m_session.dialect().quoted(name)}}});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return failure(Errc::TableNotFound, {{u"table"_s, name.display()}});
    const qint64 oid = rows->at(0, u"oid").toLongLong();
    auto found = columns(oid);
    if (!found)
        return failure(std::move(found).error());
    auto walkable = key(oid);
    if (!walkable)
        return failure(std::move(walkable).error());
    return TableInfo{.name = {rows->at(0, u"schema").toString(), rows->at(0, u"name").toString()},
                     .columns = std::move(*found),
                     .key = std::move(*walkable),
                     .estimatedRows = rows->at(0, u"rows").toLongLong(),
                     .bytes = rows->at(0, u"bytes").toLongLong(),
                     .statisticsMissing = rows->at(0, u"unknown").toBool()};
}

Result<QList<Column>> PostgresCatalog::columns(qint64 oid)
{
    const auto rows = m_session.query({columnsSql, {{u"table"_s, oid}}});
    if (!rows)
        return failure(rows.error());
    QList<Column> columns;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        columns.append({.name = rows->at(row, u"name").toString(),
                        .type = rows->at(row, u"type").toString(),
                        .nullable = rows->at(row, u"nullable").toBool(),
                        .generated = rows->at(row, u"generated").toBool(),
                        .defaultExpression = rows->at(row, u"default_expression").toString()});
    }
    return columns;
}

Result<std::optional<Key>> PostgresCatalog::key(qint64 oid)
{
    const auto rows = m_session.query({keySql, {{u"table"_s, oid}}});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::nullopt;
    Key key;
    key.index = rows->at(0, u"index").toString();
    key.primary = rows->at(0, u"primary").toBool();
    for (qsizetype row = 0; row < rows->size(); ++row) {
        key.columns.append(rows->at(row, u"column").toString());
        key.types.append(rows->at(row, u"type").toString());
    }
    return key;
}

Result<lint::LiveFacts> PostgresCatalog::liveFacts(const lint::ObjectNames &names,
                                                   std::chrono::milliseconds watched)
{
    return PostgresLiveFacts(m_session).read(names, watched);
}

Result<QStringList> PostgresCatalog::missingPrivileges(const QList<TableName> &tables)
{
    QStringList missing;
    for (const TableName &table : tables)
        LOCKKEEPER_TRY(addMissingOwnership(missing, table));
    LOCKKEEPER_TRY(addMissingLedgerRights(missing));
    return missing;
}

// ALTER TABLE asks for ownership, and no GRANT replaces it. A table that isn't there yet misses nothing.
Status PostgresCatalog::addMissingOwnership(QStringList &missing, const TableName &table)
{
    const auto rows = m_session.query({u"SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass(:table)"
                                       " AND NOT pg_catalog.pg_has_role(relowner, 'USAGE')"_s,
                                       {{u"table"_s, m_session.dialect().quoted(table)}}});
    if (!rows)
        return failure(rows.error());
    if (!rows->isEmpty())
        missing.append(u"ownership of "_s + table.display());
    return {};
}

Status PostgresCatalog::addMissingLedgerRights(QStringList &missing)
{
    const auto rows = m_session.query(
        u"SELECT current_database()::text AS database, n.oid IS NOT NULL AS present,"
        " CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE')"
        "      ELSE has_schema_privilege(n.oid, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE') END AS allowed"
        " FROM (SELECT) one LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'lockkeeper'"_s);
    if (!rows)
        return failure(rows.error());
    if (rows->at(0, u"allowed").toBool())
        return {};
    missing.append(rows->at(0, u"present").toBool()
                       ? u"USAGE and CREATE on schema lockkeeper"_s
                       : u"CREATE on database "_s + rows->at(0, u"database").toString());
    return {};
}

} // namespace lockkeeper
