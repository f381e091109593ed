// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace lockkeeper {

/// The six stages, in order; one is active at a time.
enum class Stage { Classify, Expand, Backfill, Flip, Contract, Verify };

inline constexpr std::array allStages{Stage::Classify, Stage::Expand,   Stage::Backfill,
                                      Stage::Flip,     Stage::Contract, Stage::Verify};

/// As in plan files, JSON, the ledger and `--through`: "classify", "expand", …
QString stageName(Stage stage);
std::optional<Stage> stageNamed(QStringView name);

} // namespace lockkeeper
