// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/target.h"
#include "core/ledger/helm.h"
#include "core/plan/plan.h"
#include "core/plan/planfile.h"
#include "core/workflow/runcontrol.h"
#include "core/workflow/runevent.h"
#include "core/workflow/snapshot.h"

#include <memory>

namespace lockkeeper {

struct RunOptions
{
    Stage through = Stage::Verify;
    bool resume = false; ///< go on where another run stopped; without it an unfinished migration is refused
    /// What a person typed to let steps run that can't be undone: refused unless it is Plan::tableToName(). Nothing: this
    /// caller asks nobody, its command says enough.
    std::optional<QString> typedTable{};
};

/// Takes one plan through the stages on one database. Lives on one thread; everything it does is in the ledger, so
/// that another runner can go on after it was killed anywhere.
class Migration
{
public:
    /// Connects, checks identity, privileges and version, makes or finds the migration in the ledger.
    /// @returns Errc::WrongEngine, ServerTooOld, ReadOnlyServer, MissingPrivilege, TableNotFound, NoUsableKey,
    /// WrongTarget, PlanChanged, MigrationExists, LedgerTooNew and what a connection may say.
    static Result<std::unique_ptr<Migration>> open(const Target &target, Plan plan,
                                                   const RunOptions &options);

    virtual ~Migration() = default;

    virtual const QString &id() const = 0;
    /// Takes the helm and runs until the plan's end, a closed gate, a pause or an error. Success: everything up to
    /// and with @c through is done.
    /// @returns Errc::HelmHeld, GateRefused, ContractInSameRun, TableNotNamed, Paused, StepFailed, …
    virtual Status run(RunControl &control, const RunListener &listener) = 0;
    /// Back to where @p to ended: undoes the steps of all later stages, newest first; no @p to: everything.
    /// @returns Errc::PointOfNoReturn with fact "step" when that is behind us.
    virtual Status rollback(std::optional<Stage> to, RunControl &control, const RunListener &listener) = 0;
    /// Evaluates the gate's conditions now and writes the verdicts down. @returns whether all are Open.
    virtual Result<bool> check(Stage gate) = 0;
};

/// A plan's migration is called after its file's title: "give-users-a-display-name".
QString migrationId(const Plan &plan);

/// Opens the ledger's own copy of @p migration's plan, so that status, check and rollback need no file.
Result<Plan> planFromLedger(Session &session, const QString &migration);

/// What plans may name in this build.
PlanVocabulary vocabulary();

} // namespace lockkeeper
