// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinenode.h"

#include <QAbstractTableModel>

namespace lockkeeper {

/// The timeline as a table, for screen readers and for those who prefer one.
class TimelineModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StageColumn, StateColumn, PlannedColumn, StartedColumn, EndedColumn, GateColumn, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setNodes(const QList<TimelineNode> &nodes);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<TimelineNode> m_nodes;
};

} // namespace lockkeeper
