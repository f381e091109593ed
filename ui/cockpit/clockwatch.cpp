// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cockpit/clockwatch.h"

#include <utility>

namespace lockkeeper {

namespace {

using namespace std::chrono_literals;

constexpr auto tolerance = 5s; // clocks are set by less than that without anybody noticing

} // namespace

ClockWatch::Moment ClockWatch::now()
{
    using std::chrono::duration_cast;
    return {.wall = duration_cast<Millis>(std::chrono::system_clock::now().time_since_epoch()),
            .steady = duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch())};
}

std::optional<ClockWatch::Millis> ClockWatch::jump()
{
    const Moment last = std::exchange(m_last, m_clock());
    const Millis drift = (m_last.wall - last.wall) - (m_last.steady - last.steady);
    return abs(drift) > tolerance ? std::optional(drift) : std::nullopt;
}

} // namespace lockkeeper
