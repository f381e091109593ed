// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backfill/ratewindow.h"

#include <algorithm>
#include <array>

namespace lockkeeper {

namespace {

constexpr qint64 memory = qint64{5} * 60'000; // milliseconds
constexpr std::array<qint64, 3> spans{10'000, 60'000, memory};

double perSecond(qint64 rows, qint64 milliseconds)
{
    return static_cast<double>(rows) * 1000.0 / static_cast<double>(milliseconds);
}

} // namespace

void RateWindow::add(qint64 at, qint64 rows)
{
    if (!m_points.isEmpty() && rows < m_points.last().rows)
        clear();
    if (!m_points.isEmpty() && at <= m_points.last().at)
        return;
    m_points.append({.at = at, .rows = rows});
    while (m_points.first().at < at - memory)
        m_points.removeFirst();
}

std::optional<double> RateWindow::rate(qint64 span) const
{
    if (m_points.size() < 2)
        return {};
    const Point &last = m_points.last();
    const auto first =
        std::ranges::find_if(m_points, [&](const Point &point) { return point.at >= last.at - span; });
    if (first->at == last.at)
        return {};
    return perSecond(last.rows - first->rows, last.at - first->at);
}

std::optional<RateWindow::Range> RateWindow::timeLeft(qint64 remaining) const
{
    constexpr qint64 enough = 3'000; // less says more about the start than about the rest
    if (m_points.size() < 3 || m_points.last().at - m_points.first().at < enough)
        return {};
    double best = 0;
    double worst = 0;
    for (const qint64 span : spans) {
        const double now = rate(span).value_or(0);
        best = std::max(best, now);
        worst = worst == 0 ? now : std::min(worst, now);
    }
    if (worst < 1)
        return {};
    const auto left = static_cast<double>(remaining) * 1000.0;
    // No forecast is better than a tenth either way.
    return Range{.least = static_cast<qint64>(left / best * 0.9),
                 .most = static_cast<qint64>(left / worst * 1.1)};
}

QList<double> RateWindow::history() const
{
    QList<double> rates;
    for (qsizetype i = 1; i < m_points.size(); ++i) {
        const Point &before = m_points.at(i - 1);
        const Point &point = m_points.at(i);
        rates.append(perSecond(point.rows - before.rows, point.at - before.at));
    }
    return rates;
}

} // namespace lockkeeper
