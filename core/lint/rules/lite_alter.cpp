// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/literebuild.h"
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;
using Form = sql::Expression::Form;

constexpr ServerVersion renamesColumns{3, 25};
constexpr ServerVersion renamesReferences{3, 26};
constexpr ServerVersion dropsColumns{3, 35};
constexpr ServerVersion altersConstraints{3, 53};

/// Why SQLite can't read a clause; empty: it can.
std::string_view refusalOf(const At &at, const sql::AlterAction &action)
{
    const bool isNew = at.options.version >= altersConstraints;
    switch (action.kind) {
    case AlterKind::RenameTable:
    case AlterKind::RenameColumn:
    case AlterKind::AddColumn:
    case AlterKind::DropColumn:
        if (action.ifExists)
            return "IF [NOT] EXISTS";
        if (action.column.place != sql::ColumnDef::Place::Unsaid)
            return "FIRST and AFTER";
        return {};
    case AlterKind::SetNotNull:
    case AlterKind::DropNotNull:
        return isNew ? "" : "ALTER COLUMN";
    case AlterKind::AddConstraint:
        return isNew && action.constraint.kind == ConstraintKind::Check ? "" : "ADD CONSTRAINT";
    case AlterKind::DropConstraint:
        return isNew ? "" : "DROP CONSTRAINT";
    case AlterKind::AlterType:
    case AlterKind::SetDefault:
    case AlterKind::DropDefault:
        return "ALTER COLUMN";
    case AlterKind::ModifyColumn:
    case AlterKind::ChangeColumn:
        return "MODIFY and CHANGE";
    default:
        return "this clause";
    }
}

void refuse(const At &at, Findings &findings, Span span, const sql::ObjectName &table, std::string_view what)
{
    addOn(at, findings, span, table).fact("what", std::string(what)).fix(rebuildFix(at, table));
}

void unsupportedAlter(const At &at, Findings &findings)
{
    if (const auto *truncate = at.as<sql::Truncate>(); truncate && !truncate->tables.empty())
        addOn(at, findings, at.statement.span, truncate->tables.front()).fact("what", "TRUNCATE");
    if (const auto *index = at.as<sql::CreateIndex>(); index && index->concurrently)
        addOn(at, findings, at.statement.span, index->table).fact("what", "CONCURRENTLY");
    if (const auto *drop = at.as<sql::Drop>(); drop && drop->concurrently)
        findings.add(at.statement.span).fact("what", "CONCURRENTLY");
    const auto *alter = at.as<sql::AlterTable>();
    if (!alter)
        return;
    for (const sql::AlterAction &action : alter->actions) {
        if (const std::string_view what = refusalOf(at, action); !what.empty()) {
            refuse(at, findings, action.span, alter->table, what);
            return;
        }
    }
    if (alter->ifExists)
        refuse(at, findings, at.statement.span, alter->table, "ALTER TABLE IF EXISTS");
    else if (alter->actions.size() > 1)
        refuse(at, findings, alter->actions[1].span, alter->table, "more than one clause in an ALTER TABLE");
}

void eachClause(const At &at, AlterKind kind, const auto &visit)
{
    const auto *alter = at.as<sql::AlterTable>();
    if (!alter)
        return;
    for (const sql::AlterAction &action : alter->actions) {
        if (action.kind == kind)
            visit(*alter, action);
    }
}

void renameColumnVersion(const At &at, Findings &findings)
{
    eachClause(at, AlterKind::RenameColumn,
               [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                   if (at.options.version < renamesColumns)
                       addOn(at, findings, action.span, alter.table)
                           .fact("column", written(at, action.name))
                           .fix(rebuildFix(at, alter.table));
               });
}

void dropColumnVersion(const At &at, Findings &findings)
{
    eachClause(at, AlterKind::DropColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (at.options.version < dropsColumns)
            addOn(at, findings, action.span, alter.table)
                .fact("column", written(at, action.name))
                .fix(rebuildFix(at, alter.table));
    });
}

bool names(const std::vector<std::string> &columns, std::string_view column)
{
    return std::ranges::any_of(columns,
                               [&](const std::string &each) { return folded(each) == folded(column); });
}

std::string_view wordFor(ConstraintKind kind)
{
    switch (kind) {
    case ConstraintKind::PrimaryKey:
        return "its primary key";
    case ConstraintKind::Unique:
        return "a UNIQUE constraint";
    case ConstraintKind::Check:
        return "a CHECK of the table";
    case ConstraintKind::ForeignKey:
        return "a foreign key of the table";
    default:
        return {};
    }
}

/// A constraint that holds the column; a column's own CHECK and REFERENCES go with it.
std::string_view constraintOn(const TableFacts &facts, std::string_view column)
{
    for (const ConstraintFacts &constraint : facts.constraints) {
        const bool isKey =
            constraint.kind == ConstraintKind::PrimaryKey || constraint.kind == ConstraintKind::Unique;
        if (names(constraint.columns, column) && (isKey || constraint.columns.size() > 1))
            return wordFor(constraint.kind);
    }
    return {};
}

/// What SQLite refuses to drop the column for; empty: nothing that is known.
std::string holderOf(const TableFacts &facts, std::string_view column)
{
    if (const std::string_view constraint = constraintOn(facts, column); !constraint.empty())
        return std::string(constraint);
    for (const IndexFacts &index : facts.indexes) {
        if (index.isPrimary && names(index.columns, column))
            return "its primary key";
        if (names(index.columns, column))
            return "the index " + index.name;
    }
    return {};
}

void dropColumnRefused(const At &at, Findings &findings)
{
    if (at.options.version < dropsColumns)
        return;
    eachClause(at, AlterKind::DropColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const TableFacts *facts = at.schema.table(alter.table);
        if (!facts)
            return;
        const std::string holder = holderOf(*facts, action.name.text);
        const std::vector<std::string> users = dependents(at, *facts);
        if (holder.empty() && users.empty())
            return;
        auto finding = addOn(at, findings, action.span, alter.table);
        finding.fact("column", written(at, action.name)).fix(rebuildFix(at, alter.table));
        if (!holder.empty())
            finding.fact("holder", "it is part of " + holder);
        else // views and triggers are known by name, not by the columns they use
            finding.fact("holder", users.front() + " may use it").severity(Severity::Risk);
    });
}

bool isNull(const sql::Constraint *value) { return !value || value->expression.form == Form::Null; }

/// A default that SQLite must compute: CURRENT_TIMESTAMP and everything in parentheses.
bool isComputed(const sql::Constraint *value)
{
    return value
           && (value->expression.isParenthesised || value->expression.form == Form::Keyword
               || value->expression.form == Form::Call || value->expression.form == Form::Other)
           && !isOneOf(value->expression.literal, {"true", "false"});
}

/// Why the column can't come; empty: it can. An empty table is only held to the keys.
std::string_view limitOf(const At &at, const sql::ColumnDef &column, bool isEmptyTable)
{
    const sql::Constraint *value = column.constraint(ConstraintKind::Default);
    const sql::Constraint *generated = column.constraint(ConstraintKind::Generated);
    if (column.constraint(ConstraintKind::PrimaryKey))
        return "PRIMARY KEY";
    if (column.constraint(ConstraintKind::Unique))
        return "UNIQUE";
    if (isEmptyTable)
        return {};
    if (generated)
        return generated->isStored ? "STORED" : "";
    if (column.constraint(ConstraintKind::NotNull) && isNull(value))
        return "NOT NULL without a default";
    if (isComputed(value))
        return "a default that is computed";
    if (column.constraint(ConstraintKind::ForeignKey) && !isNull(value)
        && isSwitchedOn(at.state, "foreign_keys"))
        return "REFERENCES with a default";
    return {};
}

void addColumnLimits(const At &at, Findings &findings)
{
    eachClause(at, AlterKind::AddColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const std::string_view limit = limitOf(at, action.column, at.createdHere(alter.table));
        if (!limit.empty())
            addOn(at, findings, action.span, alter.table)
                .fact("column", written(at, action.column.name))
                .fact("limit", std::string(limit))
                .fix(rebuildFix(at, alter.table));
    });
}

void renameLegacy(const At &at, Findings &findings)
{
    eachClause(at, AlterKind::RenameTable, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const bool isOld = at.options.version < renamesReferences;
        if ((isOld || isSwitchedOn(at.state, "legacy_alter_table")) && !at.createdHere(alter.table))
            addOn(at, findings, action.span, alter.table)
                .fact("cause", isOld ? "This version" : "PRAGMA legacy_alter_table = ON");
    });
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "sqlite-unsupported-alter",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "SQLite doesn't know {what}",
     .why = "SQLite's ALTER TABLE renames, adds and drops a column, one at a time. The statement is a "
            "syntax error.",
     .lock = {},
     .help = "Build {table} anew in the documented order: a new table, copy the rows, drop the old one, "
             "rename the new one, all in one transaction.",
     .check = unsupportedAlter,
     .versions = "SQLite 3.53 and newer also add and drop CHECK constraints and NOT NULL"},
    {.id = "sqlite-rename-column-version",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "This version of SQLite can't rename {column}",
     .why = "RENAME COLUMN came with SQLite 3.25. Older ones answer with a syntax error.",
     .lock = {},
     .help = "Build {table} anew in the documented order, or let the server's library be newer first.",
     .check = renameColumnVersion,
     .versions = "Before SQLite 3.25"},
    {.id = "sqlite-drop-column-version",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "This version of SQLite can't drop {column}",
     .why = "DROP COLUMN came with SQLite 3.35. Older ones answer with a syntax error.",
     .lock = {},
     .help = "Build {table} anew in the documented order without {column}.",
     .check = dropColumnVersion,
     .versions = "Before SQLite 3.35"},
    {.id = "sqlite-drop-column-refused",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "SQLite refuses to drop {table}.{column}: {holder}",
     .why = "DROP COLUMN fails while a key, an index, a constraint of the table, a generated column, a "
            "trigger or a view uses the column. Where it works it writes every row anew.",
     .lock = "The writer's lock on the whole database while every row is written.",
     .help = "Drop the index, trigger or view first, or build {table} anew without {column}.",
     .check = dropColumnRefused,
     .versions = "SQLite 3.35 and newer"},
    {.id = "sqlite-add-column-limits",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "SQLite can't add {table}.{column}: {limit}",
     .why = "A new column only changes the table's description, not its rows. So it can't be a key, "
            "can't be stored for each row, and its default must be a constant.",
     .lock = {},
     .help = "Add {column} without it as NULL and fill it in batches, add a unique index beside it for "
             "UNIQUE, or build {table} anew.",
     .check = addColumnLimits,
     .versions = {},
     .replaces = {"pg-add-required-column"}},
    {.id = "sqlite-rename-legacy",
     .engines = Lite,
     .severity = Severity::Risk,
     .title = "Triggers, views and foreign keys still mean the old name of {table}",
     .why = "{cause} renames only the table. Whatever refers to it by its old name fails at its next use.",
     .lock = {},
     .help = "PRAGMA legacy_alter_table = OFF with SQLite 3.26 or newer, or create triggers and views "
             "again in the same transaction.",
     .check = renameLegacy,
     .versions = "Before SQLite 3.26, or with legacy_alter_table"},
});

} // namespace

std::span<const RuleInfo> liteAlterRules() { return rules; }

} // namespace lockkeeper::lint
