// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/schema.h"

#include "core/sql/lexer.h"

#include <algorithm>

namespace lockkeeper::lint {
namespace {

using sql::AlterAction;
using sql::AlterKind;
using sql::ConstraintKind;

template<typename T>
T *changeable(std::vector<T> &list, const T *item)
{
    return item ? &list[static_cast<size_t>(item - list.data())] : nullptr;
}

ColumnFacts *columnOf(TableFacts &table, const std::string &name)
{
    return changeable(table.columns, table.column(name));
}

void renameIn(std::vector<std::string> &names, const std::string &from, const std::string &to)
{
    std::ranges::replace(names, from, to);
}

void renameColumn(TableFacts &table, const std::string &from, const std::string &to)
{
    if (ColumnFacts *column = columnOf(table, from))
        column->name = to;
    for (ConstraintFacts &constraint : table.constraints) {
        renameIn(constraint.columns, from, to);
        renameIn(constraint.notNull, from, to);
    }
    for (IndexFacts &index : table.indexes)
        renameIn(index.columns, from, to);
}

/// What a change of a column leaves behind, as far as the column itself is concerned.
void changeColumn(ColumnFacts &column, const AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::AlterType:
        column.type = action.column.type;
        break;
    case AlterKind::SetDefault:
        column.hasDefault = true;
        break;
    case AlterKind::DropDefault:
        column.hasDefault = false;
        break;
    case AlterKind::SetNotNull:
        column.notNull = true;
        break;
    case AlterKind::DropNotNull:
        column.notNull = false;
        break;
    case AlterKind::DropGenerated:
        column.isGenerated = column.isStoredGenerated = false;
        break;
    case AlterKind::AddIdentity:
        column.isIdentity = true;
        break;
    case AlterKind::DropIdentity:
        column.isIdentity = false;
        break;
    default:
        break;
    }
}

} // namespace

void Schema::dropConstraint(TableFacts &table, std::string_view name)
{
    const ConstraintFacts *constraint = table.constraint(name);
    if (!constraint)
        return;
    if (constraint->kind == ConstraintKind::NotNull) {
        for (const std::string &column : constraint->columns) {
            if (ColumnFacts *known = columnOf(table, column))
                known->notNull = false;
        }
    }
    const std::string known = constraint->name;
    table.constraints.erase(table.constraints.begin() + (constraint - table.constraints.data()));
    if (table.index(known))
        dropIndex({{}, {known, {}}, {}}, {{}, {table.name, {}}, {}});
}

void Schema::dropColumn(TableFacts &table, const std::string &name)
{
    const auto isOn = [&](const auto &item) { return std::ranges::contains(item.columns, name); };
    if (const ColumnFacts *column = table.column(name))
        table.columns.erase(table.columns.begin() + (column - table.columns.data()));
    table.droppedColumns.insert(name);
    std::erase_if(table.constraints, isOn);
    if (isMySqlFamily(m_dialect)) {
        // The index stays with the columns that are left.
        for (IndexFacts &index : table.indexes)
            std::erase(index.columns, name);
        std::erase_if(table.indexes, [](const IndexFacts &index) { return index.columns.empty(); });
        return;
    }
    for (const IndexFacts &index : table.indexes) {
        if (isOn(index))
            m_indexTables.erase(folded(index.name));
    }
    std::erase_if(table.indexes, isOn);
}

void Schema::applyToColumn(TableFacts &table, const AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::AddColumn:
        if (!action.ifExists || !table.column(action.column.name.text))
            addColumn(table, action.column);
        return;
    case AlterKind::DropColumn:
        dropColumn(table, action.name.text);
        return;
    case AlterKind::RenameColumn:
        renameColumn(table, action.name.text, action.newName.text);
        return;
    case AlterKind::ChangeColumn:
        renameColumn(table, action.name.text, action.column.name.text);
        [[fallthrough]];
    case AlterKind::ModifyColumn: {
        const std::string name = action.column.name.isEmpty() ? action.name.text : action.column.name.text;
        if (const ColumnFacts *old = table.column(name))
            table.columns.erase(table.columns.begin() + (old - table.columns.data()));
        sql::ColumnDef column = action.column;
        column.name.text = name;
        addColumn(table, column);
        return;
    }
    default:
        break;
    }
    ColumnFacts *column = columnOf(table, action.name.text);
    if (!column && action.kind != AlterKind::DropDefault && !action.name.isEmpty()) {
        table.keep(table.columns, ColumnFacts{.name = action.name.text});
        column = columnOf(table, action.name.text);
    }
    if (!column)
        return;
    changeColumn(*column, action);
    column->isConstrainedDomain = isConstrainedDomain(column->type);
}

void Schema::applyToPartitions(TableFacts &table, const AlterAction &action)
{
    if (action.kind == AlterKind::Inherit || action.kind == AlterKind::NoInherit) {
        const std::string parent =
            action.partition.isEmpty() ? action.newTable.display() : action.partition.display();
        std::erase(table.inherits, parent);
        if (action.kind == AlterKind::Inherit)
            table.inherits.push_back(parent);
        noteLinks(folded(table.name), table);
        return;
    }
    const bool attaches = action.kind == AlterKind::AttachPartition;
    table.isPartitioned = true;
    TableFacts &partition = known(action.partition); // a map's elements stay where they are
    const bool wasDefault = partition.isDefaultPartition;
    partition.partitionOf = attaches ? table.name : std::string();
    partition.isDefaultPartition = attaches && action.isDefault;
    if (attaches)
        copyIndexes(partition, table);
    noteLinks(folded(partition.name), partition);
    if (partition.isDefaultPartition || wasDefault)
        table.hasDefaultPartition = partition.isDefaultPartition;
}

void Schema::applyToTable(TableFacts &table, const AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::AddConstraint:
        addConstraint(table, action.constraint, {});
        break;
    case AlterKind::DropConstraint:
    case AlterKind::DropForeignKey:
        dropConstraint(table, action.name.text);
        break;
    case AlterKind::DropPrimaryKey:
        std::erase_if(table.constraints, [](const ConstraintFacts &constraint) {
            return constraint.kind == ConstraintKind::PrimaryKey;
        });
        std::erase_if(table.indexes, &IndexFacts::isPrimary);
        break;
    case AlterKind::DropIndex:
        dropConstraint(table, action.name.text);
        dropIndex({{}, action.name, {}}, {{}, {table.name, {}}, {}});
        break;
    case AlterKind::RenameIndex:
    case AlterKind::RenameConstraint:
        renameIndex(action.name.text, action.newName.text);
        if (ConstraintFacts *known = changeable(table.constraints, table.constraint(action.name.text)))
            known->name = action.newName.text;
        break;
    case AlterKind::ValidateConstraint:
        if (ConstraintFacts *known = changeable(table.constraints, table.constraint(action.name.text)))
            known->isValid = true;
        break;
    case AlterKind::SetLogged:
    case AlterKind::SetUnlogged:
        table.isUnlogged = action.kind == AlterKind::SetUnlogged;
        break;
    case AlterKind::SetOptions:
        for (const sql::Option &option : action.options) {
            if (option.name == "engine")
                table.engine = lockkeeper::folded(option.value);
            else if (option.name == "row_format")
                table.rowFormat = lockkeeper::folded(option.value);
        }
        break;
    case AlterKind::AttachPartition:
    case AlterKind::DetachPartition:
    case AlterKind::Inherit:
    case AlterKind::NoInherit:
        applyToPartitions(table, action);
        break;
    default:
        applyToColumn(table, action);
    }
}

void Schema::applyNode(const sql::AlterTable &alter)
{
    const bool isTable =
        alter.object == sql::ObjectKind::Table || alter.object == sql::ObjectKind::ForeignTable;
    if (isTable && alter.ifExists && m_isLive && !find(alter.table))
        return;
    const auto moves = [](const AlterAction &action) {
        return action.kind == AlterKind::RenameTable || action.kind == AlterKind::SetSchema;
    };
    for (const AlterAction &action : alter.actions) {
        if (isTable && !moves(action))
            applyToTable(known(alter.table), action);
    }
    for (const AlterAction &action : alter.actions) {
        if (!moves(action))
            continue;
        sql::ObjectName to = action.newTable;
        if (action.kind == AlterKind::SetSchema)
            to.name = alter.table.name;
        renameObject(alter.object, alter.table, to);
    }
}

} // namespace lockkeeper::lint
