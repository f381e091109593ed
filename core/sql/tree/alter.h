// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/tree/parts.h"

namespace lockkeeper::sql {

enum class AlterKind : unsigned char {
    AddColumn,          // column
    DropColumn,         // name; ifExists, cascade
    AlterType,          // name, column.type; expression: USING
    ModifyColumn,       // MySQL: name, column: the whole new definition
    ChangeColumn,       // MySQL: name, column: new name and definition
    SetDefault,         // name, expression
    DropDefault,        // name
    SetNotNull,         // name
    DropNotNull,        // name
    SetGenerated,       // name, expression: SET EXPRESSION
    DropGenerated,      // name: DROP EXPRESSION
    AddIdentity,        // name
    SetIdentity,        // name
    DropIdentity,       // name
    SetStatistics,      // name
    SetStorage,         // name
    SetCompression,     // name
    SetColumnOptions,   // name
    RenameColumn,       // name, newName
    RenameTable,        // newTable (PostgreSQL: only its name)
    SetSchema,          // newTable.schema
    AddConstraint,      // constraint: table constraints, MySQL's ADD INDEX, FULLTEXT, SPATIAL too
    DropConstraint,     // name; ifExists, cascade. MySQL: DROP CONSTRAINT, DROP CHECK
    DropForeignKey,     // MySQL: name
    DropPrimaryKey,     // MySQL
    DropIndex,          // MySQL: name
    RenameIndex,        // MySQL: name, newName
    RenameConstraint,   // name, newName
    AlterConstraint,    // name
    AlterIndex,         // MySQL: name; option "visible", "invisible", "ignored", "not ignored"
    AlterCheck,         // MySQL: name; option "enforced", "not enforced"
    ValidateConstraint, // name
    AttachPartition,    // partition; isDefault
    DetachPartition,    // partition; concurrently
    AddPartition,       // MySQL
    DropPartition,      // MySQL: option: names
    TruncatePartition,  // MySQL
    PartitionOther,     // MySQL: COALESCE, REORGANIZE, EXCHANGE, REBUILD, OPTIMIZE …: option
    PartitionBy,        // MySQL
    RemovePartitioning, // MySQL
    EnableTrigger,      // name, or all
    DisableTrigger,     // name, or all
    EnableRowSecurity,
    DisableRowSecurity,
    ForceRowSecurity,
    NoForceRowSecurity,
    SetLogged,
    SetUnlogged,
    SetTablespace,   // name
    SetAccessMethod, // name
    SetOptions, // PostgreSQL: storage parameters; MySQL: table options (ENGINE, ROW_FORMAT, COMMENT …): options
    ResetOptions,
    ReplicaIdentity,
    Owner,
    Inherit,
    NoInherit,
    ClusterOn,
    ConvertCharset,   // MySQL: option.value, column.type.charset and collation
    DefaultCharset,   // MySQL: column.type.charset and collation
    OrderBy,          // MySQL
    Force,            // MySQL
    ImportTablespace, // MySQL: DISCARD too
    KeysOnOff,        // MySQL: ENABLE KEYS, DISABLE KEYS
    AttachIndex,      // ALTER INDEX … ATTACH PARTITION: partition
    Other,
};

/// One clause of ALTER TABLE, INDEX, VIEW …
struct AlterAction
{
    AlterKind kind = AlterKind::Other;
    Name name;
    Name newName;
    ObjectName newTable;
    ColumnDef column;
    Constraint constraint;
    Expression expression;
    ObjectName partition;
    std::vector<Option> options;
    bool ifExists = false; ///< IF EXISTS, or IF NOT EXISTS where something is added
    bool cascade = false;
    bool concurrently = false;
    bool isDefault = false; ///< of ATTACH PARTITION … DEFAULT
    Span span;
};

/// ALTER TABLE, and ALTER INDEX, VIEW, MATERIALIZED VIEW, SEQUENCE and FOREIGN TABLE with the same clauses. MySQL's
/// CREATE INDEX and DROP INDEX are statements of their own.
struct AlterTable
{
    ObjectKind object = ObjectKind::Table;
    ObjectName table;
    bool ifExists = false;
    bool only = false;
    std::vector<AlterAction> actions;
    std::string algorithm;          ///< MySQL: lower case, empty when not written
    std::string lock;               ///< MySQL: lower case, empty when not written
    std::optional<int> waitSeconds; ///< MariaDB: WAIT n; NOWAIT is 0
};

} // namespace lockkeeper::sql
