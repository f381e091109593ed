// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"

#include <memory>

class QDBusUnixFileDescriptor;

namespace lockkeeper {

/// Keeps this computer awake while a step runs: a block of logind (org.freedesktop.login1.Manager.Inhibit,
/// systemd-inhibit(1)), which ends by itself when the program dies. Where there is no logind, or it refuses, the computer
/// sleeps as it likes. Asks the bus on a thread of its own; lives on the user interface's.
class SleepBlock
{
public:
    SleepBlock();
    ~SleepBlock();
    SleepBlock(const SleepBlock &) = delete;
    SleepBlock &operator=(const SleepBlock &) = delete;

    void set(bool wanted);

private:
    bool m_isWanted = false;
    std::shared_ptr<QDBusUnixFileDescriptor>
        m_held; ///< the block: logind's end of a pipe; only touched by m_worker
    Worker m_worker;
};

} // namespace lockkeeper
