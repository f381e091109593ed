// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/quotedname.h"
#include "core/lint/rule.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

/// What many rules ask.
namespace lockkeeper::lint {

/// Engines as a set: `engines(Pg | MyFamily)`.
constexpr Engines engines(int set) { return static_cast<Engines>(set); }

/// @p name as the help texts write it.
std::string written(const At &at, const sql::ObjectName &name);
std::string written(const At &at, const sql::Name &name);
/// "a, b"
std::string written(const At &at, const std::vector<sql::Name> &names);

/// A finding with its {table}.
Findings::Draft addOn(const At &at, Findings &findings, Span span, const sql::ObjectName &table);

/// Calls @p visit(alter, action) for each clause of @p kind of an ALTER TABLE on a table that this script didn't create.
template<typename Visit>
void eachAction(const At &at, sql::AlterKind kind, Visit visit)
{
    const auto *alter = at.as<sql::AlterTable>();
    if (!alter || at.createdHere(alter->table))
        return;
    for (const sql::AlterAction &action : alter->actions) {
        if (action.kind == kind)
            visit(*alter, action);
    }
}

/// The same ALTER with this clause only.
sql::AlterTable aloneIn(const sql::AlterTable &alter, const sql::AlterAction &action);
/// What this clause alone would do: the same model that says what the whole statement does.
Effects effectsOf(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action);

/// A migration tool's own list of what has run: one row a script.
bool isHistoryTable(const sql::ObjectName &table);

/// An UPDATE or DELETE of single rows, picked by a key: no matter of batches.
bool picksRows(const At &at, const sql::ObjectName &table, const sql::Expression &where);

/// Tables that the script creates, under every name that it gives them; "public." left out.
std::set<std::string> ownTables(const AtEnd &end);

/// Locks of at least @p mode on something that was there before the script.
bool locksOthers(const Effects &effects, const Schema &schema, LockMode mode);

/// Before Contract what goes or narrows is still in use; Expand only adds.
bool isExpand(const At &at);

/// The type of a column as far as it is known.
/// What names a column, and therefore keeps it as it is.
struct ColumnUsers
{
    std::vector<std::string> names;
    bool isCertain = false; ///< false: they name the table, of which columns nobody knows
};
ColumnUsers usersOf(const At &at, const sql::ObjectName &table, std::string_view column);
/// "a, b"
std::string listed(const std::vector<std::string> &names);

const sql::TypeName *knownType(const At &at, const sql::ObjectName &table, std::string_view column);
bool isSerial(const sql::TypeName &type);

/// A transaction's number for each statement; those outside of one have a number of their own.
std::vector<int> transactionsOf(const AtEnd &end);

/// Edits that leave what is done as it is.
Fix safeEdit(std::string title, Span span, std::string text);
/// Where nothing is cut away.
inline Span before(Span span) { return {span.begin, span.begin}; }
inline Span behind(Span span) { return {span.end, span.end}; }
/// A rewrite over several stages.
Fix stagedFix(std::string title, std::vector<StagedSql> stages);

/// A name for a new object, short enough for every engine: "users_email_not_null".
std::string madeName(std::string_view table, std::string_view column, std::string_view suffix);

} // namespace lockkeeper::lint
