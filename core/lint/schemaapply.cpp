// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/schema.h"
#include "core/lint/servernames.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <ranges>

namespace lockkeeper::lint {
namespace {

using sql::ConstraintKind;
using sql::ObjectKind;

std::vector<std::string> texts(const std::vector<sql::Name> &names)
{
    std::vector<std::string> all;
    all.reserve(names.size());
    for (const sql::Name &name : names)
        all.push_back(name.text);
    return all;
}

std::vector<std::string> displays(const std::vector<sql::ObjectName> &names)
{
    std::vector<std::string> all;
    all.reserve(names.size());
    for (const sql::ObjectName &name : names)
        all.push_back(name.display());
    return all;
}

IndexFacts indexOf(const sql::CreateIndex &create)
{
    IndexFacts index;
    index.name = create.name.text;
    for (const sql::IndexPart &part : create.parts)
        index.columns.push_back(part.column.text);
    index.isUnique = create.isUnique;
    index.isPartial = !create.where.isEmpty();
    index.isFulltext = create.method == "fulltext";
    index.isSpatial = create.method == "spatial";
    index.isBtree = create.method.empty() || create.method == "btree";
    index.hasOwnOrder = std::ranges::any_of(create.parts, &sql::IndexPart::hasOwnOrder);
    return index;
}

/// What an index's name says of its parts: an expression is called after its function.
std::vector<std::string> namesOfParts(const sql::CreateIndex &create)
{
    std::vector<std::string> names;
    for (const sql::IndexPart &part : create.parts) {
        const bool isCall =
            part.expression.form == sql::Expression::Form::Call && !part.expression.calls.empty();
        names.push_back(isCall ? part.expression.calls.front() : part.column.text);
    }
    return names;
}

bool isKey(ConstraintKind kind)
{
    return kind == ConstraintKind::PrimaryKey || kind == ConstraintKind::Unique
           || kind == ConstraintKind::Exclusion;
}

/// What @p constraint says by itself; @p column: that it is written with.
ConstraintFacts factsOf(const sql::Constraint &constraint, std::string_view column)
{
    ConstraintFacts facts;
    facts.kind = constraint.kind;
    facts.name = constraint.name.isEmpty() ? constraint.usingIndex.text : constraint.name.text;
    facts.columns = texts(constraint.columns);
    if (facts.columns.empty() && !column.empty())
        facts.columns.emplace_back(column);
    facts.isValid = !constraint.isNotValid && constraint.isEnforced;
    facts.addedHere = true;
    switch (constraint.kind) {
    case ConstraintKind::Check:
        facts.columns = constraint.expression.columns;
        facts.notNull = constraint.expression.notNull;
        break;
    case ConstraintKind::NotNull:
        facts.notNull = facts.columns;
        break;
    case ConstraintKind::ForeignKey:
        facts.references = constraint.references.display();
        facts.referenced = texts(constraint.referenced);
        facts.onDeleteCascade = constraint.onDeleteCascade;
        break;
    default:
        break;
    }
    return facts;
}

bool isRelation(ObjectKind kind)
{
    return kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Sequence;
}

void forgetUser(TableFacts &table, const std::string &name)
{
    std::erase(table.dependents, name);
    for (ColumnFacts &column : table.columns) {
        if (column.usedBy)
            std::erase(*column.usedBy, name);
    }
}

bool hangsOnTable(ObjectKind kind)
{
    return kind == ObjectKind::Trigger || kind == ObjectKind::Policy || kind == ObjectKind::Rule;
}

sql::ObjectName inSchemaOf(const sql::ObjectName &other, const std::string &name)
{
    sql::ObjectName all = other;
    all.name.text = name;
    return all;
}

} // namespace

void Schema::addIndex(TableFacts &table, IndexFacts index)
{
    if (index.name.empty())
        index.name = indexName(m_dialect, table, index.columns);
    if (table.index(index.name))
        return;
    m_indexTables.insert_or_assign(folded(index.name), table.name);
    table.keep(table.indexes, std::move(index));
}

void Schema::addConstraint(TableFacts &table, const sql::Constraint &constraint, std::string_view column)
{
    ConstraintFacts facts = factsOf(constraint, column);
    if (const IndexFacts *existing = table.index(constraint.usingIndex.text)) {
        facts.columns = existing->columns;
        dropIndex({{}, constraint.usingIndex, {}}, {{}, {table.name, {}}, {}});
    }
    if (facts.name.empty() && facts.kind != ConstraintKind::Index)
        facts.name = constraintName(m_dialect, table, facts.kind, facts.columns);
    if (facts.kind == ConstraintKind::PrimaryKey) {
        for (ColumnFacts &known : table.columns) {
            if (std::ranges::contains(facts.columns, known.name))
                known.notNull = true;
        }
    }
    if (isKey(facts.kind) || facts.kind == ConstraintKind::Index) {
        IndexFacts index;
        index.name = facts.name;
        index.columns = facts.columns;
        index.isUnique = isKey(facts.kind) && facts.kind != ConstraintKind::Exclusion;
        index.isPrimary = facts.kind == ConstraintKind::PrimaryKey;
        index.isFulltext = constraint.method == "fulltext";
        index.isSpatial = constraint.method == "spatial";
        addIndex(table, std::move(index));
    }
    if (facts.kind == ConstraintKind::Index)
        return;
    if (facts.kind == ConstraintKind::ForeignKey)
        noteReference(folded(table.name), facts.references);
    table.keep(table.constraints, std::move(facts));
}

void Schema::addColumn(TableFacts &table, const sql::ColumnDef &column)
{
    ColumnFacts facts;
    facts.name = column.name.text;
    facts.type = column.type;
    facts.notNull = column.constraint(ConstraintKind::NotNull)
                    || column.constraint(ConstraintKind::PrimaryKey)
                    || column.constraint(ConstraintKind::Identity) || column.type.name.ends_with("serial");
    const sql::Constraint *value = column.constraint(ConstraintKind::Default);
    // DEFAULT NULL is what a column without a default has; SHOW CREATE TABLE writes it for each.
    facts.hasDefault = (value && value->expression.form != sql::Expression::Form::Null)
                       || column.type.name.ends_with("serial");
    if (const sql::Constraint *generated = column.constraint(ConstraintKind::Generated)) {
        facts.isGenerated = true;
        facts.isStoredGenerated = generated->isStored;
    }
    facts.isIdentity =
        column.constraint(ConstraintKind::Identity) || column.constraint(ConstraintKind::AutoIncrement);
    facts.isConstrainedDomain = isConstrainedDomain(column.type);
    table.droppedColumns.erase(facts.name);
    table.keep(table.columns, std::move(facts));
    for (const sql::Constraint &constraint : column.constraints) {
        switch (constraint.kind) {
        case ConstraintKind::Check:
        case ConstraintKind::PrimaryKey:
        case ConstraintKind::Unique:
        case ConstraintKind::ForeignKey:
            addConstraint(table, constraint, column.name.text);
            break;
        default:
            break;
        }
    }
}

void Schema::copyColumns(TableFacts &table, const sql::ObjectName &from)
{
    const TableFacts *source = this->table(from);
    if (!source) {
        table.isComplete = false;
        return;
    }
    for (const ColumnFacts &column : source->columns) {
        if (table.column(column.name))
            continue;
        ColumnFacts copy = column;
        copy.usedBy.reset();
        table.keep(table.columns, std::move(copy));
    }
}

void Schema::applyNode(const sql::CreateTable &create)
{
    const TableFacts *existing = table(create.table);
    if (existing && create.ifNotExists)
        return;
    if (existing)
        remove(resolved(create.table.display()));
    TableFacts &table = known(create.table);
    table.isComplete = !create.isAsSelect;
    table.createdHere = true;
    table.isTemporary = create.isTemporary;
    table.isUnlogged = create.isUnlogged;
    table.isPartitioned = create.isPartitioned;
    table.partitionOf = create.partitionOf.display();
    table.isDefaultPartition = create.isDefaultPartition;
    table.inherits = displays(create.inherits);
    for (const std::vector<sql::ObjectName> *sources : {&create.like, &create.inherits}) {
        for (const sql::ObjectName &source : *sources)
            copyColumns(table, source);
    }
    if (!create.partitionOf.isEmpty()) {
        copyColumns(table, create.partitionOf);
        if (TableFacts *parent = find(create.partitionOf)) {
            copyIndexes(table, *parent);
            parent->isPartitioned = true;
            parent->hasDefaultPartition |= create.isDefaultPartition;
        }
    }
    for (const sql::ColumnDef &column : create.columns)
        addColumn(table, column);
    for (const sql::Constraint &constraint : create.constraints)
        addConstraint(table, constraint, {});
    for (const sql::Option &option : create.options) {
        std::string *fact = option.name == "engine"       ? &table.engine
                            : option.name == "row_format" ? &table.rowFormat
                            : option.name == "charset"    ? &table.charset
                                                          : nullptr;
        if (fact)
            *fact = lockkeeper::folded(option.value);
    }
    noteLinks(folded(table.name), table);
}

void Schema::applyNode(const sql::Select &select)
{
    if (select.into.isEmpty())
        return;
    remove(resolved(select.into.display()));
    known(select.into).createdHere = true;
}

void Schema::applyNode(const sql::CreateIndex &create)
{
    if (create.ifNotExists && !create.name.isEmpty() && m_indexTables.contains(folded(create.name.text)))
        return;
    TableFacts &table = known(create.table);
    IndexFacts index = indexOf(create);
    if (index.name.empty())
        index.name = indexName(m_dialect, table, namesOfParts(create));
    addIndex(table, index);
    if (!table.isPartitioned || create.only)
        return;
    for (const std::string &member : membersOf(table.name))
        copyIndex(m_tables.find(resolved(member))->second.changeable(), table, index);
}

/// Partitions have the indexes of their parent, under names of their own.
void Schema::copyIndexes(TableFacts &partition, const TableFacts &parent)
{
    for (const IndexFacts &index : parent.indexes)
        copyIndex(partition, parent, index);
}

void Schema::copyIndex(TableFacts &partition, const TableFacts &parent, const IndexFacts &index)
{
    if (std::ranges::contains(partition.indexes, index.columns, &IndexFacts::columns))
        return;
    const ConstraintFacts *constraint = parent.constraint(index.name);
    IndexFacts own = index;
    own.name = constraint ? constraintName(m_dialect, partition, constraint->kind, index.columns)
                          : indexName(m_dialect, partition, index.columns);
    addIndex(partition, std::move(own));
}

void Schema::applyNode(const sql::CreateTrigger &create)
{
    addDependent(known(create.table), create.name.text);
}

void Schema::applyNode(const sql::Routine &routine)
{
    if (routine.isBlock) {
        for (const sql::Statement &statement : routine.body)
            apply(statement);
        return;
    }
    if (routine.volatility)
        m_volatility.insert_or_assign(routine.name.name.text, *routine.volatility);
}

void Schema::applyNode(const sql::CreateType &create)
{
    const std::string name = keyOf(create.name);
    if (create.isEnum)
        m_enums.insert(name);
    if (!create.isDomain)
        return;
    const bool isConstrained = std::ranges::any_of(create.constraints, [](const sql::Constraint &constraint) {
        return constraint.kind == ConstraintKind::Check || constraint.kind == ConstraintKind::NotNull;
    });
    m_domains.insert_or_assign(name, Domain{create.base, isConstrained || isConstrainedDomain(create.base)});
}

void Schema::applyNode(const sql::AlterType &alter)
{
    if (!alter.isDomain)
        return;
    const bool constrains =
        alter.kind == sql::AlterType::Kind::AddConstraint || alter.kind == sql::AlterType::Kind::SetNotNull;
    if (constrains)
        m_domains[keyOf(alter.name)].isConstrained = true;
}

void Schema::applyNode(const sql::Create &create)
{
    if (hangsOnTable(create.object) && !create.onTable.isEmpty())
        addDependent(known(create.onTable), create.name.name.text);
    if (!isRelation(create.object))
        return;
    const std::string key = keyOf(create.name);
    const auto existing = m_relations.find(key);
    const bool isNew = existing == m_relations.end();
    if (!isNew && !create.orReplace)
        return;
    const bool createdHere = isNew ? !create.orReplace : existing->second.createdHere;
    m_relations.insert_or_assign(key, Relation{displays(create.uses), create.object != ObjectKind::Sequence,
                                               create.object == ObjectKind::MaterializedView, createdHere});
    for (const sql::ObjectName &used : create.uses) {
        if (TableFacts *table = find(used))
            addDependent(*table, key);
    }
}

/// Which columns it names isn't known, so those that nobody named may have a user now.
void Schema::addDependent(TableFacts &table, const std::string &name)
{
    if (!std::ranges::contains(table.dependents, name))
        table.keep(table.dependents, name);
    for (ColumnFacts &column : table.columns) {
        if (column.usedBy && column.usedBy->empty())
            column.usedBy.reset();
    }
}

/// The tables below it, through other views too, have one user less.
void Schema::dropView(const sql::ObjectName &name)
{
    const std::string key = keyOf(name);
    const auto view = m_relations.extract(key);
    std::vector<std::string> below = view ? view.mapped().uses : std::vector<std::string>();
    for (size_t i = 0; i < below.size(); ++i) {
        const auto table = m_tables.find(resolved(below[i]));
        if (table != m_tables.end())
            forgetUser(table->second.changeable(), key);
        const auto other = m_relations.find(folded(below[i]));
        if (other == m_relations.end())
            continue;
        for (const std::string &used : other->second.uses) {
            if (!std::ranges::contains(below, used))
                below.push_back(used);
        }
    }
}

void Schema::dropIndex(const sql::ObjectName &name, const sql::ObjectName &onTable)
{
    const std::string owner = onTable.isEmpty() ? tableOfIndex(name) : onTable.display();
    const auto found = m_tables.find(resolved(owner));
    m_indexTables.erase(folded(name.name.text));
    if (found == m_tables.end())
        return;
    TableFacts &table = found->second.changeable();
    if (const IndexFacts *index = table.index(name.name.text))
        table.indexes.erase(table.indexes.begin() + (index - table.indexes.data()));
}

void Schema::dropSchema(std::string_view schema)
{
    const std::string prefix = folded(std::string(schema) + '.');
    std::vector<std::string> keys;
    for (const std::string &key : m_tables | std::views::keys) {
        const bool isInside = prefix.empty() ? !key.contains('.') : key.starts_with(prefix);
        if (isInside)
            keys.push_back(key);
    }
    for (const std::string &key : keys)
        remove(key);
}

void Schema::applyNode(const sql::Drop &drop)
{
    for (const sql::ObjectName &name : drop.names) {
        switch (drop.object) {
        case ObjectKind::Table:
        case ObjectKind::ForeignTable:
            for (const std::string &member : membersOf(name.display()))
                remove(resolved(member));
            remove(resolved(name.display()));
            break;
        case ObjectKind::Index:
            dropIndex(name, drop.onTable);
            break;
        case ObjectKind::Schema:
        case ObjectKind::Database:
            dropSchema(name.name.text);
            break;
        case ObjectKind::Type:
        case ObjectKind::Domain:
            m_enums.erase(keyOf(name));
            m_domains.erase(keyOf(name));
            break;
        case ObjectKind::Function:
            m_volatility.erase(name.name.text);
            break;
        default:
            if (isRelation(drop.object))
                dropView(name);
            if (TableFacts *table = hangsOnTable(drop.object) ? find(drop.onTable) : nullptr)
                forgetUser(*table, name.name.text);
        }
    }
}

void Schema::renameIndex(const std::string &from, const std::string &to)
{
    const auto owner = m_indexTables.find(folded(from));
    if (owner == m_indexTables.end())
        return;
    const std::string tableName = owner->second;
    m_indexTables.erase(owner);
    m_indexTables.insert_or_assign(folded(to), tableName);
    const auto found = m_tables.find(resolved(tableName));
    if (found == m_tables.end())
        return;
    TableFacts &table = found->second.changeable();
    for (IndexFacts &index : table.indexes)
        index.name = index.name == from ? to : index.name;
    for (ConstraintFacts &constraint : table.constraints)
        constraint.name = constraint.name == from ? to : constraint.name;
}

void Schema::renameObject(ObjectKind object, const sql::ObjectName &from, const sql::ObjectName &to)
{
    const sql::ObjectName target =
        to.schema.isEmpty() && !isMySqlFamily(m_dialect) ? inSchemaOf(from, to.name.text) : to;
    if (object == ObjectKind::Index || (!table(from) && m_indexTables.contains(folded(from.name.text)))) {
        renameIndex(from.name.text, to.name.text);
    } else if (isRelation(object)) {
        if (auto node = m_relations.extract(keyOf(from))) {
            node.key() = keyOf(target);
            m_relations.insert(std::move(node));
        }
    } else if (object == ObjectKind::Type || object == ObjectKind::Domain) {
        if (auto node = m_domains.extract(keyOf(from))) {
            node.key() = keyOf(target);
            m_domains.insert(std::move(node));
        }
        if (m_enums.erase(keyOf(from)))
            m_enums.insert(keyOf(target));
    } else if (object == ObjectKind::Table || object == ObjectKind::ForeignTable) {
        known(from);
        rename(resolved(from.display()), keyOf(target));
    }
}

void Schema::applyNode(const sql::Rename &rename)
{
    for (const sql::Rename::Pair &pair : rename.pairs)
        renameObject(rename.object, pair.from, pair.to);
}

} // namespace lockkeeper::lint
