// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/parser.h"
#include "core/sql/postgres/reading.h"

#include <algorithm>
#include <array>

// PostgreSQL's headers come last.
#include "core/sql/postgres/rawtree.h"

namespace lockkeeper::sql::postgres {

namespace {

/// psql's :'value' and :"name" only lose their colon; other placeholders become a name or number of their length.
void fill(std::string_view source, char filler, char *to)
{
    const bool isQuoted = source.size() > 1 && source[0] == ':' && (source[1] == '\'' || source[1] == '"');
    if (isQuoted)
        to[0] = ' ';
    else
        std::fill_n(to, source.size(), filler);
}

std::string filled(std::string_view sql, std::int32_t base, const PieceTokens &tokens, char filler)
{
    std::string text(sql);
    for (int token = 0; token < tokens.count(); ++token) {
        if (tokens.isPlaceholder(token))
            fill(tokens.source(token), filler, text.data() + (tokens[token].span.begin - base));
    }
    return text;
}

bool hasPlaceholders(const PieceTokens &tokens)
{
    for (int token = 0; token < tokens.count(); ++token) {
        if (tokens.isPlaceholder(token))
            return true;
    }
    return false;
}

constexpr auto isOperatorLetter = [] {
    std::array<bool, 256> is{};
    for (const char letter : std::string_view("+-*/<>=~!@#%^&|`?"))
        is[static_cast<unsigned char>(letter)] = true;
    return is;
}();

/// libpg_query's scanner reads a run of operator characters to its end at each operator and comment that begins in it:
/// a million of them would take it hours. Nobody writes hundreds.
bool isTooMuchForScanner(std::string_view sql)
{
    constexpr int mostInRun = 256;
    int begun = 0;
    char last = ' ';
    for (const char c : sql) {
        const bool begins = c == '+' || (c == '*' && last == '/');
        begun = isOperatorLetter[static_cast<unsigned char>(c)] ? begun + int(begins) : 0;
        if (begun > mostInRun)
            return true;
        last = c;
    }
    return false;
}

Span errorSpan(std::int32_t at, std::int32_t base, const PieceTokens &tokens)
{
    if (at < 0 || tokens.count() == 0)
        return tokens.span(tokens.all());
    return tokens[std::min(tokens.from(base + at), tokens.count() - 1)].span;
}

SyntaxError syntaxError(const RawTree::Error &error, std::int32_t base, const PieceTokens &tokens)
{
    return {error.message, errorSpan(error.at, base, tokens)};
}

StatementNode readTree(const RawTree &tree, const Reading &reading)
{
    return tree.statement() ? readStatement(tree.statement(), reading) : Harmless{"nothing"};
}

/// A placeholder may stand for words, not only for a name or number: no error when the grammar stumbles over it.
bool isBlameless(const SyntaxError &error, const PieceTokens &tokens)
{
    const int token = tokens.from(error.at.begin);
    return tokens.isPlaceholder(token) || tokens.isPlaceholder(token - 1);
}

StatementNode parseFilled(std::string_view sql, std::int32_t base, const PieceTokens &tokens,
                          const LexOptions &options, int nesting)
{
    SyntaxError error;
    for (const char filler : {'1', 'x'}) {
        const std::string text = filled(sql, base, tokens, filler);
        const RawTree tree(text);
        if (!tree.error())
            return readTree(tree, {tokens, text, base, options, nesting});
        error = syntaxError(*tree.error(), base, tokens);
    }
    if (isBlameless(error, tokens))
        return Opaque{"placeholder"};
    return error;
}

} // namespace

StatementNode parseText(std::string_view sql, std::int32_t base, const PieceTokens &tokens,
                        const LexOptions &options, int nesting)
{
    if (const size_t nul = sql.find('\0'); nul != std::string_view::npos) {
        const std::int32_t at = base + static_cast<std::int32_t>(nul);
        return SyntaxError{"a NUL byte", {at, at + 1}};
    }
    if (isTooMuchForScanner(sql))
        return Opaque{"operators"};
    const RawTree tree(sql);
    if (!tree.error())
        return readTree(tree, {tokens, sql, base, options, nesting});
    if (hasPlaceholders(tokens))
        return parseFilled(sql, base, tokens, options, nesting);
    return syntaxError(*tree.error(), base, tokens);
}

} // namespace lockkeeper::sql::postgres

namespace lockkeeper::sql {

Statement parsePostgres(std::string_view text, const Script &script, const Piece &piece,
                        const LexOptions &options)
{
    const auto begin = script.tokens.begin();
    const std::vector<LexToken> own(begin + piece.firstToken, begin + piece.endToken);
    const postgres::PieceTokens tokens(text, 0, own);
    const std::string_view sql =
        text.substr(static_cast<size_t>(piece.span.begin), static_cast<size_t>(piece.span.size()));
    return {postgres::parseText(sql, piece.span.begin, tokens, options, 0), piece.span};
}

} // namespace lockkeeper::sql
