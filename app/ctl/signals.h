// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <thread>

namespace lockkeeper::ctl {

/// SIGINT, SIGTERM and SIGHUP as calls on a thread of their own, where everything may be called.
///
/// Made first in main(), so that every later thread has them blocked. While nobody watches, they end the program as
/// they always do.
class Signals
{
public:
    /// @p signal, and how many of its kind came since the watch began.
    using Handler = std::function<void(int signal, int count)>;

    Signals();
    ~Signals();
    Signals(const Signals &) = delete;
    Signals &operator=(const Signals &) = delete;

    /// Handles the signals while it lives; one at a time. Its end waits for a running handler.
    class Watch
    {
    public:
        Watch(Signals &owner, Handler handler);
        ~Watch();
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;

    private:
        Signals &m_owner;
    };

private:
    void wait(const std::stop_token &stop);
    void deliver(int signal);

    std::mutex m_guard;
    Handler m_handler;
    int m_interrupts = 0;
    int m_terminations = 0;
    std::jthread m_thread; // last: joins first
};

/// The signals let through again, for a program that takes this one's place.
void unblockSignals();

} // namespace lockkeeper::ctl
