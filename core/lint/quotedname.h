// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"
#include "core/sql/tree/parts.h"

#include <string>

namespace lockkeeper::lint {

/// @p name as it must be written in a statement: with quotes only where the engine would read something else.
std::string quotedName(SqlDialect dialect, std::string_view name);
/// With its schema, when it has one.
std::string quotedName(SqlDialect dialect, const sql::ObjectName &name);

/// A word that an engine keeps for itself; @p word in lower case.
bool isReservedWord(SqlDialect dialect, std::string_view word);

} // namespace lockkeeper::lint
