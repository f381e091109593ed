// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/tree/alter.h"

#include <memory>
#include <variant>

namespace lockkeeper::sql {

struct Statement;

struct CreateTable
{
    ObjectName table;
    std::vector<ColumnDef> columns;
    std::vector<Constraint> constraints;
    std::vector<Option> options; ///< ENGINE, CHARSET, STRICT, WITHOUT ROWID, WITH (…)
    ObjectName partitionOf;      ///< PostgreSQL
    bool isDefaultPartition = false;
    bool isPartitioned = false; ///< PARTITION BY
    std::vector<ObjectName> inherits;
    std::vector<ObjectName> like;
    std::vector<ObjectName> selectsFrom; ///< CREATE TABLE … AS SELECT
    bool isAsSelect = false;
    bool isTemporary = false;
    bool isUnlogged = false;
    bool ifNotExists = false;
    bool orReplace = false;
};

struct CreateIndex
{
    Name name;
    ObjectName table;
    std::vector<IndexPart> parts;
    std::vector<Name> included;
    Expression where;
    std::string method; ///< lower case; fulltext and spatial for MySQL's; empty when not written
    bool isUnique = false;
    bool concurrently = false;
    bool ifNotExists = false;
    bool only = false;
    std::string algorithm; ///< MySQL
    std::string lock;      ///< MySQL
    Span afterIndexWord;   ///< an empty span just behind INDEX: where CONCURRENTLY goes
};

struct Drop
{
    ObjectKind object = ObjectKind::Other;
    std::vector<ObjectName> names;
    ObjectName onTable; ///< of indexes (MySQL), triggers, policies and rules
    bool ifExists = false;
    bool cascade = false;
    bool concurrently = false;
    bool isTemporary = false;
    std::string algorithm; ///< MySQL's DROP INDEX
    std::string lock;
    Span afterIndexWord; ///< of DROP INDEX
};

/// RENAME TABLE of MySQL; ALTER … RENAME TO of everything that isn't a table or a table's part.
struct Rename
{
    struct Pair
    {
        ObjectName from;
        ObjectName to;
    };
    ObjectKind object = ObjectKind::Table;
    std::vector<Pair> pairs;
    ObjectName onTable; ///< of triggers, policies and rules
};

struct Truncate
{
    std::vector<ObjectName> tables;
    bool cascade = false;
};

struct Insert
{
    ObjectName table;
    std::vector<Name> columns;
    std::vector<ObjectName> selectsFrom;
    bool isSelect = false;
    bool isReplace = false;
    int rows = 0; ///< of VALUES
};

struct Update
{
    ObjectName table;
    std::vector<ObjectName> others; ///< FROM, JOIN
    std::vector<Name> columns;      ///< set, in order
    std::vector<Expression> values; ///< same order; empty where unknown
    Expression where;
    bool hasLimit = false;
};

struct Delete
{
    ObjectName table;
    std::vector<ObjectName> others;
    Expression where;
    bool hasLimit = false;
};

struct Select
{
    std::vector<ObjectName> tables;
    std::vector<std::string> calls; ///< functions named anywhere in it
    bool isLocking = false;         ///< FOR UPDATE …
    ObjectName into;                ///< PostgreSQL: SELECT INTO
};

struct Transaction
{
    enum class Kind : unsigned char { Begin, Commit, Rollback, Savepoint, RollbackTo, Release, Prepare };
    Kind kind = Kind::Begin;
    std::string mode; ///< SQLite: immediate, exclusive, deferred or empty
};

/// SET, RESET, PRAGMA and SELECT set_config('…', '…', …).
struct Set
{
    enum class Scope : unsigned char { Session, Local, Global };
    std::string name;  ///< lower case; PRAGMA's too; "role", "names", "session authorization"
    std::string value; ///< without quotes; empty for RESET and DEFAULT, and when a pragma only asks
    Scope scope = Scope::Session;
    bool isReset = false;
    bool isPragma = false;
};

/// VACUUM, ANALYZE, REINDEX, CLUSTER, REFRESH, OPTIMIZE, CHECK TABLE, LOCK TABLE …
struct Maintain
{
    enum class Kind : unsigned char {
        Vacuum,
        Analyze,
        Reindex,
        Cluster,
        Refresh,
        Optimize,
        Check,
        Repair,
        Lock,
        Unlock,
        Checkpoint
    };
    Kind kind = Kind::Vacuum;
    ObjectKind object = ObjectKind::Table; ///< of REINDEX
    std::vector<ObjectName> objects;
    bool full = false;
    bool concurrently = false;
    bool withNoData = false;
    std::string lockMode; ///< of LOCK: "access exclusive" …; MySQL: read, write
    Span afterVerb;       ///< an empty span behind REINDEX's object word or REFRESH MATERIALIZED VIEW
    bool isInto = false;  ///< SQLite's VACUUM INTO: a copy, this file stays
};

struct CreateTrigger
{
    Name name;
    ObjectName table;
    bool isConstraint = false;
    bool orReplace = false;
    bool ifNotExists = false;
};

/// CREATE FUNCTION and PROCEDURE, DO blocks; the statements that their bodies run.
struct Routine
{
    ObjectName name;      ///< empty for DO
    std::string language; ///< lower case
    bool orReplace = false;
    bool isBlock = false;        ///< DO: its statements run now
    bool hasDynamicSql = false;  ///< EXECUTE, PREPARE: not analysed
    std::optional<char> volatility; ///< PostgreSQL: 'i', 's' or 'v' (also when nothing is written)
    std::vector<Statement> body; ///< with spans in the script
};

/// CREATE TYPE … AS ENUM and others, CREATE DOMAIN.
struct CreateType
{
    ObjectName name;
    bool isDomain = false;
    bool isEnum = false;
    std::vector<std::string> values;
    TypeName base;                       ///< of a domain
    std::vector<Constraint> constraints; ///< of a domain
};

/// ALTER TYPE and ALTER DOMAIN.
struct AlterType
{
    enum class Kind : unsigned char {
        AddValue,
        RenameValue,
        AddConstraint,
        DropConstraint,
        ValidateConstraint,
        SetNotNull,
        DropNotNull,
        SetDefault,
        Attribute,
        Other
    };
    Kind kind = Kind::Other;
    ObjectName name;
    bool isDomain = false;
    std::string value; ///< of AddValue and RenameValue
    std::string newValue;
    bool hasPlace = false; ///< BEFORE or AFTER
    bool ifNotExists = false;
    Constraint constraint;
};

/// CREATE of anything else that rules know by its kind.
struct Create
{
    ObjectKind object = ObjectKind::Other;
    ObjectName name;
    ObjectName onTable;           ///< of policies and rules
    std::vector<ObjectName> uses; ///< of views
    bool orReplace = false;
    bool ifNotExists = false;
    bool withNoData = false;
};

/// ALTER of anything else that rules know by its kind (sequence options, policy, publication, system …).
struct Alter
{
    ObjectKind object = ObjectKind::Other;
    ObjectName name;
    ObjectName onTable;
    std::string what; ///< lower case: "system", "owner", "options" …
};

/// Understood and of no interest to rules: GRANT, COMMENT, EXPLAIN, SHOW, USE …
struct Harmless
{
    std::string verb;               ///< lower case
    std::vector<ObjectName> locked; ///< PostgreSQL: what COMMENT is on
};

/// Not analysed, and said so.
struct Opaque
{
    std::string what; ///< lower case: "execute", "call", "meta-command", "copy data", or the verb
};

struct SyntaxError
{
    std::string message; ///< the grammar's own
    Span at;
};

using StatementNode = std::variant<CreateTable, AlterTable, CreateIndex, Drop, Rename, Truncate, Insert,
                                   Update, Delete, Select, Transaction, Set, Maintain, CreateTrigger, Routine,
                                   CreateType, AlterType, Create, Alter, Harmless, Opaque, SyntaxError>;

/// One statement of a script, in the same words whatever the dialect. Every span is in the script's bytes.
struct Statement
{
    StatementNode node;
    Span span; ///< without delimiter, leading comments and blanks

    template<typename T>
    const T *as() const
    {
        return std::get_if<T>(&node);
    }
    /// Whether rules and effects know what it does.
    bool isAnalysed() const { return !as<Opaque>() && !as<SyntaxError>(); }
};

} // namespace lockkeeper::sql
