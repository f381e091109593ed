// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/value.h"
#include "core/ledger/ledger.h"

namespace lockkeeper {

enum class FillState { Running, Held, Done };

/// One worker's share of a fill: a key range, and how far it is.
struct FillRecord
{
    QString step;
    int worker = 0;
    std::optional<KeyValue> after; ///< the last key that is done; none: nothing yet
    std::optional<KeyValue> upTo;  ///< the range's frozen end; none: the table was empty
    qint64 rowsSeen = 0;
    qint64 rowsChanged = 0;
    qint64 rowsExpected = 0; ///< an estimate made at the start, never used for "done"
    qint64 batches = 0;
    int batchSize = 0;
    qint64 workMs = 0;
    qint64 holdMs = 0;
    FillState state = FillState::Running;
    QString holdReason; ///< JSON: code and figures; empty while it runs
    qint64 heldSince = 0;
    qint64 updatedAt = 0;
};

/// How far each fill is. checkpoint() belongs in the batch's own transaction: they commit together or not at all.
class BackfillJournal
{
public:
    explicit BackfillJournal(Ledger ledger) : m_ledger(std::move(ledger)) {}

    Result<QList<FillRecord>> all() const;
    Result<QList<FillRecord>> of(const QString &step) const;
    Status create(const FillRecord &record);
    Status checkpoint(const FillRecord &record);
    Status hold(const FillRecord &record);
    Status forget(const QString &step);

private:
    Ledger m_ledger;
};

/// Keys as stored: a JSON array, integers kept exact.
QString keyToText(const std::optional<KeyValue> &key);
std::optional<KeyValue> keyFromText(const QVariant &text);

} // namespace lockkeeper
