// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartwords.h"

#include "core/text/numbers.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString translated(const char *text) { return QCoreApplication::translate("charts", text); }

QString figure(MetricKind kind, double value)
{
    switch (kind) {
    case MetricKind::LockWaits:
    case MetricKind::BackfillRate:
        return sentences::number(qRound64(value));
    case MetricKind::ReplicationLag:
    case MetricKind::BackfillShare:
    case MetricKind::ErrorRate:
        return sentences::number(value);
    }
    return {};
}

QString withUnit(MetricKind kind, const QString &figure)
{
    switch (kind) {
    case MetricKind::LockWaits:
        return figure;
    case MetricKind::ReplicationLag:
        return translated("%1 s").arg(figure);
    case MetricKind::BackfillShare:
        return translated("%1 %").arg(figure);
    case MetricKind::BackfillRate:
        return translated("%1 rows/s").arg(figure);
    case MetricKind::ErrorRate:
        return translated("%1 /s").arg(figure);
    }
    return figure;
}

QString shortNumber(double value)
{
    if (value >= 1e6)
        return translated("%1M").arg(QString::number(value / 1e6, 'g', 3));
    if (value >= 1e3)
        return translated("%1k").arg(QString::number(value / 1e3, 'g', 3));
    return QString::number(value, 'g', 3);
}

QString inLine(const MetricId &metric)
{
    switch (metric.kind) {
    case MetricKind::LockWaits:
        return translated("lock waits");
    case MetricKind::ReplicationLag:
        return metric.name.isEmpty() ? translated("lag") : translated("lag of %1").arg(metric.name);
    case MetricKind::BackfillShare:
        return translated("backfill");
    case MetricKind::BackfillRate:
        return translated("at");
    case MetricKind::ErrorRate:
        return translated("rollbacks");
    }
    return {};
}

} // namespace

namespace chartwords {

QString title(MetricKind kind)
{
    switch (kind) {
    case MetricKind::LockWaits:
        return translated("Lock waits");
    case MetricKind::ReplicationLag:
        return translated("Replication lag");
    case MetricKind::BackfillShare:
        return translated("Backfill");
    case MetricKind::BackfillRate:
        return translated("Backfill speed");
    case MetricKind::ErrorRate:
        return translated("Error rate");
    }
    return {};
}

QString title(const MetricId &metric)
{
    return metric.name.isEmpty() ? title(metric.kind)
                                 : translated("%1 of %2").arg(title(metric.kind), metric.name);
}

QString legend(const MetricId &metric)
{
    switch (metric.kind) {
    case MetricKind::LockWaits:
        return translated("sessions waiting");
    case MetricKind::ReplicationLag:
        return metric.name;
    case MetricKind::BackfillShare:
        return translated("done");
    case MetricKind::BackfillRate:
        return translated("speed");
    case MetricKind::ErrorRate:
        return translated("transactions rolled back");
    }
    return {};
}

QString value(MetricKind kind, const Bucket &bucket)
{
    const QString least = figure(kind, bucket.least);
    const QString most = figure(kind, bucket.most);
    //: the lowest and the highest value of a stretch of time
    return withUnit(kind, least == most ? most : translated("%1–%2").arg(least, most));
}

QString axis(MetricKind kind, double value)
{
    if (kind == MetricKind::BackfillShare || kind == MetricKind::ReplicationLag)
        return withUnit(kind, shortNumber(value));
    return shortNumber(value);
}

QString noData() { return translated("no data"); }

QString gapReason(GapReason reason)
{
    switch (reason) {
    case GapReason::NoFigures:
        return translated("the server did not answer in time");
    case GapReason::NotConnected:
        return translated("not connected");
    case GapReason::ClockJump:
        return translated("asleep, or the clock was set");
    case GapReason::NotReadable:
        return translated("the server refused to tell");
    case GapReason::NoReplicas:
        return translated("no replica connected");
    }
    return {};
}

QStringList gap(const Gap &gap)
{
    const QString format = gap.to - gap.from < 120'000 ? u"HH:mm:ss"_s : u"HH:mm"_s;
    const QString times = translated("%1–%2").arg(QDateTime::fromMSecsSinceEpoch(gap.from).toString(format),
                                                  QDateTime::fromMSecsSinceEpoch(gap.to).toString(format));
    const QString text = noData() + u' ' + times;
    return {text + u'\n' + gapReason(gap.reason), text, noData() + u'\n' + times, noData()};
}

QString nothing(MetricKind kind, bool isMeasured, bool isBegun)
{
    if (!isMeasured)
        return translated("Not measured here: this database keeps no such figures.");
    if (kind == MetricKind::BackfillShare)
        return translated("No backfill has begun yet.");
    if (!isBegun)
        return translated("Waiting for the first figures.");
    if (kind == MetricKind::ReplicationLag)
        return translated("No replica is connected.");
    return translated("No figures in this stretch of time.");
}

QString clock(qint64 at) { return QDateTime::fromMSecsSinceEpoch(at).toString(u"HH:mm:ss"_s); }

QString line(qint64 at, const QList<Reading> &readings)
{
    QStringList parts;
    parts.reserve(readings.size());
    for (const Reading &reading : readings)
        parts << inLine(reading.id) + u' ' + value(reading.id.kind, reading.bucket);
    if (parts.isEmpty())
        parts << noData();
    return clock(at) + u' ' + parts.join(u", "_s);
}

QString behind(qint64 milliseconds)
{
    const qint64 seconds = std::max<qint64>(0, milliseconds / 1000);
    if (seconds < 3600)
        return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return u"%1:%2:%3"_s.arg(seconds / 3600)
        .arg(seconds % 3600 / 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace chartwords

QList<Reading> readingsAt(const History &history, const QList<MetricKind> &kinds, qint64 at)
{
    QList<Reading> readings;
    for (const MetricKind kind : kinds) {
        for (const MetricId &metric : history.metrics(kind)) {
            if (const Bucket *bucket = history.at(metric, at))
                readings.append({.id = metric, .bucket = *bucket});
        }
    }
    // One replica needs no name.
    const auto lags = std::ranges::count(readings, MetricKind::ReplicationLag,
                                         [](const Reading &reading) { return reading.id.kind; });
    for (Reading &reading : readings) {
        if (lags == 1)
            reading.id.name.clear();
    }
    return readings;
}

} // namespace lockkeeper
