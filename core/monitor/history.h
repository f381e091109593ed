// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/gaplog.h"
#include "core/monitor/track.h"

#include <QMap>
#include <QString>

#include <compare>
#include <set>

namespace lockkeeper {

enum class MetricKind {
    LockWaits,      ///< sessions that wait for a lock
    ReplicationLag, ///< seconds, of one replica
    BackfillShare,  ///< percent
    BackfillRate,   ///< rows a second
    ErrorRate,      ///< rolled-back transactions a second
};

struct MetricId
{
    MetricKind kind = MetricKind::LockWaits;
    QString name{}; ///< the replica's; empty for what there is one of
    friend std::strong_ordering operator<=>(const MetricId &one, const MetricId &other) = default;
    friend bool operator==(const MetricId &, const MetricId &) = default;
};

enum class MarkerKind { Stage, GateOpen, GateRefused, Held, Released, Setting, Failure, Note };

/// Something that happened at one moment, in a front end's words.
struct Marker
{
    qint64 at = 0; ///< ms since the epoch
    MarkerKind kind = MarkerKind::Note;
    QString text;
};

/// One metric, ready to be drawn.
struct MetricLines
{
    MetricId id;
    QList<Line> lines;
};

/// One chart's metrics between two moments: a value that is never changed.
struct HistoryView
{
    qint64 from = 0;
    qint64 to = 0;
    QList<MetricLines> metrics;
    QList<Gap> gaps; ///< in which none of the metrics is known
    double most = 0; ///< of what is drawn
};

/// Everything that was measured of a run, in bounded memory: about 1 MB a metric.
///
/// Lives on one thread; what it hands out are values.
class History
{
public:
    /// Somebody looks, whether figures come or not.
    void begin(qint64 at);
    void add(const MetricId &metric, qint64 at, double value);
    /// The metrics of a kind were asked for and did not come.
    void missing(MetricKind kind, GapReason reason);
    /// This engine has no such figures. Unknown is never drawn as zero.
    void setMeasured(MetricKind kind, bool measured);
    bool isMeasured(MetricKind kind) const { return !m_unmeasured.contains(kind); }
    void mark(Marker marker);

    QList<MetricId> metrics(MetricKind kind) const;
    /// What was measured around a moment; null: nothing.
    const Bucket *at(const MetricId &metric, qint64 at) const;
    const MetricHistory *metric(const MetricId &metric) const;
    /// All metrics of these kinds, at most two points a column. @param now for a gap that is still open.
    HistoryView view(const QList<MetricKind> &kinds, qint64 from, qint64 to, int columns, qint64 now) const;
    QList<Gap> gaps(MetricKind kind, qint64 from, qint64 to, qint64 now) const;
    QList<Marker> markers(qint64 from, qint64 to) const;
    /// When watching began; 0: it has not. Ms since the epoch.
    qint64 oldest() const { return m_oldest; }

private:
    void forgetLongestSilent(MetricKind kind);

    QMap<MetricId, MetricHistory> m_metrics;
    QMap<MetricKind, GapLog> m_gaps;
    std::set<MetricKind> m_unmeasured;
    QList<Marker> m_markers; ///< by time
    qint64 m_oldest = 0;
};

} // namespace lockkeeper
