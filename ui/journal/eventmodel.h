// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger/eventchain.h"

#include <QAbstractTableModel>

namespace lockkeeper {

/// The migration's events, newest first. Snapshots bring the newest; what was seen before stays.
class EventModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, TextColumn, ActorColumn, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// @p events: oldest first, as in a snapshot.
    void add(const QList<Event> &events);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Event> m_events; ///< newest first
};

} // namespace lockkeeper
