// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

// PostgreSQL adds a column without touching the rows, as long as all of them get the same value.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;

const sql::Constraint *defaultOf(const sql::AlterAction &action)
{
    return action.column.constraint(ConstraintKind::Default);
}

/// Serial, identity, generated and domain columns have rules of their own.
bool isPlainColumn(const At &at, const sql::ColumnDef &column)
{
    return !isSerial(column.type) && !column.constraint(ConstraintKind::Identity)
           && !column.constraint(ConstraintKind::Generated) && !at.schema.isConstrainedDomain(column.type);
}

Findings::Draft addOnColumn(const At &at, Findings &findings, const sql::AlterTable &alter,
                            const sql::AlterAction &action)
{
    Findings::Draft draft = addOn(at, findings, action.span, alter.table);
    draft.fact("column", written(at, action.column.name))
        .fact("type", std::string(at.source(action.column.type.span)));
    return draft;
}

/// Each added column for which the model says that the table is written anew.
template<typename Visit>
void eachRewrite(const At &at, Visit visit)
{
    eachAction(at, AlterKind::AddColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (!effectsOf(at, alter, action).rewrites.empty())
            visit(alter, action);
    });
}

/// The column first, its value for new rows second, the old rows at leisure.
Fix fillLater(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    const std::string table = written(at, alter.table);
    const std::string column = written(at, action.column.name);
    const std::string value(at.source(defaultOf(action)->expression.span));
    const std::string start = "ALTER TABLE " + table;
    std::vector<StagedSql> stages{
        {Stage::Expand,
         start + " ADD COLUMN " + column + ' ' + std::string(at.source(action.column.type.span))},
        {Stage::Expand, start + " ALTER COLUMN " + column + " SET DEFAULT " + value},
        {Stage::Backfill, "UPDATE " + table + " SET " + column + " = DEFAULT WHERE " + column + " IS NULL"},
    };
    if (action.column.constraint(ConstraintKind::NotNull)) {
        const std::string check = quotedName(
            at.options.dialect, madeName(alter.table.name.text, action.column.name.text, "not_null"));
        stages.push_back({Stage::Contract, start + " ADD CONSTRAINT " + check + " CHECK (" + column
                                               + " IS NOT NULL) NOT VALID"});
        stages.push_back({Stage::Contract, start + " VALIDATE CONSTRAINT " + check});
        stages.push_back({Stage::Contract, start + " ALTER COLUMN " + column + " SET NOT NULL"});
        stages.push_back({Stage::Contract, start + " DROP CONSTRAINT " + check});
    }
    return stagedFix("Add it empty, then fill it in batches", std::move(stages));
}

std::string slowFunction(const At &at, const sql::Expression &value)
{
    for (const std::string &call : value.calls) {
        const auto volatility = at.schema.volatility(call);
        if (!volatility || *volatility == 'v')
            return call + "()";
    }
    return "its default";
}

void volatileDefault(const At &at, Findings &findings)
{
    eachRewrite(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (at.options.version.major < 11 || !defaultOf(action) || !isPlainColumn(at, action.column))
            return;
        addOnColumn(at, findings, alter, action)
            .fact("function", slowFunction(at, defaultOf(action)->expression))
            .fact("default", std::string(at.source(defaultOf(action)->expression.span)))
            .fix(fillLater(at, alter, action));
    });
}

void defaultBefore11(const At &at, Findings &findings)
{
    eachRewrite(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (at.options.version.major >= 11 || !defaultOf(action) || !isPlainColumn(at, action.column))
            return;
        addOnColumn(at, findings, alter, action)
            .fact("default", std::string(at.source(defaultOf(action)->expression.span)))
            .fix(fillLater(at, alter, action));
    });
}

void constantDefault(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::AddColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (defaultOf(action) && effectsOf(at, alter, action).rewrites.empty())
            addOnColumn(at, findings, alter, action);
    });
}

void identity(const At &at, Findings &findings)
{
    eachRewrite(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (action.column.constraint(ConstraintKind::Identity))
            addOnColumn(at, findings, alter, action);
    });
}

void serial(const At &at, Findings &findings)
{
    eachRewrite(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (isSerial(action.column.type))
            addOnColumn(at, findings, alter, action)
                .fact("integer", action.column.type.name == "bigserial"     ? "bigint"
                                 : action.column.type.name == "smallserial" ? "smallint"
                                                                            : "integer");
    });
}

void storedGenerated(const At &at, Findings &findings)
{
    eachRewrite(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (action.column.constraint(ConstraintKind::Generated))
            addOnColumn(at, findings, alter, action);
    });
}

void constrainedDomain(const At &at, Findings &findings)
{
    eachRewrite(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (at.schema.isConstrainedDomain(action.column.type))
            addOnColumn(at, findings, alter, action);
    });
}

/// A value for the rows that are there: a default, a sequence, an expression.
bool hasValue(const sql::ColumnDef &column)
{
    const sql::Constraint *value = column.constraint(ConstraintKind::Default);
    return (value && value->expression.form != sql::Expression::Form::Null) || isSerial(column.type)
           || column.constraint(ConstraintKind::Identity) || column.constraint(ConstraintKind::Generated)
           || column.constraint(ConstraintKind::AutoIncrement);
}

// MySQL fills such a column with 0 or '', which is what my-implicit-default is about.
void required(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::AddColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (hasValue(action.column) || !action.column.constraint(ConstraintKind::NotNull))
            return;
        addOnColumn(at, findings, alter, action);
    });
}

constexpr std::string_view rewriteLock =
    "ACCESS EXCLUSIVE on {table} until every row and index is written anew: reads and writes wait";

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-add-column-volatile-default",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Adding {column} with DEFAULT {default} writes {table} anew",
     .why =
         "{function} may give another value for each row, so PostgreSQL has to write all of them now. A constant "
         "or stable default such as now() would be kept in the catalog instead.",
     .lock = rewriteLock,
     .help = "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
             "ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {default};\n"
             "-- then, in batches and outside of this migration:\n"
             "UPDATE {table} SET {column} = DEFAULT WHERE {column} IS NULL AND …;",
     .check = volatileDefault,
     .versions = "PostgreSQL 11 and newer; before, every default writes the table anew"},
    {.id = "pg-add-column-default-rewrite-pre11",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Adding {column} with a default writes {table} anew",
     .why = "Before version 11, PostgreSQL writes the default into every row at once, even a constant.",
     .lock = rewriteLock,
     .help = "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
             "ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {default};\n"
             "-- then fill the old rows in batches",
     .check = defaultBefore11,
     .versions = "before PostgreSQL 11"},
    {.id = "pg-add-column-constant-default",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "Adding {column} with this default touches no row",
     .why =
         "The value is kept in the catalog and old rows are read with it. The lock is short, but it still waits "
         "for running queries.",
     .lock = "ACCESS EXCLUSIVE on {table}, for a moment",
     .help = "Nothing to change; SET lock_timeout = '2s' keeps others from queueing behind it.",
     .isOnByDefault = false,
     .check = constantDefault,
     .versions = "PostgreSQL 11 and newer. Off unless asked for: it asks for no change"},
    {.id = "pg-add-column-identity",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Adding the identity column {column} writes {table} anew",
     .why = "Every old row draws its number from the sequence while the table is locked.",
     .lock = rewriteLock,
     .help = "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
             "-- fill it in batches, make it NOT NULL through a validated CHECK, then:\n"
             "ALTER TABLE {table} ALTER COLUMN {column} ADD GENERATED BY DEFAULT AS IDENTITY;",
     .check = identity,
     .versions = "PostgreSQL 10 and newer"},
    {.id = "pg-add-column-serial",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Adding the {type} column {column} writes {table} anew",
     .why =
         "A serial column is nextval() as a default: every old row draws its number while the table is locked.",
     .lock = rewriteLock,
     .help = "ALTER TABLE {table} ADD COLUMN {column} {integer};\n"
             "-- fill it in batches, make it NOT NULL through a validated CHECK, then:\n"
             "ALTER TABLE {table} ALTER COLUMN {column} ADD GENERATED BY DEFAULT AS IDENTITY;",
     .check = serial},
    {.id = "pg-add-column-stored-generated",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Adding the stored generated column {column} writes {table} anew",
     .why = "A stored expression is computed for every row now.",
     .lock = rewriteLock,
     .help =
         "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
         "-- keep it up to date by a trigger, fill the old rows in batches; on PostgreSQL 18 a VIRTUAL column "
         "needs neither",
     .check = storedGenerated,
     .versions = "PostgreSQL 12 and newer; from 18 on, generated columns are virtual unless they say STORED"},
    {.id = "pg-add-column-constrained-domain",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Adding {column} of the domain {type} writes {table} anew",
     .why =
         "The domain has a CHECK or NOT NULL, so PostgreSQL goes through all rows even though they are empty in "
         "this column.",
     .lock = rewriteLock,
     .help = "-- use the domain's base type, and its condition on the table:\n"
             "ALTER TABLE {table} ADD CONSTRAINT {column}_check CHECK (…) NOT VALID;\n"
             "ALTER TABLE {table} VALIDATE CONSTRAINT {column}_check;",
     .check = constrainedDomain,
     .versions = "needs the domain in the script, or the live database"},
    {.id = "pg-add-required-column",
     .engines = engines(Pg | MyFamily | Lite),
     .severity = Severity::Blocker,
     .title = "{column} is NOT NULL and has no default",
     .why =
         "Rows that are there have no value for it (MySQL and MariaDB make one up, the others refuse), and the "
         "application that runs now doesn't name it in its INSERTs, so they fail.",
     .help = "-- first one that may be empty, or that has a constant default:\n"
             "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
             "-- required once every row has a value and every application writes one",
     .check = required},
});

} // namespace

std::span<const RuleInfo> pgAddColumnRules() { return rules; }

} // namespace lockkeeper::lint
