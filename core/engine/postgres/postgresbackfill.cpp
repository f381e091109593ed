// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresbackfill.h"

#include "core/engine/postgres/assignmentsql.h"
#include "core/engine/postgres/keysql.h"
#include "core/engine/postgres/postgressession.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

constexpr qint64 smallTable = 10'000; // reading it whole is no harm
constexpr int usualBatch = 1000;
constexpr int sampleRows = 10'000;
/// Milliseconds. While a batch waits for a row, everybody waits for the rows that it has locked already.
constexpr int lockTimeout = 300;

bool isIntegerKey(const Key &key)
{
    static const QStringList integers{u"smallint"_s, u"integer"_s, u"bigint"_s};
    return key.types.size() == 1 && integers.contains(key.types.first());
}

/// Looks for a sequential scan of @p table in a plan as EXPLAIN (FORMAT JSON) prints it.
bool scansWhole(const QJsonValue &node, const QString &table)
{
    if (node.isArray())
        return std::ranges::any_of(node.toArray(),
                                   [&](const QJsonValue &item) { return scansWhole(item, table); });
    const QJsonObject plan = node.toObject();
    if (plan["Node Type"_L1].toString() == "Seq Scan"_L1 && plan["Relation Name"_L1].toString() == table)
        return true;
    return std::ranges::any_of(plan, [&](const QJsonValue &part) {
        return (part.isArray() || part.isObject()) && scansWhole(part, table);
    });
}

QString assignmentList(const QList<Assignment> &assignments, const PostgresDialect &dialect)
{
    QStringList list;
    for (const Assignment &assignment : assignments)
        list.append(dialect.quoted(assignment.column) + u" = "_s + wrapped(assignment.expression));
    return list.join(u", "_s);
}

/// The key, behind @p prefix, is after @p after and up to @p upTo.
QString range(const PostgresKeySql &key, const QString &prefix, const std::optional<KeyValue> &after,
              const KeyValue &upTo, QVariantMap *values)
{
    const QString columns = u'(' + key.columns(prefix) + u')';
    key.bind(*values, u"lockkeeper_upto"_s, upTo);
    QString upper = columns + u" <= "_s + key.parameters(u"lockkeeper_upto"_s);
    if (!after)
        return upper;
    key.bind(*values, u"lockkeeper_after"_s, *after);
    return upper + u" AND "_s + columns + u" > "_s + key.parameters(u"lockkeeper_after"_s);
}

} // namespace

Status PostgresBackfill::prepare(const FillSpec &fill)
{
    m_tables.remove(fill.table.display());
    auto table = tableOf(fill);
    if (!table)
        return failure(std::move(table).error());
    if (table->statisticsMissing) {
        LOCKKEEPER_TRY(m_session.query(Sql(u"ANALYZE "_s + m_session.dialect().quoted(fill.table))));
        m_tables.remove(fill.table.display());
        table = tableOf(fill);
        if (!table)
            return failure(std::move(table).error());
    }
    if (table->estimatedRows <= smallTable)
        return {};
    const auto upTo = highestKey(fill);
    if (!upTo)
        return failure(upTo.error());
    if (!*upTo)
        return {};
    const auto middle = split(fill, **upTo, 2);
    if (!middle)
        return failure(middle.error());
    return middle->isEmpty() ? Status() : checkPlan(fill, middle->first(), **upTo);
}

// The boundary is explained before it runs: on a table that can't be walked, running it would read the whole
// table.
Status PostgresBackfill::checkPlan(const FillSpec &fill, const KeyValue &after, const KeyValue &upTo)
{
    LOCKKEEPER_TRY(refuseSequentialScan(fill, boundary(fill, after, upTo, usualBatch)));
    const auto batch = nextBatch(fill, after, upTo, usualBatch);
    if (!batch)
        return failure(batch.error());
    if (!batch->last)
        return {};
    auto statement = update(fill, after, *batch->last);
    if (!statement)
        return failure(std::move(statement).error());
    return refuseSequentialScan(fill, std::move(*statement));
}

Status PostgresBackfill::refuseSequentialScan(const FillSpec &fill, Sql statement)
{
    statement.text.prepend("EXPLAIN (FORMAT JSON) "_L1);
    const auto rows = m_session.query(statement);
    if (!rows)
        return failure(rows.error());
    const auto plan = QJsonDocument::fromJson(rows->scalar().toString().toUtf8());
    if (!scansWhole(plan.array(), fill.table.name))
        return {};
    return failure(Errc::SequentialScan, {{u"table"_s, fill.table.display()}},
                   QString::fromUtf8(plan.toJson(QJsonDocument::Compact)));
}

Result<std::optional<KeyValue>> PostgresBackfill::highestKey(const FillSpec &fill)
{
    const PostgresKeySql key(fill.key, m_session.dialect());
    const auto rows = m_session.query(u"SELECT %1 FROM (SELECT %2 FROM %3 ORDER BY %4 LIMIT 1) highest"_s.arg(
        key.textual(), key.aliased(), m_session.dialect().quoted(fill.table), key.aliases(u" DESC"_s)));
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::nullopt : key.read(*rows, 0);
}

Result<QList<KeyValue>> PostgresBackfill::split(const FillSpec &fill, const KeyValue &upTo, int parts)
{
    if (parts < 2)
        return QList<KeyValue>();
    return isIntegerKey(fill.key) ? splitEvenly(fill, upTo, parts) : splitBySample(fill, upTo, parts);
}

// Numbers are usually given out without large gaps; and a wrong guess only makes the parts uneven.
Result<QList<KeyValue>> PostgresBackfill::splitEvenly(const FillSpec &fill, const KeyValue &upTo, int parts)
{
    const auto rows = m_session.query(u"SELECT min(%1)::bigint FROM %2"_s.arg(
        m_session.dialect().quoted(fill.key.columns.first()), m_session.dialect().quoted(fill.table)));
    if (!rows)
        return failure(rows.error());
    const qint64 high = upTo.first().toLongLong();
    const qint64 low = rows->scalar().isValid() ? rows->scalar().toLongLong() : high;
    // As unsigned numbers: from the lowest to the highest bigint is more than a bigint holds.
    const quint64 width = high > low ? (quint64(high) - quint64(low)) / quint64(parts) : 0;
    QList<KeyValue> cuts;
    for (int part = 1; part < parts && width > 0; ++part)
        cuts.append(KeyValue{QString::number(qint64(quint64(low) + width * quint64(part)))});
    return cuts;
}

// Whole pages are drawn, not rows: their keys are good enough to cut by, and reading them costs nothing.
Result<QList<KeyValue>> PostgresBackfill::splitBySample(const FillSpec &fill, const KeyValue &upTo, int parts)
{
    const auto table = tableOf(fill);
    if (!table)
        return failure(table.error());
    const double percent =
        table->estimatedRows > 5LL * sampleRows ? 100.0 * sampleRows / double(table->estimatedRows) : 100.0;
    const PostgresKeySql key(fill.key, m_session.dialect());
    QVariantMap values{{u"lockkeeper_parts"_s, parts}, {u"lockkeeper_percent"_s, QString::number(percent)}};
    key.bind(values, u"lockkeeper_upto"_s, upTo);
    const QString sql =
        u"SELECT %1 FROM (SELECT DISTINCT ON (part) %2, part FROM ("
        "SELECT *, ntile(:lockkeeper_parts::int) OVER (ORDER BY %2) AS part FROM ("
        "SELECT %3 FROM %4 TABLESAMPLE SYSTEM (:lockkeeper_percent::real) WHERE (%5) < %6) drawn) numbered"
        " WHERE part < :lockkeeper_parts::int ORDER BY part, %7) cut ORDER BY part"_s.arg(
            key.textual(), key.aliases(), key.aliased(), m_session.dialect().quoted(fill.table),
            key.columns(), key.parameters(u"lockkeeper_upto"_s), key.aliases(u" DESC"_s));
    const auto rows = m_session.query({sql, values});
    if (!rows)
        return failure(rows.error());
    QList<KeyValue> cuts;
    for (qsizetype row = 0; row < rows->size(); ++row)
        cuts.append(*key.read(*rows, row));
    return cuts;
}

Result<TableInfo> PostgresBackfill::tableOf(const FillSpec &fill)
{
    const QString name = fill.table.display();
    if (const auto known = m_tables.constFind(name); known != m_tables.cend())
        return *known;
    auto table = m_session.catalog().table(fill.table);
    if (table)
        m_tables.insert(name, *table);
    return table;
}

/// The end of the next batch and how many keys are in it; no row when the range is exhausted. Sets the
/// transaction up on the way: our triggers quiet, no long wait for a lock, and rows visited, and so locked,
/// in key order, which a bitmap scan wouldn't.
Sql PostgresBackfill::boundary(const FillSpec &fill, const std::optional<KeyValue> &after,
                               const KeyValue &upTo, int size) const
{
    const PostgresKeySql key(fill.key, m_session.dialect());
    QVariantMap values{{u"lockkeeper_size"_s, size}, {u"lockkeeper_limit"_s, lockTimeout}};
    const QString keys = u"SELECT "_s + key.aliased() + u", row_number() OVER (ORDER BY "_s + key.columns()
                         + u") AS lockkeeper_seen FROM "_s + m_session.dialect().quoted(fill.table)
                         + u" WHERE "_s + range(key, {}, after, upTo, &values) + u" ORDER BY "_s
                         + key.columns() + u" LIMIT :lockkeeper_size::bigint"_s;
    return {u"SELECT "_s + key.textual()
                + u", lockkeeper_seen, set_config('lockkeeper.backfill', 'on', true),"
                  " set_config('lock_timeout', :lockkeeper_limit, true),"
                  " set_config('enable_bitmapscan', 'off', true) FROM (SELECT * FROM ("_s
                + keys + u") lockkeeper_batch ORDER BY lockkeeper_seen DESC LIMIT 1) last"_s,
            values};
}

/// Both bounds are values when it is planned, so the planner knows how little of the table this is. With the
/// boundary as a subquery it has to guess, and on a large batch it prefers to read the whole table.
Result<Sql> PostgresBackfill::update(const FillSpec &fill, const std::optional<KeyValue> &after,
                                     const KeyValue &last)
{
    const auto info = tableOf(fill);
    if (!info)
        return failure(info.error());
    const auto &dialect = m_session.dialect();
    const QString table = dialect.quoted(fill.table);
    const QString behindTable = table + u'.';
    QVariantMap values;
    const QString filter = fill.where.isEmpty() ? QString() : u" AND "_s + wrapped(fill.where);
    const QString text = u"UPDATE "_s + table + u" SET "_s + assignmentList(fill.set, dialect) + u" WHERE "_s
                         + range(PostgresKeySql(fill.key, dialect), behindTable, after, last, &values)
                         + u" AND "_s + differs(*info, fill.set, behindTable, dialect) + filter;
    return Sql(text, values);
}

Result<BatchOutcome> PostgresBackfill::nextBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                                 const KeyValue &upTo, int size)
{
    const auto rows = m_session.query(boundary(fill, after, upTo, size));
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return BatchOutcome();
    return BatchOutcome{.last = PostgresKeySql(fill.key, m_session.dialect()).read(*rows, 0),
                        .seen = rows->at(0, u"lockkeeper_seen").toLongLong()};
}

Result<BatchOutcome> PostgresBackfill::runBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                                const KeyValue &upTo, int size)
{
    auto batch = nextBatch(fill, after, upTo, size);
    if (!batch || !batch->last)
        return batch;
    const auto statement = update(fill, after, *batch->last);
    if (!statement)
        return failure(statement.error());
    const auto changed = m_session.query(*statement);
    if (!changed)
        return failure(changed.error());
    batch->changed = changed->affected;
    return batch;
}

} // namespace lockkeeper
