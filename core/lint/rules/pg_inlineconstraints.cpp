// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <array>

// What is written behind a new column's type works on the rows that are there.
namespace lockkeeper::lint {

namespace {

using sql::ConstraintKind;

/// Calls @p visit(alter, action, constraint) for each constraint of @p kind of an added column.
template<typename Visit>
void eachInline(const At &at, ConstraintKind kind, Visit visit)
{
    eachAction(at, sql::AlterKind::AddColumn,
               [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                   if (const sql::Constraint *constraint = action.column.constraint(kind))
                       visit(alter, action, *constraint);
               });
}

Findings::Draft addOnConstraint(const At &at, Findings &findings, const sql::AlterTable &alter,
                                const sql::AlterAction &action, const sql::Constraint &constraint)
{
    Findings::Draft draft =
        addOn(at, findings, constraint.span.isValid() ? constraint.span : action.span, alter.table);
    draft.fact("column", written(at, action.column.name))
        .fact("type", std::string(at.source(action.column.type.span)));
    return draft;
}

/// "ALTER TABLE t ADD COLUMN c type"
std::string plainColumn(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    return "ALTER TABLE " + written(at, alter.table) + " ADD COLUMN " + written(at, action.column.name) + ' '
           + std::string(at.source(action.column.type.span));
}

void inlineCheck(const At &at, Findings &findings)
{
    eachInline(at, ConstraintKind::Check, [&](const auto &alter, const auto &action, const auto &check) {
        if (effectsOf(at, alter, action).scans.empty())
            return;
        const std::string condition(at.source(check.expression.span));
        addOnConstraint(at, findings, alter, action, check)
            .fact("condition", condition.empty() ? "…" : condition);
    });
}

void inlineUnique(const At &at, Findings &findings)
{
    eachInline(at, ConstraintKind::Unique, [&](const auto &alter, const auto &action, const auto &unique) {
        if (effectsOf(at, alter, action).indexBuilds.empty())
            return;
        const std::string name =
            quotedName(at.options.dialect, madeName(alter.table.name.text, action.column.name.text, "key"));
        const std::string table = written(at, alter.table);
        addOnConstraint(at, findings, alter, action, unique)
            .fact("name", name)
            .fix(stagedFix("Add the column, then its index",
                           {{Stage::Expand, plainColumn(at, alter, action)},
                            {Stage::Expand, "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + table + " ("
                                                + written(at, action.column.name) + ')'},
                            {Stage::Expand, "ALTER TABLE " + table + " ADD CONSTRAINT " + name
                                                + " UNIQUE USING INDEX " + name}}));
    });
}

void inlinePrimaryKey(const At &at, Findings &findings)
{
    eachInline(at, ConstraintKind::PrimaryKey, [&](const auto &alter, const auto &action, const auto &key) {
        addOnConstraint(at, findings, alter, action, key);
    });
}

void inlineForeignKey(const At &at, Findings &findings)
{
    eachInline(at, ConstraintKind::ForeignKey, [&](const auto &alter, const auto &action, const auto &key) {
        if (at.createdHere(key.references))
            return;
        const std::string name =
            quotedName(at.options.dialect, madeName(alter.table.name.text, action.column.name.text, "fkey"));
        const std::string start = "ALTER TABLE " + written(at, alter.table);
        const std::string parent = written(at, key.references)
                                   + (key.referenced.empty() ? "" : " (" + written(at, key.referenced) + ')');
        addOnConstraint(at, findings, alter, action, key)
            .fact("parent", written(at, key.references))
            .fact("target", parent)
            .fact("name", name)
            .fix(stagedFix("Add the column, then its foreign key",
                           {{Stage::Expand, plainColumn(at, alter, action)},
                            {Stage::Expand, start + " ADD CONSTRAINT " + name + " FOREIGN KEY ("
                                                + written(at, action.column.name) + ") REFERENCES " + parent
                                                + " NOT VALID"},
                            {Stage::Expand, start + " VALIDATE CONSTRAINT " + name}}));
    });
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-add-column-inline-check",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "The CHECK on the new column {column} reads all of {table}",
     .why = "A constraint that comes with the column is tested on every row before the statement ends.",
     .lock = "ACCESS EXCLUSIVE on {table} while all rows are read: reads and writes wait",
     .help = "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
             "ALTER TABLE {table} ADD CONSTRAINT {column}_check CHECK ({condition}) NOT VALID;\n"
             "-- in another transaction:\n"
             "ALTER TABLE {table} VALIDATE CONSTRAINT {column}_check;",
     .check = inlineCheck},
    {.id = "pg-add-column-inline-unique",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "UNIQUE on the new column {column} builds an index under lock",
     .why = "The index is built while nobody can use {table}, and it can't be built CONCURRENTLY here.",
     .lock = "ACCESS EXCLUSIVE on {table} until the index is built: reads and writes wait",
     .help = "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
             "CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({column});\n"
             "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name};",
     .check = inlineUnique},
    {.id = "pg-add-column-inline-primary-key",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "PRIMARY KEY on the new column {column} builds an index under lock",
     .why = "Every row needs a value at once, and the index is built while nobody can use {table}.",
     .lock = "ACCESS EXCLUSIVE on {table} until the index is built: reads and writes wait",
     .help = "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
             "-- fill it in batches, make it NOT NULL through a validated CHECK, then:\n"
             "CREATE UNIQUE INDEX CONCURRENTLY {table}_pkey ON {table} ({column});\n"
             "ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY USING INDEX {table}_pkey;",
     .check = inlinePrimaryKey},
    {.id = "pg-add-column-inline-fk",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "REFERENCES on the new column {column} locks {parent}, too",
     .why =
         "No row is checked, since all are empty in it. But the statement waits for both tables at once, and "
         "others queue behind it on both.",
     .lock =
         "ACCESS EXCLUSIVE on {table} and SHARE ROW EXCLUSIVE on {parent}, briefly: writes to {parent} wait",
     .help =
         "ALTER TABLE {table} ADD COLUMN {column} {type};\n"
         "ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {target} NOT VALID;\n"
         "ALTER TABLE {table} VALIDATE CONSTRAINT {name};",
     .check = inlineForeignKey},
});

} // namespace

std::span<const RuleInfo> pgInlineConstraintRules() { return rules; }

} // namespace lockkeeper::lint
