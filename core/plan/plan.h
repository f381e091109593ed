// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/stage.h"
#include "core/engine/dualwrite.h"
#include "core/engine/value.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace lockkeeper {

using Millis = std::chrono::milliseconds;

/// When a backfill waits. What is not set does not hold.
struct HoldLimits
{
    std::optional<Millis> replicationLag;
    std::optional<int> lockWaiters;
    std::optional<Millis> oldestTransaction;
    std::optional<double> errorRateRise; ///< factor over the rate before the backfill
    friend bool operator==(const HoldLimits &, const HoldLimits &) = default;
};

/// How a backfill cuts its batches: their time decides their size.
struct BatchLimits
{
    Millis targetTime{80};
    int smallest = 100;
    int largest = 20'000;
    int workers = 1;
    friend bool operator==(const BatchLimits &, const BatchLimits &) = default;
};

/// SQL run under the DDL guard.
struct SqlAction
{
    QStringList statements;
    bool removesDualWrite = false; ///< takes the dual-write triggers away in the same transaction
};

/// Installs the plan's dual-write triggers.
struct DualWriteAction
{};

/// Fills columns of every row, in batches.
struct FillAction
{
    TableName table;
    QList<Assignment> set;
    QString where;
    QString withoutDualWrite; ///< why rows written meanwhile come out right by themselves, or empty
    BatchLimits batch;
    HoldLimits holdWhen;
};

/// Moves one flag to one cohort and lets it soak.
struct FlagAction
{
    QString flag;
    QString sql; ///< with `:percent`
    int percent = 0;
    int percentBefore = 0; ///< what the undo sets
    Millis soak{0};
};

/// Takes the dual-write triggers away, where no other step does.
struct RemoveDualWriteAction
{};

using Action = std::variant<SqlAction, DualWriteAction, FillAction, FlagAction, RemoveDualWriteAction>;

/// One step of a stage. Steps that the plan file only implies (dual write, a flag's cohorts) are steps like others.
struct Step
{
    QString id;
    Stage stage = Stage::Expand;
    Action action;
    QStringList undo{};     ///< SQL; for actions that know their own undo: empty
    QString doneWhen{};     ///< a query that is true when the step took effect, or empty
    QString irreversible{}; ///< why it can't be undone; empty: it can
    int line = 0;           ///< in the plan file, 1-based
};

/// One question with evidence, between two stages.
struct Condition
{
    QString id;                   ///< unique in the plan: "backfill-complete", "sql-1"
    QString kind;                 ///< registered in verify: "sql", "soak"
    QJsonObject parameters;       ///< as the kind's vocabulary types them; durations in milliseconds
    Stage gate = Stage::Contract; ///< the stage it guards; Verify: watched in that stage
    int line = 0;
};

/// The two shapes kept in step, as the plan says it; the table's catalog is added when it runs.
struct DualWritePlan
{
    TableName table;
    QList<Assignment> up;
    QList<Assignment> down;
    ConflictPolicy onConflict = ConflictPolicy::Error;
};

/// A change to one database through six stages. Immutable once read; written by PlanFile.
struct Plan
{
    QString title;
    QString engine;        ///< "postgresql"
    QString serverVersion; ///< ">=14", or empty
    QString environment;   ///< production, staging, development, sandbox
    QJsonObject change;    ///< what the recipe was asked for
    Millis rollbackWindow{0};
    QList<Step> steps; ///< in the order they run
    QList<Condition> conditions;
    std::optional<DualWritePlan> dualWrite;
    Millis watch{0}; ///< how long Verify watches

    QString text;   ///< the file as read
    QString sha256; ///< of the canonical form: the same content always hashes the same

    bool isSandbox() const { return environment == QLatin1StringView("sandbox"); }
    const Step *step(QStringView id) const;
    QList<Step> stepsOf(Stage stage) const;
    QList<Condition> conditionsOf(Stage gate) const;
    /// Every table the plan names.
    QList<TableName> tables() const;
    /// The first step that can't be undone, or none.
    const Step *pointOfNoReturn() const;
    /// What a person types before a step runs that can't be undone: the changed table's name without its schema, or the title
    /// of a plan that names no table.
    QString tableToName() const;
    /// Short and unlike other plans', the same for all revisions of a migration: names of triggers are made from it.
    QString shortName() const;
};

} // namespace lockkeeper
