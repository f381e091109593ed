// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockkeeper {

/// Bytes [begin, end) of a source text.
struct Span
{
    std::int32_t begin = -1;
    std::int32_t end = -1;

    bool isValid() const { return begin >= 0 && end >= begin; }
    bool isEmpty() const { return end <= begin; }
    std::int32_t size() const { return end - begin; }
    bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    friend bool operator==(const Span &, const Span &) = default;
};

/// The smallest span that holds both; an invalid one adds nothing.
Span united(Span a, Span b);

/// Both from 1; a column counts code points (a byte that isn't UTF-8 counts as one), a tab is one. A byte order mark at
/// the start isn't counted.
struct TextPosition
{
    int line = 1;
    int column = 1;
    friend bool operator==(const TextPosition &, const TextPosition &) = default;
};

/// SQL as it was read: any bytes up to 2 GiB, UTF-8 if all is well. Finds the line of a byte in O(log lines).
class SourceText
{
public:
    explicit SourceText(std::string bytes);

    std::string_view bytes() const { return m_bytes; }
    /// Empty when @p span is not inside the text.
    std::string_view text(Span span) const;
    TextPosition position(std::int32_t byte) const;
    /// Without its line break (`\n`, `\r\n` or `\r`). @p line from 1; empty when there is no such line.
    std::string_view line(int line) const;
    int lineCount() const { return static_cast<int>(m_lineStarts.size()); }

private:
    std::int32_t characterCount(std::size_t end) const;

    std::string m_bytes;
    std::vector<std::int32_t> m_lineStarts;
    /// How many bytes don't begin a character, up to every 4096th byte: columns of a line of many megabytes stay cheap.
    std::vector<std::int32_t> m_insideBefore;
};

} // namespace lockkeeper
