// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>

#include <QtTypes>

namespace lockkeeper::demo {

/// How long statements took, in buckets 8 % apart: exact enough for percentiles, and always the same size.
class Latency
{
public:
    using Micros = std::chrono::microseconds;

    void add(Micros took);
    /// The time that @p share (0 to 1) of the statements stayed within.
    Micros percentile(double share) const;
    Micros longest() const { return m_longest; }
    qint64 count() const { return m_count; }

private:
    std::array<qint64, 256> m_buckets{};
    qint64 m_count = 0;
    Micros m_longest{0};
};

} // namespace lockkeeper::demo
