// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"

namespace lockkeeper::lint {

/// `-- lockkeeper:allow rule-id[, rule-id] reason` silences these rules in the statement that it stands in, ends a line
/// with, or stands above; `lockkeeper:allow-file` in the whole script. A Blocker is only silenced with a reason.
/// Comments of squawk, eugene, pgfence and Atlas mean what they mean there, and need no reason.
///
/// Marks the findings of @p result, adds those of `unused-ignore`, and keeps them by place. @p tokens are the whole
/// script's; call it last, when the findings are in order and have their severities.
void applySuppressions(LintResult &result, std::span<const LexToken> tokens, const LintOptions &options);

/// Those of @p comments that are about the whole script, as they are written. @p first is the script's first statement,
/// if the comments stand around it; counted in @p text like them.
std::vector<std::string> fileComments(std::string_view text, std::span<const LexToken> comments,
                                      std::optional<Span> first);

/// applySuppressions() for a part of a script. @p elsewhere are fileComments() of its other parts; whether one for the
/// whole script is of any use isn't said here.
void applySuppressionsToPart(LintResult &result, std::span<const LexToken> tokens, const LintOptions &options,
                             std::span<const std::string> elsewhere);

} // namespace lockkeeper::lint
