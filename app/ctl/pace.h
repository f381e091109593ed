// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <deque>
#include <optional>

namespace lockkeeper::ctl {

/// How fast a counter grows, and when it will be there: a range, because a backfill's speed is never steady.
class Pace
{
public:
    struct Range
    {
        qint64 least = 0; ///< milliseconds
        qint64 most = 0;
    };

    void add(qint64 at, qint64 count);
    /// A second, over what is remembered; none before there is enough.
    std::optional<double> perSecond() const;
    /// From the fastest and the slowest stretch that is remembered.
    std::optional<Range> timeLeft(qint64 remaining) const;

private:
    struct Point
    {
        qint64 at;
        qint64 count;
    };

    std::deque<Point> m_points;
};

} // namespace lockkeeper::ctl
