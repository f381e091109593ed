// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/history.h"

#include <QList>
#include <QString>

namespace lockkeeper {

/// Where a moment is on the screen. Times are ms since the epoch, places are pixels.
struct TimeScale
{
    qint64 from = 0;
    qint64 to = 1;
    double left = 0;
    double right = 1;

    double x(qint64 at) const;
    qint64 at(double x) const;
    bool contains(qint64 at) const { return at >= from && at <= to; }
    /// How much time a pixel is; at least a second.
    qint64 column() const;
};

struct TimeTick
{
    qint64 at = 0;
    QString text; ///< local time
};

/// Round local times with room for their labels.
QList<TimeTick> timeTicks(const TimeScale &scale);

/// Of markers that would stand on one another only the one that matters most.
QList<Marker> withRoom(const QList<Marker> &markers, const TimeScale &scale);

/// The end of an axis that begins at 0 and has room for @p most: its half is a short number too.
double roundTop(double most);

} // namespace lockkeeper
