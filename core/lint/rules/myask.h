// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rules/ask.h"

#include <initializer_list>

/// What rules for MySQL, MariaDB and SQLite ask.
namespace lockkeeper::lint {

/// ALTER TABLE of a table that was there before the script; null for everything else.
const sql::AlterTable *alterOfUsedTable(const At &at);
std::span<const sql::AlterAction> clausesOnUsedTable(const At &at); ///< empty for everything else

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words);

/// "0", "off", "false", "no"
bool isOff(std::string_view value);
/// A setting that the script switched off or on; neither when it didn't touch it.
bool isSwitchedOff(const ScriptState &state, std::string_view setting);
bool isSwitchedOn(const ScriptState &state, std::string_view setting);

/// Whether the server copies the table for @p action alone.
bool copies(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action);

/// MySQL before 8.0.16 reads a CHECK and forgets it.
bool isIgnoredCheck(const At &at, const sql::Constraint &constraint);

/// The tables whose metadata lock MySQL and MariaDB take exclusively for @p statement, new ones too.
std::vector<sql::ObjectName> metadataLocked(const sql::Statement &statement);

/// Views and triggers on a table that the script hasn't dropped by now.
std::vector<std::string> dependents(const At &at, const TableFacts &table);

/// What is known of a column before the statement; null: nothing.
const ColumnFacts *knownColumn(const At &at, const sql::ObjectName &table, std::string_view column);
/// The columns of its primary key as far as they are known.
std::vector<std::string> primaryKey(const TableFacts &table);
/// Part of the primary key, as far as that is known.
bool isInPrimaryKey(const TableFacts &table, std::string_view column);

/// Same kind of value and same size; charset and collation aside.
bool isSameType(const sql::TypeName &a, const sql::TypeName &b);
bool isEnumOrSet(const sql::TypeName &type);

/// The only clause of a one-word assignment in the statement, e.g. `ALGORITHM = COPY`; invalid: not found.
Span clauseSpan(const At &at, std::string_view name, std::string_view value);

/// An edit that puts @p statement behind the last one of the script.
TextEdit atScriptEnd(std::string_view text, const std::string &statement);

} // namespace lockkeeper::lint
