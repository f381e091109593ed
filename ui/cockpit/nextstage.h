// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <optional>

namespace lockkeeper {

/// The stage that a run would go on with; none when the migration is done or rolled back.
std::optional<Stage> nextStage(const MigrationSnapshot &snapshot);
/// The stage whose gate is worth looking at: the next one, or the first after it that has conditions.
Stage gateAhead(const MigrationSnapshot &snapshot);
/// What the conditions of @p stage say against it, one a line; what is Open says nothing.
QString reasonsAgainst(const MigrationSnapshot &snapshot, Stage stage);
/// The plan before anything was run: what a window shows while the ledger knows nothing of it.
MigrationSnapshot plannedSnapshot(const Plan &plan);

} // namespace lockkeeper
