// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/statementlimit.h"

namespace lockkeeper {

void StatementLimit::start(std::chrono::milliseconds limit)
{
    const std::scoped_lock lock(m_guard);
    m_deadline = Clock::now() + limit;
    m_hasExpired = false;
    if (!m_thread.joinable())
        m_thread = std::jthread([this](const std::stop_token &stop) { watch(stop); });
    m_wake.notify_all();
}

bool StatementLimit::stop()
{
    std::unique_lock lock(m_guard);
    m_deadline.reset();
    m_wake.wait(lock, [this] { return !m_isCalling; });
    return std::exchange(m_hasExpired, false);
}

void StatementLimit::watch(const std::stop_token &stop)
{
    std::unique_lock lock(m_guard);
    while (m_wake.wait(lock, stop, [this] { return m_deadline.has_value(); })) {
        const auto deadline = *m_deadline;
        m_wake.wait_until(lock, stop, deadline, [&] { return m_deadline != deadline; });
        if (stop.stop_requested() || m_deadline != deadline)
            continue;
        m_deadline.reset();
        m_hasExpired = m_isCalling = true;
        lock.unlock();
        m_onExpired();
        lock.lock();
        m_isCalling = false;
        m_wake.notify_all();
    }
}

} // namespace lockkeeper
