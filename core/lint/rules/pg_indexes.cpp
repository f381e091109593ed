// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::Maintain;
using sql::ObjectKind;

std::string shownName(const At &at, const sql::CreateIndex &index)
{
    return index.name.isEmpty() ? "the index" : written(at, index.name);
}

/// CONCURRENTLY behind INDEX; not where it would fail.
void makeConcurrent(const At &at, Findings::Draft &draft, Span place, std::string title)
{
    if (!at.state.inTransaction() && place.isValid())
        draft.fix(safeEdit(std::move(title), behind(place), " CONCURRENTLY"));
}

bool isPartitioned(const At &at, const sql::ObjectName &table)
{
    const TableFacts *facts = at.schema.table(table);
    return facts && facts->isPartitioned;
}

void createIndex(const At &at, Findings &findings)
{
    const auto *index = at.as<sql::CreateIndex>();
    if (!index || index->concurrently || at.createdHere(index->table) || at.effects.indexBuilds.empty())
        return;
    Findings::Draft draft = addOn(at, findings, at.statement.span, index->table);
    draft.fact("index", shownName(at, *index)).fact("unique", index->isUnique ? "UNIQUE " : "");
    if (!isPartitioned(at, index->table))
        makeConcurrent(at, draft, index->afterIndexWord, "Build it CONCURRENTLY");
}

void dropIndex(const At &at, Findings &findings)
{
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->object != ObjectKind::Index || drop->concurrently)
        return;
    const auto isNew = [&](const sql::ObjectName &index) {
        const TableFacts *table = at.schema.table(at.schema.tableOfIndex(index));
        return table && table->createdHere;
    };
    if (std::ranges::all_of(drop->names, isNew))
        return;
    const sql::ObjectName &first = drop->names.front();
    const std::string table = at.schema.tableOfIndex(first);
    Findings::Draft draft = findings.add(at.statement.span);
    draft.fact("index", written(at, first)).fact("table", table.empty() ? "its table" : table);
    // The server takes CONCURRENTLY for one index, without CASCADE.
    const TableFacts *facts = at.schema.table(table);
    if (drop->names.size() == 1 && !drop->cascade && !(facts && facts->isPartitioned))
        makeConcurrent(at, draft, drop->afterIndexWord, "Drop it CONCURRENTLY");
}

void reindex(const At &at, Findings &findings)
{
    const auto *maintain = at.as<Maintain>();
    if (!maintain || maintain->kind != Maintain::Kind::Reindex || maintain->concurrently)
        return;
    if (maintain->object == ObjectKind::Table && !maintain->objects.empty()
        && at.createdHere(maintain->objects.front()))
        return;
    Findings::Draft draft = findings.add(at.statement.span);
    draft.fact("name", maintain->objects.empty() ? "the database" : written(at, maintain->objects.front()));
    if (at.options.version.major >= 12 && maintain->object != ObjectKind::Other)
        makeConcurrent(at, draft, maintain->afterVerb, "Rebuild it CONCURRENTLY");
}

/// What the server refuses to run in a transaction, by name; empty: it may run there.
std::string_view notInTransaction(const At &at)
{
    if (const auto *index = at.as<sql::CreateIndex>())
        return index->concurrently ? "CREATE INDEX CONCURRENTLY" : "";
    if (const auto *drop = at.as<sql::Drop>()) {
        if (drop->concurrently)
            return "DROP INDEX CONCURRENTLY";
        return drop->object == ObjectKind::Database     ? "DROP DATABASE"
               : drop->object == ObjectKind::Tablespace ? "DROP TABLESPACE"
                                                        : "";
    }
    if (const auto *maintain = at.as<Maintain>()) {
        if (maintain->kind == Maintain::Kind::Vacuum)
            return "VACUUM";
        const bool isWide =
            maintain->object == ObjectKind::Database || maintain->object == ObjectKind::Schema;
        if (maintain->kind == Maintain::Kind::Reindex && (maintain->concurrently || isWide))
            return maintain->concurrently ? "REINDEX CONCURRENTLY" : "REINDEX of a schema or database";
    }
    if (const auto *create = at.as<sql::Create>())
        return create->object == ObjectKind::Database     ? "CREATE DATABASE"
               : create->object == ObjectKind::Tablespace ? "CREATE TABLESPACE"
                                                          : "";
    if (const auto *alter = at.as<sql::Alter>())
        return alter->what == "system" ? "ALTER SYSTEM" : "";
    if (const auto *alter = at.as<sql::AlterTable>()) {
        if (std::ranges::any_of(alter->actions, [](const sql::AlterAction &action) {
                return action.kind == sql::AlterKind::DetachPartition && action.concurrently;
            }))
            return "DETACH PARTITION CONCURRENTLY";
    }
    return "";
}

void concurrentlyInTransaction(const At &at, Findings &findings)
{
    const std::string_view what = notInTransaction(at);
    if (!what.empty() && at.state.inTransaction())
        findings.add(at.statement.span).fact("what", std::string(what));
}

void concurrentlyOnPartitioned(const At &at, Findings &findings)
{
    if (const auto *index = at.as<sql::CreateIndex>()) {
        if (index->concurrently && isPartitioned(at, index->table))
            addOn(at, findings, at.statement.span, index->table).fact("index", shownName(at, *index));
        return;
    }
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->object != ObjectKind::Index || !drop->concurrently)
        return;
    for (const sql::ObjectName &name : drop->names) {
        const TableFacts *table = at.schema.table(at.schema.tableOfIndex(name));
        if (table && table->isPartitioned)
            findings.add(at.statement.span).fact("table", table->name).fact("index", written(at, name));
    }
}

// 14.0 without a server to ask is what "14" reads as, so it can't be told from 14.9.
void concurrentCorruption(const At &at, Findings &findings)
{
    const ServerVersion &version = at.options.version;
    if (version.major != 14 || version.minor > 3 || (version.minor == 0 && !at.schema.isLive()))
        return;
    const auto *index = at.as<sql::CreateIndex>();
    const auto *maintain = at.as<Maintain>();
    if ((index && index->concurrently)
        || (maintain && maintain->kind == Maintain::Kind::Reindex && maintain->concurrently))
        findings.add(at.statement.span).fact("version", "14." + std::to_string(version.minor));
}

void invalidIndexHidden(const At &at, Findings &findings)
{
    const auto *index = at.as<sql::CreateIndex>();
    if (!index || !index->concurrently || !index->ifNotExists)
        return;
    const TableFacts *table = at.schema.table(index->table);
    const IndexFacts *known = table ? table->index(index->name.text) : nullptr;
    if (known && known->isValid && at.schema.isLive())
        return;
    Findings::Draft draft = addOn(at, findings, at.statement.span, index->table);
    draft.fact("index", shownName(at, *index));
    if (known && !known->isValid)
        draft.severity(Severity::Blocker);
}

void replaceOrder(const At &at, Findings &findings)
{
    const auto *index = at.as<sql::CreateIndex>();
    if (!index || at.createdHere(index->table))
        return;
    if (const std::string *old = at.state.replacedBy(*index))
        addOn(at, findings, at.statement.span, index->table)
            .fact("old", quotedName(at.options.dialect, *old))
            .fact("index", shownName(at, *index));
}

void dropsIndex(const At &at, Findings &findings)
{
    eachAction(
        at, sql::AlterKind::DropColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
            const TableFacts *table = at.schema.table(alter.table);
            if (!table || !table->isIndexed(action.name.text))
                return;
            const auto index = std::ranges::find_if(table->indexes, [&](const IndexFacts &one) {
                return std::ranges::find(one.columns, action.name.text) != one.columns.end();
            });
            addOn(at, findings, action.span, alter.table)
                .fact("column", written(at, action.name))
                .fact("index", index == table->indexes.end() ? "its index"
                                                             : quotedName(at.options.dialect, index->name));
        });
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-create-index-blocking",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Building {index} stops all writes to {table}",
     .why = "Without CONCURRENTLY, nobody can insert, update or delete until the whole index is built.",
     .lock = "SHARE on {table} until the index is built: writes wait, reads go on",
     .help = "-- outside of a transaction:\nCREATE {unique}INDEX CONCURRENTLY … ON {table} …;",
     .check = createIndex},
    {.id = "pg-drop-index-blocking",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "Dropping {index} locks {table}",
     .why =
         "The drop itself is quick, but it waits for every running query on the table, and all that come later "
         "wait behind it.",
     .lock = "ACCESS EXCLUSIVE on {table}, briefly: reads and writes wait",
     .help = "-- outside of a transaction:\nDROP INDEX CONCURRENTLY {index};",
     .check = dropIndex,
     .versions = "all; an index of a constraint or of a partitioned table can't be dropped so"},
    {.id = "pg-reindex-blocking",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "REINDEX of {name} stops writes, and most reads",
     .why = "Writes wait for the whole rebuild. Reads wait, too, as soon as the planner looks at the index.",
     .lock = "SHARE on the table and ACCESS EXCLUSIVE on the index until it is rebuilt",
     .help = "-- outside of a transaction:\nREINDEX … CONCURRENTLY {name};",
     .check = reindex,
     .versions = "CONCURRENTLY: PostgreSQL 12 and newer"},
    {.id = "pg-concurrently-in-transaction",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{what} can't run in a transaction",
     .why = "The server refuses it: it needs transactions of its own, or can't be undone.",
     .help =
         "Give it a file of its own, and turn off the transaction that the migration tool puts around it.",
     .check = concurrentlyInTransaction,
     .replaces = {"statement-after-exclusive-lock"}},
    {.id = "pg-concurrently-on-partitioned-parent",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{table} is partitioned: CONCURRENTLY is refused",
     .why =
         "The server can't work on the index of a partitioned table concurrently, only on those of its partitions.",
     .help = "CREATE INDEX {index} ON ONLY {table} (…);\n"
             "-- for each partition:\n"
             "CREATE INDEX CONCURRENTLY partition_index ON partition (…);\n"
             "ALTER INDEX {index} ATTACH PARTITION partition_index;",
     .check = concurrentlyOnPartitioned,
     .versions = "needs the table in the script, or the live database"},
    {.id = "pg-concurrent-index-corruption",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "PostgreSQL {version} may build a broken index",
     .why =
         "Until 14.4, an index that is built concurrently can miss rows that are changed meanwhile, silently.",
     .help = "Upgrade the server to 14.4 or newer first.",
     .check = concurrentCorruption,
     .versions = "PostgreSQL 14.0 to 14.3"},
    {.id = "pg-invalid-index-hidden",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "IF NOT EXISTS takes a broken {index} for a good one",
     .why =
         "A concurrent build that fails leaves an INVALID index behind. Run again, this statement sees the name, "
         "does nothing, and the index is never used.",
     .help = "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;\n"
             "DROP INDEX CONCURRENTLY IF EXISTS {index};\n"
             "CREATE INDEX CONCURRENTLY {index} ON {table} …;",
     .check = invalidIndexHidden},
    {.id = "pg-replace-index-order",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{old} is dropped before {index} replaces it",
     .why = "In between, queries that need the index read the whole table.",
     .help = "-- first the new one, under another name:\n"
             "CREATE INDEX CONCURRENTLY … ON {table} …;\n"
             "DROP INDEX CONCURRENTLY {old};",
     .check = replaceOrder},
    {.id = "pg-drop-column-drops-index",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{index} goes with {column}",
     .why =
         "Every index that has the column is dropped under the table's lock, those on several columns, too: "
         "queries on the other columns lose it.",
     .lock = "ACCESS EXCLUSIVE on {table}: reads and writes wait",
     .help = "DROP INDEX CONCURRENTLY {index};\n-- then, if other columns need one:\n"
             "CREATE INDEX CONCURRENTLY … ON {table} (…);",
     .check = dropsIndex,
     .versions = "needs the index in the script, or the live database"},
});

} // namespace

std::span<const RuleInfo> pgIndexRules() { return rules; }

} // namespace lockkeeper::lint
