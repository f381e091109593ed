// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rule.h"
#include "core/sql/splitter.h"

#include <map>

namespace lockkeeper::lint {

/// One walk over a script: what database and session look like before each statement, and what the rules say of it.
/// Statements come in order; their spans count in the text that comes with them.
class ScriptPass
{
public:
    /// @p options are borrowed: they outlive the pass.
    explicit ScriptPass(const LintOptions &options);

    /// Asks the rules about @p statement and goes on behind it.
    /// @returns what it does to others.
    Effects look(const sql::Statement &statement, int index, std::string_view text);
    /// Goes on behind @p statement without asking anybody.
    void skip(const sql::Statement &statement, int index);
    /// What look() would find; the pass stays where it is.
    std::vector<Finding> peek(const sql::Statement &statement, int index, std::string_view text) const;
    /// Asks the rules that look at a whole script. @returns all findings, in the order of their discovery.
    std::vector<Finding> end(std::span<const sql::Statement> statements, std::span<const Effects> effects,
                             std::string_view text);

private:
    Effects effects(const sql::Statement &statement) const;
    void ask(const At &at, std::vector<Finding> &findings) const;
    void add(Finding finding, std::vector<Finding> &findings) const;
    void walk(const sql::Statement &statement, int index, const Effects &effects,
              const std::string_view *asked);
    void walkBlock(const sql::Statement &block, const sql::Routine &routine, int index,
                   const std::string_view *asked);
    void layOut(std::span<const sql::Statement> statements, std::span<const Effects> effects);
    void putBlock(const sql::Statement &block, const std::vector<Effects> &effects, bool isOwnTransaction);
    void put(const sql::Statement &statement, const Effects &effects);

    const LintOptions *m_options;
    Schema m_schema;
    ScriptState m_state;
    std::vector<const RuleInfo *> m_rules;
    std::vector<Finding> m_findings;
    std::map<int, std::vector<Effects>> m_blocks; ///< statement → of its body
    std::vector<sql::Statement> m_laidOut;
    std::vector<Effects> m_laidOutEffects;
};

/// Reads one piece; a client's command that runs no SQL and hides none is harmless.
sql::Statement readPiece(std::string_view text, const Script &script, const Piece &piece,
                         const LexOptions &options);

} // namespace lockkeeper::lint
