// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"

namespace lockkeeper::lint {

/// The part @p part of @p text with those of @p edits that lie in it; @p edits are in order and don't overlap.
std::string withEdits(std::string_view text, Span part, std::span<const TextEdit> edits);

/// The edits of the safe fixes that aren't suppressed, in order. A fix that touches what an earlier one changes is left
/// out as a whole: its turn comes in the next round.
struct SafeEdits
{
    std::vector<TextEdit> edits;
    int fixes = 0;
};
SafeEdits safeEdits(const LintResult &result);

struct FixedScript
{
    std::string bytes;
    int fixes = 0;
};

/// Applies the safe fixes and lints again until nothing is left to fix, at most five times.
FixedScript fixScript(std::string bytes, const LintOptions &options);

} // namespace lockkeeper::lint
