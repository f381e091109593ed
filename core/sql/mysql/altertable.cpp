// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

#include <array>

namespace lockkeeper::sql::mysql {

namespace {

void readIndexAction(Cursor &in, AlterAction &action)
{
    action.kind = AlterKind::AlterIndex;
    action.ifExists = acceptIfExists(in);
    action.name = readName(in);
    const int first = in.at();
    in.accept("not");
    const bool isNot = in.at() != first;
    const std::string word = folded(in.text());
    if (isNot ? !in.accept("ignored") : !in.acceptAnyOf({"visible", "invisible", "ignored"}))
        return in.refuse();
    action.options.push_back({isNot ? "not ignored" : word, {}, in.spanFrom(first)});
}

void readCheckAction(Cursor &in, AlterAction &action)
{
    action.kind = AlterKind::AlterCheck;
    action.name = readName(in);
    const int first = in.at();
    const bool isNot = in.accept("not");
    in.expect("enforced");
    action.options.push_back({isNot ? "not enforced" : "enforced", {}, in.spanFrom(first)});
}

void readColumnAction(Cursor &in, AlterAction &action)
{
    in.accept("column");
    action.ifExists = acceptIfExists(in);
    action.name = readName(in);
    const int first = in.at();
    if (in.accept("drop", "default")) {
        action.kind = AlterKind::DropDefault;
    } else if (in.accept("set", "default")) {
        action.kind = AlterKind::SetDefault;
        action.expression = readDefault(in);
    } else if (in.accept("set", "visible") || in.accept("set", "invisible")) {
        action.kind = AlterKind::SetColumnOptions;
        action.options.push_back({folded(in.run().textAt(in.at() - 1)), {}, in.spanFrom(first)});
    } else {
        in.refuse();
    }
}

void readAlterPart(Cursor &in, AlterAction &action)
{
    if (in.acceptAnyOf({"index", "key"}))
        readIndexAction(in, action);
    else if (in.acceptAnyOf({"check", "constraint"}))
        readCheckAction(in, action);
    else
        readColumnAction(in, action);
}

void readDropPart(Cursor &in, AlterAction &action)
{
    if (in.accept("primary")) {
        in.expect("key");
        action.kind = AlterKind::DropPrimaryKey;
        return;
    }
    if (in.accept("system", "versioning") || in.accept("period", "for")) {
        action.kind = AlterKind::Other;
        acceptIfExists(in);
        if (!in.atEnd() && !in.isSign(","))
            readName(in);
        return;
    }
    if (in.acceptAnyOf({"index", "key"})) {
        action.kind = AlterKind::DropIndex;
    } else if (in.accept("foreign")) {
        in.expect("key");
        action.kind = AlterKind::DropForeignKey;
    } else if (in.acceptAnyOf({"check", "constraint"})) {
        action.kind = AlterKind::DropConstraint;
    } else {
        in.accept("column");
        action.kind = AlterKind::DropColumn;
    }
    action.ifExists = acceptIfExists(in);
    action.name = readName(in);
    if (action.kind == AlterKind::DropColumn && in.accept("cascade"))
        action.cascade = true;
    else
        in.accept("restrict");
}

void readRenamePair(Cursor &in, AlterAction &action, AlterKind kind)
{
    in.step();
    action.kind = kind;
    action.ifExists = acceptIfExists(in);
    action.name = readName(in);
    in.expect("to");
    action.newName = readName(in);
}

void readRenamePart(Cursor &in, AlterAction &action)
{
    if (in.is("column"))
        return readRenamePair(in, action, AlterKind::RenameColumn);
    if (in.isAnyOf({"index", "key"}))
        return readRenamePair(in, action, AlterKind::RenameIndex);
    action.kind = AlterKind::RenameTable;
    if (!in.acceptAnyOf({"to", "as"}))
        in.acceptSign("=");
    action.newTable = readObjectName(in);
}

void readModify(Cursor &in, AlterAction &action, AlterKind kind)
{
    in.accept("column");
    action.kind = kind;
    action.ifExists = acceptIfExists(in);
    if (kind == AlterKind::ChangeColumn)
        action.name = readName(in);
    action.column = readColumn(in);
    if (kind == AlterKind::ModifyColumn)
        action.name = action.column.name;
    readPlace(in, action.column);
}

void readConvert(Cursor &in, AlterAction &action)
{
    if (!in.accept("to")) { // MariaDB: CONVERT PARTITION p TO TABLE t, CONVERT TABLE t TO PARTITION p …
        action.kind = AlterKind::PartitionOther;
        action.options.push_back({"convert", {}, in.spanFrom(in.at() - 1)});
        if (!in.isAnyOf({"partition", "table"}))
            in.refuse();
        in.moveToEnd();
        return;
    }
    action.kind = AlterKind::ConvertCharset;
    Option option{"charset", {}, {}};
    const int first = in.at();
    if (!acceptCharacterSet(in))
        in.refuse();
    option.value = readCharset(in);
    option.span = in.spanFrom(first);
    action.column.type.charset = option.value;
    action.options.push_back(std::move(option));
    if (in.accept("collate"))
        action.column.type.collation = readCharset(in);
}

// ORDER BY a, b DESC: a comma may also begin the next action.
void readOrder(Cursor &in, AlterAction &action)
{
    in.expect("by");
    action.kind = AlterKind::OrderBy;
    readName(in);
    in.acceptAnyOf({"asc", "desc"});
    while (in.isSign(",") && isName(in, 1)
           && (!in.has(2) || in.isSign(",", 2) || in.isAnyOf({"asc", "desc"}, 2))) {
        in.moveTo(in.at() + 2);
        in.acceptAnyOf({"asc", "desc"});
    }
}

bool acceptTablespace(Cursor &in, AlterAction &action)
{
    if (!in.acceptAnyOf({"import", "discard"}))
        return false;
    action.kind = AlterKind::ImportTablespace;
    if (in.accept("partition")) {
        while (!in.atEnd() && !in.is("tablespace"))
            in.step();
    }
    in.expect("tablespace");
    return true;
}

bool acceptShort(Cursor &in, AlterAction &action)
{
    if (in.accept("force"))
        action.kind = AlterKind::Force;
    else if (in.accept("enable", "keys") || in.accept("disable", "keys"))
        action.kind = AlterKind::KeysOnOff;
    else if (in.accept("with", "validation") || in.accept("without", "validation")
             || in.accept("secondary_load") || in.accept("secondary_unload"))
        action.kind = AlterKind::Other;
    else
        return acceptTablespace(in, action);
    return true;
}

void readModifyColumn(Cursor &in, AlterAction &action) { readModify(in, action, AlterKind::ModifyColumn); }
void readChangeColumn(Cursor &in, AlterAction &action) { readModify(in, action, AlterKind::ChangeColumn); }

struct ActionVerb
{
    std::string_view word;
    void (*read)(Cursor &in, AlterAction &action);
};
constexpr auto actionVerbs = std::to_array<ActionVerb>({
    {"alter", readAlterPart},
    {"change", readChangeColumn},
    {"convert", readConvert},
    {"drop", readDropPart},
    {"modify", readModifyColumn},
    {"order", readOrder},
    {"rename", readRenamePart},
});

void readPart(Cursor &in, AlterAction &action)
{
    if (acceptPartitionAction(in, action) || acceptShort(in, action))
        return;
    for (const ActionVerb &verb : actionVerbs) {
        if (in.accept(verb.word))
            return verb.read(in, action);
    }
    in.refuse();
}

bool isCharsetOption(const Option &option) { return option.name == "charset" || option.name == "collate"; }

/// Options may follow each other without commas; those of the character set are an action of their own.
void readOptionActions(Cursor &in, std::vector<AlterAction> &actions)
{
    const std::size_t before = actions.size();
    while (auto option = acceptTableOption(in)) {
        const AlterKind kind = isCharsetOption(*option) ? AlterKind::DefaultCharset : AlterKind::SetOptions;
        if (actions.size() == before || actions.back().kind != kind) {
            actions.emplace_back().kind = kind;
            actions.back().span = option->span;
        }
        AlterAction &action = actions.back();
        if (option->name == "charset")
            action.column.type.charset = option->value;
        else if (option->name == "collate")
            action.column.type.collation = option->value;
        action.span = united(action.span, option->span);
        action.options.push_back(std::move(*option));
    }
}

void readAction(Cursor &in, AlterTable &alter)
{
    const int first = in.at();
    if (acceptAlgorithmOrLock(in, alter.algorithm, alter.lock))
        return;
    if (startsTableOption(in))
        return readOptionActions(in, alter.actions);
    AlterAction action;
    if (!in.is("add") || in.is("partition", 1)) {
        readPart(in, action);
        action.span = in.spanFrom(first);
        alter.actions.push_back(std::move(action));
        return;
    }
    in.step();
    readAddActions(in, first, alter.actions);
}

} // namespace

void readAlterActions(Cursor &in, AlterTable &alter)
{
    if (in.atEnd()) // does nothing, and MySQL takes it
        return;
    do
        readAction(in, alter);
    // Options and partitioning may follow without a comma.
    while (in.acceptSign(",") || startsTableOption(in) || in.isAnyOf({"partition", "remove"}));
    if (!in.atEnd())
        in.refuse();
}

} // namespace lockkeeper::sql::mysql
