// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>

// Constraints that are added to tables with rows.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::Constraint;
using sql::ConstraintKind;

template<typename Visit>
void eachConstraint(const At &at, ConstraintKind kind, Visit visit)
{
    eachAction(at, AlterKind::AddConstraint,
               [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                   if (action.constraint.kind == kind)
                       visit(alter, action, action.constraint);
               });
}

/// The name that is written, or the one that the server would make up.
std::string nameFor(const At &at, const sql::AlterTable &alter, const Constraint &constraint,
                    std::string_view suffix)
{
    if (!constraint.name.isEmpty())
        return written(at, constraint.name);
    std::string columns;
    for (const sql::Name &column : constraint.columns)
        columns += (columns.empty() ? "" : "_") + column.text;
    return quotedName(at.options.dialect, columns.empty() ? alter.table.name.text + '_' + std::string(suffix)
                                                          : madeName(alter.table.name.text, columns, suffix));
}

std::string startOf(const At &at, const sql::AlterTable &alter)
{
    return "ALTER TABLE " + written(at, alter.table);
}

bool isNewColumn(const At &at, const sql::AlterTable &alter, std::string_view column)
{
    return at.state.addedColumn(alter.table.display(), column)
           || std::ranges::any_of(alter.actions, [column](const sql::AlterAction &action) {
                  return action.kind == AlterKind::AddColumn && action.column.name.text == column;
              });
}

/// What the version that runs now may write must stay allowed until Contract; NOT VALID spares only the old rows. It
/// doesn't write columns that this script brings.
Stage stageFor(const At &at, const sql::AlterTable &alter, const Constraint &constraint)
{
    std::vector<std::string> columns = constraint.expression.columns;
    for (const sql::Name &column : constraint.columns)
        columns.push_back(column.text);
    // A NULL satisfies a comparison, but not IS NOT NULL, and who knows what of a function.
    const std::string condition = folded(at.source(constraint.expression.span));
    const bool takesNull = constraint.expression.calls.empty() && !condition.contains(" is ");
    const bool isNew = !columns.empty() && std::ranges::all_of(columns, [&](const std::string &column) {
        return isNewColumn(at, alter, column);
    });
    return isNew && takesNull ? Stage::Expand : Stage::Contract;
}

/// NOT VALID first, VALIDATE in a transaction of its own.
Fix notValidFirst(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action,
                  const std::string &name)
{
    std::string text(at.source(action.constraint.span.isValid() ? action.constraint.span : action.span));
    if (isKeyword(text.substr(0, text.find_first_of(" \t\r\n")), "add"))
        text.erase(0, 4);
    if (action.constraint.name.isEmpty())
        text.insert(0, "CONSTRAINT " + name + ' ');
    const Stage stage = stageFor(at, alter, action.constraint);
    return stagedFix(stage == Stage::Expand
                         ? "Add it NOT VALID, then validate it"
                         : "Add it NOT VALID when the old version is gone, then validate it",
                     {{stage, startOf(at, alter) + " ADD " + text + " NOT VALID"},
                      {stage, startOf(at, alter) + " VALIDATE CONSTRAINT " + name}});
}

void checkValidated(const At &at, Findings &findings)
{
    eachConstraint(at, ConstraintKind::Check, [&](const auto &alter, const auto &action, const auto &check) {
        if (effectsOf(at, alter, action).scans.empty())
            return;
        const std::string name = nameFor(at, alter, check, "check");
        const std::string condition(at.source(check.expression.span));
        addOn(at, findings, action.span, alter.table)
            .fact("name", name)
            .fact("condition", condition.empty() ? "…" : condition)
            .fix(notValidFirst(at, alter, action, name));
    });
}

// PostgreSQL takes NOT VALID foreign keys of partitioned tables from 18 on.
bool takesNotValid(const At &at, const sql::AlterTable &alter)
{
    const TableFacts *table = at.schema.table(alter.table);
    return at.options.version.major >= 18 || !(table && table->isPartitioned);
}

void foreignKeyValidated(const At &at, Findings &findings)
{
    eachConstraint(
        at, ConstraintKind::ForeignKey, [&](const auto &alter, const auto &action, const auto &key) {
            if (effectsOf(at, alter, action).scans.empty())
                return;
            const std::string name = nameFor(at, alter, key, "fkey");
            Findings::Draft draft = addOn(at, findings, action.span, alter.table);
            draft.fact("parent", written(at, key.references))
                .fact("columns", written(at, key.columns))
                .fact("target",
                      written(at, key.references)
                          + (key.referenced.empty() ? "" : " (" + written(at, key.referenced) + ')'))
                .fact("name", name);
            if (takesNotValid(at, alter))
                draft.fix(notValidFirst(at, alter, action, name));
        });
}

Fix indexFirst(const At &at, const sql::AlterTable &alter, const Constraint &constraint,
               const std::string &name, std::string_view kind)
{
    const Stage stage = stageFor(at, alter, constraint);
    return stagedFix("Build the index first, then use it",
                     {{stage, "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + written(at, alter.table)
                                  + " (" + written(at, constraint.columns) + ')'},
                      {stage, startOf(at, alter) + " ADD CONSTRAINT " + name + ' ' + std::string(kind)
                                  + " USING INDEX " + name}});
}

void uniqueConstraint(const At &at, Findings &findings)
{
    eachConstraint(at, ConstraintKind::Unique,
                   [&](const auto &alter, const auto &action, const auto &unique) {
                       if (effectsOf(at, alter, action).indexBuilds.empty())
                           return;
                       const std::string name = nameFor(at, alter, unique, "key");
                       addOn(at, findings, action.span, alter.table)
                           .fact("name", name)
                           .fact("columns", written(at, unique.columns))
                           .fix(indexFirst(at, alter, unique, name, "UNIQUE"));
                   });
}

bool areNotNull(const At &at, const sql::AlterTable &alter, const std::vector<sql::Name> &columns)
{
    const TableFacts *table = at.schema.table(alter.table);
    return table && std::ranges::all_of(columns, [&](const sql::Name &column) {
               return table->provesNotNull(column.text);
           });
}

void primaryKey(const At &at, Findings &findings)
{
    eachConstraint(
        at, ConstraintKind::PrimaryKey, [&](const auto &alter, const auto &action, const auto &key) {
            if (effectsOf(at, alter, action).indexBuilds.empty())
                return;
            const std::string name = key.name.isEmpty()
                                         ? quotedName(at.options.dialect, alter.table.name.text + "_pkey")
                                         : written(at, key.name);
            Findings::Draft draft = addOn(at, findings, action.span, alter.table);
            draft.fact("name", name).fact("columns", written(at, key.columns));
            if (areNotNull(at, alter, key.columns))
                draft.fix(indexFirst(at, alter, key, name, "PRIMARY KEY"));
        });
}

/// The columns of the index that a primary key is made of; empty: unknown.
std::vector<sql::Name> indexColumns(const At &at, const sql::AlterTable &alter, const Constraint &key)
{
    std::vector<sql::Name> columns;
    const TableFacts *table = at.schema.table(alter.table);
    const IndexFacts *index = table ? table->index(key.usingIndex.text) : nullptr;
    if (index) {
        for (const std::string &column : index->columns)
            columns.push_back({column, {}});
    }
    return columns;
}

void primaryKeyUsingNullable(const At &at, Findings &findings)
{
    eachConstraint(at, ConstraintKind::PrimaryKey,
                   [&](const auto &alter, const auto &action, const auto &key) {
                       if (key.usingIndex.isEmpty() || effectsOf(at, alter, action).scans.empty())
                           return;
                       const std::vector<sql::Name> columns = indexColumns(at, alter, key);
                       addOn(at, findings, action.span, alter.table)
                           .fact("index", written(at, key.usingIndex))
                           .fact("column", columns.empty() ? "column" : written(at, columns.front()));
                   });
}

void exclusion(const At &at, Findings &findings)
{
    eachConstraint(at, ConstraintKind::Exclusion, [&](const auto &alter, const auto &action, const auto &) {
        addOn(at, findings, action.span, alter.table);
    });
}

void usingIndex(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::AddConstraint,
               [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                   if (!action.constraint.usingIndex.isEmpty() && effectsOf(at, alter, action).scans.empty())
                       addOn(at, findings, action.span, alter.table)
                           .fact("index", written(at, action.constraint.usingIndex));
               });
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-add-check-validated",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "The CHECK on {table} reads every row under lock",
     .why = "All rows are tested before the statement ends, and nobody can use the table meanwhile.",
     .lock = "ACCESS EXCLUSIVE on {table} while all rows are read: reads and writes wait",
     .help =
         "-- when no running version breaks it any more:\nALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID;\n"
         "-- in another transaction; reads and writes go on:\n"
         "ALTER TABLE {table} VALIDATE CONSTRAINT {name};",
     .check = checkValidated},
    {.id = "pg-add-foreign-key-validated",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "The foreign key stops writes to {table} and {parent}",
     .why = "Every row of {table} is looked up in {parent} before the statement ends.",
     .lock = "SHARE ROW EXCLUSIVE on {table} and on {parent} while all rows are checked: writes to both wait",
     .help =
         "-- when no running version breaks it any more:\nALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {target} NOT VALID;\n"
         "-- in another transaction; reads and writes go on:\n"
         "ALTER TABLE {table} VALIDATE CONSTRAINT {name};",
     .check = foreignKeyValidated,
     .versions = "all; foreign keys of partitioned tables can be NOT VALID from PostgreSQL 18 on"},
    {.id = "pg-add-unique-constraint",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "UNIQUE ({columns}) builds an index on {table} under lock",
     .why =
         "The constraint builds its index in place. It fails if there are duplicates, after having held everybody "
         "up.",
     .lock = "ACCESS EXCLUSIVE on {table} until the index is built: reads and writes wait",
     .help = "-- when no running version writes duplicates, outside of a transaction:\n"
             "CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({columns});\n"
             "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name};",
     .check = uniqueConstraint},
    {.id = "pg-add-primary-key",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "PRIMARY KEY ({columns}) builds an index on {table} under lock",
     .why = "The index is built in place, and every row is read if a column may still be NULL.",
     .lock = "ACCESS EXCLUSIVE on {table} until the index is built: reads and writes wait",
     .help = "-- with {columns} NOT NULL already, outside of a transaction:\n"
             "CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({columns});\n"
             "ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name};",
     .check = primaryKey},
    {.id = "pg-add-primary-key-using-index-nullable",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{index} may cover NULLs: the primary key reads all of {table}",
     .why =
         "A primary key makes its columns NOT NULL. Those that aren't yet are tested row by row, under lock.",
     .lock = "ACCESS EXCLUSIVE on {table} while all rows are read: reads and writes wait",
     .help = "ALTER TABLE {table} ADD CONSTRAINT {column}_set CHECK ({column} IS NOT NULL) NOT VALID;\n"
             "ALTER TABLE {table} VALIDATE CONSTRAINT {column}_set;\n"
             "ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;\n"
             "-- then the primary key, then DROP CONSTRAINT {column}_set",
     .check = primaryKeyUsingNullable,
     .versions = "all; silent when the columns are known to be NOT NULL"},
    {.id = "pg-add-exclusion-constraint",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "The exclusion constraint builds an index on {table} under lock",
     .why =
         "It can neither be NOT VALID nor take an index that is there: the build can't be moved out of the lock.",
     .lock = "ACCESS EXCLUSIVE on {table} until the index is built: reads and writes wait",
     .help =
         "Make a new table that has the constraint, copy the rows, and swap the names; or plan a window and set "
         "lock_timeout.",
     .check = exclusion},
    {.id = "pg-constraint-using-index",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "The constraint takes {index} as it is",
     .why = "Nothing is built or read. The lock is short, but it still waits for running queries.",
     .lock = "ACCESS EXCLUSIVE on {table}, for a moment",
     .help = "Nothing to change; SET lock_timeout = '2s' and try again if it runs out.",
     .isOnByDefault = false,
     .check = usingIndex,
     .versions = "all. Off unless asked for: it asks for no change"},
});

} // namespace

std::span<const RuleInfo> pgConstraintRules() { return rules; }

} // namespace lockkeeper::lint
