// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>
#include <set>

// A foreign key belongs to two tables, and so do its locks.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::Constraint;
using sql::ConstraintKind;

/// A foreign key that a statement adds, wherever it is written.
struct NewKey
{
    const Constraint *key;
    std::vector<std::string> columns;
    Span span;
};

void addInlineKeys(const sql::ColumnDef &column, std::vector<NewKey> &keys)
{
    for (const Constraint &constraint : column.constraints) {
        if (constraint.kind == ConstraintKind::ForeignKey)
            keys.push_back(
                {&constraint, {column.name.text}, constraint.span.isValid() ? constraint.span : column.span});
    }
}

void addTableKey(const Constraint &constraint, Span span, std::vector<NewKey> &keys)
{
    if (constraint.kind != ConstraintKind::ForeignKey)
        return;
    NewKey key{&constraint, {}, constraint.span.isValid() ? constraint.span : span};
    for (const sql::Name &column : constraint.columns)
        key.columns.push_back(column.text);
    keys.push_back(std::move(key));
}

std::vector<NewKey> newKeys(const sql::Statement &statement)
{
    std::vector<NewKey> keys;
    if (const auto *create = statement.as<sql::CreateTable>()) {
        for (const sql::ColumnDef &column : create->columns)
            addInlineKeys(column, keys);
        for (const Constraint &constraint : create->constraints)
            addTableKey(constraint, statement.span, keys);
    }
    if (const auto *alter = statement.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions) {
            if (action.kind == AlterKind::AddColumn)
                addInlineKeys(action.column, keys);
            if (action.kind == AlterKind::AddConstraint)
                addTableKey(action.constraint, action.span, keys);
        }
    }
    return keys;
}

const sql::ObjectName *tableOf(const sql::Statement &statement)
{
    if (const auto *create = statement.as<sql::CreateTable>())
        return &create->table;
    const auto *alter = statement.as<sql::AlterTable>();
    return alter ? &alter->table : nullptr;
}

/// A name as PostgreSQL and most tools make them; the catalog isn't there to ask.
bool looksLikeForeignKey(std::string_view name)
{
    return name.ends_with("_fkey") || name.ends_with("_fk") || name.starts_with("fk_");
}

void dropConstraint(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action,
                    Findings &findings)
{
    const TableFacts *table = at.schema.table(alter.table);
    const ConstraintFacts *constraint = table ? table->constraint(action.name.text) : nullptr;
    const bool isKey =
        constraint ? constraint->kind == ConstraintKind::ForeignKey : looksLikeForeignKey(action.name.text);
    const TableFacts *parent = constraint ? at.schema.table(constraint->references) : nullptr;
    if (isKey && !(parent && parent->createdHere))
        addOn(at, findings, action.span, alter.table)
            .fact("what", "Dropping " + written(at, action.name))
            .fact("parent", constraint ? constraint->references : "the table that it references");
}

/// The tables that a dropped column's, or a whole table's, foreign keys name.
std::set<std::string> parentsOf(const At &at, const TableFacts &table, std::string_view column)
{
    std::set<std::string> parents;
    for (const ConstraintFacts &constraint : table.constraints) {
        const bool has =
            column.empty() || std::ranges::find(constraint.columns, column) != constraint.columns.end();
        const TableFacts *parent = at.schema.table(constraint.references);
        if (constraint.kind == ConstraintKind::ForeignKey && has && !(parent && parent->createdHere)
            && withoutPublic(constraint.references) != withoutPublic(table.name))
            parents.insert(constraint.references);
    }
    return parents;
}

void dropColumn(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action,
                Findings &findings)
{
    const TableFacts *table = at.schema.table(alter.table);
    if (!table)
        return;
    for (const std::string &parent : parentsOf(at, *table, action.name.text))
        addOn(at, findings, action.span, alter.table)
            .fact("what", "Dropping " + written(at, action.name))
            .fact("parent", parent);
}

void dropLocksParent(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::DropConstraint,
               [&](const auto &alter, const auto &action) { dropConstraint(at, alter, action, findings); });
    eachAction(at, AlterKind::DropColumn,
               [&](const auto &alter, const auto &action) { dropColumn(at, alter, action, findings); });
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->object != sql::ObjectKind::Table)
        return;
    for (const sql::ObjectName &name : drop->names) {
        const TableFacts *table = at.schema.table(name);
        if (!table || table->createdHere)
            continue;
        for (const std::string &parent : parentsOf(at, *table, {}))
            addOn(at, findings, name.span, name)
                .fact("what", "Dropping " + written(at, name))
                .fact("parent", parent);
    }
}

// Asked of the statement that adds the second parent to the same transaction.
void severalKeys(const At &at, Findings &findings)
{
    const auto &before = at.state.foreignKeyTargets();
    if (!at.as<sql::AlterTable>() || before.size() > 1)
        return;
    std::set<std::string> parents;
    if (at.state.inTransaction())
        parents.insert(before.begin(), before.end());
    for (const NewKey &key : newKeys(at.statement)) {
        if (at.createdHere(key.key->references))
            continue;
        parents.emplace(withoutPublic(key.key->references.display()));
        if (parents.size() > 1) {
            findings.add(key.span)
                .fact("parent", *parents.begin())
                .fact("other", *std::next(parents.begin()));
            return;
        }
    }
}

void createTableLocksParent(const At &at, Findings &findings)
{
    const auto *create = at.as<sql::CreateTable>();
    if (!create)
        return;
    std::set<std::string> told;
    for (const NewKey &key : newKeys(at.statement)) {
        const std::string parent = written(at, key.key->references);
        const bool isOwn = key.key->references.display() == create->table.display();
        if (!isOwn && !at.createdHere(key.key->references) && told.insert(parent).second)
            addOn(at, findings, key.span, create->table).fact("parent", parent);
    }
}

bool serves(const IndexFacts &index, const std::vector<std::string> &columns)
{
    if (!index.isValid || index.isPartial || index.columns.size() < columns.size())
        return false;
    const auto lead = std::span(index.columns).first(columns.size());
    return std::ranges::is_permutation(lead, columns);
}

/// Read at the script's end, since the index usually comes after the key.
void missingIndex(const AtEnd &end, Findings &findings)
{
    for (const sql::Statement &statement : end.statements) {
        const sql::ObjectName *name = tableOf(statement);
        const TableFacts *table = name ? end.schema.table(*name) : nullptr;
        if (!table)
            continue;
        for (const NewKey &key : newKeys(statement)) {
            const bool isInline = statement.as<sql::AlterTable>() && key.key->columns.empty();
            const bool isNewColumn =
                isInline || std::ranges::all_of(key.columns, [&](const std::string &column) {
                    return end.state.addedColumn(name->display(), column);
                });
            const bool isIndexed = std::ranges::any_of(
                table->indexes, [&](const IndexFacts &index) { return serves(index, key.columns); });
            if (isIndexed || !(table->isComplete || table->createdHere || isNewColumn))
                continue;
            std::string columns;
            for (const std::string &column : key.columns)
                columns += (columns.empty() ? "" : ", ") + quotedName(end.options.dialect, column);
            findings.add(key.span)
                .fact("table", quotedName(end.options.dialect, *name))
                .fact("parent", quotedName(end.options.dialect, key.key->references))
                .fact("columns", columns);
        }
    }
}

std::string comparable(const sql::TypeName &type)
{
    std::string name = type.name == "serial"        ? "integer"
                       : type.name == "bigserial"   ? "bigint"
                       : type.name == "smallserial" ? "smallint"
                       : type.name == "int"         ? "integer"
                                                    : type.name;
    return type.isUnsigned ? name + " unsigned" : name;
}

const sql::ColumnDef *definedIn(const sql::Statement &statement, std::string_view column)
{
    if (const auto *create = statement.as<sql::CreateTable>()) {
        const auto found = std::ranges::find(create->columns, column,
                                             [](const sql::ColumnDef &one) { return one.name.text; });
        return found == create->columns.end() ? nullptr : &*found;
    }
    if (const auto *alter = statement.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions) {
            if (action.kind == AlterKind::AddColumn && action.column.name.text == column)
                return &action.column;
        }
    }
    return nullptr;
}

/// The columns that a foreign key names, or the parent's primary key.
std::vector<std::string> referencedColumns(const Constraint &key, const TableFacts &parent)
{
    std::vector<std::string> columns;
    columns.reserve(key.referenced.size());
    for (const sql::Name &column : key.referenced)
        columns.push_back(column.text);
    if (!columns.empty())
        return columns;
    const auto primary = std::ranges::find_if(parent.indexes, &IndexFacts::isPrimary);
    return primary == parent.indexes.end() ? columns : primary->columns;
}

void typeMismatch(const At &at, Findings &findings)
{
    const sql::ObjectName *name = tableOf(at.statement);
    if (!name)
        return;
    for (const NewKey &key : newKeys(at.statement)) {
        const TableFacts *parent = at.schema.table(key.key->references);
        if (!parent)
            continue;
        const std::vector<std::string> referenced = referencedColumns(*key.key, *parent);
        for (size_t i = 0; i < std::min(referenced.size(), key.columns.size()); ++i) {
            const sql::ColumnDef *defined = definedIn(at.statement, key.columns[i]);
            const sql::TypeName *own = defined ? &defined->type : knownType(at, *name, key.columns[i]);
            const ColumnFacts *other = parent->column(referenced[i]);
            if (!own || !other || other->type.isEmpty() || comparable(*own) == comparable(other->type))
                continue;
            addOn(at, findings, key.span, *name)
                .fact("column", quotedName(at.options.dialect, key.columns[i]))
                .fact("type", comparable(*own))
                .fact("parent", written(at, key.key->references))
                .fact("referenced", quotedName(at.options.dialect, referenced[i]))
                .fact("other", comparable(other->type));
        }
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-drop-fk-locks-parent",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{what} locks {parent}, too",
     .why = "A foreign key has triggers on both tables, and they go with it.",
     .lock = "ACCESS EXCLUSIVE on {table} and on {parent}, briefly: reads and writes of both wait",
     .help = "SET lock_timeout = '2s';\n-- one foreign key in a transaction:\n"
             "ALTER TABLE {table} DROP CONSTRAINT …;",
     .check = dropLocksParent,
     .versions = "without the catalog, the constraint's name has to tell"},
    {.id = "pg-multiple-fk-one-transaction",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "Foreign keys to {parent} and {other} in one transaction",
     .why =
         "The locks on all tables are kept until the end, and an application that uses the two the other way "
         "round runs into a deadlock.",
     .lock = "SHARE ROW EXCLUSIVE on every table involved until COMMIT: writes wait",
     .help = "Add one foreign key in a transaction.",
     .check = severalKeys},
    {.id = "pg-create-table-fk-locks-parent",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "The new table {table} locks {parent}",
     .why =
         "The foreign key puts triggers on {parent}: the statement waits for its writers, and others queue behind "
         "it.",
     .lock = "SHARE ROW EXCLUSIVE on {parent}, briefly: writes wait",
     .help = "SET lock_timeout = '2s'; -- and try again if it runs out",
     .check = createTableLocksParent},
    {.id = "pg-fk-missing-index",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "No index on {table} ({columns}) for the foreign key",
     .why = "Each DELETE or key change in {parent} reads all of {table} to find the rows that name it.",
     .help = "CREATE INDEX CONCURRENTLY ON {table} ({columns});",
     .checkEnd = missingIndex,
     .versions = "a column that was there before: needs the live database"},
    {.id = "pg-fk-type-mismatch",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Risk,
     .title = "{column} is {type}, but {parent}.{referenced} is {other}",
     .why =
         "The smaller type overflows first, each comparison converts, and indexes may not be used. MySQL and "
         "MariaDB refuse it.",
     .help = "Give {column} the type {other}.",
     .check = typeMismatch,
     .versions = "needs both types, from the script or the live database"},
});

} // namespace

std::span<const RuleInfo> pgForeignKeyRules() { return rules; }

} // namespace lockkeeper::lint
