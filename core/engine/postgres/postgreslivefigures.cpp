// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgreslivefacts.h"
#include "core/engine/postgres/postgressession.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

// An estimate counts if it is newer than most of the rows. A standby has no statistics of its own, and knows nothing of
// its primary's. For what was never analysed, as tables of a few rows are, there are the pages: no row of the heap is
// smaller than its header and its line pointer.
const QString sizesSql = uR"(
SELECT c.oid::bigint AS oid, pg_catalog.pg_total_relation_size(c.oid) AS bytes,
       CASE WHEN (pg_catalog.pg_stat_get_last_analyze_time(c.oid) IS NOT NULL
                  OR pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid) IS NOT NULL)
             AND pg_catalog.pg_stat_get_mod_since_analyze(c.oid) <= greatest(c.reltuples, 0) / 2 + 1000
             AND current_setting('track_counts')::boolean AND NOT pg_catalog.pg_is_in_recovery()
            THEN greatest(c.reltuples, 0)::bigint END AS rows,
       CASE WHEN am.amname = 'heap'
            THEN pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::bigint
                 * ((current_setting('block_size')::bigint - 24) / 28) END AS most_rows
FROM pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
WHERE c.oid = ANY (:oids::oid[]) AND c.relkind IN ('r', 'm'))"_s;

// Transactions are counted when they end; one that holds a writer's lock is seen by its lock.
const QString writesSql = uR"(
SELECT c.oid::bigint AS oid,
       pg_catalog.pg_stat_get_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_tuples_updated(c.oid)
           + pg_catalog.pg_stat_get_tuples_deleted(c.oid) AS writes,
       coalesce(held.writers, 0) AS writers,
       extract(epoch FROM clock_timestamp())::float8::text AS at,
       (SELECT extract(epoch FROM clock_timestamp() - coalesce(stats_reset, pg_catalog.pg_postmaster_start_time()))
        FROM pg_catalog.pg_stat_database WHERE datname = current_database())::float8::text AS since
FROM pg_catalog.pg_class c
LEFT JOIN (SELECT relation, count(*) AS writers
           FROM pg_catalog.pg_locks
           WHERE mode = 'RowExclusiveLock' AND pid IS DISTINCT FROM pg_backend_pid()
             AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
           GROUP BY relation) held ON held.relation = c.oid
WHERE c.oid = ANY (:oids::oid[]) AND c.relkind IN ('r', 'm')
  AND current_setting('track_counts')::boolean AND NOT pg_catalog.pg_is_in_recovery())"_s;

// Of other roles' sessions only pg_monitor sees how old they are.
const QString oldestSql = uR"(
SELECT extract(epoch FROM clock_timestamp() - min(began))::float8::text AS seconds
FROM (SELECT xact_start AS began FROM pg_catalog.pg_stat_activity
      WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
      UNION ALL
      SELECT prepared FROM pg_catalog.pg_prepared_xacts WHERE database = current_database()) open
WHERE NOT pg_catalog.pg_is_in_recovery())"_s;

const QString wraparoundSql = uR"(
SELECT v.relid::bigint AS oid
FROM pg_catalog.pg_stat_progress_vacuum v
JOIN pg_catalog.pg_stat_activity a ON a.pid = v.pid
WHERE v.datname = current_database() AND a.query LIKE '%to prevent wraparound%')"_s;

const QString publicationsSql = uR"(
SELECT p.pubname::text AS publication, p.puballtables AS is_all, t.schemaname::text AS schema, t.tablename::text AS name
FROM pg_catalog.pg_publication p
LEFT JOIN pg_catalog.pg_publication_tables t ON t.pubname = p.pubname AND NOT p.puballtables
WHERE p.puballtables OR t.tablename IS NOT NULL
ORDER BY 1, 3, 4)"_s;

const QString subscribersSql = uR"(
SELECT slot_name::text AS name FROM pg_catalog.pg_replication_slots
WHERE slot_type = 'logical' AND database = current_database() ORDER BY 1)"_s;

std::optional<std::int64_t> countAt(const Rows &rows, qsizetype row, QStringView column)
{
    const QVariant value = rows.at(row, column);
    return value.isValid() ? std::optional<std::int64_t>(value.toLongLong()) : std::nullopt;
}

/// Unknown and known is unknown.
template<typename T>
void add(std::optional<T> &sum, const std::optional<T> &part)
{
    sum = sum && part ? std::optional<T>(*sum + *part) : std::nullopt;
}

} // namespace

Result<Rows> PostgresLiveFacts::ask(const Sql &sql)
{
    auto rows = m_session.query(sql);
    const bool isFatal = !rows && (rows.error().isConnectionGone() || rows.error().code == Errc::Cancelled);
    return rows || isFatal ? std::move(rows) : Result<Rows>(Rows());
}

Status PostgresLiveFacts::readSizes()
{
    const auto rows = ask({sizesSql, {{u"oids"_s, m_oids}}});
    LOCKKEEPER_TRY(rows);
    for (qsizetype row = 0; row < rows->size(); ++row) {
        lint::TableFacts &facts = *table(rows->at(row, u"oid").toLongLong());
        facts.rows = countAt(*rows, row, u"rows");
        facts.mostRows = countAt(*rows, row, u"most_rows");
        facts.bytes = countAt(*rows, row, u"bytes");
    }
    return {};
}

Result<PostgresLiveFacts::Counts> PostgresLiveFacts::countWrites()
{
    const auto rows = ask({writesSql, {{u"oids"_s, m_oids}}});
    LOCKKEEPER_TRY(rows);
    Counts counts;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        counts.tables.insert(rows->at(row, u"oid").toLongLong(),
                             {.writes = rows->at(row, u"writes").toLongLong(),
                              .writers = rows->at(row, u"writers").toLongLong()});
        counts.at = rows->at(row, u"at").toDouble();
        counts.since = rows->at(row, u"since").toDouble();
    }
    for (const auto [oid, count] : QHash(counts.tables).asKeyValueRange()) {
        for (const qint64 whole : partitionedAbove(oid)) {
            counts.tables[whole].writes += count.writes;
            counts.tables[whole].writers += count.writers;
        }
    }
    return counts;
}

/// The partitioned tables that the rows of @p oid are rows of, too.
QList<qint64> PostgresLiveFacts::partitionedAbove(qint64 oid)
{
    QList<qint64> above;
    for (QList<qint64> open = m_parents.value(oid); !open.isEmpty();) {
        const qint64 parent = open.takeFirst();
        const lint::TableFacts *facts = table(parent);
        if (!facts || !facts->isPartitioned)
            continue;
        above.append(parent);
        open.append(m_parents.value(parent));
    }
    return above;
}

/// How many rows a second are written now, rather too many than too few. The counters are looked at twice, because their
/// average since whenever they began calls a table quiet that is new, or busy by day. A look is short and sessions report
/// only once a second, so one more row is taken as written than was seen: "fewer than one a second" needs three seconds
/// with at most one. A transaction that is open and may have written makes it one at least. The average over days only ever
/// makes it more: what is idle now may be written every night.
Status PostgresLiveFacts::takeWrites(const Counts &first, std::chrono::milliseconds watched)
{
    constexpr double day = 24.0 * 60 * 60;
    if (first.tables.isEmpty())
        return {};
    LOCKKEEPER_TRY(m_session.query(
        {u"SELECT pg_catalog.pg_sleep(greatest(0, :until::float8"
         " - extract(epoch FROM clock_timestamp())))"_s,
         {{u"until"_s, QString::number(first.at + double(watched.count()) / 1000, 'f', 6)}}}));
    const auto second = countWrites();
    LOCKKEEPER_TRY(second);
    for (const auto [oid, count] : second->tables.asKeyValueRange()) {
        const auto before = first.tables.constFind(oid);
        // Counters that went back were reset meanwhile.
        if (before == first.tables.constEnd() || count.writes < before->writes)
            continue;
        const auto seen = double(count.writes - before->writes + 1);
        const double now = std::max(seen / (second->at - first.at), count.writers > 0 ? 1.0 : 0.0);
        const double average = second->since >= day ? double(count.writes) / second->since : 0;
        table(oid)->writesPerSecond = std::max(now, average);
    }
    return {};
}

/// A partitioned table is as large as its partitions are together.
void PostgresLiveFacts::sumPartitions()
{
    for (lint::TableFacts &facts : m_facts.tables) {
        if (facts.isPartitioned)
            facts.rows = facts.mostRows = facts.bytes = 0;
    }
    for (const auto [oid, place] : m_places.asKeyValueRange()) {
        const lint::TableFacts &leaf = m_facts.tables[place];
        if (leaf.isPartitioned)
            continue;
        for (const qint64 parent : partitionedAbove(oid)) {
            lint::TableFacts &whole = *table(parent);
            add(whole.rows, leaf.rows);
            add(whole.mostRows, leaf.mostRows);
            add(whole.bytes, leaf.bytes);
        }
    }
}

Status PostgresLiveFacts::readActivity()
{
    const auto oldest = ask(oldestSql);
    LOCKKEEPER_TRY(oldest);
    if (oldest->scalar().isValid())
        m_facts.oldestTransactionSeconds = oldest->scalar().toDouble();
    const auto vacuums = ask(wraparoundSql);
    LOCKKEEPER_TRY(vacuums);
    for (const QVariantList &row : vacuums->rows) {
        if (const lint::TableFacts *worked = table(row.front().toLongLong()))
            m_facts.wraparoundVacuums.insert(worked->name);
    }
    return {};
}

Status PostgresLiveFacts::readPublications()
{
    const auto published = ask(publicationsSql);
    LOCKKEEPER_TRY(published);
    for (const QVariantList &row : published->rows) {
        const std::string name = row[0].toString().toStdString();
        if (m_facts.publications.empty() || m_facts.publications.back().name != name)
            m_facts.publications.push_back({.name = name, .tables = {}});
        if (!row[1].toBool())
            m_facts.publications.back().tables.insert(
                (row[2].toString() + u'.' + row[3].toString()).toStdString());
    }
    const auto subscribers = ask(subscribersSql);
    LOCKKEEPER_TRY(subscribers);
    for (const QVariantList &row : subscribers->rows)
        m_facts.subscribers.push_back(row.front().toString().toStdString());
    return {};
}

} // namespace lockkeeper
