// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/splitter.h"
#include "core/sql/tree/statements.h"

namespace lockkeeper::sql {

/// Reads one piece of @p script, which was split from @p text with the same @p options.
///
/// Never fails: what the grammar refuses is a SyntaxError, what it accepts and we don't know is Opaque. PostgreSQL's
/// grammar is libpg_query's (raw parse; 17 or newer); MySQL, MariaDB and SQLite are read by our own parser, after
/// their manuals' grammar. Thread-safe; the pieces of one script may be parsed on several threads.
Statement parse(std::string_view text, const Script &script, const Piece &piece, const LexOptions &options);

/// The registered parsers; a dialect is one folder and one line in parser.cpp.
Statement parsePostgres(std::string_view text, const Script &script, const Piece &piece,
                        const LexOptions &options);
Statement parseMySql(std::string_view text, const Script &script, const Piece &piece,
                     const LexOptions &options);
Statement parseSqlite(std::string_view text, const Script &script, const Piece &piece,
                      const LexOptions &options);

} // namespace lockkeeper::sql
