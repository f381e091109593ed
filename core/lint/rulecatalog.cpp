// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/families.h"
#include "core/lint/rules/myfamilies.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using Family = std::span<const RuleInfo> (*)();

/// In the order of rules.md.
constexpr auto families = std::to_array<Family>({
    pgAddColumnRules,   pgInlineConstraintRules,
    pgIndexRules,       pgConstraintRules,
    pgValidationRules,  pgTypeRules,
    pgForeignKeyRules,  pgPartitionRules,
    pgRewriteRules,     pgLockRules,
    dataLossRules,      bulkRules,
    compatibilityRules, enumRules,
    timeoutRules,       transactionRules,
    scriptRules,        columnTypeRules,
    styleRules,         myAlterRules,
    myColumnRules,      myCharsetRules,
    myAddColumnRules,   myConstraintRules,
    myTableRules,       myDataRules,
    liteAlterRules,     liteRebuildRules,
    liteWriterRules,    planStageRules,
    planBackfillRules,  planLiveRules,
});

std::vector<const RuleInfo *> listed()
{
    std::vector<const RuleInfo *> rules;
    for (const Family family : families) {
        for (const RuleInfo &rule : family())
            rules.push_back(&rule);
    }
    return rules;
}

} // namespace

std::span<const RuleInfo *const> allRules()
{
    static const std::vector<const RuleInfo *> rules = listed();
    return rules;
}

const RuleInfo *ruleById(std::string_view id)
{
    const auto rules = allRules();
    const auto found = std::ranges::find(rules, id, [](const RuleInfo *rule) { return rule->id; });
    return found == rules.end() ? nullptr : *found;
}

} // namespace lockkeeper::lint
