// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/snapshot.h"

#include "core/ledger/ledgerschema.h"
#include "core/workflow/migration.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array stageStateNames{
    std::pair{StageState::NotStarted, "not-started"_L1},
    std::pair{StageState::Ready, "ready"_L1},
    std::pair{StageState::Running, "running"_L1},
    std::pair{StageState::Paused, "paused"_L1},
    std::pair{StageState::Held, "held"_L1},
    std::pair{StageState::WaitingForGate, "waiting-for-gate"_L1},
    std::pair{StageState::Failed, "failed"_L1},
    std::pair{StageState::Done, "done"_L1},
    std::pair{StageState::RolledBack, "rolled-back"_L1},
};

/// Reading after reading, until one fails: the error is kept and the rest not asked.
class Reader
{
public:
    template<typename T>
    T take(Result<T> result)
    {
        if (result)
            return std::move(*result);
        if (!m_error)
            m_error = std::move(result).error();
        return T{};
    }
    const std::optional<Error> &error() const { return m_error; }

private:
    std::optional<Error> m_error;
};

QList<FillSnapshot> addedUp(const QList<FillRecord> &records, const Plan *plan)
{
    QList<FillSnapshot> fills;
    for (const FillRecord &record : records) {
        if (fills.isEmpty() || fills.last().step != record.step) {
            const Step *step = plan ? plan->step(record.step) : nullptr;
            const auto *action = step ? std::get_if<FillAction>(&step->action) : nullptr;
            fills << FillSnapshot{
                .step = record.step, .table = action ? action->table : TableName(), .state = FillState::Done};
        }
        FillSnapshot &fill = fills.last();
        fill.rowsSeen += record.rowsSeen;
        fill.rowsChanged += record.rowsChanged;
        fill.rowsExpected += record.rowsExpected;
        fill.batches += record.batches;
        fill.batchSize = std::max(fill.batchSize, record.batchSize);
        fill.workMs += record.workMs;
        fill.holdMs += record.holdMs;
        if (record.state == FillState::Held) {
            fill.state = FillState::Held;
            fill.holdReason = record.holdReason;
            fill.heldSince = record.heldSince;
        } else if (record.state == FillState::Running && fill.state == FillState::Done) {
            fill.state = FillState::Running;
        }
    }
    return fills;
}

// A stage whose steps are all done is done, whatever the run does: it asks the next stage's gate, and who looks meanwhile
// must not take this stage for the next one.
StageState activeState(MigrationState state, bool allDone, bool held)
{
    if (allDone && !held && state != MigrationState::RolledBack)
        return StageState::Done;
    switch (state) {
    case MigrationState::Ready:
        return StageState::Ready;
    case MigrationState::Running:
        return held ? StageState::Held : StageState::Running;
    case MigrationState::Paused:
    case MigrationState::Cancelled:
        return StageState::Paused;
    case MigrationState::Held:
        return StageState::Held;
    case MigrationState::AtGate:
        return StageState::WaitingForGate;
    case MigrationState::Failed:
        return StageState::Failed;
    case MigrationState::Done:
        return StageState::Done;
    case MigrationState::RolledBack:
        return StageState::RolledBack;
    }
    std::unreachable();
}

/// How the stage stands whose gate a run is at: those before it are done.
StageState stateAtGate(MigrationState state)
{
    switch (state) {
    case MigrationState::Running:
    case MigrationState::AtGate:
        return StageState::WaitingForGate;
    case MigrationState::Paused:
    case MigrationState::Cancelled:
        return StageState::Paused;
    case MigrationState::Failed:
        return StageState::Failed;
    default:
        return StageState::NotStarted;
    }
}

StageSnapshot countSteps(Stage stage, const QList<StepSnapshot> &steps)
{
    StageSnapshot snapshot{.stage = stage};
    for (const StepSnapshot &step : steps) {
        if (step.step.stage != stage)
            continue;
        ++snapshot.steps;
        snapshot.stepsDone += step.record.state == StepState::Done ? 1 : 0;
        if (step.record.startedAt > 0
            && (snapshot.startedAt == 0 || step.record.startedAt < snapshot.startedAt))
            snapshot.startedAt = step.record.startedAt;
        snapshot.finishedAt = std::max(snapshot.finishedAt, step.record.finishedAt);
    }
    return snapshot;
}

QList<StageSnapshot> stagesOf(const MigrationSnapshot &snapshot)
{
    const MigrationRecord &record = snapshot.record;
    const bool held =
        std::ranges::any_of(snapshot.fills, [](const FillSnapshot &f) { return f.state == FillState::Held; });
    bool waiting = false; // the active stage is done, and the next one is at its gate
    QList<StageSnapshot> stages;
    for (const Stage stage : allStages) {
        StageSnapshot next = countSteps(stage, snapshot.steps);
        const bool allDone = next.stepsDone == next.steps && stage != Stage::Verify;
        if (stage < record.stage)
            next.state = StageState::Done;
        else if (stage == record.stage)
            next.state = activeState(record.state, allDone, held);
        else if (waiting)
            next.state = stateAtGate(record.state);
        waiting = stage == record.stage && allDone;
        if (next.state != StageState::Done)
            next.finishedAt = 0;
        if (stage == record.stage && next.startedAt == 0 && record.state != MigrationState::Ready)
            next.startedAt = record.stageSince;
        stages << next;
    }
    return stages;
}

QList<StepSnapshot> stepsOf(const QList<StepRecord> &records, const Plan *plan)
{
    QList<StepSnapshot> steps;
    for (const StepRecord &record : records) {
        const Step *step = plan ? plan->step(record.id) : nullptr;
        steps << StepSnapshot{
            .step = step ? *step : Step{.id = record.id, .stage = record.stage, .action = SqlAction{}},
            .record = record};
    }
    return steps;
}

QList<ConditionSnapshot> conditionsOf(const QList<VerdictRecord> &verdicts, const Plan *plan)
{
    QList<ConditionSnapshot> conditions;
    if (!plan)
        return conditions;
    for (const Condition &condition : plan->conditions) {
        const auto found = std::ranges::find(verdicts, condition.id, &VerdictRecord::condition);
        conditions << ConditionSnapshot{
            .condition = condition,
            .verdict = found != verdicts.end()
                           ? *found
                           : VerdictRecord{.condition = condition.id, .gate = condition.gate}};
    }
    return conditions;
}

Result<QString> helmHolder(const Ledger &ledger)
{
    return ledger
        .query(
            u"SELECT holder, machine, process FROM {lease} WHERE migration = :migration AND expires_at > {now}"_s)
        .transform([](const Rows &rows) {
            const Holder holder{.name = rows.at(0, u"holder").toString(),
                                .machine = rows.at(0, u"machine").toString(),
                                .process = rows.at(0, u"process").toLongLong()};
            return rows.isEmpty() || holder.isKnownDead() ? QString() : holder.name;
        });
}

} // namespace

QString stateName(StageState state)
{
    for (const auto &[known, name] : stageStateNames) {
        if (known == state)
            return name;
    }
    std::unreachable();
}

const FillSnapshot *MigrationSnapshot::currentFill() const
{
    const auto unfinished =
        std::ranges::find_if(fills, [](const FillSnapshot &fill) { return fill.state != FillState::Done; });
    if (unfinished != fills.end())
        return &*unfinished;
    return fills.isEmpty() ? nullptr : &fills.last();
}

double FillSnapshot::fraction() const
{
    if (state == FillState::Done)
        return 1;
    if (rowsExpected <= 0)
        return 0;
    // The expectation is an estimate: rows may turn out to be more, and then the end is near, not past.
    return std::min(0.99, static_cast<double>(rowsSeen) / static_cast<double>(rowsExpected));
}

QList<ConditionSnapshot> MigrationSnapshot::gate(Stage wanted) const
{
    QList<ConditionSnapshot> found;
    std::ranges::copy_if(conditions, std::back_inserter(found), [&](const ConditionSnapshot &snapshot) {
        return snapshot.condition.gate == wanted;
    });
    return found;
}

bool MigrationSnapshot::isOpen(Stage wanted) const
{
    return std::ranges::all_of(conditions, [&](const ConditionSnapshot &snapshot) {
        return snapshot.condition.gate != wanted || snapshot.verdict.verdict == Verdict::Open;
    });
}

Result<MigrationSnapshot> readSnapshot(Session &session, const QString &migration, int events)
{
    const auto version = readLedgerVersion(session);
    if (!version)
        return failure(version.error());
    if (*version == 0)
        return failure(Errc::UnknownMigration, {{u"migration"_s, migration}});
    auto transaction = Transaction::beginReadOnly(session); // one moment for everything
    if (!transaction)
        return failure(transaction.error());
    const Ledger ledger(session, migration);
    const auto record = Migrations(ledger).read();
    if (!record)
        return failure(record.error());

    MigrationSnapshot snapshot{.record = *record, .plan = nullptr};
    if (auto plan = PlanFile::parse(record->planText.toUtf8(), vocabulary()))
        snapshot.plan = std::make_shared<const Plan>(std::move(*plan));
    Reader reader;
    snapshot.steps = stepsOf(reader.take(StepJournal(ledger).all()), snapshot.plan.get());
    snapshot.conditions = conditionsOf(reader.take(VerdictJournal(ledger).all()), snapshot.plan.get());
    snapshot.fills = addedUp(reader.take(BackfillJournal(ledger).all()), snapshot.plan.get());
    snapshot.events = reader.take(EventChain(ledger).latest(events));
    snapshot.helmHolder = reader.take(helmHolder(ledger));
    snapshot.takenAt = reader.take(ledger.now());
    if (reader.error())
        return failure(*reader.error());
    if (snapshot.record.state == MigrationState::Running && snapshot.helmHolder.isEmpty())
        snapshot.record.state = MigrationState::Paused; // its runner died: nobody is at work
    snapshot.stages = stagesOf(snapshot);
    return snapshot;
}

} // namespace lockkeeper
