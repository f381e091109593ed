// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QAbstractItemModel>

namespace lockkeeper {

/// Stages with their steps. A new snapshot of the same plan only changes data: selection, expansion and a screen
/// reader's place stay.
class StepModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, DurationColumn, AttemptColumn, Columns };

    using QAbstractItemModel::QAbstractItemModel;

    void setSnapshot(const MigrationSnapshot &snapshot);
    /// The step at @p index; null for a stage.
    const StepSnapshot *stepAt(const QModelIndex &index) const;
    QModelIndex indexOf(Stage stage) const;
    QModelIndex indexOf(const QString &step) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Branch
    {
        StageSnapshot stage;
        QList<StepSnapshot> steps;
    };

    bool hasSameShape(const QList<Branch> &branches) const;
    void update(int row, const Branch &branch);
    QVariant stageData(const Branch &branch, int column, int role) const;
    QVariant stepData(const StepSnapshot &step, int column, int role) const;

    QList<Branch> m_branches;
    qint64 m_now = 0;
};

} // namespace lockkeeper
