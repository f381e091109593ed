// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/sessioninfo.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace lockkeeper {

/// A session that waits for a lock, and for whom.
struct LockWait
{
    QString session;
    QString relation;
    QString mode;
    std::chrono::milliseconds waited{0};
    QString blocker;     ///< its session
    QString description; ///< "4711 (psql, idle in transaction for 12 s)"
};

struct ReplicaLag
{
    QString name;
    std::optional<double> seconds; ///< none: unknown, which is not zero
    qint64 bytes = 0;
    bool streaming = false;
};

/// What an engine can tell at all. What it can't is unknown, which is not zero.
struct ActivityCoverage
{
    bool lockWaits = true;
    bool replicas = true;
    bool transactions = true;
};

/// What a server is doing, at one moment.
struct ActivitySample
{
    ActivityCoverage coverage;
    QList<LockWait> lockWaits;
    QList<SessionInfo> sessions; ///< those that wait, and those that they wait for
    int lockWaiters = 0;
    std::chrono::milliseconds longestWait{0};
    std::chrono::milliseconds oldestTransaction{0}; ///< of any session but our own
    QString oldestTransactionSession;
    QList<ReplicaLag> replicas;
    qint64 commits = 0; ///< counters since the server's start
    qint64 rollbacks = 0;
    std::optional<double> worstLag() const; ///< seconds; none where unknown or without replicas
};

/// Reads the server's activity views. Lives on its session's thread: the monitor's, never the executor's.
class Activity
{
public:
    virtual ~Activity() = default;
    virtual Result<ActivitySample> sample() = 0;
    /// @returns false when @p session is gone or none can be interrupted.
    virtual Result<bool> interrupt(const SessionInfo &session, Interruption how) = 0;
};

} // namespace lockkeeper
