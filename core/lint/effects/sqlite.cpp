// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQLite has one writer for the whole database: whatever writes keeps all other writers waiting.
#include "core/lint/effects.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

using sql::AlterAction;
using sql::AlterKind;
using sql::ConstraintKind;
using sql::ObjectKind;

constexpr ServerVersion renameColumnSince{3, 25, 0};
constexpr ServerVersion dropColumnSince{3, 35, 0};
constexpr ServerVersion checksNewColumnSince{3, 37, 0};
constexpr ServerVersion alterConstraintSince{3, 53, 0};

Effects writing(bool isLong = false)
{
    Effects effects;
    effects.blocks = Blocks::Writes;
    effects.isLong = isLong;
    return effects;
}

Effects refused()
{
    Effects effects;
    effects.fails = true;
    return effects;
}

Effects guessed(Effects effects)
{
    effects.isCertain = false;
    return effects;
}

bool isConstant(const sql::Expression &value)
{
    using Form = sql::Expression::Form;
    const bool isLiteral = value.form == Form::Literal || value.form == Form::Null;
    const bool isTruth =
        (value.form == Form::Keyword || value.form == Form::Column)
        && (value.literal == "true" || value.literal == "false"
            || (value.columns.size() == 1 && (value.columns[0] == "TRUE" || value.columns[0] == "FALSE")));
    return isLiteral || isTruth;
}

bool isNullDefault(const sql::Constraint *given)
{
    return !given || given->expression.isEmpty() || given->expression.form == sql::Expression::Form::Null;
}

/// What ADD COLUMN can't add, whatever the table.
bool isUnaddable(const sql::ColumnDef &column)
{
    const sql::Constraint *generated = column.constraint(ConstraintKind::Generated);
    if (column.constraint(ConstraintKind::PrimaryKey) || column.constraint(ConstraintKind::Unique))
        return true;
    if (generated)
        return generated->isStored;
    const sql::Constraint *given = column.constraint(ConstraintKind::Default);
    if (given && !isConstant(given->expression))
        return true;
    return column.constraint(ConstraintKind::NotNull) && isNullDefault(given);
}

Effects addColumn(const std::string &table, const sql::ColumnDef &column, const ServerVersion &version)
{
    if (isUnaddable(column))
        return refused();
    const bool isChecked = column.constraint(ConstraintKind::Check);
    const bool isNeverNull =
        column.constraint(ConstraintKind::Generated) && column.constraint(ConstraintKind::NotNull);
    if (version < checksNewColumnSince || (!isChecked && !isNeverNull))
        return writing();
    Effects effects = writing(true);
    effects.scans.push_back(table);
    // A NULL passes every CHECK; another value may not, and rows decide whether there is one.
    effects.isCertain = !isNeverNull && isNullDefault(column.constraint(ConstraintKind::Default));
    return effects;
}

/// Its key or one of its indexes names the column.
bool isKey(const TableFacts &table, std::string_view column)
{
    return table.isIndexed(column)
           || std::ranges::any_of(table.constraints, [column](const ConstraintFacts &constraint) {
                  const bool isUnique = constraint.kind == ConstraintKind::PrimaryKey
                                        || constraint.kind == ConstraintKind::Unique;
                  return isUnique
                         && std::ranges::find(constraint.columns, column) != constraint.columns.end();
              });
}

/// A condition, a generated column, a view or a trigger may name the column without the schema telling which.
bool mayBeNamed(const TableFacts *table, std::string_view column)
{
    if (!table || !table->isComplete || !table->dependents.empty())
        return true;
    const bool hasConditions = std::ranges::any_of(table->indexes, [](const IndexFacts &index) {
        return index.isPartial || std::ranges::find(index.columns, std::string()) != index.columns.end();
    });
    const bool isConstrained =
        std::ranges::any_of(table->constraints, [column](const ConstraintFacts &constraint) {
            const bool isOfRows =
                constraint.kind == ConstraintKind::Check || constraint.kind == ConstraintKind::ForeignKey;
            return isOfRows
                   && (constraint.columns.empty()
                       || std::ranges::find(constraint.columns, column) != constraint.columns.end());
        });
    return hasConditions || isConstrained || std::ranges::any_of(table->columns, &ColumnFacts::isGenerated);
}

Effects dropColumn(const Schema &schema, const sql::ObjectName &table, const std::string &column,
                   const ServerVersion &version)
{
    const TableFacts *facts = schema.table(table);
    if (version < dropColumnSince || (facts && isKey(*facts, column)))
        return refused();
    const ColumnFacts *old = facts ? facts->column(column) : nullptr;
    const bool isVirtual = old && old->isGenerated && !old->isStoredGenerated;
    Effects effects = writing(!isVirtual);
    if (!isVirtual)
        effects.rewrites.push_back(table.display());
    effects.isCertain = !mayBeNamed(facts, column);
    return effects;
}

Effects addConstraint(const sql::AlterTable &alter, const AlterAction &action, const ServerVersion &version)
{
    if (version < alterConstraintSince || action.constraint.kind != ConstraintKind::Check)
        return refused();
    Effects effects = writing(true);
    effects.scans.push_back(alter.table.display());
    return guessed(effects);
}

Effects alterTable(const Schema &schema, const sql::AlterTable &alter, const ServerVersion &version)
{
    if (alter.object != ObjectKind::Table || alter.actions.size() != 1 || alter.ifExists)
        return refused();
    const AlterAction &action = alter.actions.front();
    if (action.ifExists || action.cascade)
        return refused();
    if (action.kind != AlterKind::RenameColumn && schema.viewUses(alter.table))
        return refused();
    switch (action.kind) {
    case AlterKind::AddColumn:
        return schema.table(alter.table) && schema.table(alter.table)->column(action.column.name.text)
                   ? refused()
                   : addColumn(alter.table.display(), action.column, version);
    case AlterKind::DropColumn:
        return dropColumn(schema, alter.table, action.name.text, version);
    case AlterKind::RenameColumn:
        return version < renameColumnSince ? refused() : writing();
    case AlterKind::RenameTable:
        return writing();
    case AlterKind::AddConstraint:
        return addConstraint(alter, action, version);
    case AlterKind::DropConstraint:
    case AlterKind::DropNotNull:
        return version < alterConstraintSince ? refused() : guessed(writing());
    case AlterKind::SetNotNull: {
        Effects effects = guessed(writing(true));
        effects.scans.push_back(alter.table.display());
        return version < alterConstraintSince ? refused() : effects;
    }
    default:
        return refused();
    }
}

Effects changingRows(const sql::ObjectName &table, const sql::Expression &where, bool hasLimit)
{
    const bool isWhole = (where.isEmpty() || where.isAlwaysTrue) && !hasLimit;
    Effects effects = writing(isWhole);
    if (isWhole)
        effects.scans.push_back(table.display());
    return effects;
}

Effects readingAll(const std::vector<sql::ObjectName> &sources)
{
    Effects effects = writing(!sources.empty());
    for (const sql::ObjectName &source : sources)
        effects.scans.push_back(source.display());
    return effects;
}

struct Describe
{
    const Schema &schema;
    const ServerVersion &version;

    Effects operator()(const sql::AlterTable &alter) const { return alterTable(schema, alter, version); }
    Effects operator()(const sql::CreateTable &create) const
    {
        return create.isTemporary ? Effects() : readingAll(create.selectsFrom);
    }
    Effects operator()(const sql::CreateIndex &index) const
    {
        if (index.concurrently)
            return refused();
        Effects effects = writing(true);
        effects.indexBuilds.push_back(index.table.display());
        return effects;
    }
    Effects operator()(const sql::Drop &drop) const
    {
        return drop.cascade || drop.concurrently ? refused() : writing();
    }
    Effects operator()(const sql::Insert &insert) const { return readingAll(insert.selectsFrom); }
    Effects operator()(const sql::Update &update) const
    {
        return changingRows(update.table, update.where, update.hasLimit);
    }
    Effects operator()(const sql::Delete &deletion) const
    {
        return changingRows(deletion.table, deletion.where, deletion.hasLimit);
    }
    Effects operator()(const sql::Truncate &) const { return refused(); }
    Effects operator()(const sql::Create &) const { return writing(); }
    Effects operator()(const sql::CreateTrigger &) const { return writing(); }
    Effects operator()(const sql::Transaction &transaction) const
    {
        Effects effects;
        if (transaction.mode == "immediate")
            effects.blocks = Blocks::Writes;
        else if (transaction.mode == "exclusive")
            effects.blocks = Blocks::ReadsAndWrites;
        return effects;
    }
    Effects operator()(const sql::Maintain &maintain) const
    {
        using Kind = sql::Maintain::Kind;
        Effects effects;
        if (maintain.kind == Kind::Vacuum) {
            effects = writing(true);
            effects.blocks = Blocks::ReadsAndWrites;
            effects.rewrites.emplace_back("main");
        } else if (maintain.kind == Kind::Reindex || maintain.kind == Kind::Analyze) {
            effects = writing(true);
            auto &tables = maintain.kind == Kind::Reindex ? effects.indexBuilds : effects.scans;
            for (const sql::ObjectName &object : maintain.objects)
                tables.push_back(object.display());
        }
        return effects;
    }
    Effects operator()(const auto &) const { return {}; }
};

} // namespace

Effects sqliteEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version)
{
    return std::visit(Describe{schema, version}, statement.node);
}

} // namespace lockkeeper::lint
