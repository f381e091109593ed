// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classify/expectedeffects.h"
#include "core/engine/activity.h"
#include "core/ledger/backfilljournal.h"
#include "core/ledger/eventchain.h"
#include "core/ledger/migrations.h"
#include "core/ledger/stepjournal.h"
#include "core/ledger/verdictjournal.h"
#include "core/plan/plan.h"

#include <memory>

namespace lockkeeper {

/// A step of the plan with what became of it.
struct StepSnapshot
{
    Step step;
    StepRecord record;
};

enum class StageState { NotStarted, Ready, Running, Paused, Held, WaitingForGate, Failed, Done, RolledBack };

QString stateName(StageState state);

struct StageSnapshot
{
    Stage stage = Stage::Classify;
    StageState state = StageState::NotStarted;
    int stepsDone = 0;
    int steps = 0;
    qint64 startedAt = 0; ///< ms since the epoch, server clock; 0: not yet
    qint64 finishedAt = 0;
};

/// A condition with its newest verdict; checkedAt 0: never asked, verdict Inconclusive.
struct ConditionSnapshot
{
    Condition condition;
    VerdictRecord verdict;
};

/// All workers of one fill added up.
struct FillSnapshot
{
    QString step;
    TableName table;
    qint64 rowsSeen = 0;
    qint64 rowsChanged = 0;
    qint64 rowsExpected = 0;
    qint64 batches = 0;
    int batchSize = 0;
    qint64 workMs = 0;
    qint64 holdMs = 0;
    FillState state = FillState::Running;
    QString holdReason; ///< JSON: {"code", …}
    qint64 heldSince = 0;
    double fraction() const; ///< 0…1; 1 only when done
};

/// Everything a front end shows of a migration, at one moment. Immutable, made of values, crosses threads freely.
/// Always read from the ledger: it is the same whoever runs the migration, in this process or elsewhere.
struct MigrationSnapshot
{
    MigrationRecord record;
    std::shared_ptr<const Plan> plan; ///< parsed from the ledger's copy; null if this program can't read it
    QList<StageSnapshot> stages;      ///< all six, in order
    QList<StepSnapshot> steps;
    QList<ConditionSnapshot> conditions;
    QList<FillSnapshot> fills;
    QList<Event> events; ///< the newest, oldest first
    QString helmHolder;  ///< empty: nobody holds the helm
    qint64 takenAt = 0;  ///< ms since the epoch, server clock
    /// What the steps' SQL will do; null where nobody asked (readSnapshot() doesn't: it would parse all SQL each time).
    std::shared_ptr<const ExpectedByStep> expected{};

    const StageSnapshot &stage(Stage wanted) const { return stages[static_cast<qsizetype>(wanted)]; }
    QList<ConditionSnapshot> gate(Stage wanted) const;
    /// The fill that is not done yet, or the last one; null: none has begun.
    const FillSnapshot *currentFill() const;
    /// Whether every condition of the gate is Open now.
    bool isOpen(Stage wanted) const;
};

/// Reads a snapshot; a handful of small queries, on the session's thread.
/// @returns Errc::UnknownMigration.
Result<MigrationSnapshot> readSnapshot(Session &session, const QString &migration, int events = 200);

/// As `status --format json` and `watch --json` print it: stable keys in snake_case.
QJsonObject snapshotToJson(const MigrationSnapshot &snapshot);

} // namespace lockkeeper
