// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/axisclock.h"

#include <algorithm>
#include <utility>

namespace lockkeeper {

namespace {

constexpr qint64 tolerance = 3'000; // milliseconds between the two clocks, from one moment to the next

} // namespace

// A clock that was set back is waited for at half speed: nothing known is thrown away, and the axis is right again soon.
AxisClock::Tick AxisClock::advance(Moment moment)
{
    const Moment last = std::exchange(m_last, moment);
    if (!std::exchange(m_isSet, true)) {
        m_at = moment.wall;
        return {.at = m_at, .isJump = false};
    }
    const qint64 passed = std::max<qint64>(0, moment.steady - last.steady);
    const qint64 drift = moment.wall - last.wall - passed;
    m_at = std::max(moment.wall, m_at + passed / 2);
    return {.at = m_at, .isJump = std::abs(drift) > tolerance};
}

} // namespace lockkeeper
