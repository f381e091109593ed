// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/stepmodel.h"

#include "core/text/sentences.h"
#include "ui/plan/steptext.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QGuiApplication>

namespace lockkeeper {

namespace {

// An index' internal id: 0 for a stage, else its parent's row + 1.
constexpr quintptr stageId = 0;

QString orNothing(int number) { return number == 0 ? QString() : QString::number(number); }

} // namespace

void StepModel::setSnapshot(const MigrationSnapshot &snapshot)
{
    QList<Branch> branches;
    for (const StageSnapshot &stage : snapshot.stages)
        branches.append({.stage = stage, .steps = {}});
    for (const StepSnapshot &step : snapshot.steps)
        branches[static_cast<qsizetype>(step.step.stage)].steps.append(step);
    m_now = snapshot.takenAt;
    if (!hasSameShape(branches)) {
        beginResetModel();
        m_branches = branches;
        endResetModel();
        return;
    }
    for (int row = 0; row < rowCount(); ++row)
        update(row, branches.at(row));
}

bool StepModel::hasSameShape(const QList<Branch> &branches) const
{
    const auto sameSteps = [](const Branch &one, const Branch &other) {
        return std::ranges::equal(
            one.steps, other.steps, {}, [](const StepSnapshot &step) { return step.step.id; },
            [](const StepSnapshot &step) { return step.step.id; });
    };
    return std::ranges::equal(m_branches, branches, sameSteps);
}

// A running step's duration grows with every snapshot, so that its row changes each time.
void StepModel::update(int row, const Branch &branch)
{
    Branch &ours = m_branches[row];
    const QModelIndex parent = index(row, 0);
    for (int child = 0; child < rowCount(parent); ++child) {
        const StepRecord &before = ours.steps.at(child).record;
        const StepRecord &after = branch.steps.at(child).record;
        const bool same = before.state == after.state && before.attempt == after.attempt
                          && before.finishedAt == after.finishedAt && after.state != StepState::Running;
        ours.steps[child] = branch.steps.at(child);
        if (!same)
            Q_EMIT dataChanged(index(child, 0, parent), index(child, Columns - 1, parent));
    }
    const bool same =
        ours.stage.state == branch.stage.state && ours.stage.stepsDone == branch.stage.stepsDone;
    ours.stage = branch.stage;
    if (!same)
        Q_EMIT dataChanged(parent, index(row, Columns - 1));
}

const StepSnapshot *StepModel::stepAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == stageId)
        return nullptr;
    return &m_branches.at(static_cast<qsizetype>(index.internalId()) - 1).steps.at(index.row());
}

QModelIndex StepModel::indexOf(Stage stage) const { return index(static_cast<int>(stage), 0); }

QModelIndex StepModel::indexOf(const QString &step) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex parent = index(row, 0);
        for (int child = 0; child < rowCount(parent); ++child) {
            if (m_branches.at(row).steps.at(child).step.id == step)
                return index(child, 0, parent);
        }
    }
    return {};
}

QModelIndex StepModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : stageId);
}

QModelIndex StepModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == stageId)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, stageId);
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_branches.size());
    const bool isStage = parent.internalId() == stageId && parent.column() == 0;
    return isStage ? static_cast<int>(m_branches.at(parent.row()).steps.size()) : 0;
}

int StepModel::columnCount(const QModelIndex &) const { return Columns; }

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const StepSnapshot *step = stepAt(index))
        return stepData(*step, index.column(), role);
    return stageData(m_branches.at(index.row()), index.column(), role);
}

QVariant StepModel::stageData(const Branch &branch, int column, int role) const
{
    const QPalette palette = QGuiApplication::palette();
    if (role == Qt::FontRole && column == NameColumn)
        return scaled(QGuiApplication::font(), 1.0, true);
    if (role == Qt::DecorationRole && column == NameColumn)
        return lookIcon(lookOf(branch.stage.state), palette);
    if (role == Qt::ForegroundRole && column == StateColumn)
        return toneColor(lookOf(branch.stage.state).tone, palette);
    if (role != Qt::DisplayRole)
        return {};
    if (column == NameColumn)
        return sentences::stage(branch.stage.stage);
    return column == StateColumn ? sentences::state(branch.stage.state) : QVariant();
}

QVariant StepModel::stepData(const StepSnapshot &step, int column, int role) const
{
    const QPalette palette = QGuiApplication::palette();
    const Look look = lookOf(step.record.state);
    if (role == Qt::DecorationRole && column == NameColumn)
        return lookIcon(look, palette);
    if (role == Qt::ForegroundRole && column == StateColumn)
        return toneColor(look.tone, palette);
    if (role == Qt::ToolTipRole)
        return stepText(step.step).toHtmlEscaped();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn:
        return step.step.id;
    case StateColumn:
        return sentences::state(step.record.state);
    case DurationColumn:
        return durationText(step.record, m_now);
    case AttemptColumn:
        return orNothing(step.record.attempt);
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Step");
    case StateColumn:
        return tr("State");
    case DurationColumn:
        return tr("Took");
    case AttemptColumn:
        return tr("Attempt");
    default:
        return {};
    }
}

} // namespace lockkeeper
