// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rules/myask.h"

namespace lockkeeper::lint {

/// MODIFY COLUMN or CHANGE COLUMN of a table that was there before.
struct ColumnRedefinition
{
    const sql::AlterTable &alter;
    const sql::AlterAction &action;
    const ColumnFacts *old; ///< null: unknown
    Effects effects;        ///< of this clause alone

    bool isTypeKnown() const { return old && !old->type.isEmpty(); }
    const sql::TypeName &type() const { return action.column.type; }
};
std::vector<ColumnRedefinition> redefinitions(const At &at);

/// A finding with its {table}, {column} and new {type}.
Findings::Draft addOnColumn(const At &at, Findings &findings, const ColumnRedefinition &change);

/// A new column beside the old one, kept alike by triggers until the old one can go.
Fix besideOldColumn(const At &at, const ColumnRedefinition &change);

} // namespace lockkeeper::lint
