// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/reports/snippet.h"

#include "core/base/utf8.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

constexpr int tabWidth = 4;
constexpr std::string_view ellipsis = "\u2026";

/// Text and the cells that it takes.
class Row
{
public:
    void add(std::string_view text, int cells)
    {
        m_text += text;
        m_cells += cells;
    }

    void add(const CodePoint &point, std::string_view bytes)
    {
        const bool isControl = point.value < 0x20 || (point.value >= 0x7f && point.value < 0xa0);
        // Bidirectional controls would show the line in another order than the server reads it.
        const bool isReordering = (point.value >= 0x202a && point.value <= 0x202e)
                                  || (point.value >= 0x2066 && point.value <= 0x2069);
        if (point.value == '\t')
            add(std::string(static_cast<std::size_t>(tabWidth - m_cells % tabWidth), ' '),
                tabWidth - m_cells % tabWidth);
        else if (!point.isValid || isControl || isReordering)
            add(replacementCharacter, 1);
        else
            add(bytes, cellsOf(point.value));
    }

    int cells() const { return m_cells; }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
    int m_cells = 0;
};

std::size_t firstShown(std::string_view line, std::size_t begin, std::size_t width)
{
    if (line.size() <= width || begin < width * 2 / 3)
        return 0;
    return codePointStart(line, begin - width / 3);
}

} // namespace

Snippet snippetOf(std::string_view line, std::size_t begin, std::size_t end, int width)
{
    Row row;
    Snippet snippet;
    std::size_t at = firstShown(line, begin, static_cast<std::size_t>(width));
    if (at > 0)
        row.add(ellipsis, 1);
    int markEnd = row.cells();
    while (at < line.size() && row.cells() < width - 1) {
        if (at <= begin)
            snippet.mark = row.cells();
        const CodePoint point = codePointAt(line, at);
        row.add(point, line.substr(at, static_cast<std::size_t>(point.bytes)));
        at += static_cast<std::size_t>(point.bytes);
        if (at <= end)
            markEnd = row.cells();
    }
    if (begin >= line.size())
        snippet.mark = row.cells();
    if (at < line.size())
        row.add(ellipsis, 1);
    if (at < end)
        markEnd = row.cells();
    snippet.markLength = std::max(1, markEnd - snippet.mark);
    snippet.text = row.take();
    return snippet;
}

} // namespace lockkeeper::lint
