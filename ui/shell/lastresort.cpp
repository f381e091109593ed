// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/lastresort.h"

#include <cstdlib>

namespace lockkeeper {

void LastResort::arm(int code, std::chrono::milliseconds patience)
{
    m_thread = std::jthread([this, code, patience](const std::stop_token &stop) {
        std::unique_lock lock(m_guard);
        const bool isOver = m_wake.wait_for(lock, stop, patience, [&stop] { return stop.stop_requested(); });
        if (!isOver && !stop.stop_requested())
            std::_Exit(code);
    });
}

} // namespace lockkeeper
