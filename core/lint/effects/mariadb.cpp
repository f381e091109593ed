// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MariaDB 10.2 to 11.8, InnoDB, foreign_key_checks on and sql_mode strict, as delivered.
#include "core/lint/effects/alterclauses.h"
#include "core/lint/effects/columnchange.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

using sql::AlterAction;
using sql::AlterKind;
using sql::ConstraintKind;

// Documentation, "InnoDB Online DDL Operations with the INSTANT Alter Algorithm" and its sister pages.
/// ALGORITHM=INSTANT and NOCOPY, and a column that is added at the end without touching a row.
constexpr ServerVersion instantAdd{10, 3, 2};
/// A column added anywhere, moved or dropped; VARCHAR across 255 bytes; another character set.
constexpr ServerVersion instantAnywhere{10, 4, 0};
/// Documentation, CONSTRAINT: before, REFERENCES behind a column is read and forgotten.
constexpr ServerVersion inlineReferences{10, 5, 0};
/// Documentation, ALTER TABLE: RENAME COLUMN and RENAME INDEX.
constexpr ServerVersion renames{10, 5, 2};
/// From here on COPY lets writes go on and catches up with them.
constexpr ServerVersion onlineCopy{11, 2, 0};
/// Measured here; 10.11 copies the table.
constexpr ServerVersion instantExpression{11, 8, 0};

TableWork copy(const AlterClauses &alter)
{
    const TableFacts *facts = alter.table.facts();
    // What a cascade writes can't be caught up with.
    const bool isCascaded =
        facts && std::ranges::any_of(facts->constraints, &ConstraintFacts::onDeleteCascade);
    return TableWork::copy(alter.version >= onlineCopy && !isCascaded ? TableLock::None : TableLock::Shared);
}

TableWork indexBuild() { return {.algorithm = Algorithm::NoCopy, .buildsIndex = true}; }

TableWork nocopy() { return {.algorithm = Algorithm::NoCopy}; }

TableWork instantColumn(const AlterClauses &alter, ServerVersion since)
{
    if (alter.version < since || alter.table.isCompressed() || alter.table.hasFulltext())
        return TableWork::rebuild();
    return {.rewritesInplace = true, .rewritesWithIndex = true};
}

bool addsOnlyVirtual(const AlterClauses &alter)
{
    return std::ranges::all_of(alter.actions, [](const AlterAction &action) {
        return action.kind != AlterKind::AddColumn || isVirtual(action.column);
    });
}

/// Virtual columns keep their places in the record's description, which a new column would shift.
TableWork placeBesideVirtual(const AlterClauses &alter, bool isLast)
{
    if (alter.table.hasVirtual() && !isLast)
        return copy(alter);
    const ServerVersion since = isLast ? instantAdd : instantAnywhere;
    return alter.table.hasIndexedVirtual() ? TableWork::rebuild() : instantColumn(alter, since);
}

TableWork addPlainColumn(const AlterClauses &alter, const sql::ColumnDef &column)
{
    if (const sql::Expression *value = defaultExpression(column)) {
        const bool needsRow = !value->columns.empty() || std::ranges::contains(value->calls, "uuid")
                              || std::ranges::contains(value->calls, "nextval");
        if (needsRow || alter.version < instantExpression)
            return copy(alter);
    }
    if (column.constraint(ConstraintKind::ForeignKey) && alter.version >= inlineReferences
        && alter.session.checksForeignKeys)
        return copy(alter);
    if (column.constraint(ConstraintKind::AutoIncrement)) {
        TableWork counted = TableWork::rebuild();
        counted.lock = TableLock::Shared;
        return counted;
    }
    TableWork work = placeBesideVirtual(alter, column.place == sql::ColumnDef::Place::Unsaid);
    if (column.constraint(ConstraintKind::Unique) || column.constraint(ConstraintKind::PrimaryKey)) {
        work.add(TableWork::rebuild());
        work.add(indexBuild());
    }
    return work;
}

TableWork addColumn(const AlterClauses &alter, const AlterAction &action)
{
    if (isStored(action.column))
        return copy(alter);
    if (!isVirtual(action.column))
        return addPlainColumn(alter, action.column);
    const bool isCopied = alter.table.isPartitioned() || !addsOnlyVirtual(alter);
    return isCopied ? copy(alter) : TableWork::instant();
}

TableWork dropColumn(const AlterClauses &alter, const AlterAction &action)
{
    const std::string &name = action.name.text;
    const ColumnFacts *column = alter.table.column(name);
    const bool isVirtual = column && column->isGenerated && !column->isStoredGenerated;
    TableWork work = isVirtual ? TableWork::instant() : instantColumn(alter, instantAnywhere);
    if (alter.table.isIndexed(name))
        work.add(nocopy());
    if (alter.table.isInWideIndex(name) && !isVirtual) {
        work.add(TableWork::rebuild());
        work.buildsIndex = true;
    }
    return alter.table.facts() && alter.table.facts()->isComplete ? work : work.guessed();
}

/// VARCHAR keeps its length in one byte up to 255 bytes; a value shorter than 128 looks the same with two.
bool keepsLengthBytes(const AlterClauses &alter, const ColumnChange &change)
{
    if (change.newBytes <= 255 || change.oldBytes > 255)
        return true;
    return alter.version >= instantAnywhere && (change.oldBytes < 128 || alter.table.isRedundant());
}

TableWork changeType(const AlterClauses &alter, const ColumnChange &change)
{
    const TableWork longer = keepsLengthBytes(alter, change) ? TableWork::instant() : copy(alter);
    switch (change.type) {
    case ColumnChange::Type::Same:
    case ColumnChange::Type::ValuesAppended:
        return TableWork::instant();
    case ColumnChange::Type::Longer:
        if (!alter.table.isInnoDb())
            return copy(alter);
        return change.isWidthKnown ? longer : longer.guessed();
    case ColumnChange::Type::WiderCharset:
    case ColumnChange::Type::OtherCollation: {
        TableWork work = alter.version >= instantAnywhere ? longer : copy(alter);
        if (change.isIndexed)
            work.add(indexBuild());
        return work;
    }
    case ColumnChange::Type::Other:
        break;
    }
    return copy(alter);
}

TableWork changeGenerated(const AlterClauses &alter, const ColumnChange &change)
{
    if (change.wasVirtual && change.isVirtual)
        return change.type == ColumnChange::Type::Same ? TableWork::instant() : copy(alter);
    const bool staysStored = change.wasStored && !change.isVirtual;
    const bool becomesStored = !change.wasVirtual && change.isStored;
    return staysStored || becomesStored ? copy(alter) : TableWork::refused();
}

TableWork changeNullability(const AlterClauses &alter, const ColumnChange &change)
{
    const TableFacts *facts = alter.table.facts();
    const bool hasStored = facts && std::ranges::any_of(facts->columns, &ColumnFacts::isStoredGenerated);
    if (hasStored || alter.table.hasIndexedVirtual())
        return copy(alter);
    const bool isFree =
        change.becomesNullable && alter.table.isRedundant() && alter.version >= instantAnywhere;
    return isFree ? TableWork::instant() : TableWork::rebuild();
}

TableWork modifyColumn(const AlterClauses &alter, const AlterAction &action)
{
    const ColumnChange change = columnChange(alter.table, action);
    if (change.isGenerated() && change.isKnown)
        return changeGenerated(alter, change);
    TableWork work = changeType(alter, change);
    if (change.startsCounting)
        work.add(copy(alter));
    if (change.changesNullability())
        work.add(changeNullability(alter, change));
    if (change.moves)
        work.add(placeBesideVirtual(alter, false));
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
    if (isFirstFulltext || alter.becomesClustered(index))
        work.add(TableWork::rebuild());
    return work;
}

TableWork changePrimaryKey(const AlterClauses &alter)
{
    const bool isCopied = !alter.addsPrimaryKey() || alter.table.hasIndexedVirtual()
                          || (alter.table.isPartitioned() && alter.has(AlterKind::DropPrimaryKey));
    if (isCopied)
        return copy(alter);
    TableWork work = TableWork::rebuild();
    work.buildsIndex = true;
    return work;
}

/// Without foreign_key_checks no row is looked at.
TableWork addForeignKey(const AlterClauses &alter, const sql::Constraint &key)
{
    if (alter.session.checksForeignKeys)
        return copy(alter);
    return alter.table.startsIndex(key.columns) ? TableWork::instant() : indexBuild();
}

TableWork addConstraint(const AlterClauses &alter, const sql::Constraint &constraint)
{
    switch (constraint.kind) {
    case ConstraintKind::PrimaryKey:
        return changePrimaryKey(alter);
    case ConstraintKind::Check:
        return constraint.isEnforced ? copy(alter) : TableWork::refused();
    case ConstraintKind::ForeignKey:
        return addForeignKey(alter, constraint);
    default:
        return addIndex(alter, constraint);
    }
}

TableWork dropConstraint(const AlterClauses &alter, std::string_view name)
{
    const TableFacts *facts = alter.table.facts();
    const ConstraintFacts *constraint = facts ? facts->constraint(name) : nullptr;
    if (!constraint)
        return TableWork::instant().guessed();
    const bool isKey = constraint->kind == ConstraintKind::Unique;
    return isKey ? nocopy() : TableWork::instant();
}

TableWork setOption(const AlterClauses &alter, const sql::Option &option)
{
    std::string value = option.value;
    std::ranges::transform(value, value.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (option.name == "engine")
        return value == "innodb" && alter.table.isInnoDb() ? TableWork::rebuild() : copy(alter);
    if (option.name == "encryption" || option.name == "compression")
        return TableWork::refused(); // MySQL's
    if (option.name == "row_format" || option.name == "key_block_size" || option.name == "page_compressed"
        || option.name == "encrypted")
        return TableWork::rebuild();
    return TableWork::instant();
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
        return TableWork::instant();
    const bool isKnown = alter.table.facts() && alter.table.facts()->isComplete;
    return isKnown ? copy(alter) : copy(alter).guessed();
}

TableWork changePartitions(const AlterClauses &alter, const AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::TruncatePartition:
    case AlterKind::DropPartition:
        return {.lock = TableLock::Exclusive};
    case AlterKind::AddPartition:
        return TableWork::inplace().guessed(); // HASH and KEY spread their rows anew
    case AlterKind::PartitionOther:
        return partitionUpkeep(action);
    default:
        return copy(alter);
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
    case AlterKind::AddConstraint:
        return addConstraint(alter, action.constraint);
    case AlterKind::DropConstraint:
        return dropConstraint(alter, action.name.text);
    case AlterKind::DropPrimaryKey:
        return changePrimaryKey(alter);
    case AlterKind::DropIndex:
        return alter.isRemade(action.name.text) ? TableWork::instant() : nocopy();
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
        return changePartitions(alter, action);
    case AlterKind::ImportTablespace:
        return {.lock = TableLock::Exclusive};
    case AlterKind::KeysOnOff:
    case AlterKind::RenameTable:
        return {.lock = alter.isRenameOnly() ? TableLock::Exclusive : TableLock::None};
    case AlterKind::RenameColumn:
    case AlterKind::RenameIndex:
        return alter.version < renames ? TableWork::refused() : TableWork::instant();
    case AlterKind::DefaultCharset:
    case AlterKind::DropForeignKey:
    case AlterKind::SetDefault:
    case AlterKind::DropDefault:
        return TableWork::instant();
    case AlterKind::AlterCheck:
        return TableWork::refused();
    case AlterKind::AlterIndex:
        return says(action, "visible") || says(action, "invisible") ? TableWork::refused()
                                                                    : TableWork::instant();
    default:
        return TableWork::inplace().guessed();
    }
}

/// Rows that come meanwhile would be numbered twice.
bool startsCounting(const AlterClauses &alter)
{
    return std::ranges::any_of(alter.actions, [&alter](const AlterAction &action) {
        const bool isRedefined =
            action.kind == AlterKind::ModifyColumn || action.kind == AlterKind::ChangeColumn;
        return (isRedefined && columnChange(alter.table, action).startsCounting)
               || (action.kind == AlterKind::AddColumn
                   && action.column.constraint(ConstraintKind::AutoIncrement));
    });
}

/// What no single clause can tell.
void settle(const AlterClauses &alter, TableWork &work)
{
    if (work.rewritesWithIndex && (work.buildsIndex || work.algorithm == Algorithm::Inplace))
        work.add(TableWork::rebuild());
    const bool isForeign =
        !alter.table.isInnoDb() && (work.algorithm > Algorithm::Instant || work.rewritesInplace);
    if (isForeign)
        work = copy(alter);
    // The rebuild reads such indexes' columns from rows that must hold still.
    const bool isRebuild = work.algorithm == Algorithm::Inplace && work.rewrites;
    if (isRebuild && (alter.keepsFulltext() || alter.table.hasIndexedVirtual()))
        work.lock = std::max(work.lock, TableLock::Shared);
    // What INPLACE would have asked for is no matter any more.
    if (work.algorithm == Algorithm::Copy)
        work.lock = startsCounting(alter) ? TableLock::Shared : copy(alter).lock;
    // What costs nothing was called INPLACE before.
    if (alter.version < instantAdd)
        work.algorithm = std::max(work.algorithm, Algorithm::Inplace);
}

} // namespace

Effects mariadbEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version,
                       const SessionSettings &session)
{
    return familyEffects(statement, schema, version, session,
                         {.dialect = SqlDialect::MariaDB, .workOf = workOf, .settle = settle});
}

} // namespace lockkeeper::lint
