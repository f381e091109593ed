// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/pipesignal.h"

#include <ctime>

namespace lockkeeper {

namespace {

sigset_t onlyPipe()
{
    sigset_t set{};
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

bool isPending()
{
    sigset_t pending{};
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
}

} // namespace

NoPipeSignal::NoPipeSignal() : m_wasPending(isPending())
{
    const sigset_t pipe = onlyPipe();
    pthread_sigmask(SIG_BLOCK, &pipe, &m_before);
}

NoPipeSignal::~NoPipeSignal()
{
    const sigset_t pipe = onlyPipe();
    const timespec atOnce{};
    if (!m_wasPending && isPending())
        sigtimedwait(&pipe, nullptr, &atOnce);
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace lockkeeper
