// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/routinebody.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

/// '' inside of '…' as one quote and a blank: four in a row are a quote in a string of the body.
std::string withSingleQuotes(std::string_view text)
{
    std::string single(text);
    for (size_t at = 0; at < single.size(); ++at) {
        const std::string_view rest = std::string_view(single).substr(at);
        if (rest.starts_with("''''")) {
            single.replace(at, 4, "  ''");
            at += 3;
        } else if (rest.starts_with("''")) {
            single.replace(at, 2, " '");
            ++at;
        }
    }
    return single;
}

struct Quoted
{
    std::string text;
    std::int32_t skipped; ///< bytes of the opening quote
};

std::optional<Quoted> unquote(std::string_view source)
{
    if (source.starts_with('$')) {
        const size_t tag = source.find('$', 1) + 1;
        if (tag == 0 || source.size() < 2 * tag)
            return std::nullopt;
        return Quoted{std::string(source.substr(tag, source.size() - 2 * tag)),
                      static_cast<std::int32_t>(tag)};
    }
    if (source.size() < 2 || source.front() != '\'' || source.back() != '\'')
        return std::nullopt;
    return Quoted{withSingleQuotes(source.substr(1, source.size() - 2)), 1};
}

} // namespace

std::optional<RoutineBody> RoutineBody::at(int token, const PieceTokens &tokens, const LexOptions &options)
{
    if (token < 0 || token >= tokens.count() || tokens[token].kind != LexKind::String)
        return std::nullopt;
    std::optional<Quoted> quoted = unquote(tokens.source(token));
    if (!quoted)
        return std::nullopt;
    RoutineBody body;
    body.m_text = std::move(quoted->text);
    body.m_begin = tokens[token].span.begin + quoted->skipped;
    body.m_tokens = lex(body.m_text, options);
    for (LexToken &inner : body.m_tokens) {
        inner.span.begin += body.m_begin;
        inner.span.end += body.m_begin;
    }
    return body;
}

std::string RoutineBody::filled() const
{
    std::string text = m_text;
    for (const LexToken &token : m_tokens) {
        if (token.kind == LexKind::Placeholder)
            std::fill_n(text.begin() + (token.span.begin - m_begin), token.span.size(), 'x');
    }
    return text;
}

std::vector<Statement> readSqlBody(const RoutineBody &body, const LexOptions &options, int nesting)
{
    std::vector<Statement> statements;
    const PieceTokens tokens = body.tokens();
    for (const TokenRange range : tokens.split(tokens.all(), ';')) {
        if (range.isEmpty())
            continue;
        const Span span = tokens.span(range);
        statements.push_back(
            {parseText(tokens.source(span), span.begin, tokens.part(range), options, nesting), span});
    }
    return statements;
}

} // namespace lockkeeper::sql::postgres
