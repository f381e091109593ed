// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <set>

// What goes is gone: in Contract that is the plan, before it the application still needs it.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ObjectKind;

std::string_view wordFor(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::View:
        return "view";
    case ObjectKind::MaterializedView:
        return "materialized view";
    case ObjectKind::Function:
        return "function";
    case ObjectKind::Procedure:
        return "procedure";
    case ObjectKind::Type:
        return "type";
    case ObjectKind::Domain:
        return "domain";
    case ObjectKind::Sequence:
        return "sequence";
    case ObjectKind::Table:
        return "table";
    case ObjectKind::Schema:
        return "schema";
    default:
        return "object";
    }
}

constexpr std::int32_t longStatement = 8192;

/// Old columns that the application has stopped using go last.
Fix inContract(const At &at, std::string title)
{
    return stagedFix(std::move(title), {{Stage::Contract, std::string(at.source(at.statement.span))}});
}

void dropColumn(const At &at, Findings &findings)
{
    if (isContract(at))
        return;
    eachAction(at, AlterKind::DropColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (at.state.addedColumn(alter.table.display(), action.name.text))
            return;
        const std::string sql =
            "ALTER TABLE " + written(at, alter.table) + " DROP COLUMN " + written(at, action.name);
        addOn(at, findings, action.span, alter.table)
            .fact("column", written(at, action.name))
            .fix(stagedFix("Drop it in Contract", {{Stage::Contract, sql}}));
    });
}

/// Unlike the application, a view is there to be asked: in Contract, too.
void dropUsedColumn(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::DropColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        ColumnUsers users = usersOf(at, alter.table, action.name.text);
        if (!users.isCertain) { // triggers rarely name columns, views always do
            std::erase_if(users.names,
                          [&](const std::string &name) { return !at.schema.viewUses({{}, {name, {}}, {}}); });
        }
        if (users.names.empty())
            return;
        Findings::Draft draft = addOn(at, findings, action.span, alter.table);
        draft.fact("column", written(at, action.name))
            .fact("dependent", listed(users.names))
            .fact("outcome", action.cascade ? "it goes, too" : "the statement fails");
        if (!users.isCertain)
            draft.severity(Severity::Risk);
    });
}

/// Calls @p visit(name) for each table dropped that was there before.
template<typename Visit>
void eachDroppedTable(const At &at, Visit visit)
{
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->isTemporary
        || (drop->object != ObjectKind::Table && drop->object != ObjectKind::ForeignTable))
        return;
    for (const sql::ObjectName &name : drop->names) {
        const TableFacts *table = at.schema.table(name);
        if (!at.createdHere(name) && !(table && table->isTemporary))
            visit(name, table);
    }
}

/// SQLite's way to change a table: its rows were copied to a new one, which takes the name further down.
/// sqlite-table-rebuild-unsafe judges how.
bool isRebuilt(const At &at, const sql::ObjectName &table)
{
    if (at.options.dialect != SqlDialect::SQLite || !at.state.copied(table.display()))
        return false;
    constexpr std::string_view sign = "rename to ";
    // The new name comes a statement or two further down; a script that never gives it must not be read for every table.
    constexpr size_t reach = 16UL * 1024;
    const std::string rest = folded(at.text.substr(size_t(at.statement.span.end), reach));
    const std::string name = folded(table.name.text);
    for (size_t found = rest.find(sign); found != rest.npos; found = rest.find(sign, found + 1)) {
        const size_t begin = rest.find_first_not_of(" \t\r\n\"`[", found + sign.size());
        if (begin != rest.npos && std::string_view(rest).substr(begin).starts_with(name)
            && std::string_view(" \t\r\n\"`];").contains((rest + ';')[begin + name.size()]))
            return true;
    }
    return false;
}

void dropTable(const At &at, Findings &findings)
{
    if (isContract(at))
        return;
    // One that drops thousands of tables can't be repeated for each of them.
    const bool isLong = at.statement.span.size() > longStatement;
    eachDroppedTable(at, [&](const sql::ObjectName &name, const TableFacts *table) {
        if ((table && !table->partitionOf.empty()) || isRebuilt(at, name))
            return;
        Findings::Draft draft = addOn(at, findings, name.span, name);
        if (!isLong)
            draft.fix(inContract(at, "Drop it in Contract"));
    });
}

std::string partitionOf(const sql::Option &option)
{
    return option.value.empty() ? option.name : option.value;
}

void dropPartitionData(const At &at, Findings &findings)
{
    if (isContract(at))
        return;
    eachDroppedTable(at, [&](const sql::ObjectName &name, const TableFacts *table) {
        if (table && !table->partitionOf.empty())
            findings.add(name.span.isValid() ? name.span : at.statement.span)
                .fact("table", table->partitionOf)
                .fact("partition", written(at, name));
    });
    const auto add = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        addOn(at, findings, action.span, alter.table)
            .fact("partition", action.options.empty() ? "a partition" : partitionOf(action.options.front()));
    };
    eachAction(at, AlterKind::DropPartition, add);
    eachAction(at, AlterKind::TruncatePartition, add);
}

void dropSchema(const At &at, Findings &findings)
{
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->object != ObjectKind::Schema || isContract(at))
        return;
    for (const sql::ObjectName &name : drop->names) {
        if (!at.state.created(name.display()))
            findings.add(at.statement.span).fact("schema", written(at, name));
    }
}

void dropDatabase(const At &at, Findings &findings)
{
    const auto *drop = at.as<sql::Drop>();
    const bool isDatabase =
        drop
        && (drop->object == ObjectKind::Database || (at.isMySql() && drop->object == ObjectKind::Schema));
    if (isDatabase)
        findings.add(at.statement.span)
            .fact("database", drop->names.empty() ? "the database" : written(at, drop->names.front()));
}

// MySQL and MariaDB read CASCADE and do nothing about it; SQLite has no such word.
void dropCascade(const At &at, Findings &findings)
{
    const auto *drop = at.as<sql::Drop>();
    if (drop && drop->cascade && !drop->names.empty()) {
        const bool isNew = std::ranges::all_of(drop->names, [&](const sql::ObjectName &name) {
            return drop->object == ObjectKind::Table && at.createdHere(name);
        });
        if (!isNew)
            findings.add(at.statement.span)
                .fact("what", "DROP " + std::string(wordFor(drop->object)))
                .fact("name", written(at, drop->names.front()));
    }
    const auto add = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (action.cascade)
            addOn(at, findings, action.span, alter.table)
                .fact("what", action.kind == AlterKind::DropColumn ? "DROP COLUMN" : "DROP CONSTRAINT")
                .fact("name", written(at, action.name));
    };
    eachAction(at, AlterKind::DropColumn, add);
    eachAction(at, AlterKind::DropConstraint, add);
}

bool isUsedByName(ObjectKind kind)
{
    return kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Function
           || kind == ObjectKind::Procedure || kind == ObjectKind::Type || kind == ObjectKind::Domain;
}

/// What a statement makes that applications call by name; empty: nothing.
std::string madeBy(const sql::Statement &statement)
{
    if (const auto *create = statement.as<sql::Create>())
        return create->name.display();
    if (const auto *routine = statement.as<sql::Routine>())
        return routine->isBlock ? std::string() : routine->name.display();
    if (const auto *type = statement.as<sql::CreateType>())
        return type->name.display();
    return {};
}

/// Dropped and made again: a change of definition, if nobody can look in between.
void dropViewOrFunction(const AtEnd &end, Findings &findings)
{
    if (end.options.stage == Stage::Contract)
        return;
    const std::vector<int> transactions = transactionsOf(end);
    std::set<std::pair<int, std::string>> made; // from here to the end, by transaction
    for (size_t i = end.statements.size(); i-- > 0;) {
        const sql::Statement &statement = end.statements[i];
        if (std::string name = madeBy(statement); !name.empty())
            made.emplace(transactions[i], withoutPublic(name));
        const auto *drop = statement.as<sql::Drop>();
        if (!drop || !isUsedByName(drop->object))
            continue;
        for (const sql::ObjectName &name : drop->names) {
            const std::string own(withoutPublic(name.display()));
            if (made.contains({transactions[i], own}))
                continue;
            Findings::Draft draft = findings.add(name.span.isValid() ? name.span : statement.span);
            draft.fact("kind", std::string(wordFor(drop->object)))
                .fact("name", quotedName(end.options.dialect, name));
            if (end.options.stage == Stage::Expand)
                draft.severity(Severity::Blocker);
        }
    }
}

/// The table goes and another takes its name: the rows are lost, whatever the intent.
void createForce(const AtEnd &end, Findings &findings)
{
    std::set<std::string> created;
    std::set<std::string> dropped;
    for (const sql::Statement &statement : end.statements) {
        if (const auto *drop = statement.as<sql::Drop>(); drop && drop->object == ObjectKind::Table) {
            for (const sql::ObjectName &name : drop->names) {
                if (std::string own(withoutPublic(name.display())); created.erase(own) == 0)
                    dropped.insert(std::move(own));
            }
        }
        const auto *create = statement.as<sql::CreateTable>();
        if (!create || create->isTemporary)
            continue;
        const std::string own(withoutPublic(create->table.display()));
        const bool isReplaced = create->orReplace && !created.contains(own);
        if (isReplaced || dropped.erase(own) > 0)
            findings.add(statement.span).fact("table", quotedName(end.options.dialect, create->table));
        created.insert(own);
    }
}

void truncate(const At &at, Findings &findings)
{
    const auto *truncate = at.as<sql::Truncate>();
    if (!truncate)
        return;
    for (const sql::ObjectName &table : truncate->tables) {
        if (!at.createdHere(table))
            addOn(at, findings, table.span, table);
    }
}

void truncateCascade(const At &at, Findings &findings)
{
    const auto *truncate = at.as<sql::Truncate>();
    if (!truncate || !truncate->cascade || truncate->tables.empty()
        || std::ranges::all_of(truncate->tables,
                               [&](const sql::ObjectName &table) { return at.createdHere(table); }))
        return;
    std::string others;
    for (const std::string &table : at.schema.referencing(truncate->tables.front().display()))
        others += (others.empty() ? "" : ", ") + table;
    addOn(at, findings, at.statement.span, truncate->tables.front())
        .fact("others", others.empty() ? "every table that references it" : others);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "drop-column",
     .severity = Severity::Blocker,
     .title = "The running application still uses {table}.{column}, for all this script knows",
     .why =
         "Its queries fail from the moment the column is gone, and the values can't be brought back by rolling "
         "the application back.",
     .help = "-- stop reading it, deploy; stop writing it, deploy; then, in the contract stage:\n"
             "ALTER TABLE {table} DROP COLUMN {column};",
     .check = dropColumn,
     .versions = "all; silent in the contract stage"},
    {.id = "drop-table",
     .severity = Severity::Blocker,
     .title = "{table} and its rows are gone for good",
     .why = "The running application fails as soon as it asks for the table, and only a backup has the rows.",
     .help =
         "-- rename it, wait until nobody has missed it, then, in the contract stage:\nDROP TABLE {table};",
     .check = dropTable,
     .versions = "all; silent in the contract stage"},
    {.id = "drop-schema",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{schema} goes with all that is in it",
     .why = "Whatever somebody has put there in the meantime goes, too.",
     .help = "Drop the objects one by one, by name, in the contract stage; then the empty schema.",
     .check = dropSchema,
     .versions = "all; silent in the contract stage"},
    {.id = "drop-database",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Blocker,
     .title = "{database} would be lost as a whole",
     .why = "A migration changes a database; one that drops it can't be undone.",
     .help = "Take it out of the migration, and drop the database by hand.",
     .check = dropDatabase},
    {.id = "drop-cascade",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{what} {name} CASCADE drops what depends on it, unnamed",
     .why =
         "Views, foreign keys and functions go without a word, also those that were made after this was written.",
     .help =
         "SELECT pg_describe_object(classid, objid, objsubid) FROM pg_depend WHERE refobjid = '{name}'::regclass;"
         "\n-- then drop each by its name, without CASCADE",
     .check = dropCascade,
     .versions = "PostgreSQL; MySQL and MariaDB ignore the word"},
    {.id = "pg-drop-column-dependent-view",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{dependent} uses {column} of {table}: {outcome}",
     .why =
         "The server keeps a column that a view, rule, policy, trigger or function names. With CASCADE it drops "
         "them, and what is made of them, without a word.",
     .help = "BEGIN;\n-- create {dependent} anew without {column}, or drop it\n"
             "ALTER TABLE {table} DROP COLUMN {column};\nCOMMIT;",
     .check = dropUsedColumn,
     .versions = "needs the live database, or the view in the script"},
    {.id = "drop-view-or-function",
     .severity = Severity::Risk,
     .title = "The {kind} {name} goes, used or not",
     .why = "The running application fails at its next call, if it has one.",
     .help =
         "Stop using it, deploy, and drop it in the contract stage. To change it: CREATE OR REPLACE, or drop and "
         "create in one transaction.",
     .checkEnd = dropViewOrFunction,
     .versions = "all; silent in the contract stage"},
    {.id = "drop-partition-data",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Blocker,
     .title = "{partition} of {table} goes with its rows",
     .why = "A partition is its rows: only a backup has them afterwards.",
     .help = "Copy the rows to an archive first, and count them there.",
     .check = dropPartitionData,
     .versions =
         "PostgreSQL needs the partition in the script, or the live database; silent in the contract stage"},
    {.id = "create-table-force",
     .severity = Severity::Blocker,
     .title = "{table} is made anew in the place of the old one",
     .why = "Run where the table has rows, the script leaves an empty one behind, and nobody is told.",
     .help = "CREATE TABLE IF NOT EXISTS {table} (…);\n-- and ALTER TABLE for what has changed",
     .checkEnd = createForce},
    {.id = "truncate",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Blocker,
     .title = "All rows of {table} go at once",
     .why = "Only a backup has them afterwards; on MySQL and MariaDB not even a rollback brings them back.",
     .lock =
         "ACCESS EXCLUSIVE on {table} (MySQL, MariaDB: an exclusive metadata lock): reads and writes wait",
     .help = "-- in batches:\nDELETE FROM {table} WHERE … ;\n-- or drop a partition that has been archived",
     .check = truncate},
    {.id = "truncate-cascade",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "TRUNCATE CASCADE empties {others}, too",
     .why = "Every table with a foreign key to {table} is emptied, and the tables that reference those.",
     .lock = "ACCESS EXCLUSIVE on all of them: reads and writes wait",
     .help = "TRUNCATE {table}, …; -- with every table that is meant, without CASCADE",
     .check = truncateCascade},
});

} // namespace

std::span<const RuleInfo> dataLossRules() { return rules; }

} // namespace lockkeeper::lint
