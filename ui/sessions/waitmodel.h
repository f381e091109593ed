// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/waittree.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace lockkeeper {

/// Who waits for whom, as a tree. A new sample changes, adds and removes rows; what is selected stays selected.
class WaitModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { SessionColumn, WaitColumn, StateColumn, UserColumn, StatementColumn, Columns };

    explicit WaitModel(QObject *parent = nullptr);
    ~WaitModel() override;

    void show(const QList<WaitNode> &tree);
    /// Null for an invalid index. Its waiting list isn't kept up to date.
    const WaitNode *nodeAt(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        WaitNode node;
        Row *parent = nullptr;
        std::vector<std::unique_ptr<Row>> children;
        int indexOf(const Row *child) const;
    };

    Row *rowAt(const QModelIndex &index) const;
    void merge(Row &into, const QModelIndex &at, const QList<WaitNode> &nodes);
    void removeGone(Row &from, const QModelIndex &at, const QList<WaitNode> &nodes);
    void insert(Row &into, const QModelIndex &at, int row, const WaitNode &node);
    QString text(const WaitNode &node, int column) const;

    std::unique_ptr<Row> m_root;
};

} // namespace lockkeeper
