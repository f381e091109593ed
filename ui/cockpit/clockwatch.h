// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace lockkeeper {

/// Notices that this computer slept or that its clock was set: the clock on the wall then moves on, or back, without the
/// steady one, which stands still during sleep (CLOCK_MONOTONIC, clock_gettime(2)).
class ClockWatch
{
public:
    using Millis = std::chrono::milliseconds;
    /// A moment on the wall and on the steady clock, ms since whenever.
    struct Moment
    {
        Millis wall{0};
        Millis steady{0};
    };
    using Clock = std::function<Moment()>;
    static Moment now();

    explicit ClockWatch(Clock clock = now) : m_clock(std::move(clock)), m_last(m_clock()) {}

    /// How far the wall went without the steady clock since the last call, where that is more than what ticks differ by;
    /// negative: back.
    std::optional<Millis> jump();

private:
    Clock m_clock;
    Moment m_last;
};

} // namespace lockkeeper
