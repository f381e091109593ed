// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sourcetext.h"

#include <algorithm>
#include <utility>

namespace lockkeeper {

namespace {

constexpr std::size_t blockSize = 4096;

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

/// Overlong forms, surrogates and what lies behind U+10FFFF.
bool isForbidden(unsigned char lead, unsigned char second)
{
    return (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second >= 0xa0)
           || (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second >= 0x90);
}

/// How many bytes the UTF-8 character at @p at has; 1 for what isn't one.
std::size_t characterSize(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
    for (std::size_t i = 1; i < size; ++i) {
        if (at + i >= text.size() || !isContinuation(text[at + i]))
            return 1;
    }
    return size > 1 && isForbidden(lead, static_cast<unsigned char>(text[at + 1])) ? 1 : size;
}

/// Whether the byte at @p at continues a character. Looks at three bytes in front of it at most, because no byte that
/// begins a character occurs inside of another.
bool isInside(std::string_view text, std::size_t at)
{
    if (!isContinuation(text[at]))
        return false;
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, at); ++back) {
        if (!isContinuation(text[at - back]))
            return characterSize(text, at - back) > back;
    }
    return false;
}

std::int32_t insideCount(std::string_view text, std::size_t begin, std::size_t end)
{
    std::int32_t count = 0;
    for (std::size_t at = begin; at < end; ++at)
        count += isInside(text, at) ? 1 : 0;
    return count;
}

} // namespace

Span united(Span a, Span b)
{
    if (!a.isValid() || !b.isValid())
        return a.isValid() ? a : b;
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

SourceText::SourceText(std::string bytes) : m_bytes(std::move(bytes))
{
    // Editors don't show a byte order mark.
    m_lineStarts.push_back(m_bytes.starts_with("\xef\xbb\xbf") ? 3 : 0);
    std::int32_t inside = 0;
    for (std::size_t at = 0; at < m_bytes.size(); ++at) {
        if (at % blockSize == 0)
            m_insideBefore.push_back(inside);
        inside += isInside(m_bytes, at) ? 1 : 0;
        const bool isBreak =
            m_bytes[at] == '\n'
            || (m_bytes[at] == '\r' && (at + 1 == m_bytes.size() || m_bytes[at + 1] != '\n'));
        if (isBreak)
            m_lineStarts.push_back(static_cast<std::int32_t>(at + 1));
    }
    m_insideBefore.push_back(inside);
}

std::string_view SourceText::text(Span span) const
{
    if (!span.isValid() || std::cmp_greater(span.end, m_bytes.size()))
        return {};
    return bytes().substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.size()));
}

TextPosition SourceText::position(std::int32_t byte) const
{
    auto at = static_cast<std::size_t>(std::max(byte, 0));
    at = std::min(at, m_bytes.size());
    while (at > 0 && at < m_bytes.size() && isInside(m_bytes, at))
        --at;
    const auto next = std::ranges::upper_bound(m_lineStarts, static_cast<std::int32_t>(at));
    if (next == m_lineStarts.begin())
        return {};
    const std::int32_t start = *(next - 1);
    return {static_cast<int>(next - m_lineStarts.begin()),
            characterCount(at) - characterCount(static_cast<std::size_t>(start)) + 1};
}

std::int32_t SourceText::characterCount(std::size_t end) const
{
    const std::size_t block = end / blockSize;
    return static_cast<std::int32_t>(end) - m_insideBefore[block]
           - insideCount(m_bytes, block * blockSize, end);
}

std::string_view SourceText::line(int line) const
{
    if (line < 1 || line > lineCount())
        return {};
    const auto index = static_cast<std::size_t>(line) - 1;
    const auto begin = static_cast<std::size_t>(m_lineStarts[index]);
    const bool isLast = line == lineCount();
    const std::size_t end = isLast ? m_bytes.size() : static_cast<std::size_t>(m_lineStarts[index + 1]);
    std::string_view found = bytes().substr(begin, end - begin);
    if (!isLast && found.ends_with('\n'))
        found.remove_suffix(1);
    if (!isLast && found.ends_with('\r'))
        found.remove_suffix(1);
    return found;
}

} // namespace lockkeeper
