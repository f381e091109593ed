// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/pace.h"

#include <algorithm>

namespace lockkeeper::ctl {

namespace {

constexpr qint64 memory = 60'000; // milliseconds
constexpr qint64 stretch = 3'000; // shorter ones say more about one batch than about the rest

} // namespace

void Pace::add(qint64 at, qint64 count)
{
    if (!m_points.empty() && (count < m_points.back().count || at <= m_points.back().at))
        m_points.clear();
    m_points.push_back({.at = at, .count = count});
    while (m_points.front().at < at - memory)
        m_points.pop_front();
}

std::optional<double> Pace::perSecond() const
{
    if (m_points.size() < 2)
        return {};
    const Point &first = m_points.front();
    const Point &last = m_points.back();
    return static_cast<double>(last.count - first.count) * 1000 / static_cast<double>(last.at - first.at);
}

std::optional<Pace::Range> Pace::timeLeft(qint64 remaining) const
{
    const auto average = perSecond();
    if (!average || *average <= 0 || m_points.back().at - m_points.front().at < stretch)
        return {};
    double fastest = *average;
    double slowest = *average;
    size_t from = 0;
    for (const Point &to : m_points) {
        while (to.at - m_points[from].at > stretch)
            ++from;
        const qint64 took = to.at - m_points[from].at;
        if (took < stretch * 2 / 3)
            continue;
        const double speed =
            static_cast<double>(to.count - m_points[from].count) * 1000 / static_cast<double>(took);
        fastest = std::max(fastest, speed);
        // A hold isn't a speed: it would make the end infinitely far.
        slowest = speed > *average / 10 ? std::min(slowest, speed) : slowest;
    }
    const auto left = static_cast<double>(remaining) * 1000;
    return Range{.least = static_cast<qint64>(left / fastest), .most = static_cast<qint64>(left / slowest)};
}

} // namespace lockkeeper::ctl
