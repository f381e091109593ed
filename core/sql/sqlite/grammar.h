// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/common.h"

// How SQLite writes what the tree holds. Clauses that other servers have and SQLite refuses are read too, as far as
// people try them, so that a rule can say what to do instead.
namespace lockkeeper::sql::sqlite {

/// Name, type if there is one, and constraints.
ColumnDef readColumn(Cursor &in);
/// The words of a type as they are written, in lower case: INT and INTEGER are not the same here.
TypeName readType(Cursor &in);
/// Whether a constraint of a table begins here, not a column.
bool startsConstraint(const Cursor &in);
Constraint readConstraint(Cursor &in);

StatementNode readCreate(Cursor &in);
StatementNode readAlter(Cursor &in);

} // namespace lockkeeper::sql::sqlite
