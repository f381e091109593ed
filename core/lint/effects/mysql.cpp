// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MySQL 8.0 to 9.7, InnoDB, foreign_key_checks on and sql_mode strict, as delivered.
#include "core/lint/effects/alterclauses.h"
#include "core/lint/effects/columnchange.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace lockkeeper::lint {

namespace {

using sql::AlterAction;
using sql::AlterKind;
using sql::ConstraintKind;

// Manual 17.12.1, Online DDL Operations; its tables say which version brought what.
constexpr ServerVersion instantAdd{8, 0, 12};
constexpr ServerVersion instantRename{8, 0, 28};
constexpr ServerVersion instantAnywhere{8, 0, 29};
constexpr ServerVersion inlineReferences{9, 0, 0};
constexpr ServerVersion moreRowVersions{9, 1, 0};
/// Manual 13.6, Data Type Default Values: before, a default is a literal.
constexpr ServerVersion expressionDefault{8, 0, 13};
/// Manual 15.1.20.6, CHECK Constraints: before, CHECK is parsed and ignored, and nothing drops or alters one.
constexpr ServerVersion realChecks{8, 0, 16};

TableWork copy() { return TableWork::copy(TableLock::Shared); }

TableWork indexBuild() { return {.algorithm = Algorithm::Inplace, .buildsIndex = true}; }

/// The server refuses these in the default of a column that is added: each replica would see another value.
bool isRefusedInDefault(const sql::Expression &value)
{
    static constexpr std::array names{"rand", "uuid", "uuid_short", "sysdate"};
    return std::ranges::any_of(value.calls, [](const std::string &call) {
        return std::ranges::find(names, std::string_view(call)) != names.end();
    });
}

/// Every instant ADD or DROP leaves a version of the row behind, and there is only room for so many.
bool hasNoRowVersionLeft(const AlterClauses &alter)
{
    const TableFacts *facts = alter.table.facts();
    return facts && facts->rowVersions.value_or(0) >= (alter.version >= moreRowVersions ? 255 : 64);
}

TableWork instantColumn(const AlterClauses &alter)
{
    const bool isRefused =
        alter.table.isCompressed() || alter.table.hasFulltext() || hasNoRowVersionLeft(alter);
    return isRefused ? TableWork::rebuild() : TableWork{.rewritesInplace = true};
}

TableWork addKeyWithColumn(const sql::ColumnDef &column, TableWork work)
{
    if (column.constraint(ConstraintKind::Unique) || column.constraint(ConstraintKind::PrimaryKey)) {
        work.add(TableWork::rebuild());
        work.add(indexBuild());
    }
    return work;
}

TableWork addColumn(const AlterClauses &alter, const AlterAction &action)
{
    const sql::ColumnDef &column = action.column;
    if (action.ifExists)
        return TableWork::refused();
    const sql::Constraint *check = column.constraint(ConstraintKind::Check);
    if (isStored(column) || (check && check->isEnforced && alter.version >= realChecks))
        return copy();
    if (isVirtual(column))
        return addKeyWithColumn(column, TableWork::instant());
    if (const sql::Expression *value = defaultExpression(column)) {
        const bool isRefused = alter.version < expressionDefault || isRefusedInDefault(*value);
        return isRefused ? TableWork::refused() : copy();
    }
    if (column.constraint(ConstraintKind::ForeignKey) && alter.version >= inlineReferences)
        return copy();
    if (column.constraint(ConstraintKind::AutoIncrement)) {
        TableWork counted = TableWork::rebuild();
        counted.lock = TableLock::Shared;
        return counted;
    }
    const bool isLast = column.place == sql::ColumnDef::Place::Unsaid;
    const bool isTooOld = alter.version < instantAdd || (!isLast && alter.version < instantAnywhere);
    return addKeyWithColumn(column, isTooOld ? TableWork::rebuild() : instantColumn(alter));
}

bool isLastVirtual(const AlteredTable &table, std::string_view column)
{
    const auto newestFirst = std::views::reverse(table.facts()->columns);
    const auto last = std::ranges::find_if(
        newestFirst, [](const ColumnFacts &other) { return other.isGenerated && !other.isStoredGenerated; });
    return last != newestFirst.end() && last->name == column;
}

TableWork dropVirtual(const AlterClauses &alter, const ColumnFacts &column)
{
    const bool isFree = !alter.table.isIndexed(column.name)
                        && (alter.changesStoredColumns() || isLastVirtual(alter.table, column.name));
    return isFree ? TableWork::instant() : TableWork::inplace();
}

TableWork dropColumn(const AlterClauses &alter, const AlterAction &action)
{
    if (action.ifExists)
        return TableWork::refused();
    const ColumnFacts *column = alter.table.column(action.name.text);
    if (column && column->isGenerated && !column->isStoredGenerated)
        return dropVirtual(alter, *column);
    if (alter.version < instantAnywhere || alter.table.isIndexed(action.name.text))
        return TableWork::rebuild();
    const TableWork work = instantColumn(alter);
    return alter.table.facts() && alter.table.facts()->isComplete ? work : work.guessed();
}

TableWork renameColumn(const AlterClauses &alter, std::string_view column)
{
    const TableFacts *facts = alter.table.facts();
    const bool isChecked =
        facts && std::ranges::any_of(facts->constraints, [&](const ConstraintFacts &constraint) {
            return constraint.kind == ConstraintKind::Check
                   && std::ranges::contains(constraint.columns, column);
        });
    if (isChecked)
        return TableWork::refused();
    const bool isReferenced =
        facts && facts->isIndexed(column) && !alter.schema.referencing(facts->name).empty();
    return alter.version >= instantRename && !isReferenced ? TableWork::instant() : TableWork::inplace();
}

/// VARCHAR keeps its length in one byte up to 255 bytes, in two above.
bool keepsLengthBytes(const ColumnChange &change) { return change.newBytes <= 255 || change.oldBytes > 255; }

TableWork changeType(const ColumnChange &change)
{
    const TableWork longer = keepsLengthBytes(change) ? TableWork::inplace() : copy();
    switch (change.type) {
    case ColumnChange::Type::Same:
    case ColumnChange::Type::ValuesAppended:
        return TableWork::instant();
    case ColumnChange::Type::Longer:
        return change.isWidthKnown ? longer : longer.guessed();
    case ColumnChange::Type::WiderCharset:
        return change.isIndexed ? copy() : longer;
    case ColumnChange::Type::OtherCollation:
        return change.isIndexed ? copy() : longer;
    case ColumnChange::Type::Other:
        break;
    }
    return copy();
}

TableWork changeGenerated(const ColumnChange &change)
{
    // Whether a value is stored can't be changed; that the expression is the same can't be seen.
    const bool staysStored = change.wasStored && !change.isVirtual;
    const bool staysVirtual = change.wasVirtual && change.isVirtual;
    const bool becomesStored = !change.wasVirtual && change.isStored;
    return staysStored || staysVirtual || becomesStored ? copy() : TableWork::refused();
}

TableWork modifyColumn(const AlterClauses &alter, const AlterAction &action)
{
    const ColumnChange change = columnChange(alter.table, action);
    if (change.isGenerated() && (change.isKnown || alter.table.column(action.name.text)))
        return changeGenerated(change);
    TableWork work = changeType(change);
    if (change.startsCounting || change.stopsCounting)
        work.add(copy());
    if (change.changesNullability() || change.moves)
        work.add(TableWork::rebuild());
    if (action.kind == AlterKind::ChangeColumn && action.name.text != action.column.name.text)
        work.add(renameColumn(alter, action.name.text));
    return change.isKnown ? work : work.guessed();
}

TableWork addIndex(const AlterClauses &alter, const sql::Constraint &index)
{
    if (alter.isRemade(index.name.text))
        return TableWork::instant();
    TableWork work = indexBuild();
    if (index.method == "fulltext" || index.method == "spatial" || alter.indexesNewVirtual())
        work.lock = TableLock::Shared;
    // The first one adds a hidden column with the number of the document.
    const bool isFirstFulltext = index.method == "fulltext" && !alter.table.hasFulltext();
    work.rewrites = isFirstFulltext || alter.becomesClustered(index);
    return work;
}

/// Manual 17.12.1, Foreign Key Operations: INPLACE only while foreign_key_checks is off.
TableWork addForeignKey(const AlterClauses &alter, const sql::Constraint &key)
{
    if (alter.session.checksForeignKeys)
        return copy();
    TableWork work = TableWork::inplace();
    work.buildsIndex = !alter.table.startsIndex(key.columns);
    return work;
}

TableWork addConstraint(const AlterClauses &alter, const AlterAction &action)
{
    const sql::Constraint &constraint = action.constraint;
    if (action.ifExists)
        return TableWork::refused();
    switch (constraint.kind) {
    case ConstraintKind::PrimaryKey: {
        TableWork work = TableWork::rebuild();
        work.buildsIndex = true;
        return work;
    }
    case ConstraintKind::Check:
        return constraint.isEnforced && alter.version >= realChecks ? copy() : TableWork::instant();
    case ConstraintKind::ForeignKey:
        return addForeignKey(alter, constraint);
    default:
        return addIndex(alter, constraint);
    }
}

TableWork dropConstraint(const AlterClauses &alter, const AlterAction &action)
{
    const TableFacts *facts = alter.table.facts();
    const ConstraintFacts *constraint = facts ? facts->constraint(action.name.text) : nullptr;
    if (!constraint)
        return TableWork::inplace().guessed();
    return constraint->kind == ConstraintKind::Check ? TableWork::instant() : TableWork::inplace();
}

TableWork dropPrimaryKey(const AlterClauses &alter)
{
    if (alter.table.facts() && !alter.schema.referencing(alter.table.facts()->name).empty())
        return TableWork::refused().guessed();
    return alter.addsPrimaryKey() ? TableWork::rebuild() : copy();
}

TableWork setOption(const AlterClauses &alter, const sql::Option &option)
{
    std::string value = option.value;
    std::ranges::transform(value, value.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (option.name == "engine")
        return value == "innodb" && alter.table.isInnoDb() ? TableWork::rebuild() : copy();
    if (option.name == "row_format" || option.name == "key_block_size")
        return TableWork::rebuild();
    if (option.name == "encryption" && value == "y")
        return copy();
    return TableWork::inplace();
}

TableWork setOptions(const AlterClauses &alter, const AlterAction &action)
{
    TableWork work;
    for (const sql::Option &option : action.options)
        work.add(setOption(alter, option));
    return work;
}

TableWork convertCharset(const AlterClauses &alter)
{
    if (!alter.mayHaveText())
        return TableWork::inplace();
    const bool isKnown = alter.table.facts() && alter.table.facts()->isComplete;
    return isKnown ? copy() : copy().guessed();
}

TableWork changePartitions(const AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::TruncatePartition:
        return {.lock = TableLock::Exclusive};
    case AlterKind::DropPartition:
        return TableWork::inplace();
    case AlterKind::AddPartition:
        return TableWork::inplace().guessed(); // HASH and KEY spread their rows anew
    case AlterKind::PartitionOther:
        return partitionUpkeep(action);
    default:
        return copy();
    }
}

TableWork workOf(const AlterClauses &alter, const AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::AddColumn:
        return addColumn(alter, action);
    case AlterKind::DropColumn:
        return dropColumn(alter, action);
    case AlterKind::ModifyColumn:
    case AlterKind::ChangeColumn:
        return modifyColumn(alter, action);
    case AlterKind::RenameColumn:
        return renameColumn(alter, action.name.text);
    case AlterKind::AddConstraint:
        return addConstraint(alter, action);
    case AlterKind::DropConstraint:
        return dropConstraint(alter, action);
    case AlterKind::DropPrimaryKey:
        return dropPrimaryKey(alter);
    case AlterKind::DropIndex:
        return alter.isRemade(action.name.text) ? TableWork::instant() : TableWork::inplace();
    case AlterKind::DropForeignKey:
    case AlterKind::RenameIndex:
    case AlterKind::DefaultCharset:
        return TableWork::inplace();
    case AlterKind::AlterIndex:
        return says(action, "ignored") ? TableWork::refused() : TableWork::inplace();
    case AlterKind::AlterCheck:
        if (alter.version < realChecks)
            return TableWork::refused();
        return says(action, "not enforced") ? TableWork::instant() : copy().guessed();
    case AlterKind::SetOptions:
        return setOptions(alter, action);
    case AlterKind::ConvertCharset:
        return convertCharset(alter);
    case AlterKind::Force:
        return TableWork::rebuild();
    case AlterKind::OrderBy:
    case AlterKind::PartitionBy:
    case AlterKind::RemovePartitioning:
    case AlterKind::AddPartition:
    case AlterKind::DropPartition:
    case AlterKind::TruncatePartition:
    case AlterKind::PartitionOther:
        return changePartitions(action);
    case AlterKind::ImportTablespace:
    case AlterKind::KeysOnOff:
        return {.lock = alter.isRenameOnly() ? TableLock::Exclusive : TableLock::None};
    case AlterKind::RenameTable:
        return {.lock = alter.isRenameOnly() ? TableLock::Exclusive : TableLock::None};
    case AlterKind::SetDefault:
    case AlterKind::DropDefault:
        return TableWork::instant();
    default:
        return TableWork::inplace().guessed();
    }
}

/// What no single clause can tell.
void settle(const AlterClauses &alter, TableWork &work)
{
    if (work.algorithm > Algorithm::Instant && work.rewritesInplace)
        work.rewrites = true;
    const bool isForeign =
        !alter.table.isInnoDb() && (work.algorithm > Algorithm::Instant || work.rewritesInplace);
    const bool losesFulltext = work.algorithm == Algorithm::Inplace && work.rewrites && alter.keepsFulltext();
    if (isForeign || losesFulltext)
        work.add(copy());
    // ALGORITHM=INSTANT came with 8.0.12: what costs nothing was called INPLACE before.
    if (alter.version < instantAdd && work.algorithm == Algorithm::Instant)
        work.algorithm = Algorithm::Inplace;
}

} // namespace

Effects mysqlEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version,
                     const SessionSettings &session)
{
    return familyEffects(statement, schema, version, session,
                         {.dialect = SqlDialect::MySQL, .workOf = workOf, .settle = settle});
}

} // namespace lockkeeper::lint
