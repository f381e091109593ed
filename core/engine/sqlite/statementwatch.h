// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sqlite/library.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace lockkeeper {

/// What ends a statement of one connection early: a cancel, its time limit, or a lock it waited for too long.
///
/// SQLite asks, on the session's thread: every few thousand instructions, and between two tries for a lock. Its own
/// busy_timeout would sleep through a cancel.
class StatementWatch
{
public:
    using Millis = std::chrono::milliseconds;
    enum class End { None, Cancelled, TimedOut };

    void attach(sqlite3 *handle);
    void setLockTimeout(Millis timeout) { m_lockTimeout = timeout; }
    Millis lockTimeout() const { return m_lockTimeout; }

    /// A statement begins; 0 is no limit.
    void start(Millis limit);
    /// It ended. @returns why, if it was made to.
    End finish();
    /// Ends the statement that runs now, if any. Thread-safe.
    void cancel();

private:
    using Clock = std::chrono::steady_clock;
    enum class State { Idle, Running, Cancelled };

    static int onProgress(void *watch);
    static int onBusy(void *watch, int tries);
    bool isOver() const;
    bool waitForLock(int tries);

    std::atomic<State> m_state{State::Idle};
    std::mutex m_guard;
    std::condition_variable m_cancelled;
    Clock::time_point m_deadline = Clock::time_point::max();
    Clock::time_point m_lockDeadline;
    Millis m_lockTimeout{5000};
};

} // namespace lockkeeper
