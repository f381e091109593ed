// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <set>

// What the old and the new application must both be able to live with.
namespace lockkeeper::lint {

namespace {

using sql::AlterAction;
using sql::AlterKind;
using sql::AlterTable;
using sql::ConstraintKind;
using sql::ObjectKind;

bool isTableLike(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::View || kind == ObjectKind::MaterializedView
           || kind == ObjectKind::ForeignTable;
}

/// A second column under the new name takes over.
Fix renameInSteps(const At &at, const AlterTable &alter, const AlterAction &action, const sql::Name &to,
                  std::string_view type)
{
    const std::string table = written(at, alter.table);
    const std::string from = written(at, action.name);
    const std::string name = written(at, to);
    return stagedFix(
        "Add the new name, move over, drop the old one",
        {{Stage::Expand, "ALTER TABLE " + table + " ADD COLUMN " + name + ' ' + std::string(type)},
         {Stage::Backfill, "UPDATE " + table + " SET " + name + " = " + from + " WHERE " + name + " IS NULL"},
         {Stage::Contract, "ALTER TABLE " + table + " DROP COLUMN " + from}});
}

void renameColumn(const At &at, Findings &findings)
{
    if (isContract(at))
        return;
    const auto add = [&](const AlterTable &alter, const AlterAction &action, const sql::Name &to,
                         std::string_view type) {
        if (folded(action.name.text) == folded(to.text) && at.options.dialect != SqlDialect::PostgreSQL)
            return;
        if (at.state.addedColumn(alter.table.display(), action.name.text))
            return;
        Findings::Draft draft = addOn(at, findings, action.span, alter.table);
        draft.fact("column", written(at, action.name)).fact("name", written(at, to));
        if (!type.empty())
            draft.fix(renameInSteps(at, alter, action, to, type));
    };
    eachAction(at, AlterKind::RenameColumn, [&](const AlterTable &alter, const AlterAction &action) {
        const sql::TypeName *type = knownType(at, alter.table, action.name.text);
        add(alter, action, action.newName, type ? std::string_view(type->name) : std::string_view());
    });
    eachAction(at, AlterKind::ChangeColumn, [&](const AlterTable &alter, const AlterAction &action) {
        add(alter, action, action.column.name, at.source(action.column.type.span));
    });
}

/// One table that gets another name.
struct NewName
{
    std::string from;
    std::string to;
    std::string shown; ///< as it must be written
    Span span;
};

std::vector<NewName> renamesOf(const sql::Statement &statement, SqlDialect dialect)
{
    std::vector<NewName> names;
    if (const auto *rename = statement.as<sql::Rename>(); rename && isTableLike(rename->object)) {
        for (const sql::Rename::Pair &pair : rename->pairs)
            names.push_back({pair.from.display(), pair.to.display(), quotedName(dialect, pair.from),
                             pair.from.span.isValid() ? pair.from.span : statement.span});
    }
    const auto *alter = statement.as<AlterTable>();
    if (!alter || !isTableLike(alter->object))
        return names;
    for (const AlterAction &action : alter->actions) {
        if (action.kind == AlterKind::RenameTable)
            names.push_back({alter->table.display(), action.newTable.display(),
                             quotedName(dialect, alter->table),
                             action.span.isValid() ? action.span : statement.span});
    }
    return names;
}

/// Names that something answers to again when the transaction ends: a view, or a table swapped in.
using Answered = std::set<std::pair<int, std::string>>;

Answered answeredNames(const AtEnd &end, const std::vector<int> &transactions)
{
    Answered names;
    for (size_t i = 0; i < end.statements.size(); ++i) {
        const sql::Statement &statement = end.statements[i];
        const auto *create = statement.as<sql::Create>();
        if (create && create->object == ObjectKind::View)
            names.emplace(transactions[i], withoutPublic(create->name.display()));
        for (const NewName &name : renamesOf(statement, end.options.dialect))
            names.emplace(transactions[i], withoutPublic(name.to));
    }
    return names;
}

/// Names that a table gives up for another one to take over.
Answered vacatedNames(const AtEnd &end, const std::vector<int> &transactions)
{
    Answered names;
    for (size_t i = 0; i < end.statements.size(); ++i) {
        for (const NewName &name : renamesOf(end.statements[i], end.options.dialect))
            names.emplace(transactions[i], withoutPublic(name.from));
    }
    return names;
}

void renameTable(const AtEnd &end, Findings &findings)
{
    if (end.options.stage == Stage::Contract)
        return;
    const std::vector<int> transactions = transactionsOf(end);
    const Answered answered = answeredNames(end, transactions);
    const Answered vacated = vacatedNames(end, transactions);
    std::set<std::string> own; // made by this script
    for (size_t i = 0; i < end.statements.size(); ++i) {
        const sql::Statement &statement = end.statements[i];
        if (const auto *create = statement.as<sql::CreateTable>())
            own.emplace(withoutPublic(create->table.display()));
        for (const NewName &name : renamesOf(statement, end.options.dialect)) {
            const std::string from(withoutPublic(name.from));
            const bool isOwn = own.erase(from) > 0;
            if (isOwn)
                own.emplace(withoutPublic(name.to));
            const bool isSwappedIn = vacated.contains({transactions[i], std::string(withoutPublic(name.to))});
            if (!isOwn && !isSwappedIn && !answered.contains({transactions[i], from}))
                findings.add(name.span).fact("table", name.shown).fact("name", name.to);
        }
    }
}

void renameSchema(const At &at, Findings &findings)
{
    const auto *rename = at.as<sql::Rename>();
    if (!rename || rename->object != ObjectKind::Schema || isContract(at))
        return;
    for (const sql::Rename::Pair &pair : rename->pairs) {
        if (!at.state.created(pair.from.display()))
            findings.add(at.statement.span)
                .fact("schema", written(at, pair.from))
                .fact("name", written(at, pair.to));
    }
}

// To another schema, and for MySQL to another database.
void moveTable(const At &at, Findings &findings)
{
    if (isContract(at))
        return;
    eachAction(at, AlterKind::SetSchema, [&](const AlterTable &alter, const AlterAction &action) {
        if (isTableLike(alter.object))
            addOn(at, findings, action.span, alter.table).fact("schema", written(at, action.newTable.schema));
    });
    const auto *rename = at.as<sql::Rename>();
    if (!rename || rename->object != ObjectKind::Table)
        return;
    for (const sql::Rename::Pair &pair : rename->pairs) {
        if (!pair.to.schema.isEmpty() && !pair.from.schema.isEmpty()
            && pair.to.schema.text != pair.from.schema.text && !at.createdHere(pair.from))
            addOn(at, findings, pair.from.span, pair.from).fact("schema", written(at, pair.to.schema));
    }
}

bool allowsNull(const sql::ColumnDef &column)
{
    return !column.constraint(ConstraintKind::NotNull) && !column.constraint(ConstraintKind::PrimaryKey);
}

const ColumnFacts *knownColumn(const At &at, const AlterTable &alter, const AlterAction &action)
{
    const TableFacts *table = at.schema.table(alter.table);
    return table ? table->column(action.name.text) : nullptr;
}

void dropNotNull(const At &at, Findings &findings)
{
    const auto add = [&](const AlterTable &alter, const AlterAction &action) {
        addOn(at, findings, action.span, alter.table).fact("column", written(at, action.name));
    };
    eachAction(at, AlterKind::DropNotNull, [&](const AlterTable &alter, const AlterAction &action) {
        if (!at.state.addedColumn(alter.table.display(), action.name.text))
            add(alter, action);
    });
    const auto modified = [&](const AlterTable &alter, const AlterAction &action) {
        const ColumnFacts *column = knownColumn(at, alter, action);
        if (column && column->notNull.value_or(false) && allowsNull(action.column))
            add(alter, action);
    };
    eachAction(at, AlterKind::ModifyColumn, modified);
    eachAction(at, AlterKind::ChangeColumn, modified);
}

/// A CHECK that was there to prove NOT NULL, and whose column is NOT NULL now.
bool hasDoneItsDuty(const TableFacts &table, const ConstraintFacts &constraint)
{
    return !constraint.notNull.empty()
           && std::ranges::all_of(constraint.notNull, [&](const std::string &name) {
                  const ColumnFacts *column = table.column(name);
                  return column && column->notNull.value_or(false);
              });
}

void dropConstraint(const At &at, Findings &findings)
{
    if (isContract(at))
        return;
    const auto add = [&](const AlterTable &alter, const AlterAction &action) {
        const TableFacts *table = at.schema.table(alter.table);
        const ConstraintFacts *constraint = table ? table->constraint(action.name.text) : nullptr;
        if (constraint && (constraint->addedHere || hasDoneItsDuty(*table, *constraint)))
            return;
        addOn(at, findings, action.span, alter.table)
            .fact("name", action.name.isEmpty() ? "the primary key" : written(at, action.name));
    };
    eachAction(at, AlterKind::DropConstraint, add);
    eachAction(at, AlterKind::DropForeignKey, add);
    eachAction(at, AlterKind::DropPrimaryKey, add);
}

bool isNotNull(const At &at, const sql::ObjectName &table, std::string_view column)
{
    const TableFacts *facts = at.schema.table(table);
    const ColumnFacts *known = facts ? facts->column(column) : nullptr;
    return known && known->notNull.value_or(false) && !known->isIdentity && !known->isGenerated;
}

// A new column that is NOT NULL and has no default any more is one that the old version can't fill.
void changeDefault(const At &at, Findings &findings)
{
    const auto *whole = at.as<AlterTable>();
    const auto isNew = [&](const AlterAction &action) {
        return at.state.addedColumn(whole->table.display(), action.name.text)
               || std::ranges::any_of(whole->actions, [&](const AlterAction &other) {
                      return other.kind == AlterKind::AddColumn && other.column.name.text == action.name.text;
                  });
    };
    const auto add = [&](const AlterTable &alter, const AlterAction &action) {
        const bool isRequired = action.kind == AlterKind::DropDefault && isNew(action)
                                && isNotNull(at, alter.table, action.name.text);
        if (isNew(action) && !isRequired)
            return;
        Findings::Draft draft = addOn(at, findings, action.span, alter.table);
        draft.fact("column", written(at, action.name))
            .fact("what", action.kind == AlterKind::SetDefault ? "Another default" : "No default");
        if (isRequired)
            draft.severity(Severity::Blocker);
    };
    eachAction(at, AlterKind::SetDefault, add);
    eachAction(at, AlterKind::DropDefault, add);
}

/// Unique over columns that have been there before, with whatever values they have.
void addUniqueOver(const At &at, Findings &findings, const sql::ObjectName &table,
                   const std::vector<std::string> &columns, Span span,
                   const std::vector<std::string> &expressions = {})
{
    const bool isNew = std::ranges::any_of(
        columns, [&](const std::string &column) { return at.state.addedColumn(table.display(), column); });
    if (isNew || columns.empty())
        return;
    std::string list;
    auto expression = expressions.begin();
    for (const std::string &column : columns) {
        const bool isExpression = column.empty() && expression != expressions.end();
        list += (list.empty() ? "" : ", ")
                + (isExpression ? *expression++ : quotedName(at.options.dialect, column));
    }
    Findings::Draft draft = addOn(at, findings, span, table);
    draft.fact("columns", list);
    if (isExpand(at))
        draft.severity(Severity::Blocker);
}

void uniqueOverData(const At &at, Findings &findings)
{
    if (const auto *index = at.as<sql::CreateIndex>();
        index && index->isUnique && !at.createdHere(index->table)) {
        std::vector<std::string> columns;
        columns.reserve(index->parts.size());
        std::vector<std::string> expressions;
        for (const sql::IndexPart &part : index->parts) {
            columns.push_back(part.column.text);
            if (part.column.isEmpty())
                expressions.emplace_back(at.source(part.expression.span));
        }
        addUniqueOver(at, findings, index->table, columns, at.statement.span, expressions);
    }
    eachAction(at, AlterKind::AddConstraint, [&](const AlterTable &alter, const AlterAction &action) {
        const sql::Constraint &constraint = action.constraint;
        if ((constraint.kind != ConstraintKind::Unique && constraint.kind != ConstraintKind::PrimaryKey)
            || !constraint.usingIndex.isEmpty())
            return;
        std::vector<std::string> columns;
        columns.reserve(constraint.columns.size());
        for (const sql::Name &column : constraint.columns)
            columns.push_back(column.text);
        addUniqueOver(at, findings, alter.table, columns, action.span);
    });
}

void notNullOverData(const At &at, Findings &findings)
{
    if (isContract(at))
        return;
    const auto add = [&](const AlterTable &alter, const AlterAction &action) {
        const TableFacts *table = at.schema.table(alter.table);
        const std::string &column = action.name.text;
        const bool isProven =
            (table && table->provesNotNull(column)) || at.state.filledColumn(alter.table.display(), column);
        if (isProven && !isExpand(at))
            return;
        Findings::Draft draft = addOn(at, findings, action.span, alter.table);
        draft.fact("column", written(at, action.name));
        if (at.options.stage)
            draft.severity(Severity::Blocker);
    };
    eachAction(at, AlterKind::SetNotNull, add);
    const auto modified = [&](const AlterTable &alter, const AlterAction &action) {
        const ColumnFacts *column = knownColumn(at, alter, action);
        if (column && column->notNull && !*column->notNull && !allowsNull(action.column))
            add(alter, action);
    };
    eachAction(at, AlterKind::ModifyColumn, modified);
    eachAction(at, AlterKind::ChangeColumn, modified);
}

void discriminator(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::AddColumn, [&](const AlterTable &alter, const AlterAction &action) {
        if (folded(action.column.name.text) == "type")
            addOn(at, findings, action.span, alter.table).fact("column", written(at, action.column.name));
    });
}

void changeGenerated(const At &at, Findings &findings)
{
    const auto add = [&](const AlterTable &alter, const AlterAction &action) {
        addOn(at, findings, action.span, alter.table).fact("column", written(at, action.name));
    };
    eachAction(at, AlterKind::SetGenerated, add);
    const auto modified = [&](const AlterTable &alter, const AlterAction &action) {
        const ColumnFacts *column = knownColumn(at, alter, action);
        if (column && column->isStoredGenerated && action.column.constraint(ConstraintKind::Generated))
            add(alter, action);
    };
    eachAction(at, AlterKind::ModifyColumn, modified);
    eachAction(at, AlterKind::ChangeColumn, modified);
}

void triggerReplication(const At &at, Findings &findings)
{
    const auto *trigger = at.as<sql::CreateTrigger>();
    if (trigger && !at.createdHere(trigger->table))
        addOn(at, findings, at.statement.span, trigger->table).fact("trigger", written(at, trigger->name));
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "rename-column",
     .severity = Severity::Blocker,
     .title = "{column} of {table} is called {name} from now on, at once",
     .why =
         "The application that runs now asks for {column} and fails; the new one fails until then. No moment suits "
         "both, and rolling back turns it round.",
     .help =
         "ALTER TABLE {table} ADD COLUMN {name} …;\n"
         "-- keep both in step by a trigger, fill the old rows in batches, move reads and writes over, then, in "
         "the contract stage:\n"
         "ALTER TABLE {table} DROP COLUMN {column};",
     .check = renameColumn,
     .versions = "all; silent in the contract stage"},
    {.id = "rename-table",
     .severity = Severity::Blocker,
     .title = "{table} is called {name} from now on, at once",
     .why = "The application that runs now asks for {table} and fails.",
     .help =
         "-- PostgreSQL: a view keeps the old name alive, with rights of its own:\nBEGIN;\nALTER TABLE {table} RENAME TO "
         "{name};\nCREATE VIEW {table} AS SELECT * FROM {name};\nGRANT … ON {table} TO … ;\nCOMMIT;\n-- MySQL, MariaDB have no "
         "such transaction: CREATE VIEW {name} AS SELECT * FROM {table} first, and the rename in the contract stage",
     .checkEnd = renameTable,
     .versions =
         "all; silent in the contract stage, and when a view with the old name follows in the transaction or another "
         "table is swapped in"},
    {.id = "rename-schema",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "Every name in {schema} changes at once",
     .why = "Whoever writes {schema} before a name, or has it in the search_path, fails.",
     .help =
         "CREATE SCHEMA {name};\n-- views there on the old tables; move over; then ALTER TABLE … SET SCHEMA",
     .check = renameSchema,
     .versions = "all; silent in the contract stage"},
    {.id = "move-table-schema",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Blocker,
     .title = "{table} moves to {schema}, at once",
     .why = "Whoever names it with its old schema, or finds it by the search_path, fails.",
     .lock = "ACCESS EXCLUSIVE on {table}, briefly: reads and writes wait",
     .help = "In one transaction: move the table, and create a view of its old name in the old schema.",
     .check = moveTable,
     .versions = "all; silent in the contract stage"},
    {.id = "drop-not-null",
     .severity = Severity::Risk,
     .title = "{column} of {table} may be NULL from now on",
     .why = "An application that has never seen a NULL there may not know what to do with one.",
     .help =
         "First deploy readers that can take NULL, then:\nALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL;",
     .check = dropNotNull},
    {.id = "drop-constraint",
     .severity = Severity::Risk,
     .title = "Without {name}, {table} takes what it refused before",
     .why =
         "Rows that break it can't be told from good ones later. Without a primary key, replication and upserts "
         "stop working.",
     .help = "Add what replaces it first, validated; then drop this one in the contract stage.",
     .check = dropConstraint,
     .versions = "all; silent in the contract stage, and for a CHECK that the script itself added"},
    {.id = "change-column-default",
     .engines = engines(Pg | MyFamily), // SQLite has no such ALTER
     .severity = Severity::Risk,
     .title = "{what} for {column} of {table}, at once",
     .why = "The application that runs now leaves the column out of its INSERTs and counts on the old value.",
     .help = "First deploy an application that always names {column} in its INSERTs.",
     .check = changeDefault,
     .versions = "all; a blocker where a new column that is NOT NULL loses the default that it came with"},
    {.id = "add-unique-data-dependent",
     .severity = Severity::Risk,
     .title = "It fails if two rows of {table} have the same {columns}",
     .why =
         "Whether it works hangs on the data at that moment, and the application that runs now may still write "
         "duplicates afterwards. Online schema change tools drop one of two equal rows without a word.",
     .help = "SELECT {columns}, count(*) FROM {table} GROUP BY {columns} HAVING count(*) > 1;",
     .check = uniqueOverData,
     .versions = "all; a blocker in the expand stage"},
    {.id = "set-not-null-data-dependent",
     .severity = Severity::Risk,
     .title = "It fails if one row of {table} has no {column}",
     .why =
         "Whether it works hangs on the data at that moment, and the application that runs now may still write "
         "NULL afterwards.",
     .help = "SELECT count(*) FROM {table} WHERE {column} IS NULL;\n"
             "-- fill these rows in the backfill stage; required in the contract stage",
     .check = notNullOverData,
     .versions = "all; a blocker before the contract stage, silent in it"},
    {.id = "add-type-discriminator-column",
     .severity = Severity::Note,
     .title = "Some frameworks read {column} as the name of a class",
     .why =
         "Rails and others take such a column for single table inheritance: the application that runs now may fail "
         "to load rows.",
     .help = "Deploy an application that ignores the column first, or give it another name.",
     .check = discriminator},
    {.id = "generated-column-change",
     .engines = engines(Pg | MyFamily), // SQLite has no such ALTER
     .severity = Severity::Risk,
     .title = "Another expression for {column} writes {table} anew",
     .why =
         "A stored value is computed again for every row, and the application that runs now sees the new ones at once.",
     .lock =
         "PostgreSQL: ACCESS EXCLUSIVE on {table} until it is written; MySQL, MariaDB: the table is copied",
     .help =
         "-- a virtual column (PostgreSQL 18, MySQL, MariaDB), or a plain one that a trigger fills; another STORED one writes "
         "the table anew as well:\nALTER TABLE {table} ADD COLUMN … ;\n-- fill the old rows in batches, move readers over, drop "
         "{column} in the contract stage",
     .check = changeGenerated,
     .versions = "SET EXPRESSION: PostgreSQL 17 and newer"},
    {.id = "add-trigger-replication",
     .severity = Severity::Note,
     .title = "{trigger} may not fire where rows are replicated, or fire twice",
     .why =
         "Rows that logical replication applies fire no ordinary trigger; a trigger on both sides changes them "
         "twice.",
     .help =
         "PostgreSQL: ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}; or ENABLE REPLICA TRIGGER, on purpose.",
     .isOnByDefault = false,
     .check = triggerReplication,
     .versions = "all. Off unless asked for: it matters only with logical replication"},
});

} // namespace

std::span<const RuleInfo> compatibilityRules() { return rules; }

} // namespace lockkeeper::lint
