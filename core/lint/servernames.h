// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/schema.h"

namespace lockkeeper::lint {

/// What the server calls a constraint that nobody named, e.g. users_email_key. @p columns are those it is on.
std::string constraintName(SqlDialect dialect, const TableFacts &table, sql::ConstraintKind kind,
                           const std::vector<std::string> &columns);
/// Likewise an index; an expression is an empty column.
std::string indexName(SqlDialect dialect, const TableFacts &table, const std::vector<std::string> &columns);

} // namespace lockkeeper::lint
