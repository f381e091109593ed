// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartwindow.h"

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr qint64 minute = 60'000;

} // namespace

void ChartWindow::pause(qint64 now)
{
    if (!m_pausedAt)
        m_pausedAt = now;
}

void ChartWindow::reveal(qint64 at, qint64 oldest)
{
    if (!m_pausedAt)
        return;
    const qint64 left = from(oldest, *m_pausedAt);
    if (at < left)
        *m_pausedAt -= left - at;
    else if (at > *m_pausedAt)
        m_pausedAt = at;
}

qint64 ChartWindow::from(qint64 oldest, qint64 now) const { return to(now) - span(oldest, to(now)); }

qint64 ChartWindow::span(qint64 oldest, qint64 to) const
{
    switch (m_range) {
    case ChartRange::FiveMinutes:
        return 5 * minute;
    case ChartRange::OneHour:
        return 60 * minute;
    case ChartRange::SixHours:
        return 360 * minute;
    case ChartRange::All:
        return oldest == 0 ? 5 * minute : std::max(5 * minute, to - oldest);
    }
    return 5 * minute;
}

} // namespace lockkeeper
