// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "core/engine/mysql/replicas.h"

namespace lockkeeper {

class MySqlSession;

/// Reads InnoDB's transactions, the process list and, where they are on, performance_schema's locks. Without the PROCESS
/// privilege others can't be seen, and the coverage says so. Commits and rollbacks are those of storage engines
/// (Handler_commit, Handler_rollback): MySQL counts no transactions.
class MySqlActivity final : public Activity
{
public:
    explicit MySqlActivity(MySqlSession &session) : m_session(session) {}

    Result<ActivitySample> sample() override;
    Result<bool> interrupt(const SessionInfo &session, Interruption how) override;

private:
    Status readSessions(ActivitySample &sample);
    Status readCounters(ActivitySample &sample);

    MySqlSession &m_session;
    MySqlReplicas m_replicas;
};

} // namespace lockkeeper
