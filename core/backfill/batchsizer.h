// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <array>

namespace lockkeeper {

/// Picks the next batch's size so that batches take their target time: batches that take long hold row locks long.
///
/// Grows by at most half a step, shrinks at once. Decides on the slowest of the last ten batches, so that one slow
/// batch in ten doesn't pass for an average (engines-performance.md 3).
class BatchSizer
{
public:
    BatchSizer(const BatchLimits &limits, int start);

    int size() const { return m_size; }
    void setLimits(const BatchLimits &limits);
    void record(Millis took, qint64 rows);
    /// The batch ran into a lock: a smaller one gets by, or holds up fewer while it waits.
    void shrink();

private:
    BatchLimits m_limits;
    int m_size;
    std::array<double, 10> m_millisPerRow{};
    size_t m_recorded = 0;
};

} // namespace lockkeeper
