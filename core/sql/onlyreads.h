// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/lexer.h"

#include <string_view>

namespace lockkeeper {

/// Whether @p text is one statement that only asks: SELECT, VALUES, SHOW, EXPLAIN, a PRAGMA that looks. What locks rows,
/// writes in a WITH, makes a table or file, or isn't understood doesn't only read. What functions do can't be seen here:
/// run it in a session that the server keeps from writing.
bool onlyReads(std::string_view text, const LexOptions &options);

} // namespace lockkeeper
