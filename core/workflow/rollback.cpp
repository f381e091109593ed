// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/rollback.h"

#include "core/engine/session.h"
#include "core/ledger/migrations.h"
#include "core/ledger/stepjournal.h"
#include "core/workflow/preconditions.h"
#include "core/workflow/steps/stepkind.h"

#include <ranges>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

bool leftTraces(StepState state)
{
    return state == StepState::Running || state == StepState::Done || state == StepState::Failed;
}

} // namespace

Status Rollback::check(const Ledger &ledger, const Plan &plan, std::optional<Stage> to)
{
    const auto migration = Migrations(ledger).read();
    if (!migration)
        return failure(migration.error());
    const auto records = StepJournal(ledger).all();
    if (!records)
        return failure(records.error());
    const Stage end = to.value_or(Stage::Classify);
    bool somethingToUndo = migration->stage > end;
    for (const StepRecord &record : *records) {
        const Step *step = plan.step(record.id);
        if (step && record.state == StepState::Done && !step->irreversible.isEmpty())
            return failure(Errc::PointOfNoReturn, {{u"step"_s, step->id}, {u"reason"_s, step->irreversible}});
        somethingToUndo = somethingToUndo || (step && step->stage > end && leftTraces(record.state));
    }
    return somethingToUndo ? Status() : failure(Errc::NothingToUndo, {{u"migration"_s, ledger.migration()}});
}

/// The step's stage is under way again before anything of it goes: should this rollback be cut off, a run begins there and
/// does anew what is undone. Otherwise it would go on behind it, and flip readers to a column that isn't there any more.
Status Rollback::reopen(const Step &step) const
{
    return m_context.write(u"undo-started"_s, {{u"step"_s, step.id}}, [&]() -> Status {
        Migrations migrations(m_context.ledger);
        LOCKKEEPER_TRY(migrations.setState(MigrationState::Running));
        return migrations.setStage(step.stage);
    });
}

Status Rollback::run(std::optional<Stage> to)
{
    const auto identity = m_context.session().identity();
    if (!identity)
        return failure(identity.error());
    const auto migration = Migrations(m_context.ledger).read();
    if (!migration)
        return failure(migration.error());
    LOCKKEEPER_TRY(checkTarget(*identity, migration->target));

    const Stage end = to.value_or(Stage::Classify);
    for (const Step &step : std::views::reverse(m_context.plan.steps)) {
        const auto record = StepJournal(m_context.ledger).read(step.id);
        if (!record)
            return failure(record.error());
        if (step.stage <= end || !leftTraces(record->state))
            continue;
        LOCKKEEPER_TRY(reopen(step));
        m_context.tell(u"undo-started"_s, step);
        LOCKKEEPER_TRY(stepKindOf(step.action).undo(step, m_context));
        m_context.tell(u"step-undone"_s, step);
    }
    return m_context.write(u"rolled-back"_s, {{u"to"_s, stageName(end)}},
                           [&] { return Migrations(m_context.ledger).setStage(end); });
}

} // namespace lockkeeper
