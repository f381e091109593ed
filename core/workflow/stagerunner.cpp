// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/stagerunner.h"

#include "core/engine/dualwrite.h"
#include "core/engine/session.h"
#include "core/ledger/eventchain.h"
#include "core/ledger/stepjournal.h"
#include "core/verify/gatekeeper.h"
#include "core/verify/mapping.h"
#include "core/workflow/preconditions.h"
#include "core/workflow/steps/stepkind.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::seconds watchInterval = 5s;

Stage following(Stage stage) { return static_cast<Stage>(static_cast<int>(stage) + 1); }

/// Refusals and pauses: the step is not to blame and nothing of it happened.
bool isNotTheStepsFault(Errc code)
{
    return code == Errc::Paused || code == Errc::GateRefused || code == Errc::VerdictExpired
           || code == Errc::HelmLost || code == Errc::Cancelled || code == Errc::WrongTarget
           || code == Errc::ReadOnlyServer;
}

bool removesDualWrite(const Action &action)
{
    const auto *sql = std::get_if<SqlAction>(&action);
    return sql ? sql->removesDualWrite : std::holds_alternative<RemoveDualWriteAction>(action);
}

} // namespace

Status StageRunner::run(Stage through)
{
    const auto record = Migrations(m_context.ledger).read();
    if (!record)
        return failure(record.error());
    for (Stage stage = record->stage; stage <= through; stage = following(stage)) {
        LOCKKEEPER_TRY(enter(stage));
        LOCKKEEPER_TRY(runSteps(stage));
        if (stage == Stage::Verify)
            break;
    }
    return {};
}

Status StageRunner::enter(Stage stage)
{
    if (stage == Stage::Contract && m_ranBeforeContract && !m_context.plan.isSandbox())
        return failure(Errc::ContractInSameRun);
    if (stage != Stage::Verify)
        LOCKKEEPER_TRY(checkGate(stage));
    LOCKKEEPER_TRY(checkTypedTable(stage));
    const auto record = Migrations(m_context.ledger).read();
    if (!record)
        return failure(record.error());
    if (record->stage == stage && stage != Stage::Classify)
        return {}; // resumed in the middle: the stage's clock goes on
    return m_context.write(u"stage-started"_s, {{u"stage"_s, stageName(stage)}},
                           [&] { return Migrations(m_context.ledger).setStage(stage); });
}

Status StageRunner::runSteps(Stage stage)
{
    const auto steps = m_context.plan.stepsOf(stage);
    for (const Step &step : steps) {
        const auto record = StepJournal(m_context.ledger).read(step.id);
        if (!record)
            return failure(record.error());
        if (record->state == StepState::Done)
            continue;
        LOCKKEEPER_TRY(m_context.waitWhilePaused());
        LOCKKEEPER_TRY(runStep(step));
        m_ranBeforeContract = m_ranBeforeContract || stage < Stage::Contract;
    }
    if (stage == Stage::Verify)
        LOCKKEEPER_TRY(watchQuietly());
    return m_context.write(u"stage-done"_s, {{u"stage"_s, stageName(stage)}}, [] { return Status(); });
}

Status StageRunner::runStep(const Step &step)
{
    const auto identity = m_context.session().identity();
    if (!identity)
        return failure(identity.error());
    const auto record = Migrations(m_context.ledger).read();
    if (!record)
        return failure(record.error());
    LOCKKEEPER_TRY(checkTarget(*identity, record->target));

    const QJsonObject data{{u"step"_s, step.id}};
    m_context.tell(u"step-started"_s, step);
    LOCKKEEPER_TRY(m_context.write(u"step-started"_s, data, [&] {
        return StepJournal(m_context.ledger)
            .started(step.id, m_context.helm.holder().name, m_context.helm.token());
    }));
    Status status = attempt(step);
    if (!status && status.error().code == Errc::VerdictExpired) {
        // Waiting for a lock can outlast the verdicts: ask once more, then it is refused.
        LOCKKEEPER_TRY(checkGate(step.stage));
        status = attempt(step);
    }
    if (!status)
        return stop(step, status.error());
    m_context.tell(u"step-done"_s, step);
    return {};
}

Status StageRunner::attempt(const Step &step)
{
    const auto past = isPastTheGate(step.stage);
    if (!past)
        return failure(past.error());
    std::function<Status()> before;
    if (step.stage == Stage::Contract && !*past)
        before = [&] { return Gatekeeper(m_context.ledger, m_context.plan).insist(Stage::Contract); };
    return stepKindOf(step.action).run(step, m_context, before);
}

Status StageRunner::stop(const Step &step, const Error &error)
{
    if (error.isConnectionGone() || error.code == Errc::HelmLost)
        return failure(error);
    const bool refused = error.code == Errc::GateRefused || error.code == Errc::VerdictExpired;
    if (!refused && isNotTheStepsFault(error.code))
        return failure(error);
    const QJsonObject data{{u"step"_s, step.id}, {u"error"_s, errorToJson(error)}};
    LOCKKEEPER_TRY(m_context.write(refused ? u"step-refused"_s : u"step-failed"_s, data, [&] {
        StepJournal journal(m_context.ledger);
        return refused ? journal.waiting(step.id) : journal.failed(step.id, error);
    }));
    m_context.tell(refused ? u"step-refused"_s : u"step-failed"_s, step, data);
    return failure(error);
}

/// Once something irreversible of a stage is done its gate has been passed for good: what it asked about is gone.
/// Where DDL commits by itself, a run may have been killed before it wrote that down.
Result<bool> StageRunner::isPastTheGate(Stage stage) const
{
    const auto records = StepJournal(m_context.ledger).all();
    if (!records)
        return failure(records.error());
    for (const StepRecord &record : *records) {
        const Step *step = m_context.plan.step(record.id);
        if (!step || step->stage != stage || step->irreversible.isEmpty())
            continue;
        if (record.state == StepState::Done)
            return true;
        if (record.state != StepState::Running && record.state != StepState::Failed)
            continue; // not begun, so that nothing it asks about was our doing
        const auto done = tookEffect(*step, m_context);
        if (!done)
            return failure(done.error());
        if (done->value_or(false))
            return true;
    }
    return false;
}

/// A run was killed when it had removed the triggers, and not yet what they are for: until they are back, no gate that
/// asks for them opens again. What was written to one shape meanwhile, `reconciled` finds.
Status StageRunner::restoreDualWrite() const
{
    const auto steps = m_context.plan.stepsOf(Stage::Contract);
    for (const Step &step : steps) {
        if (!removesDualWrite(step.action))
            continue;
        const auto record = StepJournal(m_context.ledger).read(step.id);
        if (!record)
            return failure(record.error());
        if (record->state != StepState::Running && record->state != StepState::Failed)
            continue;
        const auto dualWrite = resolveDualWrite(m_context.session(), m_context.plan);
        if (!dualWrite)
            return failure(dualWrite.error());
        const auto there = m_context.session().dualWrite().isInstalled(*dualWrite);
        if (!there)
            return failure(there.error());
        if (!*there)
            return m_context.guarded(
                step, m_context.session().dualWrite().install(*dualWrite), {}, [&](const DdlObservation &) {
                    return m_context.writeHere(u"dual-write-restored"_s, {{u"step"_s, step.id}},
                                               [] { return Status(); });
                });
    }
    return {};
}

Status StageRunner::checkGate(Stage gate)
{
    const auto conditions = m_context.plan.conditionsOf(gate);
    const auto past = isPastTheGate(gate);
    if (!past)
        return failure(past.error());
    if (conditions.isEmpty() || *past)
        return {};
    if (gate == Stage::Contract)
        LOCKKEEPER_TRY(restoreDualWrite());
    const auto open = Gatekeeper(m_context.ledger, m_context.plan).check(gate, m_context.helm.holder().name);
    if (!open)
        return failure(open.error());
    if (*open)
        return {};
    const auto verdicts = VerdictJournal(m_context.ledger).all();
    if (!verdicts)
        return failure(verdicts.error());
    QStringList closed;
    for (const VerdictRecord &verdict : *verdicts) {
        if (verdict.gate == gate && verdict.verdict != Verdict::Open)
            closed << verdict.condition;
    }
    return failure(Errc::GateRefused, {{u"gate"_s, stageName(gate)},
                                       {u"closed"_s, closed.join(u", "_s)},
                                       {u"open"_s, QString::number(conditions.size() - closed.size())},
                                       {u"total"_s, QString::number(conditions.size())}});
}

/// Behind the gate's own refusal: nobody types a name for a gate that is closed.
Status StageRunner::checkTypedTable(Stage stage) const
{
    const QString wanted = m_context.plan.tableToName();
    if (!m_typedTable || *m_typedTable == wanted)
        return {};
    const auto records = StepJournal(m_context.ledger).all();
    if (!records)
        return failure(records.error());
    for (const Step &step : m_context.plan.stepsOf(stage)) {
        const auto isDone = [&](const StepRecord &record) {
            return record.id == step.id && record.state == StepState::Done;
        };
        if (!step.irreversible.isEmpty() && std::ranges::none_of(*records, isDone))
            return failure(Errc::TableNotNamed, {{u"step"_s, step.id}, {u"table"_s, wanted}});
    }
    return {};
}

/// The watch window of Verify: every condition must be Open when it ends.
Status StageRunner::watchQuietly()
{
    const auto record = Migrations(m_context.ledger).read();
    if (!record)
        return failure(record.error());
    const qint64 end = record->stageSince + m_context.plan.watch.count();
    for (auto now = m_context.ledger.now(); now && *now < end; now = m_context.ledger.now()) {
        LOCKKEEPER_TRY(
            m_context.waitUntil(std::min(end, *now + static_cast<qint64>(watchInterval.count() * 1000))));
        LOCKKEEPER_TRY(m_context.waitWhilePaused());
    }
    return checkGate(Stage::Verify);
}

} // namespace lockkeeper
