// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problemmodel.h"

#include "ui/editor/findingtext.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QGuiApplication>

#include <algorithm>

namespace lockkeeper {

namespace {

/// The same finding, wherever it moved.
bool isSame(const Problem &one, const Problem &other)
{
    return one.rule == other.rule && one.title == other.title;
}

/// How many rows both have at their ends, without those that they have at their beginnings.
qsizetype sameAtEnd(const QList<Problem> &one, const QList<Problem> &other, qsizetype head)
{
    qsizetype tail = 0;
    const qsizetype most = std::min(one.size(), other.size()) - head;
    while (tail < most && isSame(one[one.size() - 1 - tail], other[other.size() - 1 - tail]))
        ++tail;
    return tail;
}

} // namespace

void ProblemModel::setProblems(const QList<Problem> &problems)
{
    const qsizetype head = std::ranges::mismatch(m_problems, problems, isSame).in1 - m_problems.begin();
    const qsizetype tail = sameAtEnd(m_problems, problems, head);
    const qsizetype gone = m_problems.size() - head - tail;
    const qsizetype come = problems.size() - head - tail;
    if (gone > 0) {
        beginRemoveRows({}, int(head), int(head + gone - 1));
        m_problems.remove(head, gone);
        endRemoveRows();
    }
    if (come > 0) {
        beginInsertRows({}, int(head), int(head + come - 1));
        m_problems = problems;
        endInsertRows();
    }
    m_problems = problems;
    if (!m_problems.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

int ProblemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Columns; }

QVariant ProblemModel::text(const Problem &problem, int column) const
{
    switch (column) {
    case SeverityColumn:
        return problem.isSuppressed ? tr("Allowed") : severityWord(problem.severity);
    case LineColumn:
        return problem.line;
    case TitleColumn:
        return problem.title;
    default:
        return problem.rule;
    }
}

QVariant ProblemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Problem &problem = m_problems.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(problem, index.column());
    case Qt::ToolTipRole:
        return problem.title;
    case Qt::DecorationRole:
        return index.column() == SeverityColumn
                   ? lookIcon(problem.isSuppressed ? Look{} : lookOf(problem.severity),
                              QGuiApplication::palette())
                   : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setStrikeOut(problem.isSuppressed && index.column() == TitleColumn);
        return font;
    }
    case Qt::ForegroundRole:
        return problem.isSuppressed ? quietColor(QGuiApplication::palette()) : QVariant();
    case sortRole:
        return index.column() == SeverityColumn ? QVariant(-static_cast<int>(problem.severity))
                                                : text(problem, index.column());
    default:
        return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case LineColumn:
        return tr("Line");
    case TitleColumn:
        return tr("Problem");
    default:
        return tr("Rule");
    }
}

} // namespace lockkeeper
