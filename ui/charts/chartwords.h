// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/history.h"

#include <QStringList>

namespace lockkeeper {

/// A metric's figures around one moment.
struct Reading
{
    MetricId id;
    Bucket bucket;
};

/// What the charts' figures are called. One place, so that picture, table, clipboard and file say the same.
namespace chartwords {

QString title(MetricKind kind);         ///< "Lock waits"
QString title(const MetricId &metric);  ///< "Replication lag of replica-1"
QString legend(const MetricId &metric); ///< "waiting sessions", "replica-1"
/// "7", "3–7" where a stretch of time had several values, "1.8 s".
QString value(MetricKind kind, const Bucket &bucket);
QString axis(MetricKind kind, double value); ///< "12k"
QString noData();
QString gapReason(GapReason reason);
/// "no data 14:02–14:09", "not connected": the same in fewer and fewer words.
QStringList gap(const Gap &gap);
/// Why a chart has nothing to show.
QString nothing(MetricKind kind, bool isMeasured, bool isBegun);
QString clock(qint64 at); ///< "14:02:11"
/// "14:02:11 lock waits 7, lag 1.8 s"
QString line(qint64 at, const QList<Reading> &readings);
QString behind(qint64 milliseconds); ///< "0:42"

} // namespace chartwords

/// Everything known of these kinds around a moment.
QList<Reading> readingsAt(const History &history, const QList<MetricKind> &kinds, qint64 at);

} // namespace lockkeeper
