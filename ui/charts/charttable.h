// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/history.h"

#include <QAbstractTableModel>

#include <deque>

namespace lockkeeper {

/// The charts' figures in rows of ten seconds, newest first: for who reads with ears or fingers. Rows are asked from the
/// history when they are looked at.
class ChartTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        WaitsColumn,
        LagColumn,
        ShareColumn,
        RateColumn,
        ErrorsColumn,
        EventColumn,
        Columns
    };

    /// @param history outlives the model, or clear() comes first.
    explicit ChartTable(const History &history, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_history(&history)
    {}

    /// Catches up with the history.
    void advance(qint64 now);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(qint64 at, int column) const;
    QString values(MetricKind kind, qint64 at) const;
    QString events(qint64 at) const;

    const History *m_history;
    std::deque<qint64> m_rows; ///< when each begins, newest first
};

} // namespace lockkeeper
