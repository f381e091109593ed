// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cockpit/nextstage.h"

#include "core/text/sentences.h"
#include "core/workflow/migration.h"

#include <QCoreApplication>
#include <QDateTime>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

struct NextStage
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::NextStage)
};

StageSnapshot plannedStage(const Plan &plan, Stage stage)
{
    return {.stage = stage, .steps = static_cast<int>(plan.stepsOf(stage).size())};
}

} // namespace

std::optional<Stage> nextStage(const MigrationSnapshot &snapshot)
{
    if (snapshot.record.state == MigrationState::RolledBack)
        return {};
    for (const StageSnapshot &stage : snapshot.stages) {
        if (stage.state != StageState::Done)
            return stage.stage;
    }
    return {};
}

Stage gateAhead(const MigrationSnapshot &snapshot)
{
    const Stage next = nextStage(snapshot).value_or(Stage::Verify);
    for (const Stage stage : allStages) {
        if (stage >= next && !snapshot.gate(stage).isEmpty())
            return stage;
    }
    return next;
}

QString reasonsAgainst(const MigrationSnapshot &snapshot, Stage stage)
{
    const QList<ConditionSnapshot> conditions = snapshot.gate(stage);
    QStringList lines;
    for (const ConditionSnapshot &condition : conditions) {
        const QString question = sentences::question(condition.condition);
        if (condition.verdict.checkedAt == 0)
            lines << NextStage::tr("%1 Not checked yet.").arg(question);
        else if (condition.verdict.verdict != Verdict::Open)
            lines << NextStage::tr("%1 %2").arg(question, sentences::evidence(condition));
    }
    if (lines.isEmpty())
        return {};
    lines.prepend(
        NextStage::tr("%1 of %2 conditions are not Open:").arg(lines.size()).arg(conditions.size()));
    return lines.join(u'\n');
}

MigrationSnapshot plannedSnapshot(const Plan &plan)
{
    MigrationSnapshot snapshot;
    snapshot.record.id = migrationId(plan);
    snapshot.record.title = plan.title;
    snapshot.plan = std::make_shared<const Plan>(plan);
    for (const Stage stage : allStages)
        snapshot.stages.append(plannedStage(plan, stage));
    for (const Step &step : plan.steps)
        snapshot.steps.append({.step = step, .record = {.id = step.id, .stage = step.stage}});
    for (const Condition &condition : plan.conditions)
        snapshot.conditions.append(
            {.condition = condition, .verdict = {.condition = condition.id, .gate = condition.gate}});
    snapshot.takenAt = QDateTime::currentMSecsSinceEpoch();
    return snapshot;
}

} // namespace lockkeeper
