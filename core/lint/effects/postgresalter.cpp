// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/postgresmodel.h"
#include "core/lint/effects/postgrestypes.h"

#include <algorithm>

namespace lockkeeper::lint {
namespace {

using enum LockMode;
using sql::AlterAction;
using sql::AlterKind;
using sql::ConstraintKind;
using sql::ObjectKind;

/// Storage parameters that others may only see changed when nobody uses the table.
bool isQuiet(const sql::Option &option)
{
    return option.name != "user_catalog_table" && option.name != "fastupdate" && option.name != "buffering"
           && option.name != "autosummarize" && option.name != "pages_per_range"
           && option.name != "gin_pending_list_limit" && !option.name.starts_with("security_")
           && option.name != "check_option";
}

/// The lock that a clause of ALTER TABLE asks for on its table.
LockMode modeOf(const AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::SetStatistics:
    case AlterKind::SetColumnOptions:
    case AlterKind::ClusterOn:
    case AlterKind::ValidateConstraint:
    case AlterKind::AttachPartition:
        return ShareUpdateExclusive;
    case AlterKind::SetOptions:
    case AlterKind::ResetOptions:
        return std::ranges::all_of(action.options, isQuiet) ? ShareUpdateExclusive : AccessExclusive;
    case AlterKind::EnableTrigger:
    case AlterKind::DisableTrigger:
        return ShareRowExclusive;
    case AlterKind::AddConstraint:
        return action.constraint.kind == ConstraintKind::ForeignKey ? ShareRowExclusive : AccessExclusive;
    case AlterKind::DetachPartition:
        return action.concurrently ? ShareUpdateExclusive : AccessExclusive;
    default:
        return AccessExclusive;
    }
}

/// Whether partitions and tables that inherit follow.
bool reachesMembers(const AlterAction &action, bool isPartitioned)
{
    switch (action.kind) {
    case AlterKind::AddColumn:
    case AlterKind::DropColumn:
    case AlterKind::AlterType:
    case AlterKind::SetDefault:
    case AlterKind::DropDefault:
    case AlterKind::SetNotNull:
    case AlterKind::DropNotNull:
    case AlterKind::SetGenerated:
    case AlterKind::DropGenerated:
    case AlterKind::SetStatistics:
    case AlterKind::SetStorage:
    case AlterKind::SetCompression:
    case AlterKind::RenameColumn:
    case AlterKind::RenameConstraint:
    case AlterKind::DropConstraint:
    case AlterKind::ValidateConstraint:
        return true;
    case AlterKind::AddIdentity:
    case AlterKind::SetIdentity:
    case AlterKind::DropIdentity:
        return isPartitioned;
    case AlterKind::AddConstraint: {
        const bool isCheck = action.constraint.kind == ConstraintKind::Check
                             || action.constraint.kind == ConstraintKind::NotNull;
        return isCheck ? !action.constraint.isNoInherit : isPartitioned;
    }
    default:
        return false;
    }
}

/// UNIQUE of a partitioned table builds on each partition without stopping its readers.
LockMode memberMode(const AlterAction &action, LockMode mode)
{
    const bool isUnique = action.kind == AlterKind::AddConstraint
                          && (action.constraint.kind == ConstraintKind::Unique
                              || action.constraint.kind == ConstraintKind::Exclusion);
    return isUnique ? Share : mode;
}

/// `USING c` and `USING c::type` say what would happen anyway.
bool saysNothingNew(const sql::Expression &usingExpression, const std::string &column,
                    const sql::TypeName &type)
{
    if (usingExpression.form != sql::Expression::Form::Column || usingExpression.columns.size() != 1
        || usingExpression.columns.front() != column)
        return false;
    const std::string word = type.schema.empty() ? type.name : type.schema + '.' + type.name;
    return usingExpression.casts.empty()
           || (usingExpression.casts.size() == 1 && usingExpression.casts.front() == word);
}

bool contains(const std::vector<std::string> &names, const std::string &name)
{
    return std::ranges::contains(names, name);
}

} // namespace

void PostgresModel::of(const sql::AlterTable &alter)
{
    const std::string name = alter.table.display();
    switch (alter.object) {
    case ObjectKind::Index:
        for (const AlterAction &action : alter.actions) {
            if (!alter.ifExists || !m_schema.isLive() || !m_schema.tableOfIndex(alter.table).empty())
                alterIndex(alter.table, action);
        }
        break;
    case ObjectKind::View:
        lock(name, AccessExclusive);
        break;
    case ObjectKind::Sequence:
        for (const AlterAction &action : alter.actions)
            lock(name, action.kind == AlterKind::Other ? ShareRowExclusive : AccessExclusive);
        break;
    default:
        if (!alter.ifExists || !m_schema.isLive() || m_schema.table(alter.table))
            alterTable(alter);
    }
}

void PostgresModel::alterTable(const sql::AlterTable &alter)
{
    const std::string name = alter.table.display();
    const TableFacts *facts = m_schema.table(alter.table);
    const bool isPartitioned = facts && facts->isPartitioned;
    LockMode mode = AccessShare;
    for (const AlterAction &action : alter.actions)
        mode = std::max(mode, modeOf(action));
    lock(name, mode);
    for (const AlterAction &action : alter.actions) {
        const bool isOnly = alter.only || !reachesMembers(action, isPartitioned);
        if (!isOnly) {
            for (const std::string &member : m_schema.membersOf(name))
                lock(member, memberMode(action, mode));
        }
        change(name, action, isOnly);
    }
}

void PostgresModel::change(const std::string &table, const AlterAction &action, bool isOnly)
{
    switch (action.kind) {
    case AlterKind::AddColumn:
        addColumn(table, action.column, action.ifExists, isOnly);
        break;
    case AlterKind::DropColumn:
        dropColumn(table, action);
        break;
    case AlterKind::AlterType:
        alterType(table, action, isOnly);
        break;
    case AlterKind::SetNotNull:
        setNotNull(table, action.name.text, isOnly);
        break;
    case AlterKind::AddConstraint:
        addConstraint(table, action.constraint, isOnly);
        break;
    case AlterKind::DropConstraint:
        dropConstraint(table, action);
        break;
    case AlterKind::ValidateConstraint:
        validate(table, action.name.text, isOnly);
        break;
    case AlterKind::AttachPartition:
        attach(table, action);
        break;
    case AlterKind::DetachPartition:
        detach(table, action);
        break;
    case AlterKind::Inherit:
        lock(action.newTable.display(), ShareUpdateExclusive);
        break;
    case AlterKind::NoInherit:
        lock(action.newTable.display(), AccessShare);
        break;
    default:
        changeStorage(table, action);
    }
}

void PostgresModel::changeStorage(const std::string &table, const AlterAction &action)
{
    const TableFacts *facts = m_schema.table(table);
    const ColumnFacts *column = facts ? facts->column(action.name.text) : nullptr;
    switch (action.kind) {
    case AlterKind::SetGenerated:
        m_effects.fails |= m_version < ServerVersion{17};
        if (!column || column->isStoredGenerated)
            rewrite(table);
        m_effects.isCertain &= column != nullptr || m_version < ServerVersion{18};
        break;
    case AlterKind::SetLogged:
    case AlterKind::SetUnlogged:
        if (!facts || facts->isUnlogged != (action.kind == AlterKind::SetUnlogged))
            rewrite(table, true);
        break;
    case AlterKind::SetTablespace:
    case AlterKind::SetAccessMethod:
        // Where the table is already, nothing happens; these are where most are.
        m_effects.isCertain &= action.name.text != "pg_default" && action.name.text != "heap";
        if (!facts || !facts->isPartitioned)
            rewrite(table, true);
        break;
    default:
        break;
    }
}

void PostgresModel::alterIndex(const sql::ObjectName &name, const AlterAction &action)
{
    const std::string index = name.display();
    switch (action.kind) {
    case AlterKind::RenameTable:
    case AlterKind::SetStatistics:
        lock(index, ShareUpdateExclusive);
        break;
    case AlterKind::SetOptions:
    case AlterKind::ResetOptions:
        lock(index, modeOf(action));
        break;
    case AlterKind::SetTablespace:
        lock(index, AccessExclusive);
        note(m_effects.rewrites, index);
        m_effects.isCertain &= action.name.text != "pg_default";
        break;
    case AlterKind::AttachIndex:
        lock(index, ShareUpdateExclusive);
        lock(action.partition.display(), AccessExclusive);
        for (const std::string &part :
             {m_schema.tableOfIndex(name), m_schema.tableOfIndex(action.partition)}) {
            if (!part.empty())
                lock(part, AccessShare);
        }
        break;
    default:
        lock(index, AccessExclusive);
    }
}

bool PostgresModel::isVolatile(const sql::Expression &expression)
{
    bool any = false;
    for (const std::string &function : expression.calls) {
        const std::optional<char> volatility = m_schema.volatility(function);
        m_effects.isCertain &= volatility.has_value();
        any |= volatility.value_or('v') == 'v';
    }
    return any;
}

bool PostgresModel::isRewrittenFor(const sql::ColumnDef &column)
{
    if (column.type.name.ends_with("serial") || column.constraint(ConstraintKind::Identity)
        || m_schema.isConstrainedDomain(column.type))
        return true;
    if (const sql::Constraint *generated = column.constraint(ConstraintKind::Generated))
        return generated->isStored;
    const bool mayBeDomain = !isPostgresType(column.type) && !m_schema.isLive()
                             && !m_schema.domainBase(column.type)
                             && !m_schema.isEnumCreatedHere(column.type.name);
    m_effects.isCertain &= !mayBeDomain;
    const sql::Constraint *value = column.constraint(ConstraintKind::Default);
    if (!value || value->expression.form == sql::Expression::Form::Null)
        return false;
    return m_version < ServerVersion{11} || isVolatile(value->expression);
}

void PostgresModel::addColumn(const std::string &table, const sql::ColumnDef &column, bool ifNotExists,
                              bool isOnly)
{
    const TableFacts *facts = m_schema.table(table);
    if (ifNotExists && facts && facts->column(column.name.text))
        return;
    const sql::Constraint *value = column.constraint(ConstraintKind::Default);
    const bool isFilled = value && value->expression.form != sql::Expression::Form::Null;
    const bool isRewritten = isRewrittenFor(column);
    const bool isMissing = column.constraint(ConstraintKind::NotNull) && !isFilled && !isRewritten;
    m_effects.fails |= isMissing && facts && facts->rows.value_or(0) > 0;
    if (isRewritten)
        rewrite(table, isOnly);
    else if (column.constraint(ConstraintKind::Check) || isMissing)
        scan(table, isOnly);
    if (column.constraint(ConstraintKind::Unique) || column.constraint(ConstraintKind::PrimaryKey))
        build(table, isOnly);
    if (const sql::Constraint *key = column.constraint(ConstraintKind::ForeignKey)) {
        lock(key->references.display(), ShareRowExclusive);
        if (isFilled) // NULL needs no row over there
            scan(table, isOnly);
    }
}

void PostgresModel::alterType(const std::string &table, const AlterAction &action, bool isOnly)
{
    const std::string &name = action.name.text;
    const sql::TypeName &type = action.column.type;
    const TableFacts *facts = m_schema.table(table);
    const ColumnFacts *column = facts ? facts->column(name) : nullptr;

    TypeChange change = postgresTypeChange(column ? column->type : sql::TypeName(), type, m_schema);
    if (!action.expression.isEmpty() && !saysNothingNew(action.expression, name, type))
        change = {.rewrites = true};
    else if (!action.expression.casts.empty() && !type.modifiers.empty())
        change.isCertain = false; // the cast may have a length of its own
    m_effects.isCertain &= change.isCertain;
    m_effects.fails |= isUsedColumn(facts, name);
    if (change.rewrites)
        rewrite(table, isOnly);
    if (!facts)
        return;

    if (change.reindexes && !change.rewrites && facts->isIndexed(name))
        build(table, isOnly);
    for (const ConstraintFacts &constraint : facts->constraints) {
        if (!contains(constraint.columns, name))
            continue;
        if (constraint.kind == ConstraintKind::Check && constraint.isValid)
            scan(table, isOnly);
        if (!constraint.references.empty())
            lock(constraint.references, AccessExclusive);
    }
    for (const std::string &child : m_schema.referencing(table)) {
        if (isKeyOf(*facts, name, *m_schema.table(child)))
            lockPartitions(child, AccessExclusive);
    }
}

void PostgresModel::setNotNull(const std::string &table, const std::string &column, bool isOnly)
{
    for (const std::string &part : storageOf(table, isOnly)) {
        const TableFacts *facts = m_schema.table(part);
        const ColumnFacts *known = facts ? facts->column(column) : nullptr;
        const bool isKnown = known && known->notNull.value_or(false);
        // A CHECK counts as proof since 12.
        if (isKnown || (m_version >= ServerVersion{12} && facts && facts->provesNotNull(column)))
            continue;
        scan(part, true);
        m_effects.isCertain &= facts && facts->isComplete;
    }
}

void PostgresModel::addConstraint(const std::string &table, const sql::Constraint &constraint, bool isOnly)
{
    const bool isChecked = !constraint.isNotValid && constraint.isEnforced;
    switch (constraint.kind) {
    case ConstraintKind::ForeignKey: {
        const TableFacts *facts = m_schema.table(table);
        lockPartitions(constraint.references.display(), ShareRowExclusive);
        m_effects.fails |=
            constraint.isNotValid && facts && facts->isPartitioned && m_version < ServerVersion{18};
        if (isChecked)
            scan(table, isOnly);
        break;
    }
    case ConstraintKind::NotNull:
        for (const sql::Name &column : constraint.columns) {
            if (isChecked)
                setNotNull(table, column.text, isOnly);
        }
        break;
    case ConstraintKind::PrimaryKey:
    case ConstraintKind::Unique:
    case ConstraintKind::Exclusion:
        addKey(table, constraint, isOnly);
        break;
    default:
        if (isChecked)
            scan(table, isOnly);
    }
}

void PostgresModel::addKey(const std::string &table, const sql::Constraint &constraint, bool isOnly)
{
    if (constraint.usingIndex.isEmpty()) {
        build(table, isOnly); // which reads it, and looks for NULL in a primary key on the way
        return;
    }
    lock(constraint.usingIndex.text, ShareUpdateExclusive);
    if (constraint.kind != ConstraintKind::PrimaryKey)
        return;
    const TableFacts *facts = m_schema.table(table);
    const IndexFacts *index = facts ? facts->index(constraint.usingIndex.text) : nullptr;
    m_effects.fails |= index && !index->isValid;
    if (!index) {
        scan(table, isOnly);
        m_effects.isCertain = false;
        return;
    }
    for (const std::string &column : index->columns)
        setNotNull(table, column, isOnly);
}

void PostgresModel::validate(const std::string &table, const std::string &constraint, bool isOnly)
{
    const TableFacts *facts = m_schema.table(table);
    const ConstraintFacts *known = facts ? facts->constraint(constraint) : nullptr;
    m_effects.isCertain &= known != nullptr; // of a foreign key it locks the other table too
    if (known && known->isValid)
        return;
    scan(table, isOnly);
    if (known && !known->references.empty())
        lock(known->references, RowShare);
}

void PostgresModel::attach(const std::string &parent, const AlterAction &action)
{
    const std::string partition = action.partition.display();
    lockTree(partition, AccessExclusive);
    lockForeignKeys(parent, ShareRowExclusive);
    scan(partition);
    checkDefaultPartition(parent);
    const TableFacts *facts = m_schema.table(partition);
    const bool mayBeProven =
        !facts || !facts->isComplete
        || std::ranges::any_of(facts->constraints, [](const ConstraintFacts &constraint) {
               return constraint.kind == ConstraintKind::Check && constraint.isValid;
           });
    m_effects.isCertain &= !mayBeProven;
    buildMissing(parent, partition);
}

/// A partition gets every index of its parent that it hasn't got.
void PostgresModel::buildMissing(const std::string &parent, const std::string &partition)
{
    const TableFacts *whole = m_schema.table(parent);
    const TableFacts *part = m_schema.table(partition);
    const auto isMissing = [&](const IndexFacts &index) {
        return !part || !std::ranges::contains(part->indexes, index.columns, &IndexFacts::columns);
    };
    if (whole && std::ranges::any_of(whole->indexes, isMissing))
        build(partition);
}

void PostgresModel::detach(const std::string &parent, const AlterAction &action)
{
    const std::string rest = m_schema.defaultPartitionOf(parent);
    // CONCURRENTLY asks for it too, for a moment at its end.
    lock(action.partition.display(), AccessExclusive);
    lockForeignKeys(parent, ShareRowExclusive); // the partition gets keys of its own
    m_effects.fails |= action.concurrently && !rest.empty();
    if (!action.concurrently && !rest.empty())
        lock(rest, AccessExclusive);
}

} // namespace lockkeeper::lint
