// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/finding.h"
#include "core/lint/namedobjects.h"
#include "core/plan/plan.h"
#include "core/sql/sqldialect.h"

#include <QList>

namespace lockkeeper {

namespace lint {
struct LiveFacts;
} // namespace lint

/// What the linter says of one step of a plan.
struct StepFinding
{
    QString step;
    Stage stage = Stage::Expand;
    int line = 0; ///< of the step in the plan file, 1-based
    lint::Finding finding;
};

/// The tables that a plan's own SQL names, for Catalog::liveFacts().
lint::ObjectNames objectsNamedIn(const Plan &plan, const ServerVersion &version);

/// Lints the SQL of each step in its stage, with what the steps before it leave behind, in the order they run. Rules about
/// lock_timeout are left out: each step runs under DdlGuard, which sets one.
/// @p live: what the database knows, borrowed; null: the plan is judged by itself.
/// Empty where the plan's engine has no linter. Thread-safe.
QList<StepFinding> lintPlan(const Plan &plan, const ServerVersion &version, const lint::LiveFacts *live);

} // namespace lockkeeper
