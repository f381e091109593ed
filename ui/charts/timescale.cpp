// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timescale.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr double leastDistance = 84; // pixels between labels
constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr std::array steps{
    qint64{10'000}, qint64{30'000}, minute,   2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
    hour,           2 * hour,       3 * hour, 6 * hour,   12 * hour,  day,         2 * day,     7 * day};

QString tickText(const QDateTime &moment, qint64 step)
{
    if (step >= day || moment.time() == QTime(0, 0))
        return moment.toString(u"d MMM"_s);
    return moment.toString(step < minute ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

int importance(MarkerKind kind)
{
    switch (kind) {
    case MarkerKind::Setting:
    case MarkerKind::Released:
        return 0;
    case MarkerKind::Held:
        return 1;
    case MarkerKind::Stage:
    case MarkerKind::GateOpen:
        return 2;
    case MarkerKind::GateRefused:
    case MarkerKind::Failure:
    case MarkerKind::Note:
        return 3;
    }
    return 0;
}

} // namespace

double TimeScale::x(qint64 at) const
{
    return left
           + static_cast<double>(at - from) / static_cast<double>(std::max<qint64>(1, to - from))
                 * (right - left);
}

qint64 TimeScale::at(double x) const
{
    const double part = std::clamp((x - left) / std::max(1.0, right - left), 0.0, 1.0);
    return from + std::llround(part * static_cast<double>(to - from));
}

qint64 TimeScale::column() const
{
    return std::max<qint64>(1'000,
                            std::llround(static_cast<double>(to - from) / std::max(1.0, right - left)));
}

QList<TimeTick> timeTicks(const TimeScale &scale)
{
    const double perPixel =
        static_cast<double>(scale.to - scale.from) / std::max(1.0, scale.right - scale.left);
    const auto found = std::ranges::find_if(
        steps, [&](qint64 each) { return static_cast<double>(each) >= perPixel * leastDistance; });
    const qint64 step = found == steps.end() ? steps.back() : *found;
    // Round by the clock on the wall, not by UTC.
    const qint64 offset = qint64{QDateTime::fromMSecsSinceEpoch(scale.from).offsetFromUtc()} * 1000;
    QList<TimeTick> ticks;
    for (qint64 at = ((scale.from + offset) / step + 1) * step - offset; at <= scale.to; at += step)
        ticks.append({.at = at, .text = tickText(QDateTime::fromMSecsSinceEpoch(at), step)});
    return ticks;
}

QList<Marker> withRoom(const QList<Marker> &markers, const TimeScale &scale)
{
    constexpr double distance = 4; // pixels
    QList<Marker> kept;
    for (const Marker &marker : markers) {
        if (kept.isEmpty() || scale.x(marker.at) - scale.x(kept.last().at) >= distance)
            kept.append(marker);
        else if (importance(marker.kind) > importance(kept.last().kind))
            kept.last() = marker;
    }
    return kept;
}

double roundTop(double most)
{
    if (most <= 0)
        return 1;
    const double unit = std::pow(10.0, std::floor(std::log10(most)));
    for (const double factor : {1.0, 2.0, 4.0, 6.0, 8.0}) {
        if (most <= factor * unit)
            return factor * unit;
    }
    return 10 * unit;
}

} // namespace lockkeeper
