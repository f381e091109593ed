// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/news.h"

#include "core/text/sentences.h"
#include "ui/cockpit/nextstage.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockkeeper {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::News)
};

QString failedStep(const MigrationSnapshot &snapshot)
{
    const auto failed = std::ranges::find_if(
        snapshot.steps, [](const StepSnapshot &step) { return step.record.state == StepState::Failed; });
    return failed == snapshot.steps.end() ? QString() : failed->step.id;
}

QString failure(const MigrationSnapshot &snapshot)
{
    const QString step = failedStep(snapshot);
    return step.isEmpty() ? Words::tr("The run failed.") : Words::tr("Step %1 failed.").arg(step);
}

QString held(const MigrationSnapshot &snapshot)
{
    const FillSnapshot *fill = snapshot.currentFill();
    const QString reason = fill ? sentences::holdReason(fill->holdReason) : QString();
    return reason.isEmpty() ? Words::tr("The backfill is held back.")
                            : Words::tr("The backfill is held back: %1.").arg(reason);
}

/// The last stage that is done now and was not before.
std::optional<Stage> newlyDone(const MigrationSnapshot &before, const MigrationSnapshot &after)
{
    std::optional<Stage> done;
    for (const Stage stage : allStages) {
        if (after.stage(stage).state == StageState::Done && before.stage(stage).state != StageState::Done)
            done = stage;
    }
    return done;
}

bool hasOpened(const MigrationSnapshot &before, const MigrationSnapshot &after, Stage gate)
{
    return !after.gate(gate).isEmpty() && after.isOpen(gate) && !before.isOpen(gate);
}

} // namespace

std::optional<News> newsBetween(const MigrationSnapshot &before, const MigrationSnapshot &after)
{
    if (before.record.id != after.record.id || before.stages.isEmpty() || after.stages.isEmpty())
        return {};
    const auto news = [&](const QString &text, bool isBad = false) {
        return News{.title = after.record.title, .text = text, .isBad = isBad};
    };
    const bool isOther = before.record.state != after.record.state;
    if (isOther && after.record.state == MigrationState::Failed)
        return news(failure(after), true);
    if (isOther && after.record.state == MigrationState::Held)
        return news(held(after), true);
    if (isOther && after.record.state == MigrationState::Done)
        return news(Words::tr("The migration is done."));
    if (isOther && after.record.state == MigrationState::RolledBack)
        return news(Words::tr("The migration is rolled back."));
    const std::optional<Stage> next = nextStage(after);
    if (next && hasOpened(before, after, *next))
        return news(Words::tr("The gate to %1 is open.").arg(sentences::stage(*next)));
    if (const std::optional<Stage> done = newlyDone(before, after))
        return news(Words::tr("%1 is done.").arg(sentences::stage(*done)));
    return {};
}

} // namespace lockkeeper
