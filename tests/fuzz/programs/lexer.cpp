// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/splitter.h"
#include "fuzz.h"

#include <utility>

using namespace lockkeeper;
using namespace lockkeeper::fuzz;

namespace {

void checkTokens(std::string_view text, const LexOptions &options, std::int32_t from)
{
    std::int32_t at = from;
    for (const LexToken &token : lex(text, options, from)) {
        require(token.span.begin == at && token.span.end > at);
        require(!token.isUnclosed || std::cmp_equal(token.span.end, text.size()));
        at = token.span.end;
    }
    require(std::cmp_equal(at, text.size()));
}

void checkPieces(const Script &script)
{
    const auto token = [&](int i) { return script.tokens.at(static_cast<std::size_t>(i)); };
    int end = 0;
    for (const Piece &piece : script.pieces) {
        require(piece.leadToken >= end && piece.leadToken <= piece.firstToken);
        require(piece.firstToken < piece.endToken);
        require(piece.span == united(token(piece.firstToken).span, token(piece.endToken - 1).span));
        require(!token(piece.firstToken).isTrivia() && !token(piece.endToken - 1).isTrivia());
        for (int i = end; i < piece.firstToken; ++i)
            require(token(i).isTrivia() || token(i).kind == LexKind::Punctuation);
        end = piece.endToken;
    }
}

void checkPositions(std::string_view text, const Script &script)
{
    const SourceText source{std::string(text)};
    TextPosition last;
    for (const LexToken &token : script.tokens) {
        const TextPosition position = source.position(token.span.begin);
        require(position.line > last.line || (position.line == last.line && position.column >= last.column));
        require(position.line <= source.lineCount());
        require(std::cmp_less_equal(position.column, source.line(position.line).size() + 3));
        last = position;
        if (token.kind == LexKind::QuotedName)
            require(nameInside(source.text(token.span)).size() <= source.text(token.span).size());
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const unsigned how = data[0];
    const LexOptions options{.dialect = static_cast<SqlDialect>(how & 3U),
                             .noBackslashEscapes = (how & 4U) != 0,
                             .ansiQuotes = (how & 8U) != 0};
    const std::string_view text = textOf(data, size).substr(1);
    const Script script = split(text, options);
    checkTokens(text, options, 0);
    checkTokens(text, options, static_cast<std::int32_t>(text.size() / 2));
    checkPieces(script);
    checkPositions(text, script);
    return 0;
}
