// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <optional>

namespace lockkeeper {

/// Rows a second over the recent past, from counters as they come in. Time is the server's.
class RateWindow
{
public:
    struct Range
    {
        qint64 least = 0; ///< milliseconds
        qint64 most = 0;
    };

    /// Rows may not fall; when they do (another fill, undone), the past is forgotten.
    void add(qint64 at, qint64 rows);
    void clear() { m_points.clear(); }

    /// Over the last @p span milliseconds; none before there are two points in it.
    std::optional<double> rate(qint64 span = 10'000) const;
    /// When @p remaining rows are done: from the best and the worst rate of the recent past, never a single point.
    /// None while it is unknown.
    std::optional<Range> timeLeft(qint64 remaining) const;
    /// Rate between neighbouring points, oldest first: what the sparkline draws.
    QList<double> history() const;

private:
    struct Point
    {
        qint64 at;
        qint64 rows;
    };

    QList<Point> m_points;
};

} // namespace lockkeeper
