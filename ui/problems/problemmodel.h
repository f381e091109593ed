// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/finding.h"

#include <QAbstractTableModel>

namespace lockkeeper {

/// A finding as a row of a list.
struct Problem
{
    lint::Severity severity = lint::Severity::Note;
    int line = 0; ///< from 1
    QString title;
    QString rule;
    bool isSuppressed = false;
};

/// What was found, by place. A new list only changes the rows that differ: selection and a screen reader's place stay.
class ProblemModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SeverityColumn, LineColumn, TitleColumn, RuleColumn, Columns };
    static constexpr int sortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setProblems(const QList<Problem> &problems);
    const Problem &problem(int row) const { return m_problems.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const Problem &problem, int column) const;

    QList<Problem> m_problems;
};

} // namespace lockkeeper
