// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqlitebackfill.h"

#include "core/engine/sqlite/keysql.h"
#include "core/engine/sqlite/sqlitesession.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

struct Range
{
    QString condition;
    QVariantMap values;
};

Range range(const Key &key, const std::optional<KeyValue> &after, const KeyValue &upTo)
{
    const SqliteKeySql sql(key);
    Range range{.condition = sql.compared("<="_L1, "upto"_L1), .values = {}};
    SqliteKeySql::bind(range.values, "upto"_L1, upTo);
    if (after) {
        range.condition += " AND "_L1 + sql.compared(">"_L1, "after"_L1);
        SqliteKeySql::bind(range.values, "after"_L1, *after);
    }
    return range;
}

// A line's end before each bracket: an expression may end in a comment.
// Rows that are right already aren't written again. BINARY: a change of case is a change, whatever the collation.
QString update(const FillSpec &fill, const QString &condition)
{
    QStringList assignments;
    QStringList differences;
    for (const Assignment &set : fill.set) {
        const QString column = sqliteQuoted(set.column);
        assignments << u"%1 = (%2\n)"_s.arg(column, set.expression);
        differences << u"%1 IS NOT (%2\n) COLLATE BINARY"_s.arg(column, set.expression);
    }
    return u"UPDATE %1 SET %2 WHERE %3 AND (%4)%5"_s.arg(
        sqliteQuoted(fill.table.name), assignments.join(", "_L1), condition, differences.join(" OR "_L1),
        fill.where.isEmpty() ? QString() : " AND (%1\n)"_L1.arg(fill.where));
}

QString boundary(const FillSpec &fill, const QString &condition)
{
    const SqliteKeySql key(fill.key);
    return u"SELECT %1 FROM %2 WHERE %3 ORDER BY %1 LIMIT 1 OFFSET :skip"_s.arg(
        key.columns(), sqliteQuoted(fill.table.name), condition);
}

} // namespace

// No ANALYZE: a range of a unique key is searched by it without statistics, and ANALYZE would lock writers out.
Status SqliteBackfill::prepare(const FillSpec &fill)
{
    const KeyValue sample(fill.key.columns.size(), 0);
    auto [condition, values] = range(fill.key, sample, sample);
    values.insert(u"skip"_s, 0);
    for (const QString &statement : {boundary(fill, condition), update(fill, condition)}) {
        QVariantMap used = values;
        if (!statement.startsWith("SELECT"_L1))
            used.remove(u"skip"_s);
        const auto plan = m_session.query({"EXPLAIN QUERY PLAN "_L1 + statement, used});
        LOCKKEEPER_TRY(plan);
        for (const auto &row : plan->rows) {
            const QString detail = row.last().toString();
            if (detail.startsWith("SCAN %1"_L1.arg(fill.table.name)) || detail.contains("TEMP B-TREE"_L1))
                return failure(Errc::SequentialScan, {{u"table"_s, fill.table.display()}}, detail);
        }
    }
    return {};
}

Result<std::optional<KeyValue>> SqliteBackfill::keyAt(const Sql &select, const Key &key)
{
    const auto rows = m_session.query(select);
    LOCKKEEPER_TRY(rows);
    if (rows->isEmpty())
        return std::nullopt;
    return SqliteKeySql(key).value(rows->rows[0]);
}

Result<std::optional<KeyValue>> SqliteBackfill::highestKey(const FillSpec &fill)
{
    const SqliteKeySql key(fill.key);
    return keyAt(u"SELECT %1 FROM %2 ORDER BY %3 LIMIT 1"_s.arg(key.columns(), sqliteQuoted(fill.table.name),
                                                                key.descending()),
                 fill.key);
}

Result<QList<KeyValue>> SqliteBackfill::split(const FillSpec &fill, const KeyValue &upTo, int parts)
{
    auto [condition, values] = range(fill.key, std::nullopt, upTo);
    const auto count = m_session.query(
        {u"SELECT count(*) FROM %1 WHERE %2"_s.arg(sqliteQuoted(fill.table.name), condition), values});
    LOCKKEEPER_TRY(count);
    const qint64 rows = count->scalar().toLongLong();
    QList<KeyValue> keys;
    for (int part = 1; part < parts && part < rows; ++part) {
        values.insert(u"skip"_s, rows * part / parts - (rows >= parts ? 1 : 0));
        const auto key = keyAt({boundary(fill, condition), values}, fill.key);
        LOCKKEEPER_TRY(key);
        if (*key && (keys.isEmpty() || keys.last() != **key))
            keys << **key;
    }
    return keys;
}

Result<BatchOutcome> SqliteBackfill::nextBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                               const KeyValue &upTo, int size)
{
    const auto [condition, values] = range(fill.key, after, upTo);
    QVariantMap skipping = values;
    skipping.insert(u"skip"_s, size - 1);
    const auto last = keyAt({boundary(fill, condition), skipping}, fill.key);
    LOCKKEEPER_TRY(last);
    if (*last)
        return BatchOutcome{.last = *last, .seen = size};

    // Fewer than a batch are left.
    const SqliteKeySql key(fill.key);
    const QString from = u" FROM %1 WHERE %2"_s.arg(sqliteQuoted(fill.table.name), condition);
    const auto rest = keyAt(
        {u"SELECT "_s + key.columns() + from + " ORDER BY "_L1 + key.descending() + " LIMIT 1"_L1, values},
        fill.key);
    LOCKKEEPER_TRY(rest);
    const auto count = m_session.query({u"SELECT count(*)"_s + from, values});
    LOCKKEEPER_TRY(count);
    return BatchOutcome{.last = *rest, .seen = count->scalar().toLongLong()};
}

Result<BatchOutcome> SqliteBackfill::runBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                              const KeyValue &upTo, int size)
{
    auto batch = nextBatch(fill, after, upTo, size);
    if (!batch || !batch->last)
        return batch;
    const auto [condition, values] = range(fill.key, after, *batch->last);
    const auto changed = m_session.query({update(fill, condition), values});
    LOCKKEEPER_TRY(changed);
    batch->changed = changed->affected;
    return batch;
}

} // namespace lockkeeper
