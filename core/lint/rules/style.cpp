// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <set>

// Keys, indexes and names.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;

constexpr size_t manyColumns = 3;

void manyIndexColumns(const At &at, Findings &findings)
{
    const auto *index = at.as<sql::CreateIndex>();
    if (index && !index->isUnique && index->parts.size() > manyColumns)
        addOn(at, findings, at.statement.span, index->table)
            .fact("count", std::to_string(index->parts.size()));
}

void hashIndex(const At &at, Findings &findings)
{
    const auto *index = at.as<sql::CreateIndex>();
    if (index && index->method == "hash")
        addOn(at, findings, at.statement.span, index->table);
}

bool hasKey(const sql::CreateTable &table)
{
    const auto isKey = [](const sql::Constraint &one) { return one.kind == ConstraintKind::PrimaryKey; };
    return std::ranges::any_of(table.constraints, isKey)
           || std::ranges::any_of(table.columns, [&](const sql::ColumnDef &column) {
                  return std::ranges::any_of(column.constraints, isKey);
              });
}

bool addsKey(const sql::AlterTable &alter)
{
    return std::ranges::any_of(alter.actions, [](const sql::AlterAction &action) {
        return (action.kind == AlterKind::AddConstraint
                && action.constraint.kind == ConstraintKind::PrimaryKey)
               || (action.kind == AlterKind::AddColumn
                   && action.column.constraint(ConstraintKind::PrimaryKey));
    });
}

/// Has rows of its own, for which the script would have to say a key.
bool wantsKey(const sql::CreateTable &table)
{
    return !table.isTemporary && !table.isAsSelect && table.like.empty() && table.partitionOf.isEmpty()
           && table.inherits.empty();
}

void withoutKey(const AtEnd &end, Findings &findings)
{
    std::set<std::string> keyed; // by a statement further down
    for (size_t i = end.statements.size(); i-- > 0;) {
        const sql::Statement &statement = end.statements[i];
        if (const auto *alter = statement.as<sql::AlterTable>(); alter && addsKey(*alter))
            keyed.emplace(withoutPublic(alter->table.display()));
        const auto *table = statement.as<sql::CreateTable>();
        if (table && !hasKey(*table) && wantsKey(*table)
            && !keyed.contains(std::string(withoutPublic(table->table.display()))))
            findings.add(statement.span).fact("table", quotedName(end.options.dialect, table->table));
    }
}

/// The columns of an index, if it is on nothing else.
std::vector<std::string> plainColumns(const sql::CreateIndex &index)
{
    std::vector<std::string> columns;
    for (const sql::IndexPart &part : index.parts) {
        if (part.column.isEmpty() || part.prefix > 0 || part.hasOwnOrder)
            return {};
        columns.push_back(part.column.text);
    }
    return columns;
}

/// An index whose first columns are the new one's serves its queries, too.
bool covers(const IndexFacts &index, const std::vector<std::string> &columns)
{
    const bool isOrdinary = index.isBtree && !index.hasOwnOrder && !index.isFulltext && !index.isSpatial;
    return index.isValid && !index.isPartial && isOrdinary && index.columns.size() >= columns.size()
           && std::equal(columns.begin(), columns.end(), index.columns.begin());
}

void duplicate(const At &at, Findings &findings)
{
    const auto *index = at.as<sql::CreateIndex>();
    const bool isPlain = index && index->where.isEmpty() && index->included.empty()
                         && (index->method.empty() || index->method == "btree");
    const TableFacts *table = isPlain ? at.schema.table(index->table) : nullptr;
    const std::vector<std::string> columns = isPlain ? plainColumns(*index) : std::vector<std::string>();
    if (!table || columns.empty())
        return;
    const auto other = std::ranges::find_if(table->indexes, [&](const IndexFacts &one) {
        const bool isSameRule = !index->isUnique || (one.isUnique && one.columns.size() == columns.size());
        return one.name != index->name.text && isSameRule && covers(one, columns);
    });
    if (other != table->indexes.end())
        addOn(at, findings, at.statement.span, index->table)
            .fact("other", quotedName(at.options.dialect, other->name));
}

void cascades(const At &at, Findings &findings)
{
    const auto look = [&](const sql::Constraint &constraint, Span otherwise) {
        if (constraint.kind == ConstraintKind::ForeignKey && constraint.onDeleteCascade)
            findings.add(constraint.span.isValid() ? constraint.span : otherwise)
                .fact("parent", written(at, constraint.references));
    };
    if (const auto *create = at.as<sql::CreateTable>()) {
        for (const sql::ColumnDef &column : create->columns) {
            for (const sql::Constraint &constraint : column.constraints)
                look(constraint, at.statement.span);
        }
        for (const sql::Constraint &constraint : create->constraints)
            look(constraint, at.statement.span);
    }
    if (const auto *alter = at.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions) {
            look(action.constraint, action.span);
            for (const sql::Constraint &constraint : action.column.constraints)
                look(constraint, action.span);
        }
    }
}

void reservedName(const At &at, Findings &findings)
{
    const auto look = [&](const sql::Name &name) {
        if (isReservedWord(at.options.dialect, folded(name.text)))
            findings.add(name.span.isValid() ? name.span : at.statement.span).fact("name", name.text);
    };
    if (const auto *create = at.as<sql::CreateTable>()) {
        look(create->table.name);
        for (const sql::ColumnDef &column : create->columns)
            look(column.name);
    }
    if (const auto *alter = at.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions) {
            look(action.kind == AlterKind::AddColumn ? action.column.name : action.newName);
            look(action.newTable.name);
        }
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "index-too-many-columns",
     .severity = Severity::Note,
     .title = "An index on {count} columns of {table}",
     .why = "Each write pays for it, and the last columns seldom help a query.",
     .help = "Start with the columns that leave the fewest rows.",
     .check = manyIndexColumns},
    {.id = "hash-index",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "A hash index on {table} serves = and nothing else",
     .why =
         "It knows no order, no uniqueness and one column only; before PostgreSQL 10 it didn't survive a crash.",
     .help = "CREATE INDEX CONCURRENTLY … ON {table} (…); -- a B-tree",
     .check = hashIndex},
    {.id = "table-without-primary-key",
     .severity = Severity::Risk,
     .title = "{table} has no primary key",
     .why = "Replication, online schema changes and batches need a way to name one row.",
     .help = "id bigint PRIMARY KEY",
     .checkEnd = withoutKey},
    {.id = "duplicate-index",
     .severity = Severity::Note,
     .title = "{other} serves the same queries on {table}",
     .why = "Each write pays for both.",
     .help = "Leave this one out, or drop {other} after it is built.",
     .check = duplicate,
     .versions = "needs the other index in the script, or the live database"},
    {.id = "on-delete-cascade",
     .severity = Severity::Note,
     .title = "One DELETE in {parent} may take very many rows with it",
     .why = "How many is not to be seen where it is written, and they go in one transaction.",
     .help = "Delete in batches, children first.",
     .isOnByDefault = false,
     .check = cascades,
     .versions = "all. Off unless asked for: often it is just what is wanted"},
    {.id = "reserved-word-name",
     .severity = Severity::Note,
     .title = "{name} is a word of SQL",
     .why = "It needs quotes wherever it is used, and another engine or version may refuse it.",
     .help = "Give it another name.",
     .isOnByDefault = false,
     .check = reservedName,
     .versions = "all. Off unless asked for: quoted, it works"},
});

} // namespace

std::span<const RuleInfo> styleRules() { return rules; }

} // namespace lockkeeper::lint
