// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/reading/ends.h"

#include "core/sql/reading/characters.h"

namespace lockkeeper::reading {

Reach endOfQuoted(std::string_view text, std::size_t at, char quote, bool backslashes)
{
    for (++at; at < text.size(); ++at) {
        if (backslashes && text[at] == '\\')
            ++at;
        else if (text[at] == quote && byteAt(text, at + 1) == quote)
            ++at;
        else if (text[at] == quote)
            return {at + 1};
    }
    return {text.size(), false};
}

Reach endOfBrackets(std::string_view text, std::size_t at)
{
    const std::size_t close = text.find(']', at);
    return close == std::string_view::npos ? Reach{text.size(), false} : Reach{close + 1};
}

Reach endOfDollarQuoted(std::string_view text, std::size_t at)
{
    const std::size_t tagEnd = endOf(text, at + 1, isLetterOrDigit);
    if (byteAt(text, tagEnd) != '$' || isDigit(text[at + 1]))
        return {at};
    const std::string_view tag = text.substr(at, tagEnd + 1 - at);
    const std::size_t close = text.find(tag, tagEnd + 1);
    return close == std::string_view::npos ? Reach{text.size(), false} : Reach{close + tag.size()};
}

Reach endOfBlockComment(std::string_view text, std::size_t at, int nesting)
{
    int depth = 0;
    for (at += 2; at + 1 < text.size(); ++at) {
        if (text[at] == '/' && text[at + 1] == '*' && depth < nesting) {
            ++depth;
            ++at;
        } else if (text[at] == '*' && text[at + 1] == '/') {
            ++at;
            if (--depth < 0)
                return {at + 1};
        }
    }
    return {text.size(), false};
}

std::size_t endOfLine(std::string_view text, std::size_t at, bool carriageReturnEnds)
{
    if (carriageReturnEnds)
        return endOf(text, at, [](char c) { return !isLineBreak(c); });
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos)
        return text.size();
    return end > at && text[end - 1] == '\r' ? end - 1 : end;
}

Reach endOfCopyData(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        const std::size_t end = endOfLine(text, at, false);
        if (text.substr(at, end - at) == "\\.")
            return {end};
        const std::size_t lineBreak = text.find('\n', end);
        at = lineBreak == std::string_view::npos ? text.size() : lineBreak + 1;
    }
    return {text.size(), false};
}

std::size_t endOfPlaceholder(std::string_view text, std::size_t at)
{
    if (byteAt(text, at) != '$' || byteAt(text, at + 1) != '{')
        return at;
    // No dollars and braces in it, so that no byte is looked at twice for the same reason.
    const std::size_t end =
        endOf(text, at + 2, [](char c) { return isLetterOrDigit(c) || c == '.' || c == ':' || c == '-'; });
    return end > at + 2 && byteAt(text, end) == '}' ? end + 1 : at;
}

} // namespace lockkeeper::reading
