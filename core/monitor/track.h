// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <array>
#include <deque>

namespace lockkeeper {

/// What was measured in one stretch of time. Least and most keep a spike however long the stretch is.
struct Bucket
{
    qint64 at = 0; ///< its start, ms since the epoch
    double least = 0;
    double most = 0;
    double sum = 0;
    double last = 0;
    int count = 0;

    double mean() const { return sum / count; } ///< of a bucket that has something in it
    void add(const Bucket &later);
};

/// One metric in one resolution: buckets of equal width, the oldest of which go. Where nothing was measured there is no
/// bucket.
class Track
{
public:
    /// @param width of a bucket, @param span what is kept; both in milliseconds.
    Track(qint64 width, qint64 span) : m_width(width), m_span(span) {}

    /// Time may not fall.
    void add(qint64 at, double value);

    qint64 width() const { return m_width; }
    const std::deque<Bucket> &buckets() const { return m_buckets; }
    /// Whether nothing since @p from was dropped.
    bool reaches(qint64 from) const;
    /// The first bucket that ends after @p at, as an index.
    std::size_t indexFrom(qint64 at) const;
    /// How far apart two buckets may start and still be joined by a line.
    qint64 reach() const;

private:
    qint64 m_width;
    qint64 m_span;
    bool m_isCut = false;
    std::deque<Bucket> m_buckets;
};

/// One metric in three resolutions: 1 s for an hour, 10 s for a day, 1 min for a week.
class MetricHistory
{
public:
    MetricHistory();

    void add(qint64 at, double value);
    bool isEmpty() const { return m_tracks.front().buckets().empty(); }
    qint64 newest() const { return m_tracks.front().buckets().back().at; }
    /// The finest resolution that still knows everything since @p from.
    const Track &since(qint64 from) const;
    /// What was measured around @p at in the finest resolution that knows; null: nothing.
    const Bucket *at(qint64 at) const;

private:
    std::array<Track, 3> m_tracks;
};

/// Longer without a figure than this is a gap; milliseconds.
constexpr qint64 gapPatience = 5'000;

using Line = QList<QPointF>; ///< x: ms since the epoch

/// A track as lines between @p from and @p to, broken at gaps, with at most two points (the least and the most) in each of
/// @p columns. A column's place doesn't depend on @p from, so that a moving picture doesn't flicker.
QList<Line> linesOf(const Track &track, qint64 from, qint64 to, int columns);

} // namespace lockkeeper
