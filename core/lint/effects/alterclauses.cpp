// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/alterclauses.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

using sql::AlterAction;
using sql::AlterKind;
using sql::ConstraintKind;

bool isSame(const IndexFacts &old, const sql::Constraint &now)
{
    if (old.isUnique != (now.kind == ConstraintKind::Unique) || old.isFulltext || old.isSpatial
        || !now.method.empty() || old.columns.size() != now.columns.size())
        return false;
    return std::ranges::equal(old.columns, now.columns, {}, {},
                              [](const sql::Name &name) { return name.text; });
}

bool isTextType(const sql::TypeName &type)
{
    return type.isEmpty() || type.name == "char" || type.name == "varchar" || type.name == "enum"
           || type.name == "set" || type.name == "json" || type.name.ends_with("text");
}

} // namespace

bool isVirtual(const sql::ColumnDef &column)
{
    const sql::Constraint *generated = column.constraint(ConstraintKind::Generated);
    return generated && !generated->isStored;
}

bool isStored(const sql::ColumnDef &column)
{
    const sql::Constraint *generated = column.constraint(ConstraintKind::Generated);
    return generated && generated->isStored;
}

const sql::Expression *defaultExpression(const sql::ColumnDef &column)
{
    const sql::Constraint *given = column.constraint(ConstraintKind::Default);
    if (!given)
        return nullptr;
    const sql::Expression &value = given->expression;
    const bool isCall =
        value.form == sql::Expression::Form::Call || value.form == sql::Expression::Form::Other;
    return value.isParenthesised || isCall ? &value : nullptr;
}

bool says(const AlterAction &action, std::string_view name)
{
    return std::ranges::contains(action.options, name, &sql::Option::name);
}

TableWork partitionUpkeep(const AlterAction &action)
{
    if (says(action, "analyze"))
        return TableWork::instant();
    if (says(action, "check"))
        return {.scans = true};
    if (says(action, "exchange"))
        return {.lock = TableLock::Exclusive, .isCertain = false};
    TableWork work = TableWork::rebuild();
    work.lock = TableLock::Shared;
    return work.guessed();
}

AlterAction asAction(const sql::CreateIndex &index)
{
    AlterAction action;
    action.kind = AlterKind::AddConstraint;
    action.ifExists = index.ifNotExists;
    action.constraint.kind = index.isUnique ? ConstraintKind::Unique : ConstraintKind::Index;
    action.constraint.name = index.name;
    action.constraint.method = index.method;
    for (const sql::IndexPart &part : index.parts)
        action.constraint.columns.push_back(part.column);
    return action;
}

AlterAction asAction(const sql::Drop &drop)
{
    AlterAction action;
    action.kind = AlterKind::DropIndex;
    action.ifExists = drop.ifExists;
    if (!drop.names.empty())
        action.name = drop.names.front().name;
    // MySQL: DROP INDEX `PRIMARY` ON t
    if (action.name.text == "PRIMARY")
        action.kind = AlterKind::DropPrimaryKey;
    return action;
}

bool AlterClauses::has(AlterKind kind) const
{
    return std::ranges::any_of(actions, [kind](const AlterAction &action) { return action.kind == kind; });
}

bool AlterClauses::isRenameOnly() const
{
    return !actions.empty() && std::ranges::all_of(actions, [](const AlterAction &action) {
        return action.kind == AlterKind::RenameTable || action.kind == AlterKind::KeysOnOff;
    });
}

bool AlterClauses::addsPrimaryKey() const
{
    return std::ranges::any_of(actions, [](const AlterAction &action) {
        return (action.kind == AlterKind::AddConstraint
                && action.constraint.kind == ConstraintKind::PrimaryKey)
               || (action.kind == AlterKind::AddColumn
                   && action.column.constraint(ConstraintKind::PrimaryKey));
    });
}

bool AlterClauses::keepsFulltext() const
{
    if (!table.facts())
        return false;
    const auto goes = [this](const IndexFacts &index) {
        return std::ranges::any_of(actions, [&index](const AlterAction &action) {
            const bool dropsIt = action.kind == AlterKind::DropIndex && action.name.text == index.name;
            const bool dropsItsColumn = action.kind == AlterKind::DropColumn && index.columns.size() == 1
                                        && index.columns.front() == action.name.text;
            return dropsIt || dropsItsColumn;
        });
    };
    return std::ranges::any_of(table.facts()->indexes,
                               [&](const IndexFacts &index) { return index.isFulltext && !goes(index); });
}

bool AlterClauses::changesStoredColumns() const
{
    return std::ranges::any_of(actions, [this](const AlterAction &action) {
        if (action.kind == AlterKind::AddColumn)
            return !isVirtual(action.column);
        const ColumnFacts *old =
            action.kind == AlterKind::DropColumn ? table.column(action.name.text) : nullptr;
        return old && (!old->isGenerated || old->isStoredGenerated);
    });
}

bool AlterClauses::indexesNewVirtual() const
{
    const auto isNewVirtual = [this](const sql::Name &name) {
        return std::ranges::any_of(actions, [&name](const AlterAction &action) {
            return action.kind == AlterKind::AddColumn && isVirtual(action.column)
                   && action.column.name.text == name.text;
        });
    };
    return std::ranges::any_of(actions, [&](const AlterAction &action) {
        return action.kind == AlterKind::AddConstraint
               && std::ranges::any_of(action.constraint.columns, isNewVirtual);
    });
}

bool AlterClauses::isRemade(std::string_view name) const
{
    const IndexFacts *old = table.facts() ? table.facts()->index(name) : nullptr;
    if (!old)
        return false;
    const auto makes = [&](const AlterAction &action) {
        return action.kind == AlterKind::AddConstraint && action.constraint.name.text == name
               && isSame(*old, action.constraint);
    };
    const auto drops = [&](const AlterAction &action) {
        return action.kind == AlterKind::DropIndex && action.name.text == name;
    };
    return std::ranges::any_of(actions, makes) && std::ranges::any_of(actions, drops);
}

bool AlterClauses::becomesClustered(const sql::Constraint &unique) const
{
    if (unique.kind != ConstraintKind::Unique || !table.facts() || !table.facts()->isComplete
        || table.hasPrimaryKey())
        return false;
    return std::ranges::all_of(unique.columns, [this](const sql::Name &name) {
        const ColumnFacts *column = table.column(name.text);
        return column && column->notNull.value_or(false);
    });
}

bool AlterClauses::mayHaveText() const
{
    if (!table.facts() || !table.facts()->isComplete)
        return true;
    return std::ranges::any_of(table.facts()->columns,
                               [](const ColumnFacts &column) { return isTextType(column.type); });
}

} // namespace lockkeeper::lint
