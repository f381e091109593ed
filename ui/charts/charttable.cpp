// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charttable.h"

#include "ui/charts/chartwords.h"

#include <QStringList>

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr qint64 width = 10'000; // milliseconds
constexpr qint64 most = 8'640;   // rows: a day
constexpr std::array kindOf{MetricKind::LockWaits,     MetricKind::LockWaits,    MetricKind::ReplicationLag,
                            MetricKind::BackfillShare, MetricKind::BackfillRate, MetricKind::ErrorRate};

// The ten-second resolution, or what is left of it.
const Bucket *bucketIn(const MetricHistory &metric, qint64 at)
{
    const Bucket *found = nullptr;
    for (qint64 moment = at + width - 1'000; moment >= at; moment -= 1'000) {
        found = metric.at(moment);
        if (found && found->at >= at - width)
            return found;
    }
    return nullptr;
}

} // namespace

void ChartTable::advance(qint64 now)
{
    if (m_history->oldest() == 0)
        return;
    const qint64 newest = now - now % width;
    const qint64 oldest =
        std::max(m_history->oldest() - m_history->oldest() % width, newest - (most - 1) * width);
    const qint64 next = m_rows.empty() ? oldest : std::max(oldest, m_rows.front() + width);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(0, Columns - 1), {Qt::DisplayRole});
    if (next > newest)
        return;
    beginInsertRows({}, 0, static_cast<int>((newest - next) / width));
    for (qint64 at = next; at <= newest; at += width)
        m_rows.push_front(at);
    endInsertRows();
    if (rowCount() <= most)
        return;
    beginRemoveRows({}, static_cast<int>(most), rowCount() - 1);
    m_rows.resize(most);
    endRemoveRows();
}

void ChartTable::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int ChartTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChartTable::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Columns; }

QVariant ChartTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    return text(m_rows.at(static_cast<std::size_t>(index.row())), index.column());
}

QString ChartTable::text(qint64 at, int column) const
{
    switch (column) {
    case TimeColumn:
        return chartwords::clock(at);
    case EventColumn:
        return events(at);
    default:
        return values(kindOf.at(static_cast<std::size_t>(column)), at);
    }
}

QString ChartTable::values(MetricKind kind, qint64 at) const
{
    if (!m_history->isMeasured(kind))
        return tr("not measured");
    const QList<MetricId> metrics = m_history->metrics(kind);
    QStringList texts;
    for (const MetricId &id : metrics) {
        const Bucket *bucket = bucketIn(*m_history->metric(id), at);
        if (!bucket)
            continue;
        const QString value = chartwords::value(kind, *bucket);
        texts << (metrics.size() == 1 ? value : value + u' ' + id.name); // the value first: it is heard first
    }
    return texts.isEmpty() ? tr("no data") : texts.join(QStringLiteral("; "));
}

QString ChartTable::events(qint64 at) const
{
    QStringList texts;
    for (const Marker &marker : m_history->markers(at, at + width - 1))
        texts << marker.text;
    return texts.join(QStringLiteral("; "));
}

QVariant ChartTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == TimeColumn)
        return tr("Time");
    if (section == EventColumn)
        return tr("What happened");
    return chartwords::title(kindOf.at(static_cast<std::size_t>(section)));
}

} // namespace lockkeeper
