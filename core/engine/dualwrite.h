// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/catalog.h"
#include "core/engine/value.h"

#include <QStringList>

namespace lockkeeper {

/// What happens when one statement writes both shapes and they disagree.
enum class ConflictPolicy { Error, OldWins, NewWins };

/// Two shapes of the same row kept in step: @c up makes the new columns from the old ones, @c down the reverse.
/// Which column changed decides the direction, never a setting of the session (engines-sql.md 3.3).
struct DualWrite
{
    QString name; ///< short and unique to the migration: trigger names are made from it
    TableInfo table;
    QList<Assignment> up;
    QList<Assignment> down;
    QStringList oldColumns; ///< the columns whose change means "an old version wrote"
    ConflictPolicy onConflict = ConflictPolicy::Error;

    QStringList newColumns() const;
};

/// Rows compared by key range: how many were read, and how many obey neither direction of the mapping.
struct Comparison
{
    std::optional<KeyValue> last; ///< none: the range is exhausted
    qint64 seen = 0;
    qint64 different = 0;
    QList<KeyValue> examples; ///< at most 10 keys of rows that differ
};

/// One engine's dual-write triggers and the comparison of the two shapes. Lives on its session's thread.
class DualWriteSql
{
public:
    virtual ~DualWriteSql() = default;

    /// Statements for DdlGuard, to be run in one transaction; harmless when they already ran.
    virtual QStringList install(const DualWrite &dualWrite) const = 0;
    /// The same for taking it away; harmless when it is gone.
    virtual QStringList remove(const DualWrite &dualWrite) const = 0;
    virtual Result<bool> isInstalled(const DualWrite &dualWrite) = 0;
    /// Runs both expressions over sample rows without writing.
    /// @returns Errc::StatementFailed when one doesn't compile or fails on a row.
    virtual Status tryOut(const DualWrite &dualWrite) = 0;
    /// The next at most @p size rows after @p after. A row is right when `new = up(old)` or, where there is a
    /// down, `old = down(new)`: the shape written last decides.
    virtual Result<Comparison> compare(const DualWrite &dualWrite, const Key &key,
                                       const std::optional<KeyValue> &after, int size) = 0;
};

} // namespace lockkeeper
