// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/piecetokens.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

bool isReplaced(const LexToken &token, std::string_view source)
{
    return token.kind == LexKind::Placeholder
           || (token.kind == LexKind::Parameter && source.starts_with(':'));
}

/// `${prefix}_users` is one name once the placeholder has its value.
bool growsTogether(const LexToken &left, bool leftIsReplaced, const LexToken &right, bool rightIsReplaced)
{
    const auto isWordLike = [](const LexToken &token, bool replaced) {
        return replaced || token.kind == LexKind::Word || token.kind == LexKind::Number;
    };
    return left.span.end == right.span.begin && (leftIsReplaced || rightIsReplaced)
           && isWordLike(left, leftIsReplaced) && isWordLike(right, rightIsReplaced);
}

} // namespace

PieceTokens::PieceTokens(std::string_view text, std::int32_t offset, std::span<const LexToken> tokens)
    : m_text(text), m_offset(offset)
{
    m_tokens.reserve(tokens.size());
    bool wasReplaced = false;
    for (const LexToken &token : tokens) {
        if (token.isTrivia())
            continue;
        const bool replaced = isReplaced(token, source(token.span));
        if (!m_tokens.empty() && growsTogether(m_tokens.back(), wasReplaced, token, replaced)) {
            m_tokens.back().kind = LexKind::Placeholder;
            m_tokens.back().span.end = token.span.end;
            wasReplaced = true;
            continue;
        }
        m_tokens.push_back(token);
        wasReplaced = replaced;
    }
}

PieceTokens PieceTokens::part(TokenRange range) const
{
    const auto size = static_cast<size_t>(std::max(range.end - range.begin, 0));
    return {m_text, m_offset, std::span(m_tokens).subspan(static_cast<size_t>(range.begin), size)};
}

std::string_view PieceTokens::source(Span span) const
{
    return m_text.substr(static_cast<size_t>(span.begin - m_offset), static_cast<size_t>(span.size()));
}

Span PieceTokens::span(TokenRange range) const
{
    if (range.isEmpty() || range.begin >= count())
        return {};
    return {(*this)[range.begin].span.begin, (*this)[std::min(range.end, count()) - 1].span.end};
}

Span PieceTokens::behind(int token) const
{
    if (token < 0 || token >= count())
        return {};
    return {(*this)[token].span.end, (*this)[token].span.end};
}

bool PieceTokens::isWord(int token, std::string_view keyword) const
{
    return token >= 0 && token < count() && (*this)[token].kind == LexKind::Word
           && isKeyword(source(token), keyword);
}

bool PieceTokens::isSign(int token, char sign) const
{
    return token >= 0 && token < count() && (*this)[token].kind >= LexKind::Operator
           && source(token) == std::string_view(&sign, 1);
}

bool PieceTokens::isName(int token) const
{
    if (token < 0 || token >= count())
        return false;
    const LexKind kind = (*this)[token].kind;
    return kind == LexKind::Word || kind == LexKind::QuotedName || isPlaceholder(token);
}

bool PieceTokens::isPlaceholder(int token) const
{
    return token >= 0 && token < count() && isReplaced((*this)[token], source(token));
}

int PieceTokens::from(std::int32_t byte) const
{
    const auto at = std::ranges::partition_point(
        m_tokens, [byte](const LexToken &token) { return token.span.end <= byte; });
    return static_cast<int>(at - m_tokens.begin());
}

int PieceTokens::depthStep(int token) const
{
    if ((*this)[token].kind < LexKind::Operator)
        return 0;
    const std::string_view sign = source(token);
    if (sign == "(" || sign == "[")
        return 1;
    return sign == ")" || sign == "]" ? -1 : 0;
}

int PieceTokens::closing(int open) const
{
    int depth = 0;
    for (int token = open; token < count(); ++token) {
        depth += depthStep(token);
        if (depth == 0)
            return token;
    }
    return count();
}

int PieceTokens::find(TokenRange range, std::string_view keyword) const
{
    int depth = 0;
    for (int token = range.begin; token < range.end; ++token) {
        depth += depthStep(token);
        if (depth == 0 && isWord(token, keyword))
            return token;
    }
    return range.end;
}

int PieceTokens::findSign(TokenRange range, char sign) const
{
    int depth = 0;
    for (int token = range.begin; token < range.end; ++token) {
        if (depth == 0 && isSign(token, sign))
            return token;
        depth += depthStep(token);
    }
    return range.end;
}

std::vector<TokenRange> PieceTokens::split(TokenRange range, char sign) const
{
    std::vector<TokenRange> parts;
    while (range.begin < range.end) {
        const int comma = findSign(range, sign);
        parts.push_back({range.begin, comma});
        range.begin = comma + 1;
    }
    return parts;
}

Name PieceTokens::name(int token) const
{
    if (!isName(token))
        return {};
    const std::string_view text = source(token);
    switch ((*this)[token].kind) {
    case LexKind::QuotedName:
        return {nameInside(text), (*this)[token].span};
    case LexKind::Word:
        return {folded(text), (*this)[token].span};
    default:
        return {std::string(text), (*this)[token].span};
    }
}

ObjectName PieceTokens::objectName(int token, int *end) const
{
    ObjectName object;
    const int first = token;
    object.name = name(token);
    while (isName(token) && isSign(token + 1, '.') && isName(token + 2)) {
        token += 2;
        object.schema = std::move(object.name);
        object.name = name(token);
    }
    if (isName(first))
        object.span = span({first, token + 1});
    if (end)
        *end = token + 1;
    return object;
}

bool PieceTokens::isNamed(int token, const std::string &text) const
{
    // PostgreSQL cuts names to 63 bytes.
    constexpr size_t longest = 60;
    if (!isName(token))
        return false;
    const std::string name = this->name(token).text;
    return name == text || (text.size() >= longest && name.starts_with(text)) || isPlaceholder(token);
}

Name PieceTokens::findName(TokenRange range, const std::string &text, int *at) const
{
    for (int token = range.begin; token < std::min(range.end, count()); ++token) {
        if (!isNamed(token, text))
            continue;
        if (at)
            *at = token;
        return name(token);
    }
    return {text, {}};
}

ObjectName PieceTokens::findObject(TokenRange range, const std::vector<std::string> &parts, int *end) const
{
    const int steps = static_cast<int>(parts.size());
    for (int token = range.begin; steps > 0 && token + 2 * steps - 1 <= std::min(range.end, count());
         ++token) {
        bool isHere = true;
        for (int part = 0; isHere && part < steps; ++part) {
            isHere = isNamed(token + 2 * part, parts[static_cast<size_t>(part)])
                     && (part == 0 || isSign(token + 2 * part - 1, '.'));
        }
        if (isHere)
            return objectName(token, end);
    }
    return objectNameOf(parts);
}

ObjectName objectNameOf(const std::vector<std::string> &parts)
{
    ObjectName object;
    if (!parts.empty())
        object.name.text = parts.back();
    if (parts.size() > 1)
        object.schema.text = parts[parts.size() - 2];
    return object;
}

} // namespace lockkeeper::sql::postgres
