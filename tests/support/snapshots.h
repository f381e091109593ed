// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

namespace lockkeeper::test {

using namespace Qt::StringLiterals;

/// Snapshots of a migration that nobody runs: the sample's plan at moments worth looking at.
inline const qint64 noon = QDateTime(QDate(2026, 3, 9), QTime(12, 0), QTimeZone::UTC).toMSecsSinceEpoch();
constexpr qint64 minute = 60'000;

inline Plan samplePlan()
{
    const TableName users{.schema = u"public"_s, .name = u"users"_s};
    const QString set = u"UPDATE app_flags SET percent = :percent WHERE name = 'read-display-name'"_s;
    Plan plan;
    plan.title = u"Give users a display name"_s;
    plan.engine = u"postgresql"_s;
    plan.environment = u"production"_s;
    plan.sha256 = u"5b1f0c2d"_s;
    plan.steps = {
        {.id = u"add-display-name"_s,
         .stage = Stage::Expand,
         .action = SqlAction{.statements = {u"ALTER TABLE public.users ADD COLUMN display_name text"_s}},
         .undo = {u"ALTER TABLE public.users DROP COLUMN display_name"_s},
         .doneWhen = u"SELECT count(*) = 1 FROM information_schema.columns WHERE table_name = 'users' AND"
                     " column_name = 'display_name'"_s},
        {.id = u"dual-write"_s, .stage = Stage::Backfill, .action = DualWriteAction()},
        {.id = u"fill-display-name"_s,
         .stage = Stage::Backfill,
         .action = FillAction{.table = users,
                              .set = {{.column = u"display_name"_s,
                                       .expression = u"first_name || ' ' || last_name"_s}},
                              .where = {},
                              .batch = {},
                              .holdWhen = {}}},
        {.id = u"drop-old-names"_s,
         .stage = Stage::Contract,
         .action =
             SqlAction{
                 .statements = {u"ALTER TABLE public.users DROP COLUMN first_name, DROP COLUMN last_name"_s},
                 .removesDualWrite = true},
         .irreversible = u"where a first name ended is forgotten with the old columns"_s},
    };
    int before = 0;
    for (const int percent : {1, 10, 50, 100}) {
        const FlagAction flag{.flag = u"read-display-name"_s,
                              .sql = set,
                              .percent = percent,
                              .percentBefore = std::exchange(before, percent),
                              .soak = std::chrono::minutes(10)};
        plan.steps.insert(
            plan.steps.size() - 1,
            {.id = u"read-display-name-%1"_s.arg(percent), .stage = Stage::Flip, .action = flag});
    }
    plan.conditions = {
        {.id = u"backfill-complete"_s, .kind = u"backfill-complete"_s},
        {.id = u"reconciled"_s, .kind = u"reconciled"_s},
        {.id = u"sql-1"_s,
         .kind = u"sql"_s,
         .parameters = {{u"sql"_s, u"SELECT count(*) FROM users WHERE display_name IS NULL"_s},
                        {u"expect"_s, u"= 0"_s}}},
    };
    return plan;
}

/// Builds one snapshot; each call changes what the words say.
class SnapshotBuilder
{
public:
    SnapshotBuilder()
    {
        const Plan plan = samplePlan();
        m_snapshot.plan = std::make_shared<const Plan>(plan);
        m_snapshot.expected = std::make_shared<const ExpectedByStep>(expectedEffects(plan, u"17.4"_s));
        m_snapshot.record.id = u"give-users-a-display-name"_s;
        m_snapshot.record.title = plan.title;
        m_snapshot.takenAt = noon;
        for (const Stage stage : allStages)
            m_snapshot.stages.append({.stage = stage, .steps = static_cast<int>(plan.stepsOf(stage).size())});
        for (const Step &step : plan.steps)
            m_snapshot.steps.append({.step = step, .record = {.id = step.id, .stage = step.stage}});
        for (const Condition &condition : plan.conditions)
            m_snapshot.conditions.append({.condition = condition, .verdict = {.condition = condition.id}});
        event(-31, u"migration-created"_s, {});
    }

    /// Everything before @p stage is done, a stage each nine minutes.
    SnapshotBuilder &reached(Stage stage, StageState state, MigrationState overall)
    {
        for (StageSnapshot &each : m_snapshot.stages) {
            if (each.stage < stage)
                finish(each);
        }
        StageSnapshot &active = m_snapshot.stages[static_cast<qsizetype>(stage)];
        active.state = state;
        active.startedAt = beginOf(stage);
        m_snapshot.record.stage = stage;
        m_snapshot.record.state = overall;
        m_snapshot.helmHolder = overall == MigrationState::Running ? u"anna@db-host"_s : QString();
        return *this;
    }
    SnapshotBuilder &allDone()
    {
        for (StageSnapshot &each : m_snapshot.stages)
            finish(each);
        m_snapshot.record.stage = Stage::Verify;
        m_snapshot.record.state = MigrationState::Done;
        return *this;
    }
    SnapshotBuilder &at(qint64 moment)
    {
        m_snapshot.takenAt = moment;
        return *this;
    }
    SnapshotBuilder &step(const QString &id, StepState state, int attempt = 1, const QJsonObject &error = {})
    {
        for (StepSnapshot &each : m_snapshot.steps) {
            if (each.step.id != id)
                continue;
            each.record.state = state;
            each.record.attempt = attempt;
            each.record.startedAt = m_snapshot.takenAt - 4 * minute;
            each.record.finishedAt = state == StepState::Running ? 0 : m_snapshot.takenAt - minute;
            each.record.error = error;
        }
        return *this;
    }
    SnapshotBuilder &fill(qint64 rows, FillState state, const QString &hold = {})
    {
        constexpr qint64 expected = 6'640'000;
        m_snapshot.fills = {{.step = u"fill-display-name"_s,
                             .table = {.schema = u"public"_s, .name = u"users"_s},
                             .rowsSeen = rows,
                             .rowsChanged = rows - rows / 40,
                             .rowsExpected = expected,
                             .batches = rows / 5000,
                             .batchSize = 5200,
                             .workMs = rows / 18,
                             .holdMs = 0,
                             .state = state,
                             .holdReason = hold,
                             .heldSince = hold.isEmpty() ? 0 : noon - 95'000}};
        return *this;
    }
    SnapshotBuilder &verdict(const QString &id, Verdict verdict, const QJsonObject &evidence)
    {
        for (ConditionSnapshot &each : m_snapshot.conditions) {
            if (each.condition.id == id)
                each.verdict = {.condition = id,
                                .gate = Stage::Contract,
                                .verdict = verdict,
                                .evidence = evidence,
                                .checkedAt = noon - 40'000,
                                .validUntil = noon + 4 * minute};
        }
        return *this;
    }
    SnapshotBuilder &event(qint64 minutesFromNoon, const QString &kind, const QJsonObject &data)
    {
        m_snapshot.events.append({.sequence = m_snapshot.events.size() + 1,
                                  .at = noon + minutesFromNoon * minute,
                                  .actor = u"anna@db-host"_s,
                                  .kind = kind,
                                  .data = data});
        return *this;
    }

    operator MigrationSnapshot() const { return m_snapshot; }

private:
    static qint64 beginOf(Stage stage)
    {
        return noon - 30 * minute + static_cast<qint64>(stage) * 9 * minute / 2;
    }

    void finish(StageSnapshot &stage)
    {
        stage.state = StageState::Done;
        stage.stepsDone = stage.steps;
        stage.startedAt = beginOf(stage.stage);
        stage.finishedAt = stage.startedAt + 4 * minute;
        for (StepSnapshot &each : m_snapshot.steps) {
            if (each.step.stage == stage.stage)
                each.record = {.id = each.step.id,
                               .stage = stage.stage,
                               .state = StepState::Done,
                               .attempt = 1,
                               .startedAt = stage.startedAt,
                               .finishedAt = stage.startedAt + 48'000,
                               .observed = observed(each.step)};
        }
    }

    static QJsonObject observed(const Step &step)
    {
        if (!std::holds_alternative<SqlAction>(step.action))
            return {};
        const QJsonObject lock{{u"relation"_s, u"public.users"_s}, {u"mode"_s, u"ACCESS EXCLUSIVE"_s}};
        return {{u"took_ms"_s, 12}, {u"locks"_s, QJsonArray{lock}}};
    }

    MigrationSnapshot m_snapshot;
};

inline SnapshotBuilder backfilling(qint64 rows = 4'118'000)
{
    SnapshotBuilder builder;
    builder.reached(Stage::Backfill, StageState::Running, MigrationState::Running)
        .step(u"dual-write"_s, StepState::Done)
        .step(u"fill-display-name"_s, StepState::Running)
        .fill(rows, FillState::Running)
        .event(-30, u"stage-started"_s, {{u"stage"_s, u"expand"_s}})
        .event(-28, u"step-done"_s, {{u"step"_s, u"add-display-name"_s}, {u"stage"_s, u"expand"_s}})
        .event(-27, u"stage-done"_s, {{u"stage"_s, u"expand"_s}})
        .event(-21, u"stage-started"_s, {{u"stage"_s, u"backfill"_s}})
        .event(-21, u"step-done"_s, {{u"step"_s, u"dual-write"_s}, {u"stage"_s, u"backfill"_s}})
        .event(-20, u"step-started"_s, {{u"step"_s, u"fill-display-name"_s}, {u"stage"_s, u"backfill"_s}});
    return builder;
}

inline SnapshotBuilder heldBackfill()
{
    SnapshotBuilder builder = backfilling();
    builder.reached(Stage::Backfill, StageState::Held, MigrationState::Held)
        .fill(4'118'000, FillState::Held, uR"({"code":"replication-lag","value":6.2,"limit":5})"_s);
    return builder;
}

inline SnapshotBuilder beforeContract()
{
    SnapshotBuilder builder;
    builder.reached(Stage::Contract, StageState::WaitingForGate, MigrationState::AtGate)
        .fill(6'640'000, FillState::Done)
        .verdict(u"backfill-complete"_s, Verdict::Open, {{u"rows"_s, 6'640'000}, {u"done"_s, true}})
        .verdict(u"reconciled"_s, Verdict::Inconclusive,
                 {{u"error"_s, u"canceling statement due to statement timeout"_s}})
        .verdict(u"sql-1"_s, Verdict::Blocked, {{u"actual"_s, u"41203"_s}, {u"expected"_s, u"= 0"_s}})
        .event(-1, u"gate-refused"_s, {{u"gate"_s, u"contract"_s}});
    return builder;
}

inline SnapshotBuilder failedStep()
{
    const Error error{.code = Errc::LockTimeout,
                      .facts = {{u"table"_s, u"public.users"_s}},
                      .detail = u"canceling statement due to lock timeout"_s,
                      .sqlstate = u"55P03"_s,
                      .statement = u"ALTER TABLE public.users ADD COLUMN display_name text"_s};
    SnapshotBuilder builder;
    builder.reached(Stage::Expand, StageState::Failed, MigrationState::Failed)
        .step(u"add-display-name"_s, StepState::Failed, 5, errorToJson(error))
        .event(-30, u"stage-started"_s, {{u"stage"_s, u"expand"_s}})
        .event(-29, u"step-failed"_s, {{u"step"_s, u"add-display-name"_s}});
    return builder;
}

inline SnapshotBuilder finished()
{
    SnapshotBuilder builder;
    builder.allDone().fill(6'640'000, FillState::Done);
    builder.verdict(u"backfill-complete"_s, Verdict::Open, {{u"rows"_s, 6'640'000}, {u"done"_s, true}});
    for (const QString &id : {u"reconciled"_s, u"sql-1"_s})
        builder.verdict(id, Verdict::Open, {{u"actual"_s, u"0"_s}, {u"expected"_s, u"= 0"_s}});
    builder.event(-2, u"migration-done"_s, {});
    return builder;
}

/// A migration that waits behind a forgotten transaction, and the application behind the migration.
inline ActivitySample blockedSample()
{
    using namespace std::chrono_literals;
    ActivitySample sample;
    sample.lockWaiters = 2;
    sample.longestWait = 4'200ms;
    sample.oldestTransaction = 47min;
    sample.oldestTransactionSession = u"4711 (psql, idle in transaction)"_s;
    sample.lockWaits = {{.session = u"4790"_s,
                         .relation = u"users"_s,
                         .mode = u"AccessExclusiveLock"_s,
                         .waited = 280ms,
                         .blocker = u"4711"_s,
                         .description = {}},
                        {.session = u"4802"_s,
                         .relation = u"users"_s,
                         .mode = u"RowExclusiveLock"_s,
                         .waited = 190ms,
                         .blocker = u"4790"_s,
                         .description = {}}};
    sample.sessions = {{.id = u"4711"_s,
                        .started = u"13:12:09"_s,
                        .application = u"psql"_s,
                        .user = u"ben"_s,
                        .client = u"10.0.4.17"_s,
                        .state = u"idle in transaction"_s,
                        .transactionAge = 47min,
                        .statement = u"SELECT * FROM users WHERE last_name = 'Ek' FOR UPDATE"_s},
                       {.id = u"4790"_s,
                        .started = u"13:58:01"_s,
                        .application = u"lockkeeper:give-users-a-display-name"_s,
                        .user = u"app_owner"_s,
                        .client = {},
                        .state = u"active"_s,
                        .transactionAge = 280ms,
                        .statement = u"ALTER TABLE users ADD COLUMN display_name text"_s,
                        .isOurs = true},
                       {.id = u"4802"_s,
                        .started = u"11:00:00"_s,
                        .application = u"shop"_s,
                        .user = u"app"_s,
                        .client = u"10.0.4.20"_s,
                        .state = u"active"_s,
                        .transactionAge = 190ms,
                        .statement = u"UPDATE users SET last_seen = now() WHERE id = 4117"_s}};
    return sample;
}

} // namespace lockkeeper::test
