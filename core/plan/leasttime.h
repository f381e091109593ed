// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace lockkeeper {

/// How long @p stage takes at the least, by the plan's own words: the soaks of its cohorts, the watch of Verify. Zero:
/// the plan doesn't say.
Millis leastTime(const Plan &plan, Stage stage);
/// How long the gate of @p stage stays closed at the least after the stage before it: the longest of its soaks.
Millis leastSoak(const Plan &plan, Stage stage);

} // namespace lockkeeper
