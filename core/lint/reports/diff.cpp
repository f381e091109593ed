// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/reports/diff.h"

#include "core/base/utf8.h"
#include "core/lint/fixes.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

constexpr std::int32_t mostAround = 80;

/// The lines that @p edit touches, but no more than a little around it.
Span touched(const SourceText &source, const Places &places, Span edit)
{
    const std::string_view text = source.bytes();
    const int lastLine = places.lineOf(edit.end);
    const auto lineEnd = places.lineStart(lastLine) + static_cast<std::int32_t>(source.line(lastLine).size());
    Span span{.begin = places.lineStart(places.lineOf(edit.begin)), .end = std::max(lineEnd, edit.end)};
    const auto inside = [text](std::int32_t byte) {
        return static_cast<std::int32_t>(codePointStart(text, static_cast<std::size_t>(byte)));
    };
    if (edit.begin - span.begin > mostAround)
        span.begin = inside(edit.begin - mostAround);
    if (span.end - edit.end > mostAround)
        span.end = inside(edit.end + mostAround);
    return span;
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.emplace_back(line);
        at = end + 1;
    }
    return lines;
}

/// Without the lines that both begin or end with.
Hunk shortened(std::vector<std::string> before, std::vector<std::string> after)
{
    const auto start = std::ranges::mismatch(before, after);
    before.erase(before.begin(), start.in1);
    after.erase(after.begin(), start.in2);
    while (!before.empty() && !after.empty() && before.back() == after.back()) {
        before.pop_back();
        after.pop_back();
    }
    return {.oldLines = std::move(before), .newLines = std::move(after)};
}

} // namespace

std::vector<Hunk> diffOf(const SourceText &source, const Places &places, std::span<const TextEdit> edits)
{
    std::vector<Hunk> hunks;
    for (std::size_t first = 0; first < edits.size();) {
        Span span = touched(source, places, edits[first].span);
        std::size_t end = first + 1;
        for (; end < edits.size() && edits[end].span.begin <= span.end; ++end)
            span = united(span, touched(source, places, edits[end].span));
        const auto changed = withEdits(source.bytes(), span, edits.subspan(first, end - first));
        hunks.push_back(shortened(linesOf(source.text(span)), linesOf(changed)));
        first = end;
    }
    return hunks;
}

} // namespace lockkeeper::lint
