// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"

#include <string_view>

/// What the programs that send scripts (psql, mysql, sqlite3) read for themselves.
namespace lockkeeper::reading {

/// Whether @p line begins with mysql's DELIMITER and names one.
bool isDelimiterCommand(std::string_view line);
/// The delimiter that @p line sets, which isDelimiterCommand().
std::string_view delimiterOf(std::string_view line);
/// A delimiter that isn't a word, as most are: a column called "delimiter" may begin a line inside of a statement.
bool isSignOnly(std::string_view delimiter);
/// Whether a server of @p version runs what `/*!` or `/*M!` and @p digits introduce.
bool runsComment(SqlDialect dialect, const ServerVersion &version, bool isMariaDbSign,
                 std::string_view digits);
/// \g, \gexec, \gset, \watch and others of psql, which send the statement in front of them.
bool sendsStatement(std::string_view metaCommand);
/// psql's \copy … from stdin.
bool readsCopyData(std::string_view metaCommand);

} // namespace lockkeeper::reading
