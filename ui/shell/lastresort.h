// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace lockkeeper {

/// Ends a process that can't end by itself because a server keeps one of its threads waiting. Nothing is lost by it: what
/// counts is in the ledger, and a migration may be killed anywhere. Make it first, so that it goes last.
class LastResort
{
public:
    /// From now on everything has @p patience to end in; then the process ends with @p code.
    void arm(int code, std::chrono::milliseconds patience = std::chrono::seconds(5));

private:
    std::mutex m_guard;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: stops and joins first
};

} // namespace lockkeeper
