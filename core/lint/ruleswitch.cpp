// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/ruleswitch.h"

namespace lockkeeper::lint {

namespace {

/// What the user says of a rule: nothing, "off", or a severity.
struct Wish
{
    bool isSaid = false;
    std::optional<Severity> severity;
};

/// The last word counts, as it does with options on a command line.
Wish wishFor(const RuleInfo &rule, const LintOptions &options)
{
    Wish wish;
    for (const auto &[id, severity] : options.severities) {
        if (id == rule.id)
            wish = {true, severity};
    }
    return wish;
}

} // namespace

bool isWanted(const RuleInfo &rule, const LintOptions &options)
{
    const Wish wish = wishFor(rule, options);
    return wish.isSaid ? wish.severity.has_value() : rule.isOnByDefault;
}

Severity severityOf(const RuleInfo &rule, Severity own, const LintOptions &options)
{
    return wishFor(rule, options).severity.value_or(own);
}

} // namespace lockkeeper::lint
