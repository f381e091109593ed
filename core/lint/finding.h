// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/stage.h"
#include "core/sql/sourcetext.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lockkeeper::lint {

/// Of a finding: stop, look, know. In JSON "blocker", "risk", "note".
enum class Severity : unsigned char { Note, Risk, Blocker };
std::string_view nameOf(Severity severity);
std::optional<Severity> severityFromName(std::string_view name);

struct TextEdit
{
    Span span; ///< an empty one inserts
    std::string text;
    friend bool operator==(const TextEdit &, const TextEdit &) = default;
};

/// A step of a rewrite that takes more than one stage.
struct StagedSql
{
    Stage stage = Stage::Expand;
    std::string sql;
};

/// A safer way to the same end: edits of the script, or statements for several stages.
struct Fix
{
    std::string title;
    std::vector<TextEdit> edits; ///< in order, not overlapping
    std::vector<StagedSql> stages;
    bool isSafe = false; ///< `lint --fix` applies it
};

struct RuleInfo;

/// One answer of one rule. Its texts come from the rule, with the facts put in.
struct Finding
{
    const RuleInfo *rule = nullptr;
    Severity severity = Severity::Note;
    Span span;          ///< the clause that it is about
    int statement = -1; ///< index in the script's statements; -1: about the whole script
    std::vector<std::pair<std::string, std::string>> facts; ///< {table}, {column} … of the texts
    std::optional<Fix> fix;
    bool isSuppressed = false;
    std::string reason; ///< of the suppression

    std::string title() const;
    std::string why() const;
    std::string lock() const; ///< which lock and whom it blocks; may be empty
    std::string help() const; ///< the safe alternative, in the user's own names
};

} // namespace lockkeeper::lint
