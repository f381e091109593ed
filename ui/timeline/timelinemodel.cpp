// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinemodel.h"

#include "core/text/sentences.h"
#include "ui/theme/look.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>

namespace lockkeeper {

namespace {

QString moment(qint64 at)
{
    return at == 0 ? QString() : QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::ShortFormat);
}

QString textOf(const TimelineNode &node, int column)
{
    switch (column) {
    case TimelineModel::StageColumn:
        return sentences::stage(node.stage);
    case TimelineModel::StateColumn:
        return node.progressText();
    case TimelineModel::PlannedColumn:
        return node.plannedText();
    case TimelineModel::StartedColumn:
        return moment(node.startedAt);
    case TimelineModel::EndedColumn:
        return node.expectedEnd == 0 ? moment(node.finishedAt)
                                     : TimelineModel::tr("about %1").arg(moment(node.expectedEnd));
    case TimelineModel::GateColumn:
        return node.gateText();
    default:
        return {};
    }
}

} // namespace

void TimelineModel::setNodes(const QList<TimelineNode> &nodes)
{
    if (nodes.size() != m_nodes.size()) {
        beginResetModel();
        m_nodes = nodes;
        endResetModel();
        return;
    }
    for (int row = 0; row < rowCount(); ++row) {
        if (m_nodes.at(row) == nodes.at(row))
            continue;
        m_nodes[row] = nodes.at(row);
        Q_EMIT dataChanged(index(row, 0), index(row, Columns - 1));
    }
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_nodes.size());
}

int TimelineModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Columns; }

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TimelineNode &node = m_nodes.at(index.row());
    if (role == Qt::DisplayRole)
        return textOf(node, index.column());
    if (role == Qt::DecorationRole && index.column() == StateColumn)
        return lookIcon(lookOf(node.state), QGuiApplication::palette());
    return {};
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StageColumn:
        return tr("Stage");
    case StateColumn:
        return tr("State");
    case PlannedColumn:
        return tr("Planned");
    case StartedColumn:
        return tr("Started");
    case EndedColumn:
        return tr("Ended");
    case GateColumn:
        return tr("Gate before it");
    default:
        return {};
    }
}

} // namespace lockkeeper
