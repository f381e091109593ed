// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/doubles.h"

#include "core/lint/rule.h"

#include <algorithm>
#include <map>

namespace lockkeeper::lint {

namespace {

/// A rule's places by where they begin; those of one rule don't overlap.
using Places = std::map<std::int32_t, std::int32_t>;

bool overlaps(const Places &places, Span span)
{
    const auto behind = places.lower_bound(span.end);
    return behind != places.begin() && std::prev(behind)->second > span.begin;
}

} // namespace

void dropDoubles(std::vector<Finding> &findings)
{
    std::map<std::string_view, std::vector<const RuleInfo *>> replacedBy;
    std::map<std::string_view, Places> found;
    for (const Finding &finding : findings) {
        const bool isFirst = !found.contains(finding.rule->id);
        found[finding.rule->id].emplace(finding.span.begin, finding.span.end);
        for (const std::string_view other : finding.rule->replaces) {
            if (isFirst && !other.empty())
                replacedBy[other].push_back(finding.rule);
        }
    }
    std::erase_if(findings, [&](const Finding &finding) {
        const auto others = replacedBy.find(finding.rule->id);
        return others != replacedBy.end() && std::ranges::any_of(others->second, [&](const RuleInfo *other) {
                   return overlaps(found.find(other->id)->second, finding.span);
               });
    });
}

} // namespace lockkeeper::lint
