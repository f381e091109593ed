// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/target.h"

#include <QMap>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace lockkeeper {

class MySqlConnection;

/// Looks after a session that runs DDL, from a connection of its own: names whom it waits for, and ends the wait when it
/// has lasted for the lock timeout. The server's own lock_wait_timeout knows whole seconds only, and everybody who comes
/// after a waiting DDL waits as long as it does.
class MySqlBlockerWatch
{
public:
    MySqlBlockerWatch(Target target, qint64 session, std::chrono::milliseconds lockTimeout);
    ~MySqlBlockerWatch();
    MySqlBlockerWatch(const MySqlBlockerWatch &) = delete;
    MySqlBlockerWatch &operator=(const MySqlBlockerWatch &) = delete;

    /// Call it when the statement has ended; waits for a look that is under way.
    void statementEnded();
    /// What was seen last, as facts for an Error: "blocker", "relation", "mode". Empty: nothing was.
    QMap<QString, QString> facts() const;
    /// The statement was ended by this watch: its lock never came.
    bool hasGivenUp() const;

private:
    using Clock = std::chrono::steady_clock;

    void watch(const std::stop_token &stop);
    void look(MySqlConnection &connection);
    Result<bool> isWaiting(MySqlConnection &connection) const;
    void nameBlockers(MySqlConnection &connection);
    bool sleep(const std::stop_token &stop, std::chrono::milliseconds time);

    const Target m_target;
    const qint64 m_session;
    const std::chrono::milliseconds m_lockTimeout;
    mutable std::mutex m_guard;
    std::mutex m_looking; // held from the look to the KILL: the statement can't end in between unseen
    std::condition_variable_any m_wake;
    QMap<QString, QString> m_facts;
    std::optional<Clock::time_point> m_waitingSince; // these two are the watch's thread's own
    std::optional<Clock::time_point> m_namedAt;
    bool m_hasGivenUp = false;
    std::jthread m_thread; // last: starts when everything is there
};

} // namespace lockkeeper
