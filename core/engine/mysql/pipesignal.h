// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>

namespace lockkeeper {

/// While it lives, a write to a connection that the server has closed is an error and no SIGPIPE on this thread, which
/// would end the program: Connector/C doesn't see to that where OpenSSL writes. Others' signals are left alone.
class NoPipeSignal
{
public:
    NoPipeSignal();
    ~NoPipeSignal();
    NoPipeSignal(const NoPipeSignal &) = delete;
    NoPipeSignal &operator=(const NoPipeSignal &) = delete;

private:
    sigset_t m_before{};
    bool m_wasPending = false;
};

} // namespace lockkeeper
