// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/lintinput.h"
#include "core/lint/linter.h"

#include <functional>

namespace lockkeeper::ctl {

/// Lints @p scripts on all cores and gives each result to @p take, in order, on the calling thread.
/// @p options: one a script.
void lintAll(std::vector<LintScript> &scripts, const std::vector<lint::LintOptions> &options,
             bool withEffects, const std::function<void(const LintScript &, const lint::LintResult &)> &take);

} // namespace lockkeeper::ctl
