// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlbackfill.h"

#include "core/engine/mysql/columnsql.h"
#include "core/engine/mysql/keysql.h"
#include "core/engine/mysql/mysqlsession.h"
#include "core/sql/tokens.h"

#include <algorithm>
#include <tuple>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 smallTable = 10'000; // reading it whole is no harm
constexpr int usualBatch = 1000;

bool names(const QString &expression, const QString &column, const TableInfo &table)
{
    return qualified(expression, {column}, table.name.name, u"lockkeeper", SqlDialect::MySQL) != expression;
}

/// MySQL assigns from left to right, and what comes later sees what came before. So a column is set after those whose
/// expressions read it. Nothing: they read each other.
std::optional<QList<Assignment>> inOrder(QList<Assignment> left, const TableInfo &table)
{
    QList<Assignment> ordered;
    while (!left.isEmpty()) {
        const auto isUnread = [&](const Assignment &candidate) {
            return std::ranges::none_of(left, [&](const Assignment &other) {
                return other.column != candidate.column && names(other.expression, candidate.column, table);
            });
        };
        const auto next = std::ranges::find_if(left, isUnread);
        if (next == left.end())
            return std::nullopt;
        ordered << *next;
        left.erase(next);
    }
    return ordered;
}

} // namespace

Status MySqlBackfill::prepare(const FillSpec &fill)
{
    m_tables.remove(fill.table.display());
    const auto table = tableOf(fill);
    LOCKKEEPER_TRY(table);
    const auto upTo = highestKey(fill);
    LOCKKEEPER_TRY(upTo);
    if (!*upTo)
        return {};
    const auto whole = update(fill, std::nullopt, **upTo); // refuses what can't be written at all
    LOCKKEEPER_TRY(whole);
    if (table->estimatedRows <= smallTable)
        return {};
    const auto batch = nextBatch(fill, std::nullopt, **upTo, usualBatch);
    LOCKKEEPER_TRY(batch);
    const MySqlKeySql key(fill.key);
    QVariantMap values;
    const QString range = key.range(batch->last, *upTo, &values);
    LOCKKEEPER_TRY(refuseFullScan(fill, {u"SELECT 1 FROM %1%2 WHERE %3 ORDER BY %4 LIMIT 1 OFFSET %5"_s.arg(
                                             m_session.dialect().quoted(fill.table), key.forced(), range,
                                             key.ascending(), QString::number(usualBatch)),
                                         values}));
    auto statement = update(fill, std::nullopt, *batch->last);
    LOCKKEEPER_TRY(statement);
    return refuseFullScan(fill, std::move(*statement));
}

Status MySqlBackfill::refuseFullScan(const FillSpec &fill, Sql statement)
{
    statement.text.prepend("EXPLAIN FORMAT=TRADITIONAL "_L1);
    const auto rows = m_session.query(statement);
    LOCKKEEPER_TRY(rows);
    const QString way = rows->at(0, u"type").toString();
    if (way != "ALL"_L1 && way != "index"_L1)
        return {};
    return failure(Errc::SequentialScan, {{u"table"_s, fill.table.display()}},
                   u"EXPLAIN says %1: %2"_s.arg(way, rows->at(0, u"Extra").toString()));
}

Result<std::optional<KeyValue>> MySqlBackfill::keyAt(const FillSpec &fill, const QString &condition,
                                                     const QString &order, qint64 offset,
                                                     const QVariantMap &values)
{
    const MySqlKeySql key(fill.key);
    const auto rows = m_session.query({u"SELECT %1 FROM %2%3 WHERE %4 ORDER BY %5 LIMIT 1 OFFSET %6"_s.arg(
                                           key.selected(), m_session.dialect().quoted(fill.table),
                                           key.forced(), condition, order, QString::number(offset)),
                                       values});
    LOCKKEEPER_TRY(rows);
    return rows->isEmpty() ? std::nullopt : std::optional(key.read(*rows, 0));
}

Result<std::optional<KeyValue>> MySqlBackfill::highestKey(const FillSpec &fill)
{
    return keyAt(fill, u"TRUE"_s, MySqlKeySql(fill.key).descending(), 0, {});
}

Result<QList<KeyValue>> MySqlBackfill::split(const FillSpec &fill, const KeyValue &upTo, int parts)
{
    if (parts < 2)
        return QList<KeyValue>();
    if (MySqlKeySql(fill.key).isOneInteger())
        return splitEvenly(fill, upTo, parts);
    const auto table = tableOf(fill);
    LOCKKEEPER_TRY(table);
    QList<KeyValue> cuts;
    for (int part = 1; part < parts; ++part) {
        QVariantMap values;
        const MySqlKeySql key(fill.key);
        const auto after = cuts.isEmpty() ? std::nullopt : std::optional(cuts.last());
        const QString range = key.range(after, upTo, &values);
        const auto cut =
            keyAt(fill, range, key.ascending(), std::max<qint64>(table->estimatedRows / parts, 1), values);
        LOCKKEEPER_TRY(cut);
        if (!*cut || **cut == upTo)
            break;
        cuts << **cut;
    }
    return cuts;
}

// Numbers are usually given out without large gaps; and a wrong guess only makes the parts uneven.
Result<QList<KeyValue>> MySqlBackfill::splitEvenly(const FillSpec &fill, const KeyValue &upTo, int parts)
{
    const auto lowest = keyAt(fill, u"TRUE"_s, MySqlKeySql(fill.key).ascending(), 0, {});
    LOCKKEEPER_TRY(lowest);
    QList<KeyValue> cuts;
    if (!*lowest)
        return cuts;
    bool isSigned = true;
    const qint64 high = upTo.first().toString().toLongLong(&isSigned);
    const qint64 low = (*lowest)->first().toString().toLongLong();
    if (!isSigned) // beyond a signed number: one part is right, too
        return cuts;
    // As unsigned numbers: from the lowest to the highest bigint is more than a bigint holds.
    const quint64 width = high > low ? (quint64(high) - quint64(low)) / quint64(parts) : 0;
    for (int part = 1; part < parts && width > 0; ++part)
        cuts << KeyValue{QString::number(qint64(quint64(low) + width * quint64(part)))};
    return cuts;
}

Result<TableInfo> MySqlBackfill::tableOf(const FillSpec &fill)
{
    const QString name = fill.table.display();
    if (const auto known = m_tables.constFind(name); known != m_tables.cend())
        return *known;
    auto table = m_session.catalog().table(fill.table);
    if (table)
        m_tables.insert(name, *table);
    return table;
}

Result<BatchOutcome> MySqlBackfill::nextBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                              const KeyValue &upTo, int size)
{
    const MySqlKeySql key(fill.key);
    QVariantMap values;
    const QString range = key.range(after, upTo, &values);
    const auto end = keyAt(fill, range, key.ascending(), size - 1, values);
    LOCKKEEPER_TRY(end);
    if (*end)
        return BatchOutcome{.last = *end, .seen = size};
    const auto last = keyAt(fill, range, key.descending(), 0, values);
    LOCKKEEPER_TRY(last);
    if (!*last)
        return BatchOutcome();
    const auto count = m_session.query({u"SELECT COUNT(*) FROM %1%2 WHERE %3"_s.arg(
                                            m_session.dialect().quoted(fill.table), key.forced(), range),
                                        values});
    LOCKKEEPER_TRY(count);
    // Fewer than a batch: rows that came since the first look are the triggers'.
    return BatchOutcome{.last = *last, .seen = std::min<qint64>(count->scalar().toLongLong(), size - 1)};
}

Result<Sql> MySqlBackfill::update(const FillSpec &fill, const std::optional<KeyValue> &after,
                                  const KeyValue &last)
{
    const auto info = tableOf(fill);
    LOCKKEEPER_TRY(info);
    const auto assignments = inOrder(fill.set, *info);
    if (!assignments)
        return failure(
            Errc::StatementFailed, {},
            u"the expressions of this fill read each other's columns, and the server assigns them one "
            "after the other; write two fills"_s);
    const MySqlKeySql key(fill.key);
    QStringList sets;
    sets.reserve(assignments->size());
    for (const Assignment &assignment : *assignments)
        sets << m_session.dialect().quoted(assignment.column) + " = "_L1 + inBrackets(assignment.expression);
    QVariantMap values;
    QString condition = key.range(after, last, &values) + " AND "_L1 + differsSql(*info, fill.set, {});
    if (!fill.where.isEmpty())
        condition += " AND "_L1 + inBrackets(fill.where);
    return Sql(u"UPDATE "_s + m_session.dialect().quoted(fill.table) + key.forced() + " SET "_L1
                   + sets.join(", "_L1) + " WHERE "_L1 + condition,
               values);
}

Result<BatchOutcome> MySqlBackfill::runBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                             const KeyValue &upTo, int size)
{
    auto batch = nextBatch(fill, after, upTo, size);
    if (!batch || !batch->last)
        return batch;
    const auto statement = update(fill, after, *batch->last);
    LOCKKEEPER_TRY(statement);
    const auto changed = changeRows(*statement);
    LOCKKEEPER_TRY(changed);
    batch->changed = *changed;
    return batch;
}

// The guard is the session's, and no transaction takes it back: it must not outlive the statement.
Result<qint64> MySqlBackfill::changeRows(const Sql &update)
{
    LOCKKEEPER_TRY(m_session.query(u"SET @lockkeeper_backfill = 1, SESSION innodb_lock_wait_timeout = 1"_s));
    const auto changed = m_session.query(update);
    m_session.resetBackfill();
    LOCKKEEPER_TRY(changed);
    return changed->affected;
}

} // namespace lockkeeper
