// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/backfilljournal.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString stateText(FillState state)
{
    return state == FillState::Done ? u"done"_s : state == FillState::Held ? u"held"_s : u"running"_s;
}

FillState stateFrom(QStringView text)
{
    return text == u"done" ? FillState::Done : text == u"held" ? FillState::Held : FillState::Running;
}

const QString everyColumn =
    u"SELECT step, worker, after_key, upper_key, rows_seen, rows_changed, rows_expected, batches, "
    "batch_size, work_ms, hold_ms, state, hold_reason, held_since, updated_at FROM {backfill} "
    "WHERE migration = :migration"_s;

FillRecord recordFrom(const Rows &rows, qsizetype row)
{
    const auto number = [&](QStringView column) { return rows.at(row, column).toLongLong(); };
    return {.step = rows.at(row, u"step").toString(),
            .worker = static_cast<int>(number(u"worker")),
            .after = keyFromText(rows.at(row, u"after_key")),
            .upTo = keyFromText(rows.at(row, u"upper_key")),
            .rowsSeen = number(u"rows_seen"),
            .rowsChanged = number(u"rows_changed"),
            .rowsExpected = number(u"rows_expected"),
            .batches = number(u"batches"),
            .batchSize = static_cast<int>(number(u"batch_size")),
            .workMs = number(u"work_ms"),
            .holdMs = number(u"hold_ms"),
            .state = stateFrom(rows.at(row, u"state").toString()),
            .holdReason = rows.at(row, u"hold_reason").toString(),
            .heldSince = number(u"held_since"),
            .updatedAt = number(u"updated_at")};
}

Result<QList<FillRecord>> recordsFrom(const Result<Rows> &rows)
{
    if (!rows)
        return failure(rows.error());
    QList<FillRecord> records;
    for (qsizetype row = 0; row < rows->size(); ++row)
        records << recordFrom(*rows, row);
    return records;
}

QVariant keyValue(const std::optional<KeyValue> &key)
{
    return key ? QVariant(keyToText(key)) : QVariant(QMetaType::fromType<QString>());
}

} // namespace

QString keyToText(const std::optional<KeyValue> &key)
{
    return key ? QString::fromUtf8(
                     QJsonDocument(QJsonArray::fromVariantList(*key)).toJson(QJsonDocument::Compact))
               : QString();
}

std::optional<KeyValue> keyFromText(const QVariant &text)
{
    if (text.isNull() || text.toString().isEmpty())
        return {};
    return QJsonDocument::fromJson(text.toString().toUtf8()).array().toVariantList();
}

Result<QList<FillRecord>> BackfillJournal::all() const
{
    return recordsFrom(m_ledger.query(everyColumn + u" ORDER BY step, worker"_s));
}

Result<QList<FillRecord>> BackfillJournal::of(const QString &step) const
{
    return recordsFrom(
        m_ledger.query(everyColumn + u" AND step = :step ORDER BY worker"_s, {{u"step"_s, step}}));
}

Status BackfillJournal::create(const FillRecord &record)
{
    return m_ledger.change(
        u"INSERT INTO {backfill} (migration, step, worker, after_key, upper_key, rows_seen, rows_changed, rows_expected, batches, "
        "batch_size, work_ms, hold_ms, state, updated_at) VALUES (:migration, :step, :worker, :after, :upper, 0, 0, :expected, 0, "
        ":size, 0, 0, :state, {now})"_s,
        {{u"step"_s, record.step},
         {u"worker"_s, record.worker},
         {u"after"_s, keyValue(record.after)},
         {u"upper"_s, keyValue(record.upTo)},
         {u"expected"_s, record.rowsExpected},
         {u"size"_s, record.batchSize},
         {u"state"_s, stateText(record.state)}});
}

Status BackfillJournal::checkpoint(const FillRecord &record)
{
    return m_ledger.change(
        u"UPDATE {backfill} SET after_key = :after, rows_seen = :seen, rows_changed = :changed, batches = :batches, "
        "batch_size = :size, work_ms = :work, hold_ms = :hold, state = :state, hold_reason = NULL, held_since = NULL, "
        "updated_at = {now} WHERE migration = :migration AND step = :step AND worker = :worker"_s,
        {{u"after"_s, keyValue(record.after)},
         {u"seen"_s, record.rowsSeen},
         {u"changed"_s, record.rowsChanged},
         {u"batches"_s, record.batches},
         {u"size"_s, record.batchSize},
         {u"work"_s, record.workMs},
         {u"hold"_s, record.holdMs},
         {u"state"_s, stateText(record.state)},
         {u"step"_s, record.step},
         {u"worker"_s, record.worker}});
}

Status BackfillJournal::hold(const FillRecord &record)
{
    return m_ledger.change(
        u"UPDATE {backfill} SET state = 'held', hold_reason = :reason, held_since = coalesce(held_since, {now}), "
        "hold_ms = :hold, updated_at = {now} WHERE migration = :migration AND step = :step AND worker = :worker"_s,
        {{u"reason"_s, record.holdReason},
         {u"hold"_s, record.holdMs},
         {u"step"_s, record.step},
         {u"worker"_s, record.worker}});
}

Status BackfillJournal::forget(const QString &step)
{
    LOCKKEEPER_TRY(m_ledger.query(u"DELETE FROM {backfill} WHERE migration = :migration AND step = :step"_s,
                                  {{u"step"_s, step}}));
    return {};
}

} // namespace lockkeeper
