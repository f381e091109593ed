// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sourcetext.h"

#include <optional>
#include <string>
#include <vector>

namespace lockkeeper::sql {

/// A name without its quotes; PostgreSQL's unquoted names are folded to lower case, others are as written.
struct Name
{
    std::string text;
    Span span;
    bool isEmpty() const { return text.empty(); }
};

/// `schema.name`, `database.name`; the schema is empty when it isn't written.
struct ObjectName
{
    Name schema;
    Name name;
    Span span;
    bool isEmpty() const { return name.isEmpty(); }
    std::string display() const { return schema.isEmpty() ? name.text : schema.text + '.' + name.text; }
};

/// A value as far as rules ask about it.
struct Expression
{
    enum class Form : unsigned char { None, Null, Literal, Keyword, Column, Call, Subquery, Other };
    Form form = Form::None;
    bool isParenthesised = false; ///< as a whole; MySQL and SQLite: an expression default
    bool hasSubquery = false;
    std::string literal; ///< of Literal, without quotes; of Keyword (CURRENT_TIMESTAMP …) in lower case
    std::vector<std::string>
        calls; ///< every function named in it, lower case, without pg_catalog; also keywords like current_timestamp
    std::vector<std::string> columns; ///< every column named in it
    std::vector<std::string> casts;   ///< type names it casts to
    std::vector<std::string>
        notNull;               ///< columns that must not be NULL for it to be true: `c IS NOT NULL AND …`
    bool isAlwaysTrue = false; ///< TRUE, 1 = 1, 1: a WHERE that is none
    Span span;
    bool isEmpty() const { return form == Form::None; }
};

struct TypeName
{
    std::string schema;
    std::string
        name; ///< lower case, the engine's usual spelling: integer, bigint, varchar, timestamptz, serial, enum …
    std::vector<int> modifiers;
    std::vector<std::string> values; ///< of ENUM and SET
    bool isArray = false;
    bool isUnsigned = false;
    std::string charset;   ///< lower case; empty: not written
    std::string collation; ///< lower case; empty: not written
    Span span;
    bool isEmpty() const { return name.empty(); }
};

enum class ConstraintKind : unsigned char {
    NotNull,
    Null,
    Default,
    Check,
    PrimaryKey,
    Unique,
    ForeignKey,
    Exclusion,
    Generated,     ///< AS (expr)
    Identity,      ///< GENERATED … AS IDENTITY
    AutoIncrement, ///< MySQL, MariaDB, SQLite
    Index,         ///< MySQL's KEY inside of a table
    OnUpdate,      ///< MySQL's ON UPDATE CURRENT_TIMESTAMP
    Comment,
};

/// Of a column or of a table; a column's own has no columns listed.
struct Constraint
{
    ConstraintKind kind = ConstraintKind::NotNull;
    Name name;
    std::vector<Name> columns;
    Expression expression; ///< of Default, Check, Generated; an index's WHERE
    ObjectName references; ///< of ForeignKey
    std::vector<Name> referenced;
    Name usingIndex;         ///< PostgreSQL
    std::string method;      ///< btree, hash, gist; fulltext and spatial for MySQL's
    bool isNotValid = false; ///< PostgreSQL
    bool isEnforced = true;  ///< MySQL, PostgreSQL 18
    bool isStored = false;   ///< of Generated
    bool isVirtual = false;  ///< of Generated, when it says so
    bool onDeleteCascade = false;
    bool isNoInherit = false;
    Span span;
};

struct ColumnDef
{
    Name name;
    TypeName type;
    std::vector<Constraint> constraints;
    enum class Place : unsigned char { Unsaid, First, After } place = Place::Unsaid;
    Name after;
    Span span;

    const Constraint *constraint(ConstraintKind kind) const
    {
        for (const Constraint &constraint : constraints) {
            if (constraint.kind == kind)
                return &constraint;
        }
        return nullptr;
    }
};

/// `name = value`, `name value` or only `name`; name in lower case.
struct Option
{
    std::string name;
    std::string value;
    Span span;
};

/// A column or expression that an index is on.
struct IndexPart
{
    Name column; ///< empty for an expression
    Expression expression;
    int prefix = 0;           ///< MySQL: name(10)
    bool hasOwnOrder = false; ///< PostgreSQL: an operator class or a collation is written
};

enum class ObjectKind : unsigned char {
    Table,
    Index,
    View,
    MaterializedView,
    Sequence,
    Schema,
    Database,
    Function,
    Procedure,
    Trigger,
    Type,
    Domain,
    Policy,
    Rule,
    Extension,
    Constraint,
    ForeignTable,
    Publication,
    Subscription,
    Role,
    Event,
    Tablespace,
    Other,
};

} // namespace lockkeeper::sql
