// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/cursor.h"

#include <algorithm>

namespace lockkeeper::sql {

namespace {

void matchParentheses(TokenRun &run)
{
    std::vector<int> open;
    run.closing.resize(run.tokens.size());
    for (int index = 0; index < run.size(); ++index) {
        run.closing[static_cast<std::size_t>(index)] = index;
        if (run.isSignAt(index, "(")) {
            open.push_back(index);
        } else if (run.isSignAt(index, ")")) {
            if (open.empty()) {
                run.unbalanced = run.unbalanced < 0 ? index : run.unbalanced;
                continue;
            }
            run.closing[static_cast<std::size_t>(open.back())] = index;
            open.pop_back();
        }
    }
    if (run.unbalanced < 0 && !open.empty())
        run.unbalanced = open.front();
    // What never closes reaches to the end, so that skipping it ends there.
    for (const int index : open)
        run.closing[static_cast<std::size_t>(index)] = run.size() - 1;
}

} // namespace

std::string_view TokenRun::textAt(int index) const
{
    const Span span = tokens[static_cast<std::size_t>(index)].span;
    return text.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.size()));
}

bool TokenRun::isSignAt(int index, std::string_view sign) const
{
    const LexKind kind = kindAt(index);
    return (kind == LexKind::Punctuation || kind == LexKind::Operator) && textAt(index) == sign;
}

bool TokenRun::isWordAt(int index, std::string_view keyword) const
{
    return kindAt(index) == LexKind::Word && isKeyword(textAt(index), keyword);
}

Span TokenRun::spanOf(int begin, int end) const
{
    if (begin < end)
        return {tokens[static_cast<std::size_t>(begin)].span.begin,
                tokens[static_cast<std::size_t>(end - 1)].span.end};
    if (tokens.empty())
        return {};
    const std::int32_t spot =
        begin < size() ? tokens[static_cast<std::size_t>(begin)].span.begin : tokens.back().span.end;
    return {spot, spot};
}

TokenRun tokenRun(std::string_view text, const Script &script, const Piece &piece, const LexOptions &options)
{
    TokenRun run{.text = text, .options = options, .tokens = {}, .closing = {}};
    for (int index = piece.firstToken; index < piece.endToken; ++index) {
        const LexToken &token = script.tokens[static_cast<std::size_t>(index)];
        if (token.isTrivia())
            continue;
        if (token.isUnclosed && run.unclosed < 0)
            run.unclosed = run.size();
        run.tokens.push_back(token);
    }
    matchParentheses(run);
    return run;
}

bool isOneOf(std::string_view word, std::span<const std::string_view> sorted)
{
    return std::ranges::binary_search(sorted, std::string_view(folded(word)));
}

std::string_view Cursor::text(int ahead) const
{
    return has(ahead) ? m_run->textAt(m_at + ahead) : std::string_view();
}

bool Cursor::isKind(LexKind kind, int ahead) const
{
    return has(ahead) && m_run->kindAt(m_at + ahead) == kind;
}

bool Cursor::is(std::string_view keyword, int ahead) const
{
    return has(ahead) && m_run->isWordAt(m_at + ahead, keyword);
}

bool Cursor::isAnyOf(std::initializer_list<std::string_view> keywords, int ahead) const
{
    return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is(keyword, ahead); });
}

bool Cursor::isSign(std::string_view sign, int ahead) const
{
    return has(ahead) && m_run->isSignAt(m_at + ahead, sign);
}

bool Cursor::acceptAnyOf(std::initializer_list<std::string_view> keywords)
{
    const bool isThere = isAnyOf(keywords);
    m_at += isThere ? 1 : 0;
    return isThere;
}

bool Cursor::acceptSign(std::string_view sign)
{
    const bool isThere = isSign(sign);
    m_at += isThere ? 1 : 0;
    return isThere;
}

void Cursor::expect(std::string_view keyword)
{
    if (!accept(keyword))
        refuse();
}

void Cursor::expectSign(std::string_view sign)
{
    if (!acceptSign(sign))
        refuse();
}

void Cursor::skip()
{
    if (!atEnd())
        moveTo(m_run->closingOf(m_at) + 1);
}

Span Cursor::spanFrom(int first) const
{
    // A failure jumps to the end; the tree is thrown away then.
    return m_run->spanOf(first, m_at);
}

Span Cursor::spotBehind() const
{
    const std::int32_t spot = m_run->spanOf(m_at - 1, m_at).end;
    return {spot, spot};
}

void Cursor::refuse()
{
    const bool mayBeAnything = isKind(LexKind::Placeholder) || isKind(LexKind::Parameter);
    fail(mayBeAnything ? Failure::Unknown : Failure::Refused);
}

void Cursor::fail(Failure failure)
{
    if (!hasFailed()) {
        m_failure = failure;
        m_failedAt = m_at;
    }
    m_at = m_end;
}

} // namespace lockkeeper::sql
