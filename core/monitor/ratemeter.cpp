// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/ratemeter.h"

#include "core/monitor/track.h"

namespace lockkeeper {

namespace {

constexpr qint64 window = 5'000; // milliseconds

} // namespace

std::optional<double> RateMeter::add(qint64 at, qint64 counter)
{
    if (!m_points.empty() && (counter < m_points.back().counter || at - m_points.back().at > gapPatience))
        m_points.clear();
    m_points.push_back({.at = at, .counter = counter});
    while (m_points.size() > 2 && m_points[1].at <= at - window)
        m_points.pop_front();
    const qint64 time = at - m_points.front().at;
    if (time <= 0)
        return {};
    return static_cast<double>(counter - m_points.front().counter) * 1000.0 / static_cast<double>(time);
}

} // namespace lockkeeper
