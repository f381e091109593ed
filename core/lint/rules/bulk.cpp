// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

// One statement that changes very many rows.
namespace lockkeeper::lint {

namespace {

bool reachesAll(const sql::Expression &where, bool hasLimit)
{
    return !hasLimit && (where.isEmpty() || where.isAlwaysTrue);
}

void deleteAll(const At &at, Findings &findings)
{
    const auto *statement = at.as<sql::Delete>();
    if (!statement || !reachesAll(statement->where, statement->hasLimit) || !statement->others.empty()
        || at.createdHere(statement->table))
        return;
    addOn(at, findings, at.statement.span, statement->table);
}

// Filling all rows is what the backfill stage is there for; plan-unbatched-backfill says there how it is done.
void updateAll(const At &at, Findings &findings)
{
    const auto *statement = at.as<sql::Update>();
    if (!statement || !reachesAll(statement->where, statement->hasLimit) || !statement->others.empty()
        || at.createdHere(statement->table) || at.options.stage == Stage::Backfill)
        return;
    Findings::Draft draft = addOn(at, findings, at.statement.span, statement->table);
    draft.fact("column", statement->columns.empty() ? "column" : written(at, statement->columns.front()));
}

/// A unique index all of whose columns the condition names: it is about single rows.
bool picksRows(const sql::Expression &where, const TableFacts &table)
{
    return std::ranges::any_of(table.indexes, [&](const IndexFacts &index) {
        return (index.isUnique || index.isPrimary) && index.isValid && !index.columns.empty()
               && std::ranges::all_of(index.columns, [&](const std::string &column) {
                      return std::ranges::find(where.columns, column) != where.columns.end();
                  });
    });
}

void largeChange(const At &at, Findings &findings)
{
    const auto report = [&](const sql::ObjectName &name, const sql::Expression *where) {
        const TableFacts *table = at.schema.table(name);
        if (!table || !table->rows || *table->rows < at.options.smallTableRows)
            return;
        if (where && !where->isEmpty() && !where->isAlwaysTrue && picksRows(*where, *table))
            return;
        addOn(at, findings, at.statement.span, name).fact("rows", std::to_string(*table->rows));
    };
    if (at.options.stage == Stage::Backfill)
        return;
    if (const auto *update = at.as<sql::Update>(); update && !update->hasLimit)
        report(update->table, &update->where);
    if (const auto *statement = at.as<sql::Delete>(); statement && !statement->hasLimit)
        report(statement->table, &statement->where);
    if (const auto *insert = at.as<sql::Insert>(); insert && insert->isSelect) {
        for (const sql::ObjectName &source : insert->selectsFrom)
            report(source, nullptr);
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "delete-without-where",
     .severity = Severity::Blocker,
     .title = "DELETE takes every row of {table}",
     .why =
         "There is no WHERE, or one that is always true. All rows are locked until the end, and then gone.",
     .help = "-- in batches, each in a transaction of its own:\nDELETE FROM {table} WHERE … ;",
     .check = deleteAll,
     .replaces = {"large-dml", "plan-irreversible-step"}},
    {.id = "update-without-where",
     .severity = Severity::Blocker,
     .title = "UPDATE changes every row of {table} in one go",
     .why =
         "There is no WHERE, or one that is always true. All rows stay locked until COMMIT, the table grows by as "
         "much again, and replicas fall behind.",
     .lock = "row locks on all of {table} until COMMIT: other writers of these rows wait",
     .help = "-- in batches over the key, each in a transaction of its own:\n"
             "UPDATE {table} SET {column} = … WHERE id > … AND id <= … ;",
     .check = updateAll,
     .versions = "all; in the backfill stage, plan-unbatched-backfill says it",
     .replaces = {"plan-unbatched-backfill", "large-dml"}},
    {.id = "large-dml",
     .severity = Severity::Risk,
     .title = "One statement over {table} with its {rows} rows",
     .why =
         "A long transaction holds its row locks, keeps old versions of rows alive, and replicas fall behind.",
     .lock = "row locks on what it changes until COMMIT",
     .help = "Cut it into batches over the key, each in a transaction of its own.",
     .check = largeChange,
     .versions = "needs the live database; silent in the backfill stage",
     .replaces = {"plan-unbatched-backfill"}},
});

} // namespace

std::span<const RuleInfo> bulkRules() { return rules; }

} // namespace lockkeeper::lint
