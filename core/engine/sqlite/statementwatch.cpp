// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/statementwatch.h"

#include <algorithm>

namespace lockkeeper {

using namespace std::chrono_literals;

namespace {

// About 20 µs apart: often enough for people, too seldom to be measured.
constexpr int instructionsBetweenLooks = 4000;
constexpr auto longestPause = 5ms;

} // namespace

void StatementWatch::attach(sqlite3 *handle)
{
    sqlite3_progress_handler(handle, instructionsBetweenLooks, &StatementWatch::onProgress, this);
    sqlite3_busy_handler(handle, &StatementWatch::onBusy, this);
}

void StatementWatch::start(Millis limit)
{
    m_deadline = limit > 0ms ? Clock::now() + limit : Clock::time_point::max();
    m_state = State::Running;
}

StatementWatch::End StatementWatch::finish()
{
    if (m_state.exchange(State::Idle) == State::Cancelled)
        return End::Cancelled;
    return Clock::now() >= m_deadline ? End::TimedOut : End::None;
}

void StatementWatch::cancel()
{
    const std::scoped_lock lock(m_guard);
    auto running = State::Running;
    if (m_state.compare_exchange_strong(running, State::Cancelled))
        m_cancelled.notify_all();
}

bool StatementWatch::isOver() const { return m_state == State::Cancelled || Clock::now() >= m_deadline; }

int StatementWatch::onProgress(void *watch) { return static_cast<StatementWatch *>(watch)->isOver() ? 1 : 0; }

int StatementWatch::onBusy(void *watch, int tries)
{
    return static_cast<StatementWatch *>(watch)->waitForLock(tries) ? 1 : 0;
}

bool StatementWatch::waitForLock(int tries)
{
    if (tries == 0)
        m_lockDeadline = Clock::now() + m_lockTimeout;
    const auto pause = Clock::now() + std::min<Clock::duration>(1ms * (tries + 1), longestPause);
    const auto until = std::min({pause, m_lockDeadline, m_deadline});
    std::unique_lock lock(m_guard);
    m_cancelled.wait_until(lock, until, [this] { return m_state == State::Cancelled; });
    return !isOver() && Clock::now() < m_lockDeadline;
}

} // namespace lockkeeper
