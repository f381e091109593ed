// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/errorrate.h"

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr size_t windowSamples = 20; // 10 s at two samples a second
constexpr qint64 enoughTransactions = 100;
/// One failure in a thousand is noise: a factor over less would hold for nothing.
constexpr double smallestBaseline = 0.001;

} // namespace

std::optional<double> ErrorRate::share(const Counters &from, const Counters &to)
{
    const qint64 rollbacks = to.rollbacks - from.rollbacks;
    const qint64 all = rollbacks + to.commits - from.commits;
    // Counters that went down (a restart, a reset of statistics) tell nothing.
    if (rollbacks < 0 || all < enoughTransactions)
        return {};
    return static_cast<double>(rollbacks) / static_cast<double>(all);
}

void ErrorRate::add(const ActivitySample &sample)
{
    const Counters counters{.commits = sample.commits, .rollbacks = sample.rollbacks};
    if (m_samples++ == 0)
        m_first = counters;
    if (!m_baseline && m_recent.size() == windowSamples)
        m_baseline = share(m_first, counters);
    m_recent.push_back(counters);
    if (m_recent.size() > windowSamples)
        m_recent.pop_front();
}

std::optional<double> ErrorRate::rise() const
{
    if (!m_baseline || m_recent.empty())
        return {};
    const auto now = share(m_recent.front(), m_recent.back());
    if (!now)
        return {};
    return *now / std::max(*m_baseline, smallestBaseline);
}

} // namespace lockkeeper
