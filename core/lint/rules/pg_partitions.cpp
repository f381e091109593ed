// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;

/// Whether a CHECK says as much as the bounds can't be told; that there is one shows that somebody thought of it.
bool hasProof(const TableFacts &table)
{
    return std::ranges::any_of(table.constraints, [](const ConstraintFacts &constraint) {
        return constraint.kind == sql::ConstraintKind::Check && constraint.isValid;
    });
}

void attach(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::AttachPartition, [&](const auto &alter, const auto &action) {
        const std::vector<std::string> scans = effectsOf(at, alter, action).scans;
        const auto scanned = std::ranges::find_if(scans, [&](const std::string &name) {
            const TableFacts *table = at.schema.table(name);
            return !(table && (table->createdHere || hasProof(*table)));
        });
        if (scanned != scans.end())
            addOn(at, findings, action.span, alter.table)
                .fact("partition", written(at, action.partition))
                .fact("scanned", *scanned);
    });
}

void detach(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::DetachPartition, [&](const auto &alter, const auto &action) {
        if (action.concurrently)
            return;
        Findings::Draft draft = addOn(at, findings, action.span, alter.table);
        draft.fact("partition", written(at, action.partition));
        const TableFacts *table = at.schema.table(alter.table);
        const bool mayHaveDefault = !table || !table->isComplete || table->hasDefaultPartition;
        if (at.options.version.major < 14 || at.state.inTransaction() || !action.partition.span.isValid()
            || (table && table->hasDefaultPartition))
            return;
        Fix fix = safeEdit("Detach it CONCURRENTLY", behind(action.partition.span), " CONCURRENTLY");
        fix.isSafe = !mayHaveDefault; // the server refuses it beside a default partition
        draft.fix(std::move(fix));
    });
}

void createPartition(const At &at, Findings &findings)
{
    const auto *create = at.as<sql::CreateTable>();
    if (!create || create->partitionOf.isEmpty() || at.createdHere(create->partitionOf))
        return;
    addOn(at, findings, at.statement.span, create->partitionOf).fact("partition", written(at, create->table));
}

void dropPartition(const At &at, Findings &findings)
{
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->object != sql::ObjectKind::Table)
        return;
    for (const sql::ObjectName &name : drop->names) {
        const TableFacts *table = at.schema.table(name);
        if (table && !table->partitionOf.empty() && !table->createdHere)
            findings.add(name.span.isValid() ? name.span : at.statement.span)
                .fact("table", table->partitionOf)
                .fact("partition", written(at, name));
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-attach-partition-scan",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Attaching {partition} reads all of {scanned} under lock",
     .why =
         "Every row is tested against the partition's bounds, and those of a default partition against the new "
         "ones, unless a validated CHECK says the same already.",
     .lock = "SHARE UPDATE EXCLUSIVE on {table}, ACCESS EXCLUSIVE on {scanned} while it is read",
     .help =
         "ALTER TABLE {partition} ADD CONSTRAINT bounds CHECK (…) NOT VALID; -- the same bounds, and NOT NULL\n"
         "ALTER TABLE {partition} VALIDATE CONSTRAINT bounds;\n"
         "ALTER TABLE {table} ATTACH PARTITION {partition} …; -- takes it as proof, reads nothing\n"
         "ALTER TABLE {partition} DROP CONSTRAINT bounds;",
     .check = attach,
     .versions = "before PostgreSQL 12, ACCESS EXCLUSIVE on the partitioned table, too"},
    {.id = "pg-detach-partition-blocking",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Detaching {partition} locks all of {table}",
     .why = "Queries on every partition wait behind it.",
     .lock = "ACCESS EXCLUSIVE on {table} and {partition}: reads and writes wait",
     .help = "-- outside of a transaction, without a default partition:\n"
             "ALTER TABLE {table} DETACH PARTITION {partition} CONCURRENTLY;",
     .check = detach,
     .versions = "CONCURRENTLY: PostgreSQL 14 and newer"},
    {.id = "pg-create-partition-of",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "PARTITION OF locks {table}",
     .why =
         "It waits for every query on any partition, and later ones wait behind it. With a default partition, its "
         "rows are read, too.",
     .lock = "ACCESS EXCLUSIVE on {table}: reads and writes wait",
     .help =
         "CREATE TABLE {partition} (LIKE {table} INCLUDING ALL EXCLUDING IDENTITY);\nALTER TABLE {table} ATTACH PARTITION "
         "{partition} FOR VALUES …; -- SHARE UPDATE EXCLUSIVE only",
     .check = createPartition},
    {.id = "pg-drop-partition",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "Dropping {partition} locks all of {table}",
     .why = "Queries on every partition wait behind it.",
     .lock = "ACCESS EXCLUSIVE on {table}: reads and writes wait",
     .help = "-- outside of a transaction:\nALTER TABLE {table} DETACH PARTITION {partition} CONCURRENTLY;\n"
             "DROP TABLE {partition};",
     .check = dropPartition,
     .versions = "needs the partition in the script, or the live database"},
});

} // namespace

std::span<const RuleInfo> pgPartitionRules() { return rules; }

} // namespace lockkeeper::lint
