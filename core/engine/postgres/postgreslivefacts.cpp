// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgreslivefacts.h"

#include "core/engine/postgres/liverow.h"
#include "core/engine/postgres/postgressession.h"
#include "core/sql/parser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <tuple>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

// Sizes are read from the files, which takes a lock that waits behind whoever changes the table. So does everybody
// behind a linter that waits. The planner takes recursive questions for huge ones, and compiles them for two seconds.
const QString preparation =
    u"SELECT set_config('lock_timeout', '200ms', false), set_config('jit', 'off', false)"_s;
const QString clearance = u"RESET lock_timeout; RESET jit"_s;

// What is named, and what a change of it reaches: the tables below views, parents and partitions, both ends of foreign
// keys, tables with columns of a type. An index stands for its table. Names without a schema are found as a statement
// of this session would find them; regclass is not asked, because it fails where a schema may not be used.
const QString tablesSql = uR"(
WITH RECURSIVE asked AS MATERIALIZED (
    SELECT * FROM json_to_recordset(:names::json) AS names(schema text, name text)),
named AS (
    SELECT coalesce(i.indrelid, c.oid) AS oid
    FROM asked
    JOIN pg_catalog.pg_class c ON c.relname = asked.name
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    WHERE CASE WHEN asked.schema = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = asked.schema END
    UNION
    SELECT a.attrelid
    FROM asked
    JOIN pg_catalog.pg_type t ON t.typname = asked.name
    JOIN pg_catalog.pg_attribute a ON a.atttypid IN (t.oid, t.typarray) AND a.attnum > 0 AND NOT a.attisdropped),
below AS (
    SELECT oid FROM named
    UNION
    SELECT d.refobjid
    FROM below
    JOIN pg_catalog.pg_rewrite r ON r.ev_class = below.oid AND r.rulename = '_RETURN'
    JOIN pg_catalog.pg_depend d ON d.objid = r.oid AND d.classid = 'pg_catalog.pg_rewrite'::regclass
     AND d.refclassid = 'pg_catalog.pg_class'::regclass),
above AS (
    SELECT oid FROM below
    UNION SELECT inhparent FROM above JOIN pg_catalog.pg_inherits ON inhrelid = above.oid),
linked AS (
    SELECT oid FROM above
    UNION SELECT confrelid FROM pg_catalog.pg_constraint JOIN above ON conrelid = above.oid AND contype = 'f'
    UNION SELECT conrelid FROM pg_catalog.pg_constraint JOIN above ON confrelid = above.oid AND contype = 'f'),
family AS (
    SELECT oid FROM linked
    UNION SELECT inhrelid FROM family JOIN pg_catalog.pg_inherits ON inhparent = family.oid)
SELECT c.oid::bigint AS oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind,
       c.relpersistence::text AS persistence, c.relispartition AS is_partition, p.partdefid::bigint AS default_partition,
       (SELECT json_agg(inhparent::bigint ORDER BY inhseqno) FROM pg_catalog.pg_inherits
        WHERE inhrelid = c.oid)::text AS parents
FROM family
JOIN pg_catalog.pg_class c ON c.oid = family.oid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'm', 'f')
ORDER BY n.nspname, c.relname)"_s;

// A collation of its own counts: ALTER TYPE without one goes back to the type's. Since 18 attnotnull is also set where
// a constraint is still NOT VALID.
const QString columnsSql = uR"(
SELECT a.attrelid::bigint AS oid, a.attname::text AS name,
       pg_catalog.format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || quote_ident(l.collname) ELSE '' END AS type,
       a.attnotnull AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_constraint k
           WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated AND a.attnum = ANY (k.conkey))
           AS not_null,
       a.atthasdef AND a.attgenerated = '' AS has_default, a.attgenerated <> '' AS generated,
       a.attgenerated = 's' AS stored, a.attidentity <> '' AS identity
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
WHERE a.attrelid = ANY (:oids::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)"_s;

// A foreign key from or to a partitioned table has a row for each partition, too, which nothing is locked for. IS NOT
// NULL of a row asks for its fields, so that the server doesn't take it as proof.
const QString constraintsSql = uR"(
SELECT k.conrelid::bigint AS oid, k.conname::text AS name, k.contype::text AS kind, k.convalidated AS valid,
       k.confdeltype = 'c' AS cascades, n.nspname::text AS parent_schema, c.relname::text AS parent,
       (SELECT json_agg(a.attname ORDER BY place) FROM unnest(k.conkey) WITH ORDINALITY AS own(number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = own.number)::text AS columns,
       (SELECT json_agg(a.attname ORDER BY place) FROM unnest(k.confkey) WITH ORDINALITY AS own(number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = own.number)::text AS referenced,
       CASE WHEN k.contype = 'c' AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_catalog.pg_type base ON base.oid = t.typbasetype
                WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND 'c' IN (t.typtype, base.typtype))
            THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_class c ON c.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.conrelid = ANY (:oids::oid[]) AND k.contype IN ('p', 'u', 'f', 'c', 'x', 'n')
  AND (k.contype <> 'f' OR k.conparentid = 0)
ORDER BY k.conrelid, k.conname)"_s;

const QString indexesSql = uR"(
SELECT i.indrelid::bigint AS oid, c.relname::text AS name, i.indisunique AS is_unique, i.indisprimary AS is_primary,
       i.indpred IS NOT NULL AS is_partial, i.indisvalid AND i.indisready AND i.indislive AS valid,
       (SELECT json_agg(coalesce(a.attname, '') ORDER BY place)
        FROM generate_series(0, i.indnkeyatts - 1) place
        LEFT JOIN pg_catalog.pg_attribute a
          ON a.attrelid = i.indrelid AND a.attnum = i.indkey[place])::text AS columns
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (:oids::oid[])
ORDER BY i.indrelid, c.relname)"_s;

// i < s < v: of functions that share a name, the one that promises least counts.
const QString functionsSql = uR"(
SELECT lower(p.proname::text) AS name, max(p.provolatile::text) AS volatility
FROM pg_catalog.pg_proc p
WHERE p.proname IN (SELECT proname FROM pg_catalog.pg_proc
                    WHERE pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace))
GROUP BY 1)"_s;

const QString domainsSql = uR"(
WITH RECURSIVE constrained AS (
    SELECT t.oid FROM pg_catalog.pg_type t
    WHERE t.typtype = 'd'
      AND (t.typnotnull OR EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid))
    UNION SELECT t.oid FROM constrained JOIN pg_catalog.pg_type t ON t.typbasetype = constrained.oid AND t.typtype = 'd')
SELECT n.nspname::text AS schema, t.typname::text AS name
FROM constrained
JOIN pg_catalog.pg_type t ON t.oid = constrained.oid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname <> 'information_schema')"_s;

QString asJson(const lint::ObjectNames &names)
{
    QJsonArray array;
    for (const auto &[schema, name] : names)
        array.append(QJsonObject{{u"schema"_s, QString::fromStdString(schema)},
                                 {u"name"_s, QString::fromStdString(name)}});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

/// The one clause of `ALTER TABLE t` @p clause, as the parser reads it that reads the scripts: they compare.
sql::AlterAction parsedClause(const std::string &clause)
{
    const std::string text = "ALTER TABLE t " + clause;
    const LexOptions options{.dialect = SqlDialect::PostgreSQL};
    const Script script = split(text, options);
    if (script.pieces.empty())
        return {};
    const sql::Statement statement = sql::parse(text, script, script.pieces.front(), options);
    const auto *alter = statement.as<sql::AlterTable>();
    return alter && alter->actions.size() == 1 ? alter->actions.front() : sql::AlterAction();
}

sql::ConstraintKind kindOf(char letter)
{
    switch (letter) {
    case 'p':
        return sql::ConstraintKind::PrimaryKey;
    case 'u':
        return sql::ConstraintKind::Unique;
    case 'f':
        return sql::ConstraintKind::ForeignKey;
    case 'x':
        return sql::ConstraintKind::Exclusion;
    case 'n':
        return sql::ConstraintKind::NotNull;
    default:
        return sql::ConstraintKind::Check;
    }
}

lint::ConstraintFacts constraintFrom(const LiveRow &row)
{
    lint::ConstraintFacts facts{.name = row.text(u"name"),
                                .kind = kindOf(row.text(u"kind").front()),
                                .columns = row.names(u"columns"),
                                .notNull = {},
                                .references = row.display(u"parent_schema", u"parent"),
                                .referenced = row.names(u"referenced"),
                                .onDeleteCascade = row.flag(u"cascades"),
                                .isValid = row.flag(u"valid")};
    if (facts.kind == sql::ConstraintKind::NotNull)
        facts.notNull = facts.columns;
    if (const std::string definition = row.text(u"definition"); !definition.empty())
        facts.notNull = parsedClause("ADD " + definition).constraint.expression.notNull;
    return facts;
}

} // namespace

Result<lint::LiveFacts> PostgresLiveFacts::read(const lint::ObjectNames &names,
                                                std::chrono::milliseconds watched)
{
    LOCKKEEPER_TRY(m_session.query(preparation));
    const Status done = readAll(names, watched);
    std::ignore = m_session.query(clearance);
    LOCKKEEPER_TRY(done);
    return std::move(m_facts);
}

Status PostgresLiveFacts::readAll(const lint::ObjectNames &names, std::chrono::milliseconds watched)
{
    LOCKKEEPER_TRY(readTables(names));
    // The rest of the reading is part of the time that passes between two looks at the counters.
    auto counts = countWrites();
    LOCKKEEPER_TRY(counts);
    LOCKKEEPER_TRY(readSchema());
    LOCKKEEPER_TRY(readSizes());
    sumPartitions();
    LOCKKEEPER_TRY(readActivity());
    LOCKKEEPER_TRY(readPublications());
    return watched.count() > 0 ? takeWrites(*counts, watched) : Status();
}

Status PostgresLiveFacts::readSchema()
{
    LOCKKEEPER_TRY(readColumns());
    LOCKKEEPER_TRY(readConstraints());
    LOCKKEEPER_TRY(readIndexes());
    LOCKKEEPER_TRY(readUsers());
    LOCKKEEPER_TRY(readViews());
    LOCKKEEPER_TRY(readFunctions());
    return readDomains();
}

Status PostgresLiveFacts::readTables(const lint::ObjectNames &names)
{
    const auto rows = m_session.query({tablesSql, {{u"names"_s, asJson(names)}}});
    LOCKKEEPER_TRY(rows);
    QStringList oids;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        takeTable(*rows, row);
        oids.append(rows->at(row, u"oid").toString());
    }
    m_oids = u'{' + oids.join(u',') + u'}';
    linkMembers();
    return {};
}

void PostgresLiveFacts::takeTable(const Rows &rows, qsizetype row)
{
    const LiveRow read(rows, row);
    lint::TableFacts facts;
    facts.name = read.display(u"schema", u"name");
    facts.isComplete = true; // what is read after this fails as a whole, or is whole
    facts.isTemporary = read.text(u"persistence") == "t";
    facts.isUnlogged = read.text(u"persistence") == "u";
    facts.isPartitioned = read.text(u"kind") == "p";
    facts.hasDefaultPartition = read.number(u"default_partition") != 0;
    const QJsonArray above = read.list(u"parents");
    QList<qint64> parents;
    for (const auto &parent : above)
        parents.append(parent.toInteger());
    const qint64 oid = read.number(u"oid");
    m_parents.insert(oid, parents);
    m_places.insert(oid, m_facts.tables.size());
    if (facts.hasDefaultPartition)
        m_defaultPartitions.insert(read.number(u"default_partition"));
    m_facts.tables.push_back(std::move(facts));
}

/// Partitions and heirs name their parents.
void PostgresLiveFacts::linkMembers()
{
    for (const auto [oid, parents] : m_parents.asKeyValueRange()) {
        lint::TableFacts &member = *table(oid);
        member.isDefaultPartition = m_defaultPartitions.contains(oid);
        for (const qint64 parent : parents) {
            const lint::TableFacts *above = table(parent);
            if (above && above->isPartitioned)
                member.partitionOf = above->name;
            else if (above)
                member.inherits.push_back(above->name);
        }
    }
}

Status PostgresLiveFacts::readColumns()
{
    const auto rows = ofTables(columnsSql);
    LOCKKEEPER_TRY(rows);
    std::map<std::string, sql::TypeName> types;
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const LiveRow row(*rows, i);
        const auto [type, isNew] = types.try_emplace(row.text(u"type"));
        if (isNew)
            type->second = parsedClause("ADD COLUMN c " + type->first).column.type;
        type->second.span = {};
        table(row.number(u"oid"))
            ->columns.push_back({.name = row.text(u"name"),
                                 .type = type->second,
                                 .notNull = row.flag(u"not_null"),
                                 .hasDefault = row.flag(u"has_default"),
                                 .isGenerated = row.flag(u"generated"),
                                 .isStoredGenerated = row.flag(u"stored"),
                                 .isIdentity = row.flag(u"identity"),
                                 .usedBy = std::vector<std::string>()});
    }
    return {};
}

Status PostgresLiveFacts::readConstraints()
{
    const auto rows = ofTables(constraintsSql);
    LOCKKEEPER_TRY(rows);
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const LiveRow row(*rows, i);
        table(row.number(u"oid"))->constraints.push_back(constraintFrom(row));
    }
    return {};
}

Status PostgresLiveFacts::readIndexes()
{
    const auto rows = ofTables(indexesSql);
    LOCKKEEPER_TRY(rows);
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const LiveRow row(*rows, i);
        lint::IndexFacts index{.name = row.text(u"name"), .columns = row.names(u"columns")};
        index.isUnique = row.flag(u"is_unique");
        index.isPrimary = row.flag(u"is_primary");
        index.isPartial = row.flag(u"is_partial");
        index.isValid = row.flag(u"valid");
        table(row.number(u"oid"))->indexes.push_back(std::move(index));
    }
    return {};
}

Status PostgresLiveFacts::readFunctions()
{
    const auto rows = m_session.query(functionsSql);
    LOCKKEEPER_TRY(rows);
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const LiveRow row(*rows, i);
        m_facts.volatility.insert_or_assign(row.text(u"name"), row.text(u"volatility").front());
    }
    return {};
}

/// Under the bare name, too: whichever schema a script means, none of them is taken for a plain type.
Status PostgresLiveFacts::readDomains()
{
    const auto rows = m_session.query(domainsSql);
    LOCKKEEPER_TRY(rows);
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const LiveRow row(*rows, i);
        m_facts.constrainedDomains.insert(row.display(u"schema", u"name"));
        m_facts.constrainedDomains.insert(row.text(u"name"));
    }
    return {};
}

Result<Rows> PostgresLiveFacts::ofTables(const QString &sql)
{
    return m_session.query({sql, {{u"oids"_s, m_oids}}});
}

lint::TableFacts *PostgresLiveFacts::table(qint64 oid)
{
    const auto place = m_places.constFind(oid);
    return place == m_places.constEnd() ? nullptr : &m_facts.tables[*place];
}

} // namespace lockkeeper
