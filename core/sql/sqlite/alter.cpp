// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlite/grammar.h"

#include <array>

namespace lockkeeper::sql::sqlite {

namespace {

/// ADD [COLUMN] …, ADD CONSTRAINT …; other servers' ADD INDEX and ADD KEY too.
void readAdd(Cursor &in, AlterAction &action)
{
    if (startsConstraint(in)) {
        action.kind = AlterKind::AddConstraint;
        action.constraint = readConstraint(in);
        action.name = action.constraint.name;
        return;
    }
    if (in.isAnyOf({"index", "key"}) && (in.isSign("(", 1) || in.isSign("(", 2))) {
        action.kind = AlterKind::AddConstraint;
        action.constraint.kind = ConstraintKind::Index;
        const int first = in.at();
        in.step();
        if (!in.isSign("("))
            action.constraint.name = readName(in);
        action.constraint.columns = readNameList(in);
        action.constraint.span = in.spanFrom(first);
        return;
    }
    action.kind = AlterKind::AddColumn;
    in.accept("column");
    action.ifExists = acceptIfNotExists(in);
    action.column = readColumn(in);
    if (in.accept("first")) {
        action.column.place = ColumnDef::Place::First;
    } else if (in.accept("after")) {
        action.column.place = ColumnDef::Place::After;
        action.column.after = readName(in);
    }
}

void readDrop(Cursor &in, AlterAction &action)
{
    if (in.accept("primary", "key")) {
        action.kind = AlterKind::DropPrimaryKey;
        return;
    }
    if (in.accept("constraint") || in.accept("check"))
        action.kind = AlterKind::DropConstraint;
    else if (in.accept("foreign", "key"))
        action.kind = AlterKind::DropForeignKey;
    else if (in.accept("index"))
        action.kind = AlterKind::DropIndex;
    else
        action.kind = AlterKind::DropColumn;
    if (action.kind == AlterKind::DropColumn)
        in.accept("column");
    action.ifExists = acceptIfExists(in);
    action.name = readName(in);
    if (!in.accept("restrict"))
        action.cascade = in.accept("cascade");
}

void readRename(Cursor &in, AlterAction &action)
{
    if (in.accept("to")) {
        action.kind = AlterKind::RenameTable;
        action.newTable = readObjectName(in);
        return;
    }
    action.kind = AlterKind::RenameColumn;
    if (in.isAnyOf({"constraint", "index"}))
        action.kind = in.is("index") ? AlterKind::RenameIndex : AlterKind::RenameConstraint;
    if (action.kind != AlterKind::RenameColumn || (in.is("column") && !in.is("to", 1)))
        in.step();
    action.name = readName(in);
    in.expect("to");
    action.newName = readName(in);
}

void readNewType(Cursor &in, AlterAction &action)
{
    action.kind = AlterKind::AlterType;
    action.column.type = readType(in);
    if (action.column.type.isEmpty())
        in.refuse();
    if (in.accept("collate"))
        action.column.type.collation = folded(readAnyName(in).text);
    if (in.accept("using"))
        action.expression = readValue(in, {});
}

void readAlterColumn(Cursor &in, AlterAction &action)
{
    in.accept("column");
    action.name = readName(in);
    if (in.accept("set", "not", "null")) {
        action.kind = AlterKind::SetNotNull;
        if (in.accept("on", "conflict"))
            in.step();
    } else if (in.accept("drop", "not", "null")) {
        action.kind = AlterKind::DropNotNull;
    } else if (in.accept("set", "default")) {
        action.kind = AlterKind::SetDefault;
        action.expression = readDefault(in);
    } else if (in.accept("drop", "default")) {
        action.kind = AlterKind::DropDefault;
    } else if (in.accept("set", "data", "type") || in.accept("type")) {
        readNewType(in, action);
    } else {
        in.refuse();
    }
}

void readModify(Cursor &in, AlterAction &action)
{
    in.accept("column");
    action.kind = AlterKind::ModifyColumn;
    action.column = readColumn(in);
    action.name = action.column.name;
}

void readChange(Cursor &in, AlterAction &action)
{
    in.accept("column");
    action.kind = AlterKind::ChangeColumn;
    action.name = readName(in);
    action.column = readColumn(in);
}

struct ActionVerb
{
    std::string_view word;
    void (*read)(Cursor &in, AlterAction &action);
};
constexpr auto actionVerbs = std::to_array<ActionVerb>({
    {"add", readAdd},
    {"drop", readDrop},
    {"rename", readRename},
    {"alter", readAlterColumn},
    {"modify", readModify},
    {"change", readChange},
});

AlterAction readAction(Cursor &in)
{
    const int first = in.at();
    AlterAction action;
    const auto *verb = std::begin(actionVerbs);
    while (verb != std::end(actionVerbs) && !in.is(verb->word))
        ++verb;
    if (verb == std::end(actionVerbs))
        return in.refuse(), action;
    in.step();
    verb->read(in, action);
    action.span = in.spanFrom(first);
    return action;
}

} // namespace

StatementNode readAlter(Cursor &in)
{
    AlterTable alter;
    in.expect("table");
    alter.ifExists = acceptIfExists(in);
    alter.only = in.is("only") && isName(in, 1) && !in.isAnyOf({"add", "rename", "drop", "alter"}, 1);
    if (alter.only)
        in.step();
    alter.table = readObjectName(in);
    do
        alter.actions.push_back(readAction(in));
    while (in.acceptSign(","));
    if (!in.atEnd())
        in.refuse();
    return alter;
}

} // namespace lockkeeper::sql::sqlite
