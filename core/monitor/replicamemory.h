// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"

#include <QMap>

namespace lockkeeper {

/// Which replicas a run has seen, because a server lists only those that are connected.
///
/// One that restarts, or whose connection broke, isn't a replica without lag: it comes back lacking all that was written
/// meanwhile, and a backfill at full speed is what makes that much. So for a while it counts as one whose lag is unknown,
/// for which a fill holds. Then it is taken for one that was switched off for good: a migration doesn't end with a replica.
class ReplicaMemory
{
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::minutes patience{2};

    /// Adds those that are away.
    void complete(QList<ReplicaLag> &replicas, Time now);

private:
    struct Known
    {
        qsizetype count = 0; ///< several may have one name: "walreceiver" is what they are called by default
        Time complete;       ///< when all of them were last there
    };

    QMap<QString, Known> m_known;
};

} // namespace lockkeeper
