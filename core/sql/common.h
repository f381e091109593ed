// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/cursor.h"
#include "core/sql/tree/statements.h"

// What the parsers of MySQL, MariaDB and SQLite share. A function that reads puts the cursor behind what it read, and
// makes the cursor fail when it isn't there.
namespace lockkeeper::sql {

/// A keyword that begins statements, and what reads one; the cursor is behind the keyword.
struct Verb
{
    std::string_view word; ///< lower case; "(" too
    StatementNode (*read)(Cursor &in);
};

/// The words that a dialect's statements begin with.
struct Grammar
{
    std::span<const Verb> verbs;
    std::span<const std::string_view> harmless; ///< in order
    std::span<const std::string_view> opaque;   ///< in order
};

/// A whole piece.
Statement readPiece(std::string_view text, const Script &script, const Piece &piece,
                    const LexOptions &options, const Grammar &grammar);
/// All that is left of @p in as one statement.
Statement readStatement(Cursor in, const Grammar &grammar);

/// Not a word that can't be a name without quotes.
bool isName(const Cursor &in, int ahead = 0);
Name readName(Cursor &in);
/// Without looking at reserved words: behind a dot, and where the grammar has only a name.
Name readAnyName(Cursor &in);
ObjectName readObjectName(Cursor &in);
std::vector<ObjectName> readObjectNames(Cursor &in);
/// `(a, b)`
std::vector<Name> readNameList(Cursor &in);
bool acceptIfExists(Cursor &in);
bool acceptIfNotExists(Cursor &in);

/// A string or number without quotes and escapes, a word as it is written.
std::string valueOf(const TokenRun &run, int index);
/// A whole number, 0 when it is none.
int readInteger(Cursor &in);
/// `(10, 2)` if it is there.
std::vector<int> readModifiers(Cursor &in);

/// What rules ask about the expression of tokens [begin, end).
Expression describe(const TokenRun &run, int begin, int end);
/// Fills @p into's `notNull` and `isAlwaysTrue`.
void describeCondition(const TokenRun &run, int begin, int end, Expression &into);
/// `(…)`; what is inside.
Expression readParenthesised(Cursor &in);
/// Up to a comma or one of @p stops, both outside of parentheses.
Expression readValue(Cursor &in, std::initializer_list<std::string_view> stops);
/// A literal, a keyword, a call or `(…)`: what may follow DEFAULT.
Expression readDefault(Cursor &in);

/// What may follow REFERENCES, with it.
void readReferences(Cursor &in, Constraint &into);

/// A table of a query, with what the query calls it.
struct NamedTable
{
    ObjectName table;
    Name alias;
};
/// Every table that FROM and JOIN name in tokens [begin, end), without common table expressions. With
/// @p startsInFrom the first token is a table already.
std::vector<NamedTable> tablesNamed(const TokenRun &run, int begin, int end, bool startsInFrom = false);
std::vector<ObjectName> tableNames(const TokenRun &run, int begin, int end);

bool startsQuery(const Cursor &in);
StatementNode readSelect(Cursor &in);
StatementNode readInsert(Cursor &in);
StatementNode readReplace(Cursor &in);
StatementNode readUpdate(Cursor &in);
StatementNode readDelete(Cursor &in);
StatementNode readWith(Cursor &in);

} // namespace lockkeeper::sql
