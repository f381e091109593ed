// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "core/monitor/axisclock.h"
#include "core/monitor/history.h"
#include "core/monitor/ratemeter.h"

namespace lockkeeper {

struct FillProgress
{
    QString step;
    double share = 0; ///< 0…1
    qint64 rowsSeen = 0;
};

/// Writes what a run shows down as metrics. Lives on one thread.
class Recorder
{
public:
    /// One look at the server. @param activity none: it would not tell; @param fill none: no backfill has begun.
    void add(Moment moment, const std::optional<ActivitySample> &activity,
             const std::optional<FillProgress> &fill);
    /// No look was possible.
    void disconnected();

    const History &history() const { return m_history; }
    History &history() { return m_history; }
    /// The right end of the time axis; 0 before the first look.
    qint64 now(qint64 steady) const { return m_clock.at(steady); }

private:
    void addActivity(qint64 at, const ActivitySample &sample);
    void addReplicas(qint64 at, const QList<ReplicaLag> &replicas);
    void addFill(qint64 at, const FillProgress &fill);
    void missing(GapReason reason);

    History m_history;
    AxisClock m_clock;
    RateMeter m_rollbacks;
    RateMeter m_rows;
    QString m_step; ///< whose rows are counted
};

} // namespace lockkeeper
