// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/problems/problemmodel.h"

#include <QSortFilterProxyModel>
#include <QWidget>

#include <array>

class QLabel;
class QTableView;
class QToolButton;

namespace lockkeeper {

/// Rows by severity: each can be switched off, and so can what a comment allows.
class ProblemFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void show(lint::Severity severity, bool isShown);
    void showSuppressed(bool isShown);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    std::array<bool, 3> m_shown{true, true, true};
    bool m_showsSuppressed = false;
};

/// The list of what was found: double click or Enter goes there.
class ProblemPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemPanel(QWidget *parent = nullptr);

    void show(const QList<Problem> &problems);
    using QWidget::show;

Q_SIGNALS:
    /// @p row of the problems that were given.
    void activated(int row);

private:
    void build();
    QToolButton *filterButton(const QString &text, bool isOn);
    void updateCounts(const QList<Problem> &problems);

    ProblemModel *m_model;
    ProblemFilter *m_filter;
    QTableView *m_view;
    std::array<QToolButton *, 3> m_severities{};
    QToolButton *m_suppressed = nullptr;
    QLabel *m_nothing = nullptr;
};

} // namespace lockkeeper
