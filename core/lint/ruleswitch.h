// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rule.h"

namespace lockkeeper::lint {

/// Whether the user wants the rule; who says nothing gets what the catalog says.
bool isWanted(const RuleInfo &rule, const LintOptions &options);

/// The severity that the user gives the rule, or else @p own.
Severity severityOf(const RuleInfo &rule, Severity own, const LintOptions &options);

} // namespace lockkeeper::lint
