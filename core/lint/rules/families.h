// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rule.h"

/// The families of rules, one file each; rulecatalog.cpp lists them.
namespace lockkeeper::lint {

std::span<const RuleInfo> pgAddColumnRules();
std::span<const RuleInfo> pgInlineConstraintRules();
std::span<const RuleInfo> pgIndexRules();
std::span<const RuleInfo> pgConstraintRules();
std::span<const RuleInfo> pgValidationRules();
std::span<const RuleInfo> pgTypeRules();
std::span<const RuleInfo> pgForeignKeyRules();
std::span<const RuleInfo> pgPartitionRules();
std::span<const RuleInfo> pgRewriteRules();
std::span<const RuleInfo> pgLockRules();
std::span<const RuleInfo> dataLossRules();
std::span<const RuleInfo> bulkRules();
std::span<const RuleInfo> compatibilityRules();
std::span<const RuleInfo> enumRules();
std::span<const RuleInfo> timeoutRules();
std::span<const RuleInfo> transactionRules();
std::span<const RuleInfo> scriptRules();
std::span<const RuleInfo> columnTypeRules();
std::span<const RuleInfo> styleRules();

} // namespace lockkeeper::lint
