// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/plan/planfile.h"
#include "core/workflow/snapshot.h"

#include <QString>

/// The sentences both front ends say, made from the core's codes and facts: translatable, Qt Core only. Nothing else in
/// core includes this.
namespace lockkeeper::sentences {

/// An error in its three parts; none ends with a line break.
struct ErrorText
{
    QString what;  ///< what happened
    QString means; ///< what it means for the data
    QString toDo;  ///< what to do
};
ErrorText error(const Error &error);
/// "what; means; to do" in one line.
QString line(const Error &error);
/// cli-and-plan.md's exit codes: 1 refused, 2 input, 3 database, 4 resumable, 5 helm.
int exitCode(Errc code);

QString problem(const PlanProblem &problem);

QString stage(Stage stage); ///< "Backfill & dual-write"
QString state(MigrationState state);
QString state(StageState state);
QString state(StepState state);
QString verdict(Verdict verdict);
QString question(const Condition &condition);         ///< "Is the backfill complete?"
QString evidence(const ConditionSnapshot &condition); ///< "41,203 rows (needs 0)"
QString holdReason(const QString &json);              ///< "Replica lag is 6.2 s (limit 5 s)"
QString event(const Event &event);                    ///< one line of the journal
QString effect(
    const Plan &plan,
    Stage stage); ///< what a stage's button does: "Contract: drop users.first_name, users.last_name"
QString duration(qint64 milliseconds); ///< "1 min 12 s"
QString rows(qint64 count);            ///< "1,204,000 rows"

} // namespace lockkeeper::sentences
