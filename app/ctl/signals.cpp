// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/signals.h"

#include <csignal>
#include <unistd.h>

namespace lockkeeper::ctl {

namespace {

sigset_t watchedSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

/// As if nobody had ever blocked it: the shell sees the real reason.
void dieOf(int signal)
{
    std::signal(signal, SIG_DFL);
    unblockSignals();
    kill(getpid(), signal);
}

} // namespace

Signals::Signals()
{
    const sigset_t set = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // A reader that went away shows as a failed write, not as a death in the middle of a step.
    std::signal(SIGPIPE, SIG_IGN);
    m_thread = std::jthread([this](const std::stop_token &stop) { wait(stop); });
}

void Signals::wait(const std::stop_token &stop)
{
    const sigset_t set = watchedSignals();
    while (!stop.stop_requested()) {
        const int signal = sigwaitinfo(&set, nullptr);
        if (signal > 0 && !stop.stop_requested())
            deliver(signal);
    }
}

Signals::~Signals()
{
    m_thread.request_stop();
    // Wakes it at once: a thread that looked up ten times a second made every command that much slower.
    pthread_kill(m_thread.native_handle(), SIGHUP);
}

void Signals::deliver(int signal)
{
    const std::scoped_lock lock(m_guard);
    if (m_handler)
        m_handler(signal, signal == SIGINT ? ++m_interrupts : ++m_terminations);
    else
        dieOf(signal);
}

Signals::Watch::Watch(Signals &owner, Handler handler) : m_owner(owner)
{
    const std::scoped_lock lock(m_owner.m_guard);
    m_owner.m_handler = std::move(handler);
    m_owner.m_interrupts = 0;
    m_owner.m_terminations = 0;
}

Signals::Watch::~Watch()
{
    const std::scoped_lock lock(m_owner.m_guard);
    m_owner.m_handler = nullptr;
}

void unblockSignals()
{
    const sigset_t set = watchedSignals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace lockkeeper::ctl
