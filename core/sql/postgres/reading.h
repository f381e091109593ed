// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/postgres/piecetokens.h"
#include "core/sql/tree/statements.h"

#include <optional>

// PostgreSQL's headers come last.
#include "core/sql/postgres/nodes.h"

namespace lockkeeper::sql::postgres {

/// What all readers of one statement's tree share.
struct Reading
{
    const PieceTokens &tokens;
    std::string_view sql; ///< what was parsed, placeholders filled
    std::int32_t base;    ///< the byte of the script where PostgreSQL's location 0 is
    const LexOptions &options;
    int nesting = 0; ///< of routines in routines

    int tokenAt(int location) const { return location < 0 ? tokens.count() : tokens.from(base + location); }
    /// Whether a placeholder stands there, whose value nobody knows yet.
    bool isFilled(int location) const { return tokens.isPlaceholder(tokenAt(location)); }
};

// Names (names.cpp)
std::vector<std::string> partsOf(const List *names);
ObjectName objectName(const RangeVar *relation, const Reading &reading);
std::vector<ObjectName> objectNames(const List *relations, const Reading &reading);
/// Strings, lists of strings, types and functions, as DROP, RENAME and ALTER name their objects; no location there.
std::vector<std::string> partsOf(const Node *object);
ObjectKind objectKind(ObjectType type);
/// Names between the brackets of `(a, b)` that begin at @p open.
std::vector<Name> namesInside(int open, const Reading &reading);
/// Lower case, of ASCII letters.
std::string lower(std::string_view text);

// Expressions (expressions.cpp)
/// @p range: the tokens that it was read from.
Expression readExpression(const Node *node, TokenRange range, const Reading &reading);
/// Its text when it is a plain constant, possibly cast or negated.
std::optional<std::string> constantOf(const Node *node);
/// What a query reads and calls, without the names of its CTEs.
struct QueryFacts
{
    std::vector<ObjectName> tables;
    std::vector<std::string> calls;
    bool isLocking = false;
    bool hasLimit = false; ///< of a subquery or CTE
};
QueryFacts queryFacts(const Node *query, const Reading &reading, const RangeVar *target = nullptr);

// Types (typenames.cpp)
TypeName readType(const ::TypeName *type, const Reading &reading);
/// Only its name: `schema.name` for types of users.
std::string typeWord(const ::TypeName &type);

// Columns and constraints (columns.cpp)
ColumnDef readColumn(const ::ColumnDef &column, TokenRange range, const Reading &reading);
Constraint readConstraint(const ::Constraint &constraint, TokenRange range, const Reading &reading);
/// Constraints of a column or domain; each reaches to the next one's begin.
std::vector<Constraint> readConstraints(const List *constraints, TokenRange range, const Reading &reading);
std::vector<Option> readOptions(const List *options, const Reading &reading);
bool isOn(const List *options, std::string_view name);

// Statements
/// @p sql is a statement as it is written at @p base, or of the same length with parts made harmless.
StatementNode parseText(std::string_view sql, std::int32_t base, const PieceTokens &tokens,
                        const LexOptions &options, int nesting);
StatementNode readStatement(const Node *node, const Reading &reading);
StatementNode readCreateTable(const CreateStmt &, const Reading &);
StatementNode readCreateForeignTable(const CreateForeignTableStmt &, const Reading &);
StatementNode readCreateTableAs(const CreateTableAsStmt &, const Reading &);
StatementNode readAlterTable(const AlterTableStmt &, const Reading &);
StatementNode readCreateIndex(const IndexStmt &, const Reading &);
StatementNode readView(const ViewStmt &, const Reading &);

StatementNode readSelect(const SelectStmt &, const Reading &);
StatementNode readReturn(const ReturnStmt &, const Reading &);
StatementNode readInsert(const InsertStmt &, const Reading &);
StatementNode readUpdate(const UpdateStmt &, const Reading &);
StatementNode readDelete(const DeleteStmt &, const Reading &);
StatementNode readMerge(const MergeStmt &, const Reading &);
StatementNode readCopy(const CopyStmt &, const Reading &);

StatementNode readDrop(const DropStmt &, const Reading &);
StatementNode readRename(const RenameStmt &, const Reading &);
StatementNode readObjectSchema(const AlterObjectSchemaStmt &, const Reading &);
StatementNode readOwner(const AlterOwnerStmt &, const Reading &);
StatementNode readTruncate(const TruncateStmt &, const Reading &);
StatementNode readDropRoles(const DropRoleStmt &, const Reading &);

StatementNode readEnum(const CreateEnumStmt &, const Reading &);
StatementNode readCompositeType(const CompositeTypeStmt &, const Reading &);
StatementNode readRangeType(const CreateRangeStmt &, const Reading &);
StatementNode readDomain(const CreateDomainStmt &, const Reading &);
StatementNode readAlterEnum(const AlterEnumStmt &, const Reading &);
StatementNode readAlterDomain(const AlterDomainStmt &, const Reading &);
StatementNode readAlterTypeOptions(const AlterTypeStmt &, const Reading &);
StatementNode readDefine(const DefineStmt &, const Reading &);

StatementNode readTrigger(const CreateTrigStmt &, const Reading &);
StatementNode readRule(const RuleStmt &, const Reading &);
StatementNode readCreatePolicy(const CreatePolicyStmt &, const Reading &);
StatementNode readAlterPolicy(const AlterPolicyStmt &, const Reading &);
StatementNode readCreateSequence(const CreateSeqStmt &, const Reading &);
StatementNode readAlterSequence(const AlterSeqStmt &, const Reading &);
StatementNode readCreateSchema(const CreateSchemaStmt &, const Reading &);

StatementNode readTransaction(const TransactionStmt &, const Reading &);
StatementNode readSet(const VariableSetStmt &, const Reading &);
StatementNode readVacuum(const VacuumStmt &, const Reading &);
StatementNode readReindex(const ReindexStmt &, const Reading &);
StatementNode readCluster(const ClusterStmt &, const Reading &);
StatementNode readRefresh(const RefreshMatViewStmt &, const Reading &);
StatementNode readLock(const LockStmt &, const Reading &);
StatementNode readCheckpoint(const CheckPointStmt &, const Reading &);
StatementNode readExplain(const ExplainStmt &, const Reading &);

StatementNode readComment(const CommentStmt &, const Reading &);
StatementNode readStatistics(const CreateStatsStmt &, const Reading &);
StatementNode readPublication(const CreatePublicationStmt &, const Reading &);
StatementNode readAlterPublication(const AlterPublicationStmt &, const Reading &);

StatementNode readFunction(const CreateFunctionStmt &, const Reading &);
StatementNode readDo(const DoStmt &, const Reading &);

} // namespace lockkeeper::sql::postgres
