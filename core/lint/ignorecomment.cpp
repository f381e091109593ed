// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/ignorecomment.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

struct Form
{
    std::string_view words;
    std::optional<Tool> tool;
    bool isForFile;
};

// The longer of two that begin alike comes first.
constexpr std::array forms{
    Form{"lockkeeper:allow-file", std::nullopt, true}, Form{"lockkeeper:allow", std::nullopt, false},
    Form{"squawk-ignore-file", Tool::Squawk, true},    Form{"squawk-ignore", Tool::Squawk, false},
    Form{"eugene: ignore", Tool::Eugene, false},       Form{"pgfence-ignore", Tool::Pgfence, false},
    Form{"atlas:nolint", Tool::Atlas, false},
};

constexpr std::string_view blank = " \t\r\n\f\v";

bool isIdLetter(char letter)
{
    const auto isIn = [letter](char first, char last) { return letter >= first && letter <= last; };
    return isIn('a', 'z') || isIn('A', 'Z') || isIn('0', '9') || letter == '-' || letter == '_';
}

/// Reads a comment's text from left to right and knows where it is.
class Reader
{
public:
    Reader(std::string_view text, Span span) : m_text(text), m_at(span.begin), m_end(span.end) {}

    std::string_view rest() const
    {
        return m_text.substr(static_cast<std::size_t>(m_at), static_cast<std::size_t>(m_end - m_at));
    }
    bool take(std::string_view word)
    {
        if (!rest().starts_with(word))
            return false;
        m_at += static_cast<std::int32_t>(word.size());
        return true;
    }
    void skip(std::string_view letters)
    {
        m_at += static_cast<std::int32_t>(std::min(rest().find_first_not_of(letters), rest().size()));
    }
    std::optional<IgnoreComment::Id> takeId()
    {
        skip(blank);
        const std::string_view left = rest();
        const auto length =
            static_cast<std::size_t>(std::ranges::find_if_not(left, isIdLetter) - left.begin());
        if (length == 0 || left.starts_with('-'))
            return {};
        const std::int32_t begin = m_at;
        m_at += static_cast<std::int32_t>(length);
        return IgnoreComment::Id{.text = left.substr(0, length), .span = {.begin = begin, .end = m_at}};
    }

private:
    std::string_view m_text;
    std::int32_t m_at;
    std::int32_t m_end;
};

/// What is between the signs of a comment, without blanks around it.
Span inside(std::string_view text, Span span)
{
    const auto at = [text](std::int32_t byte) { return text[static_cast<std::size_t>(byte)]; };
    const bool isBlock = at(span.begin) == '/';
    span.begin += at(span.begin) == '#' ? 1 : 2;
    if (isBlock && span.size() >= 2 && at(span.end - 1) == '/')
        span.end -= 2;
    while (span.size() > 0 && blank.contains(at(span.end - 1)))
        --span.end;
    while (span.size() > 0 && blank.contains(at(span.begin)))
        ++span.begin;
    return span;
}

const Form *formOf(Reader &reader)
{
    for (const Form &form : forms) {
        if (reader.take(form.words))
            return reader.rest().empty() || !isIdLetter(reader.rest().front()) ? &form : nullptr;
    }
    return nullptr;
}

} // namespace

std::optional<IgnoreComment> ignoreComment(std::string_view text, Span span)
{
    if (span.size() < 2)
        return {};
    Reader reader(text, inside(text, span));
    const Form *form = formOf(reader);
    if (!form)
        return {};
    IgnoreComment comment{.tool = form->tool, .isForFile = form->isForFile, .span = span};
    reader.take(":");
    while (const auto id = reader.takeId()) {
        comment.ids.push_back(*id);
        reader.skip(blank);
        // Atlas puts blanks between ids, all others commas.
        if (!reader.take(",") && form->tool != Tool::Atlas)
            break;
    }
    reader.skip(" \t\r\n:-");
    comment.reason = reader.rest();
    return comment;
}

} // namespace lockkeeper::lint
