// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/planfile.h"

namespace lockkeeper::ctl {

class Console;

/// The plan in the file at @p path, or in standard input for "-". Problems are told as `file:line:column: message` on
/// standard error, all of them.
/// @returns Errc::UnreadableFile, Errc::NotUtf8, Errc::InvalidPlan.
Result<Plan> readPlan(const QString &path, Console &console);

/// The same without telling: the problems, or the plan.
Result<std::expected<Plan, QList<PlanProblem>>> parsePlan(const QString &path);

/// "merge.yaml:12:5: unknown key "undoo" (did you mean "undo"?)".
QString problemLine(const QString &path, const PlanProblem &problem);

} // namespace lockkeeper::ctl
