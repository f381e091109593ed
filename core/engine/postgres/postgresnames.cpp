// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgrescatalog.h"
#include "core/engine/postgres/postgressession.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

const QString writtenSql = uR"(
SELECT CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN pg_catalog.quote_ident(c.relname)
            ELSE pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) END AS name,
       pg_catalog.quote_ident(a.attname) AS column
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, a.attnum
LIMIT 50000)"_s;

} // namespace

Result<QList<WrittenTable>> PostgresCatalog::writtenTables()
{
    const auto rows = m_session.query({writtenSql, {}});
    LOCKKEEPER_TRY(rows);
    QList<WrittenTable> tables;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const QString name = rows->at(row, u"name").toString();
        if (tables.isEmpty() || tables.last().name != name)
            tables.append({.name = name, .columns = {}});
        tables.last().columns << rows->at(row, u"column").toString();
    }
    return tables;
}

} // namespace lockkeeper
