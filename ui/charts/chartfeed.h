// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/recorder.h"
#include "core/workflow/snapshot.h"

namespace lockkeeper {

/// Writes down what snapshots and samples of one migration say: figures, and what happened as markers.
class ChartFeed
{
public:
    /// @param steady ms of a clock that never jumps; @param activity none: the server would not tell.
    void add(const MigrationSnapshot &snapshot, const std::optional<ActivitySample> &activity, qint64 steady);
    void disconnected() { m_recorder.disconnected(); }

    History &history() { return m_recorder.history(); }
    qint64 now(qint64 steady) const { return m_recorder.now(steady); }

private:
    void addEvents(const QList<Event> &events);
    void addHold(const FillSnapshot &fill, qint64 at);

    Recorder m_recorder;
    qint64 m_lastEvent = 0; ///< its sequence number
    bool m_isHeld = false;
};

/// The limits that hold a backfill, as they are now.
HoldLimits holdLimits(const MigrationSnapshot &snapshot);

} // namespace lockkeeper
