// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/postgresmodel.h"

#include <algorithm>

namespace lockkeeper::lint {
namespace {

using enum LockMode;
using sql::ObjectKind;

/// Whether a foreign key to @p parent is about its @p column.
bool pointsAt(const ConstraintFacts &constraint, const TableFacts &parent, const std::string &column)
{
    if (!constraint.referenced.empty())
        return std::ranges::contains(constraint.referenced, column);
    return std::ranges::any_of(parent.constraints, [&](const ConstraintFacts &key) {
        return key.kind == sql::ConstraintKind::PrimaryKey && std::ranges::contains(key.columns, column);
    });
}

} // namespace

void PostgresModel::of(const sql::Drop &drop)
{
    for (const sql::ObjectName &name : drop.names) {
        switch (drop.object) {
        case ObjectKind::Table:
        case ObjectKind::ForeignTable:
            if (!drop.ifExists || !m_schema.isLive() || m_schema.table(name))
                dropTable(name.display(), drop.cascade);
            break;
        case ObjectKind::Index:
            dropIndex(name, drop.concurrently);
            break;
        case ObjectKind::View:
        case ObjectKind::MaterializedView:
        case ObjectKind::Sequence:
            lock(name.display(), AccessExclusive);
            m_effects.isCertain &= !drop.cascade;
            break;
        case ObjectKind::Schema:
            dropSchema(name.name.text);
            break;
        case ObjectKind::Type:
        case ObjectKind::Domain:
            dropType(name, drop.cascade);
            break;
        case ObjectKind::Trigger:
        case ObjectKind::Policy:
        case ObjectKind::Rule:
            dropFromTable(drop, name);
            break;
        default:
            m_effects.isCertain &= !drop.cascade; // triggers of a function, columns of an extension's types
        }
    }
}

/// One that isn't there leaves no lock behind.
void PostgresModel::dropFromTable(const sql::Drop &drop, const sql::ObjectName &name)
{
    const TableFacts *facts = m_schema.table(drop.onTable);
    const bool isKnown = facts && std::ranges::contains(facts->dependents, name.name.text);
    lockPartitions(drop.onTable.display(), AccessExclusive);
    m_effects.isCertain &= isKnown || !drop.ifExists;
}

void PostgresModel::dropTable(const std::string &table, bool isCascade)
{
    if (!m_dropped.insert(table).second)
        return;
    lock(table, AccessExclusive);
    lockForeignKeys(table, AccessExclusive, nullptr);
    const TableFacts *facts = m_schema.table(table);
    m_effects.isCertain &= facts && facts->isComplete && (!isCascade || m_schema.isLive());
    if (!facts)
        return;
    if (!facts->partitionOf.empty() && !m_dropped.contains(facts->partitionOf)) {
        lock(facts->partitionOf, AccessExclusive);
        const std::string rest = m_schema.defaultPartitionOf(facts->partitionOf);
        if (!rest.empty())
            lock(rest, AccessExclusive);
    }
    for (const std::string &member : m_schema.membersOf(table))
        dropTable(member, isCascade);
    if (!isCascade)
        return;
    for (const std::string &child : m_schema.referencing(table))
        lockPartitions(child, AccessExclusive);
    lockDependents(*facts);
}

/// Views go with what they are made of, and views that are made of them too.
void PostgresModel::lockDependents(const TableFacts &table)
{
    for (const std::string &dependent : table.dependents) {
        sql::ObjectName name;
        name.name.text = dependent;
        if (m_schema.viewUses(name))
            lock(dependent, AccessExclusive);
    }
}

void PostgresModel::dropIndex(const sql::ObjectName &name, bool isConcurrent)
{
    const LockMode mode = isConcurrent ? ShareUpdateExclusive : AccessExclusive;
    const std::string table = m_schema.tableOfIndex(name);
    lock(name.display(), mode);
    m_effects.isCertain &= !table.empty();
    if (table.empty())
        return;
    lockPartitions(table, mode);
    const TableFacts *facts = m_schema.table(table);
    m_effects.fails |= isConcurrent && facts && facts->isPartitioned;
}

void PostgresModel::dropColumn(const std::string &table, const sql::AlterAction &action)
{
    const std::vector<sql::Name> columns{action.name};
    lockForeignKeys(table, AccessExclusive, &columns);
    const TableFacts *facts = m_schema.table(table);
    m_effects.isCertain &= facts && facts->isComplete && (!action.cascade || m_schema.isLive());
    m_effects.fails |= !action.cascade && isUsedColumn(facts, action.name.text);
    if (!action.cascade || !facts)
        return;
    lockDependents(*facts);
    m_effects.isCertain &= facts->dependents.empty(); // which columns they need isn't known
    for (const std::string &child : m_schema.referencing(table)) {
        if (isKeyOf(*facts, action.name.text, *m_schema.table(child)))
            lockPartitions(child, AccessExclusive);
    }
}

bool PostgresModel::isKeyOf(const TableFacts &parent, const std::string &column,
                            const TableFacts &child) const
{
    return std::ranges::any_of(child.constraints, [&](const ConstraintFacts &constraint) {
        return m_schema.table(constraint.references) == &parent && pointsAt(constraint, parent, column);
    });
}

void PostgresModel::dropConstraint(const std::string &table, const sql::AlterAction &action)
{
    const TableFacts *facts = m_schema.table(table);
    const ConstraintFacts *known = facts ? facts->constraint(action.name.text) : nullptr;
    m_effects.isCertain &= known || (facts && facts->isComplete);
    if (!known)
        return;
    if (!known->references.empty())
        lockPartitions(known->references, AccessExclusive);
    const bool isKey =
        known->kind == sql::ConstraintKind::PrimaryKey || known->kind == sql::ConstraintKind::Unique;
    if (!isKey || !action.cascade)
        return;
    for (const std::string &child : m_schema.referencing(table)) {
        const auto isOfKey = [&](const std::string &column) {
            return isKeyOf(*facts, column, *m_schema.table(child));
        };
        if (std::ranges::any_of(known->columns, isOfKey))
            lockPartitions(child, AccessExclusive);
    }
}

void PostgresModel::dropType(const sql::ObjectName &name, bool isCascade)
{
    if (!isCascade)
        return;
    for (const std::string &table : m_schema.tablesUsing(name.display()))
        lock(table, AccessExclusive);
    m_effects.isCertain &= m_schema.isLive();
}

void PostgresModel::dropSchema(const std::string &schema)
{
    const std::string prefix = schema == "public" ? std::string() : schema + '.';
    for (const TableFacts *table : m_schema.tables()) {
        const bool isInside = prefix.empty() ? !table->name.contains('.') : table->name.starts_with(prefix);
        if (isInside)
            dropTable(table->name, true);
    }
    m_effects.isCertain = false;
}

} // namespace lockkeeper::lint
