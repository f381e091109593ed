// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/latency.h"

#include <algorithm>
#include <cmath>

namespace lockkeeper::demo {

namespace {

constexpr double growth = 1.08; // 256 buckets reach from 1 µs to 6 minutes

} // namespace

void Latency::add(Micros took)
{
    const double micros = std::max(1.0, static_cast<double>(took.count()));
    const auto bucket = static_cast<size_t>(std::log(micros) / std::log(growth));
    ++m_buckets[std::min(bucket, m_buckets.size() - 1)];
    ++m_count;
    m_longest = std::max(m_longest, took);
}

Latency::Micros Latency::percentile(double share) const
{
    const auto wanted = static_cast<qint64>(std::ceil(share * static_cast<double>(m_count)));
    qint64 seen = 0;
    for (size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        seen += m_buckets[bucket];
        if (seen >= wanted && seen > 0)
            return std::min(m_longest,
                            Micros(std::llround(std::pow(growth, static_cast<double>(bucket + 1)))));
    }
    return Micros(0);
}

} // namespace lockkeeper::demo
