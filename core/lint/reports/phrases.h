// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"

namespace lockkeeper::lint {

/// The SQL of a finding's fix as one text: the statement with the edits in it, or the stages one below the other, each
/// under a comment with its name. Of a very long statement only the clause. Empty when there is no fix.
std::string fixedSql(const Finding &finding, const LintResult &result);

/// What the finding is about, inside of the text: the beginning when it is about the whole script.
Span placeOf(const Finding &finding);

/// "1 blocker", "2 blockers".
std::string counted(std::int64_t count, std::string_view one);

/// "expand", "backfill" …
std::string stageWord(Stage stage);

/// Why, which lock, and what to do instead, one a line.
std::string explanation(const Finding &finding);

} // namespace lockkeeper::lint
