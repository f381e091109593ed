// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rule.h"
#include "core/sql/splitter.h"

#include <memory>

namespace lockkeeper::lint {

/// What linting one script found. Immutable.
struct LintResult
{
    std::shared_ptr<const SourceText> source;
    std::vector<Span> statements;
    std::vector<Finding> findings; ///< by place
    std::vector<Effects> effects;  ///< one a statement, when asked for
    std::vector<std::string>
        kinds; ///< one a statement, when effects are asked for: "alter table", "create index" …
    std::vector<bool> analysed; ///< one a statement
    int notAnalysed = 0;

    int count(Severity severity) const; ///< those that are not suppressed
    int suppressed() const;
};

/// Lints one script. Any bytes are welcome; linear in their number; thread-safe, so several files go on several
/// threads.
LintResult lint(std::string bytes, const LintOptions &asked, bool withEffects = false);

/// What a statement is, in words: "alter table", "create index", "do".
std::string_view kindOf(const sql::Statement &statement);

} // namespace lockkeeper::lint
