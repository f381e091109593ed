// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/common.h"

// How MySQL and MariaDB write what the tree holds. One grammar: what only one of them takes is read for both, so that
// rules can say which server refuses it.
namespace lockkeeper::sql::mysql {

const Grammar &grammar();

TypeName readType(Cursor &in);
/// Name, type and attributes; not FIRST and AFTER.
ColumnDef readColumn(Cursor &in);
void readAttributes(Cursor &in, ColumnDef &column);
/// FIRST, AFTER c
void readPlace(Cursor &in, ColumnDef &column);
/// `=`, where it may be left out.
void acceptEquals(Cursor &in);
/// A character set or collation, in lower case.
std::string readCharset(Cursor &in);
/// CHARACTER SET, CHARSET
bool acceptCharacterSet(Cursor &in);

struct TableConstraint
{
    Constraint constraint;
    bool ifNotExists = false;
};
/// Whether an index or constraint of a table begins here, not a column.
bool startsConstraint(const Cursor &in);
TableConstraint readConstraint(Cursor &in);
/// MariaDB: PERIOD FOR name (a, b)
bool acceptPeriod(Cursor &in);
/// USING, COMMENT, VISIBLE … behind the columns of an index; @p method may already be known.
void readIndexOptions(Cursor &in, std::string &method);
/// `(a, b(10) DESC, (expression))`
std::vector<IndexPart> readIndexParts(Cursor &in);
/// CHECK (…) [NOT ENFORCED], with its word
void readCheck(Cursor &in, Constraint &into);

/// ENGINE, COMMENT, [DEFAULT] CHARACTER SET …
std::optional<Option> acceptTableOption(Cursor &in);
bool startsTableOption(const Cursor &in);
/// ALGORITHM = x or LOCK = x, in lower case.
bool acceptAlgorithmOrLock(Cursor &in, std::string &algorithm, std::string &lock);
/// WAIT n, NOWAIT
std::optional<int> acceptWait(Cursor &in);

/// Behind the table: actions, ALGORITHM, LOCK.
void readAlterActions(Cursor &in, AlterTable &alter);
/// What ALTER TABLE does to partitions, where it begins here.
bool acceptPartitionAction(Cursor &in, AlterAction &action);
/// Behind ADD, which is token @p add; it may name several columns and keys in parentheses.
void readAddActions(Cursor &in, int add, std::vector<AlterAction> &actions);

StatementNode readCreate(Cursor &in);
StatementNode readAlter(Cursor &in);
StatementNode readDrop(Cursor &in);
StatementNode readSet(Cursor &in);
/// MariaDB's BEGIN NOT ATOMIC … END, and plain BEGIN.
StatementNode readBegin(Cursor &in);

StatementNode readCreateTable(Cursor &in, bool orReplace, bool isTemporary);
/// Behind PROCEDURE, FUNCTION or EVENT.
StatementNode readRoutine(Cursor &in, bool orReplace);

} // namespace lockkeeper::sql::mysql
