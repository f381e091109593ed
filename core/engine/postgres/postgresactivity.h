// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"

#include <chrono>
#include <deque>

namespace lockkeeper {

class PostgresSession;

/// Reads pg_stat_activity, pg_locks, pg_stat_replication and pg_stat_database. What the user may not see (without
/// pg_monitor) is missing, never guessed.
class PostgresActivity final : public Activity
{
public:
    explicit PostgresActivity(PostgresSession &session) : m_session(session) {}

    Result<ActivitySample> sample() override;
    Result<bool> interrupt(const SessionInfo &session, Interruption how) override;

private:
    using Clock = std::chrono::steady_clock;
    struct WalPosition
    {
        Clock::time_point time;
        qint64 position;
    };

    Status readLockWaits(ActivitySample &sample);
    Status readWaitingSessions(ActivitySample &sample);
    Status readSessions(ActivitySample &sample);
    Status readReplicas(ActivitySample &sample);
    std::optional<double> lagSince(qint64 replayed) const;
    void remember(qint64 written, qint64 slowestReplica);

    PostgresSession &m_session;
    std::deque<WalPosition> m_written; // where the server's own log was, and when; oldest first
};

} // namespace lockkeeper
