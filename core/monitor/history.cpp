// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/history.h"

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr qsizetype mostMarkers = 2'000;
/// A replica without a name of its own gets a new one each time it connects.
constexpr qsizetype mostOfAKind = 12;

} // namespace

void History::begin(qint64 at)
{
    if (m_oldest == 0)
        m_oldest = at;
}

void History::add(const MetricId &metric, qint64 at, double value)
{
    if (!m_metrics.contains(metric))
        forgetLongestSilent(metric.kind);
    m_metrics[metric].add(at, value);
    m_gaps[metric.kind].seen(at);
    begin(at);
}

void History::forgetLongestSilent(MetricKind kind)
{
    const QList<MetricId> known = metrics(kind);
    if (known.size() < mostOfAKind)
        return;
    m_metrics.remove(
        *std::ranges::min_element(known, {}, [&](const MetricId &id) { return m_metrics[id].newest(); }));
}

void History::missing(MetricKind kind, GapReason reason) { m_gaps[kind].missing(reason); }

void History::setMeasured(MetricKind kind, bool measured)
{
    if (measured)
        m_unmeasured.erase(kind);
    else
        m_unmeasured.insert(kind);
}

void History::mark(Marker marker)
{
    const auto place = std::ranges::upper_bound(m_markers, marker.at, {}, &Marker::at);
    m_markers.insert(place - m_markers.begin(), std::move(marker));
    if (m_markers.size() > mostMarkers)
        m_markers.removeFirst();
}

QList<MetricId> History::metrics(MetricKind kind) const
{
    QList<MetricId> found;
    for (const MetricId &id : m_metrics.keys()) {
        if (id.kind == kind)
            found.append(id);
    }
    return found;
}

const MetricHistory *History::metric(const MetricId &metric) const
{
    const auto found = m_metrics.constFind(metric);
    return found == m_metrics.constEnd() ? nullptr : &*found;
}

const Bucket *History::at(const MetricId &metric, qint64 at) const
{
    const MetricHistory *found = this->metric(metric);
    return found ? found->at(at) : nullptr;
}

HistoryView History::view(const QList<MetricKind> &kinds, qint64 from, qint64 to, int columns,
                          qint64 now) const
{
    HistoryView view{.from = from, .to = to, .metrics = {}, .gaps = {}, .most = 0};
    for (const MetricKind kind : kinds) {
        for (const MetricId &id : metrics(kind))
            view.metrics.append({.id = id, .lines = linesOf(m_metrics[id].since(from), from, to, columns)});
    }
    for (const MetricLines &metric : std::as_const(view.metrics)) {
        for (const Line &line : metric.lines)
            view.most = std::max(view.most, std::ranges::max_element(line, {}, &QPointF::y)->y());
    }
    // Kinds that share a chart are measured together.
    view.gaps = gaps(kinds.first(), from, to, now);
    return view;
}

QList<Gap> History::gaps(MetricKind kind, qint64 from, qint64 to, qint64 now) const
{
    return m_gaps.value(kind).between(from, to, now);
}

QList<Marker> History::markers(qint64 from, qint64 to) const
{
    const auto first = std::ranges::lower_bound(m_markers, from, {}, &Marker::at);
    const auto last = std::ranges::upper_bound(m_markers, to, {}, &Marker::at);
    return {first, last};
}

} // namespace lockkeeper
