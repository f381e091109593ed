// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backfill/batchsizer.h"

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr double largestGrowth = 1.5;

} // namespace

BatchSizer::BatchSizer(const BatchLimits &limits, int start)
    : m_limits(limits), m_size(std::clamp(start, limits.smallest, limits.largest))
{}

void BatchSizer::setLimits(const BatchLimits &limits)
{
    m_limits = limits;
    m_size = std::clamp(m_size, limits.smallest, limits.largest);
}

void BatchSizer::record(Millis took, qint64 rows)
{
    if (rows <= 0)
        return;
    m_millisPerRow[m_recorded++ % m_millisPerRow.size()] =
        std::max(0.001, static_cast<double>(took.count()) / static_cast<double>(rows));
    const auto known = std::min(m_recorded, m_millisPerRow.size());
    const double slowest =
        *std::max_element(m_millisPerRow.begin(), m_millisPerRow.begin() + static_cast<long>(known));
    const double fits = static_cast<double>(m_limits.targetTime.count()) / slowest;
    const double next = std::min(fits, m_size * largestGrowth);
    m_size = static_cast<int>(std::clamp(next, double(m_limits.smallest), double(m_limits.largest)));
}

void BatchSizer::shrink() { m_size = std::max(m_limits.smallest, m_size / 2); }

} // namespace lockkeeper
