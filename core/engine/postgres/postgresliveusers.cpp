// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/liverow.h"
#include "core/engine/postgres/postgreslivefacts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

// Every view that a table is in, through other views too.
const QString reachSql = uR"(
WITH RECURSIVE edge AS MATERIALIZED (
    SELECT DISTINCT d.refobjid AS used, r.ev_class AS view
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.rulename = '_RETURN' AND r.ev_class <> d.refobjid
    WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass),
reach AS (
    SELECT used AS root, view FROM edge WHERE used = ANY (:oids::oid[])
    UNION SELECT reach.root, edge.view FROM reach JOIN edge ON edge.used = reach.view)
)"_s;

const QString viewsSql = reachSql + uR"(
SELECT n.nspname::text AS schema, c.relname::text AS name, c.relkind = 'm' AS is_materialized,
       used.schema AS used_schema, used.name AS used_name
FROM (SELECT DISTINCT view FROM reach) reached
JOIN pg_catalog.pg_class c ON c.oid = reached.view
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN edge ON edge.view = c.oid
JOIN (SELECT t.oid, tn.nspname::text AS schema, t.relname::text AS name
      FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
      WHERE t.relkind IN ('r', 'p', 'v', 'm', 'f')) used ON used.oid = edge.used
ORDER BY 1, 2, 4, 5)"_s;

// With a column: what keeps it as it is. Without: everything that hangs on the table.
const QString usersSql = reachSql + uR"(
SELECT reach.root::bigint AS oid, NULL AS column, n.nspname::text AS schema, c.relname::text AS name
FROM reach
JOIN pg_catalog.pg_class c ON c.oid = reach.view
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
UNION ALL
SELECT tgrelid::bigint, NULL, '', tgname::text FROM pg_catalog.pg_trigger
WHERE tgrelid = ANY (:oids::oid[]) AND NOT tgisinternal
UNION ALL
SELECT polrelid::bigint, NULL, '', polname::text FROM pg_catalog.pg_policy WHERE polrelid = ANY (:oids::oid[])
UNION ALL
SELECT ev_class::bigint, NULL, '', rulename::text FROM pg_catalog.pg_rewrite
WHERE ev_class = ANY (:oids::oid[]) AND rulename <> '_RETURN'
UNION ALL
SELECT DISTINCT d.refobjid::bigint, a.attname::text, coalesce(n.nspname, '')::text,
       coalesce(tg.tgname, pol.polname, CASE WHEN r.rulename <> '_RETURN' THEN r.rulename END, v.relname,
                p.proname)::text
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_trigger tg ON d.classid = 'pg_catalog.pg_trigger'::regclass AND tg.oid = d.objid
LEFT JOIN pg_catalog.pg_policy pol ON d.classid = 'pg_catalog.pg_policy'::regclass AND pol.oid = d.objid
LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
LEFT JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND r.rulename = '_RETURN'
LEFT JOIN pg_catalog.pg_proc p ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(v.relnamespace, p.pronamespace)
WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = ANY (:oids::oid[]) AND d.refobjsubid > 0
  AND d.deptype = 'n' AND coalesce(tg.oid, pol.oid, r.oid, p.oid) IS NOT NULL
ORDER BY 1, 2, 3, 4)"_s;

void addOnce(std::vector<std::string> &names, std::string name)
{
    if (!std::ranges::contains(names, name))
        names.push_back(std::move(name));
}

} // namespace

Status PostgresLiveFacts::readUsers()
{
    const auto rows = ofTables(usersSql);
    LOCKKEEPER_TRY(rows);
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const LiveRow row(*rows, i);
        lint::TableFacts &used = *table(row.number(u"oid"));
        const std::string column = row.text(u"column");
        const auto known = std::ranges::find(used.columns, column, &lint::ColumnFacts::name);
        if (column.empty())
            addOnce(used.dependents, row.display(u"schema", u"name"));
        else if (known != used.columns.end())
            addOnce(*known->usedBy, row.display(u"schema", u"name"));
    }
    return {};
}

Status PostgresLiveFacts::readViews()
{
    const auto rows = ofTables(viewsSql);
    LOCKKEEPER_TRY(rows);
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const LiveRow row(*rows, i);
        const std::string name = row.display(u"schema", u"name");
        if (m_facts.views.empty() || m_facts.views.back().name != name)
            m_facts.views.push_back(
                {.name = name, .uses = {}, .isMaterialized = row.flag(u"is_materialized")});
        m_facts.views.back().uses.push_back(row.display(u"used_schema", u"used_name"));
    }
    return {};
}

} // namespace lockkeeper
