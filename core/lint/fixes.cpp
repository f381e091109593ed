// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/fixes.h"

#include <algorithm>
#include <map>

namespace lockkeeper::lint {

namespace {

constexpr int mostRounds = 5;

/// What is changed already: begin → end, where an insertion takes its place too.
class Taken
{
public:
    bool isFree(Span span) const
    {
        auto next = m_ends.lower_bound(span.begin);
        if (next != m_ends.end() && (next->first < span.end || next->first == span.begin))
            return false;
        return next == m_ends.begin() || std::prev(next)->second <= span.begin;
    }

    void take(Span span) { m_ends.emplace(span.begin, span.end); }

private:
    std::map<std::int32_t, std::int32_t> m_ends;
};

bool isWanted(const Finding &finding)
{
    return finding.fix && finding.fix->isSafe && !finding.isSuppressed && !finding.fix->edits.empty();
}

} // namespace

std::string withEdits(std::string_view text, Span part, std::span<const TextEdit> edits)
{
    std::string changed;
    std::int32_t at = part.begin;
    const auto copyUntil = [&](std::int32_t end) {
        changed += text.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(end - at));
        at = end;
    };
    for (const TextEdit &edit : edits) {
        if (!part.contains(edit.span) || edit.span.begin < at)
            continue;
        copyUntil(edit.span.begin);
        changed += edit.text;
        at = edit.span.end;
    }
    copyUntil(part.end);
    return changed;
}

SafeEdits safeEdits(const LintResult &result)
{
    SafeEdits safe;
    Taken taken;
    for (const Finding &finding : result.findings) {
        if (!isWanted(finding))
            continue;
        const std::vector<TextEdit> &edits = finding.fix->edits;
        if (!std::ranges::all_of(edits, [&](const TextEdit &edit) { return taken.isFree(edit.span); }))
            continue;
        for (const TextEdit &edit : edits) {
            taken.take(edit.span);
            safe.edits.push_back(edit);
        }
        ++safe.fixes;
    }
    std::ranges::stable_sort(safe.edits, {}, [](const TextEdit &edit) { return edit.span.begin; });
    return safe;
}

FixedScript fixScript(std::string bytes, const LintOptions &options)
{
    FixedScript fixed{.bytes = std::move(bytes)};
    for (int round = 0; round < mostRounds; ++round) {
        const LintResult result = lint(fixed.bytes, options);
        const SafeEdits safe = safeEdits(result);
        if (safe.fixes == 0)
            break;
        const Span whole{.begin = 0, .end = static_cast<std::int32_t>(fixed.bytes.size())};
        fixed.bytes = withEdits(fixed.bytes, whole, safe.edits);
        fixed.fixes += safe.fixes;
    }
    return fixed;
}

} // namespace lockkeeper::lint
