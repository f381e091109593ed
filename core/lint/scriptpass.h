// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rule.h"
#include "core/sql/splitter.h"

namespace lockkeeper::lint {

/// One walk over a script: what the database and the session look like before each statement, and what the rules say
/// of it. Statements come in order; spans count in the text that comes with them.
class ScriptPass
{
public:
    /// @p options are borrowed and must outlive the pass.
    explicit ScriptPass(const LintOptions &options);

    /// What @p statement does to others, as things stand.
    Effects effectsOf(const sql::Statement &statement) const;
    /// What the rules say of it, as things stand; nothing is changed.
    std::vector<Finding> ask(const sql::Statement &statement, int index, const Effects &effects,
                             std::string_view text) const;
    /// Goes on behind it.
    void apply(const sql::Statement &statement, int index, const Effects &effects);
    /// What rules say that look at the whole script, when its last statement is applied.
    std::vector<Finding> end(std::span<const sql::Statement> statements, std::span<const Effects> effects,
                             std::string_view text) const;

private:
    void askRules(const At &at, Findings &findings) const;
    void askBlock(const sql::Statement &block, const sql::Routine &routine, int index, std::string_view text,
                  std::vector<Finding> &findings) const;
    void add(std::vector<Finding> &findings, const sql::Statement &statement, int index, const Effects &effects,
             const Schema &schema, const ScriptState &state, std::string_view text) const;

    const LintOptions *m_options;
    Schema m_schema;
    ScriptState m_state;
    std::vector<const RuleInfo *> m_rules;
};

/// What the user says of a rule's severity; nothing: the rule's own.
std::optional<Severity> askedSeverity(const RuleInfo &rule, const LintOptions &options);

/// Reads one piece; a client's command that runs no SQL and hides none is harmless.
sql::Statement readPiece(std::string_view text, const Script &script, const Piece &piece, const LexOptions &options);

} // namespace lockkeeper::lint
