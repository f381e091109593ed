// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rule.h"

/// The families of rules for MySQL, MariaDB and SQLite, and those about plans; rulecatalog.cpp lists them.
namespace lockkeeper::lint {

std::span<const RuleInfo> myAlterRules();
std::span<const RuleInfo> myColumnRules();
std::span<const RuleInfo> myCharsetRules();
std::span<const RuleInfo> myAddColumnRules();
std::span<const RuleInfo> myConstraintRules();
std::span<const RuleInfo> myTableRules();
std::span<const RuleInfo> myDataRules();

std::span<const RuleInfo> liteAlterRules();
std::span<const RuleInfo> liteRebuildRules();
std::span<const RuleInfo> liteWriterRules();

std::span<const RuleInfo> planStageRules();
std::span<const RuleInfo> planBackfillRules();
std::span<const RuleInfo> planLiveRules();

} // namespace lockkeeper::lint
