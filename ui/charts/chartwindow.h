// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <optional>

namespace lockkeeper {

enum class ChartRange { FiveMinutes, OneHour, SixHours, All };

/// Which stretch of time is shown: the newest one, or one that stands still. Times are ms since the epoch.
class ChartWindow
{
public:
    void setRange(ChartRange range) { m_range = range; }
    ChartRange range() const { return m_range; }

    void pause(qint64 now);
    void goLive() { m_pausedAt.reset(); }
    bool isPaused() const { return m_pausedAt.has_value(); }
    /// How far the right edge is behind @p now.
    qint64 behind(qint64 now) const { return m_pausedAt ? now - *m_pausedAt : 0; }
    /// Moves a paused window so that @p at is in it.
    void reveal(qint64 at, qint64 oldest);

    qint64 from(qint64 oldest, qint64 now) const;
    qint64 to(qint64 now) const { return m_pausedAt.value_or(now); }

private:
    qint64 span(qint64 oldest, qint64 to) const;

    ChartRange m_range = ChartRange::FiveMinutes;
    std::optional<qint64> m_pausedAt; ///< the right edge
};

} // namespace lockkeeper
