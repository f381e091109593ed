// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <deque>
#include <optional>

namespace lockkeeper {

/// Per second from a counter, whatever the interval. Over the last few seconds, because batches and servers' statistics
/// come in lumps.
class RateMeter
{
public:
    /// @param at ms, never falling. A counter that falls (a restart, a reset) or that nobody saw for a while begins anew.
    /// @returns none until there are two figures.
    std::optional<double> add(qint64 at, qint64 counter);
    void clear() { m_points.clear(); }

private:
    struct Point
    {
        qint64 at = 0;
        qint64 counter = 0;
    };

    std::deque<Point> m_points;
};

} // namespace lockkeeper
