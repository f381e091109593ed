// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/onlyreads.h"

#include "core/sql/parser.h"
#include "core/sql/splitter.h"
#include "core/sql/tree/statements.h"

#include <algorithm>
#include <array>
#include <span>

namespace lockkeeper {

namespace {

constexpr auto askingVerbs =
    std::to_array<std::string_view>({"explain", "show", "describe", "desc", "values", "table"});

/// Of a WITH, an EXPLAIN ANALYZE and SELECT … INTO. A column of such a name is refused with them: it is rare.
constexpr auto writingWords = std::to_array<std::string_view>(
    {"insert", "update", "delete", "merge", "into", "call", "do", "outfile", "dumpfile", "copy"});

constexpr auto lookingPragmas = std::to_array<std::string_view>(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
     "foreign_key_check", "database_list", "collation_list", "compile_options", "function_list",
     "integrity_check", "quick_check"});

bool hasWritingWord(std::string_view text, std::span<const LexToken> tokens)
{
    return std::ranges::any_of(tokens, [&](const LexToken &token) {
        const auto word = text.substr(std::size_t(token.span.begin), std::size_t(token.span.size()));
        return token.kind == LexKind::Word && std::ranges::any_of(writingWords, [word](std::string_view one) {
                   return isKeyword(word, one);
               });
    });
}

bool onlyAsks(const sql::Statement &statement)
{
    if (const auto *select = statement.as<sql::Select>())
        return !select->isLocking && select->into.isEmpty();
    if (const auto *harmless = statement.as<sql::Harmless>())
        return std::ranges::find(askingVerbs, harmless->verb) != askingVerbs.end();
    if (const auto *set = statement.as<sql::Set>())
        return set->isPragma
               && (set->value.empty()
                   || std::ranges::find(lookingPragmas, set->name) != lookingPragmas.end());
    return false;
}

} // namespace

bool onlyReads(std::string_view text, const LexOptions &options)
{
    const Script script = split(text, options);
    if (script.pieces.size() != 1 || script.pieces.front().kind != PieceKind::Statement)
        return false;
    const Piece &piece = script.pieces.front();
    const auto tokens =
        std::span(script.tokens)
            .subspan(std::size_t(piece.firstToken), std::size_t(piece.endToken - piece.firstToken));
    // Code in a comment is there for some servers only.
    const bool isPlain = std::ranges::none_of(
        tokens, [](const LexToken &token) { return token.kind == LexKind::CodeComment; });
    return isPlain && !hasWritingWord(text, tokens) && onlyAsks(sql::parse(text, script, piece, options));
}

} // namespace lockkeeper
