// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace lockkeeper {

/// Calls @c onExpired from a thread of its own when a statement takes longer than it may: MySQL limits only SELECT by
/// itself. The thread starts with the first limit.
class StatementLimit
{
public:
    explicit StatementLimit(std::function<void()> onExpired) : m_onExpired(std::move(onExpired)) {}

    void start(std::chrono::milliseconds limit);
    /// @returns whether it expired; waits for a call of onExpired that is under way.
    bool stop();

private:
    using Clock = std::chrono::steady_clock;

    void watch(const std::stop_token &stop);

    std::function<void()> m_onExpired;
    std::mutex m_guard;
    std::condition_variable_any m_wake;
    std::optional<Clock::time_point> m_deadline;
    bool m_isCalling = false;
    bool m_hasExpired = false;
    std::jthread m_thread;
};

} // namespace lockkeeper
