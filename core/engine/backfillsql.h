// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"

namespace lockkeeper {

/// What a backfill writes: @c set on every row of @c table that @c where matches and that isn't right already.
struct FillSpec
{
    TableName table;
    Key key;
    QList<Assignment> set;
    QString where; ///< SQL over the row, or empty
};

struct BatchOutcome
{
    std::optional<KeyValue> last; ///< the last key of the batch in key order; none: the range is exhausted
    qint64 seen = 0;
    qint64 changed = 0;
};

/// One engine's statements for walking a table by key. Lives on its session's thread.
class BackfillSql
{
public:
    virtual ~BackfillSql() = default;

    /// Statistics where they are missing, then a look at the batch's plan.
    /// @returns Errc::SequentialScan when a batch would read the whole table.
    virtual Status prepare(const FillSpec &fill) = 0;

    /// The highest key now; none for an empty table. Read after the trigger is live, and then frozen: later rows
    /// are written by the trigger.
    virtual Result<std::optional<KeyValue>> highestKey(const FillSpec &fill) = 0;

    /// Keys that cut the table up to @p upTo into @p parts ranges of about the same size, ascending, at most parts - 1.
    virtual Result<QList<KeyValue>> split(const FillSpec &fill, const KeyValue &upTo, int parts) = 0;

    /// The next at most @p size keys after @p after and up to @p upTo, set in the caller's transaction with our own
    /// dual-write triggers quiet. The last key comes from the ordered batch, never from RETURNING
    /// (engines-sql.md 1.2, 1.3).
    /// @returns Errc::LockTimeout when somebody keeps a row locked: a batch never waits long with its own locks held.
    virtual Result<BatchOutcome> runBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                          const KeyValue &upTo, int size) = 0;
};

} // namespace lockkeeper
