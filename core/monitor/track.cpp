// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/track.h"

#include <algorithm>
#include <cmath>

namespace lockkeeper {

namespace {

constexpr qint64 second = 1'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 week = 7 * day;

class LineMaker
{
public:
    LineMaker(qint64 width, qint64 column) : m_width(width), m_column(column) {}

    void add(const Bucket &bucket)
    {
        const qint64 column = bucket.at - bucket.at % m_column;
        if (m_open.count > 0 && m_open.at != column)
            flush();
        Bucket moved = bucket;
        moved.at = column;
        if (m_open.count == 0)
            m_open = moved;
        else
            m_open.add(moved);
        m_end = bucket.at + m_width;
    }

    void endLine()
    {
        flush();
        // One point alone would not be drawn.
        if (m_line.size() == 1)
            m_line.append({static_cast<double>(m_end), m_line.first().y()});
        if (!m_line.isEmpty())
            m_lines.append(std::exchange(m_line, {}));
    }

    QList<Line> lines() &&
    {
        endLine();
        return std::move(m_lines);
    }

private:
    // The end that the metric was at last comes last, so that a step is drawn as one.
    void flush()
    {
        if (m_open.count == 0)
            return;
        const qint64 middle = m_open.at + m_column / 2;
        const auto x = static_cast<double>(middle);
        const bool isRising = m_open.most - m_open.last <= m_open.last - m_open.least;
        m_line.append({x, isRising ? m_open.least : m_open.most});
        if (m_open.least != m_open.most)
            m_line.append({x, isRising ? m_open.most : m_open.least});
        m_open = {};
    }

    qint64 m_width;
    qint64 m_column;
    qint64 m_end = 0;
    Bucket m_open;
    Line m_line;
    QList<Line> m_lines;
};

} // namespace

void Bucket::add(const Bucket &later)
{
    least = std::min(least, later.least);
    most = std::max(most, later.most);
    sum += later.sum;
    last = later.last;
    count += later.count;
}

void Track::add(qint64 at, double value)
{
    const Bucket bucket{
        .at = at - at % m_width, .least = value, .most = value, .sum = value, .last = value, .count = 1};
    if (!m_buckets.empty() && m_buckets.back().at >= bucket.at)
        m_buckets.back().add(bucket);
    else
        m_buckets.push_back(bucket);
    while (m_buckets.front().at <= bucket.at - m_span) {
        m_buckets.pop_front();
        m_isCut = true;
    }
}

bool Track::reaches(qint64 from) const { return !m_isCut || m_buckets.front().at <= from; }

std::size_t Track::indexFrom(qint64 at) const
{
    const auto found = std::ranges::upper_bound(m_buckets, at - m_width, {}, &Bucket::at);
    return static_cast<std::size_t>(found - m_buckets.begin());
}

qint64 Track::reach() const { return std::max(gapPatience, m_width + m_width / 2); }

MetricHistory::MetricHistory()
    : m_tracks{Track(second, hour), Track(10 * second, day), Track(minute, week)}
{}

void MetricHistory::add(qint64 at, double value)
{
    for (Track &track : m_tracks)
        track.add(at, value);
}

const Track &MetricHistory::since(qint64 from) const
{
    const auto found =
        std::ranges::find_if(m_tracks, [&](const Track &track) { return track.reaches(from); });
    return found == m_tracks.end() ? m_tracks.back() : *found;
}

const Bucket *MetricHistory::at(qint64 at) const
{
    if (isEmpty())
        return nullptr;
    const Track &track = since(at);
    const auto &buckets = track.buckets();
    const std::size_t index = track.indexFrom(at);
    // A figure holds until the next one, but not across a gap.
    if (index < buckets.size() && buckets[index].at <= at)
        return &buckets[index];
    if (index == 0 || at - buckets[index - 1].at > track.reach())
        return nullptr;
    const bool isGapAhead =
        index < buckets.size() && buckets[index].at - buckets[index - 1].at > track.reach();
    return isGapAhead ? nullptr : &buckets[index - 1];
}

QList<Line> linesOf(const Track &track, qint64 from, qint64 to, int columns)
{
    const auto &buckets = track.buckets();
    const qint64 column = std::max(track.width(), (to - from + columns - 1) / std::max(columns, 1));
    LineMaker maker(track.width(), column);
    // One bucket more on each side, so that the line goes on to the edge.
    const std::size_t start = track.indexFrom(from);
    for (std::size_t i = start > 0 ? start - 1 : 0; i < buckets.size(); ++i) {
        if (i > 0 && buckets[i].at - buckets[i - 1].at > track.reach())
            maker.endLine();
        maker.add(buckets[i]);
        if (buckets[i].at > to)
            break;
    }
    return std::move(maker).lines();
}

} // namespace lockkeeper
