// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/parser.h"

#include <array>
#include <string>

// Statements in few words, so that a table of tests can say what each is read as.
namespace lockkeeper::sql::treetext {

inline void append(std::string &text, std::string_view word)
{
    if (!word.empty())
        text += (text.empty() ? "" : " ") + std::string(word);
}

inline std::string when(bool condition, std::string_view word) { return std::string(condition ? word : ""); }

template<typename List, typename Show>
std::string joined(const List &list, Show show)
{
    std::string text;
    for (const auto &item : list)
        text += (text.empty() ? "" : ",") + show(item);
    return text;
}
inline std::string names(const std::vector<Name> &list)
{
    return joined(list, [](const Name &name) { return name.text; });
}
inline std::string names(const std::vector<ObjectName> &list)
{
    return joined(list, [](const ObjectName &name) { return name.display(); });
}
inline std::string words(const std::vector<std::string> &list)
{
    return joined(list, [](const std::string &word) { return word; });
}

inline std::string shown(const Expression &expression)
{
    static constexpr auto forms =
        std::to_array<std::string_view>({"", "null", "", "kw:", "column", "call:", "subquery", "expr"});
    std::string text(forms[static_cast<std::size_t>(expression.form)]);
    if (expression.form == Expression::Form::Literal)
        text += '\'' + expression.literal + '\'';
    else if (expression.form == Expression::Form::Call)
        text += words(expression.calls);
    text += expression.form == Expression::Form::Keyword ? expression.literal : "";
    return expression.isParenthesised ? '(' + text + ')' : text;
}

inline std::string shown(const TypeName &type)
{
    std::string text = type.name;
    if (!type.modifiers.empty())
        text += '(' + joined(type.modifiers, [](int value) { return std::to_string(value); }) + ')';
    if (!type.values.empty())
        text += '{' + words(type.values) + '}';
    text += when(type.isUnsigned, "+unsigned");
    text += type.charset.empty() ? "" : "+cs:" + type.charset;
    return text + (type.collation.empty() ? "" : "+co:" + type.collation);
}

inline std::string shown(const Constraint &constraint)
{
    static constexpr auto kinds = std::to_array<std::string_view>(
        {"notnull", "null", "default", "check", "pk", "unique", "fk", "exclude", "generated", "identity",
         "auto", "key", "onupdate", "comment"});
    std::string text(kinds[static_cast<std::size_t>(constraint.kind)]);
    text += constraint.name.isEmpty() ? "" : ':' + constraint.name.text;
    text += constraint.columns.empty() ? "" : '(' + names(constraint.columns) + ')';
    text += constraint.expression.isEmpty() ? "" : '=' + shown(constraint.expression);
    if (!constraint.references.isEmpty())
        text += "->" + constraint.references.display() + '(' + names(constraint.referenced) + ')';
    text += constraint.method.empty() ? "" : '~' + constraint.method;
    text += when(constraint.onDeleteCascade, "~cascade") + when(!constraint.isEnforced, "~unenforced");
    return text + when(constraint.isStored, "~stored") + when(constraint.isVirtual, "~virtual");
}

inline std::string shown(const ColumnDef &column)
{
    std::string text = column.name.text;
    append(text, shown(column.type));
    for (const Constraint &constraint : column.constraints)
        append(text, shown(constraint));
    append(text, when(column.place == ColumnDef::Place::First, "first"));
    append(text, when(column.place == ColumnDef::Place::After, "after:" + column.after.text));
    return text;
}

inline std::string shown(const Option &option)
{
    return option.name + (option.value.empty() ? "" : '=' + option.value);
}
inline std::string options(const std::vector<Option> &list)
{
    return list.empty() ? "" : '<' + joined(list, [](const Option &option) { return shown(option); }) + '>';
}

/// A word for every AlterKind, in their order.
inline constexpr std::string_view alterKindWords =
    "add drop type modify change setdefault dropdefault setnotnull "
    "dropnotnull setgenerated dropgenerated addidentity setidentity dropidentity statistics storage "
    "compression columnoptions renamecolumn renametable setschema addconstraint dropconstraint dropfk "
    "droppk dropindex renameindex renameconstraint alterconstraint alterindex altercheck validate "
    "attach detach addpartition droppartition truncatepartition partitionother partitionby removepartitioning "
    "enabletrigger disabletrigger enablers disablers forcers noforcers logged unlogged "
    "tablespace accessmethod options resetoptions replicaidentity owner inherit noinherit "
    "clusteron convertcharset defaultcharset orderby force importtablespace keys attachindex "
    "other";

inline std::string kindOf(AlterKind kind)
{
    std::string_view rest = alterKindWords;
    for (int i = 0; i < static_cast<int>(kind); ++i)
        rest.remove_prefix(rest.find(' ') + 1);
    return std::string(rest.substr(0, rest.find(' ')));
}

inline std::string shown(const AlterAction &action)
{
    std::string text = kindOf(action.kind) + when(action.ifExists, "?") + when(action.cascade, "!");
    append(text, action.name.text);
    append(text, when(!action.newName.isEmpty(), "->" + action.newName.text));
    append(text, when(!action.newTable.isEmpty(), "->" + action.newTable.display()));
    append(text, action.column.name.isEmpty() ? shown(action.column.type) : '[' + shown(action.column) + ']');
    if (action.kind == AlterKind::AddConstraint)
        append(text, '[' + shown(action.constraint) + ']');
    append(text, shown(action.expression));
    append(text, action.partition.display());
    append(text, options(action.options));
    return text;
}

inline std::string level(const std::string &algorithm, const std::string &lock)
{
    std::string text = algorithm.empty() ? "" : " algorithm:" + algorithm;
    return text + (lock.empty() ? "" : " lock:" + lock);
}

inline std::string kindOf(ObjectKind kind)
{
    static constexpr auto kinds = std::to_array<std::string_view>(
        {"table",        "index",    "view",      "matview",    "sequence", "schema",
         "database",     "function", "procedure", "trigger",    "type",     "domain",
         "policy",       "rule",     "extension", "constraint", "foreign",  "publication",
         "subscription", "role",     "event",     "tablespace", "other"});
    return std::string(kinds[static_cast<std::size_t>(kind)]);
}

std::string shown(const Statement &statement);

struct Shower
{
    std::string operator()(const CreateTable &create) const
    {
        std::string text = "create" + when(create.ifNotExists, "?") + when(create.orReplace, "!")
                           + when(create.isTemporary, " temp");
        append(text, create.table.display());
        for (const ColumnDef &column : create.columns)
            append(text, '[' + shown(column) + ']');
        for (const Constraint &constraint : create.constraints)
            append(text, '{' + shown(constraint) + '}');
        append(text, options(create.options));
        append(text, when(!create.like.empty(), "like " + names(create.like)));
        append(text, when(create.isPartitioned, "partitioned"));
        append(text, when(create.isAsSelect, "select:" + names(create.selectsFrom)));
        return text;
    }
    std::string operator()(const AlterTable &alter) const
    {
        std::string text = "alter" + when(alter.ifExists, "?") + ' ' + alter.table.display();
        if (alter.waitSeconds)
            text += " wait:" + std::to_string(*alter.waitSeconds);
        for (const AlterAction &action : alter.actions)
            text += (&action == alter.actions.data() ? ": " : "; ") + shown(action);
        return text + level(alter.algorithm, alter.lock);
    }
    std::string operator()(const CreateIndex &create) const
    {
        std::string text = "index" + when(create.ifNotExists, "?") + when(create.isUnique, " unique")
                           + when(create.concurrently, " concurrently") + ' ' + create.name.text + " on "
                           + create.table.display() + '('
                           + joined(create.parts,
                                    [](const IndexPart &part) {
                                        const std::string name =
                                            part.column.isEmpty() ? shown(part.expression) : part.column.text;
                                        return name + (part.prefix ? ':' + std::to_string(part.prefix) : "");
                                    })
                           + ')';
        append(text, create.method);
        append(text, when(!create.where.isEmpty(), "where " + words(create.where.columns)));
        return text + level(create.algorithm, create.lock);
    }
    std::string operator()(const Drop &drop) const
    {
        std::string text = "drop " + kindOf(drop.object) + when(drop.ifExists, "?") + when(drop.cascade, "!")
                           + when(drop.concurrently, " concurrently") + when(drop.isTemporary, " temp");
        append(text, names(drop.names));
        append(text, when(!drop.onTable.isEmpty(), "on " + drop.onTable.display()));
        return text + level(drop.algorithm, drop.lock);
    }
    std::string operator()(const Rename &rename) const
    {
        return "rename " + joined(rename.pairs, [](const Rename::Pair &pair) {
                   return pair.from.display() + "->" + pair.to.display();
               });
    }
    std::string operator()(const Truncate &truncate) const { return "truncate " + names(truncate.tables); }
    std::string operator()(const Insert &insert) const
    {
        std::string text = insert.isReplace ? "replace " : "insert ";
        text += insert.table.display() + '(' + names(insert.columns) + ')';
        append(text, when(insert.rows > 0, "rows:" + std::to_string(insert.rows)));
        return text + when(insert.isSelect, " from " + names(insert.selectsFrom));
    }
    std::string operator()(const Update &update) const
    {
        std::string text = "update " + update.table.display() + when(!update.others.empty(), ",")
                           + names(update.others) + " set ";
        for (std::size_t index = 0; index < update.columns.size(); ++index)
            text += (index ? "," : "") + update.columns[index].text + '=' + shown(update.values[index]);
        return text + condition(update.where) + when(update.hasLimit, " limit");
    }
    std::string operator()(const Delete &remove) const
    {
        return "delete " + remove.table.display() + when(!remove.others.empty(), ",") + names(remove.others)
               + condition(remove.where) + when(remove.hasLimit, " limit");
    }
    static std::string condition(const Expression &where)
    {
        if (where.isEmpty())
            return "";
        return " where " + words(where.columns)
               + when(!where.notNull.empty(), " notnull:" + words(where.notNull))
               + when(where.isAlwaysTrue, " always") + when(where.hasSubquery, " subquery");
    }
    std::string operator()(const Select &select) const
    {
        std::string text = "select";
        append(text, names(select.tables));
        append(text, when(!select.calls.empty(), "calls:" + words(select.calls)));
        return text + when(select.isLocking, " locking");
    }
    std::string operator()(const Transaction &transaction) const
    {
        static constexpr auto kinds = std::to_array<std::string_view>(
            {"begin", "commit", "rollback", "savepoint", "rollbackto", "release", "prepare"});
        std::string text(kinds[static_cast<std::size_t>(transaction.kind)]);
        append(text, transaction.mode);
        return text;
    }
    std::string operator()(const Set &set) const
    {
        return when(set.isPragma, "pragma ") + when(!set.isPragma, "set ")
               + when(set.scope == Set::Scope::Global, "global ") + set.name + '=' + set.value
               + when(set.isReset, "(reset)");
    }
    std::string operator()(const Maintain &maintain) const
    {
        static constexpr auto kinds =
            std::to_array<std::string_view>({"vacuum", "analyze", "reindex", "cluster", "refresh", "optimize",
                                             "check", "repair", "lock", "unlock", "checkpoint"});
        std::string text(kinds[static_cast<std::size_t>(maintain.kind)]);
        append(text, names(maintain.objects));
        append(text, maintain.lockMode);
        return text + when(maintain.isInto, " into");
    }
    std::string operator()(const CreateTrigger &create) const
    {
        return "trigger" + when(create.ifNotExists, "?") + when(create.orReplace, "!") + ' '
               + create.name.text + " on " + create.table.display();
    }
    std::string operator()(const Routine &routine) const
    {
        std::string text = "routine";
        append(text, routine.name.display());
        append(text, routine.language);
        append(text, when(routine.isBlock, "block"));
        append(text, when(routine.hasDynamicSql, "dynamic"));
        for (const Statement &statement : routine.body)
            append(text, '{' + shown(statement) + '}');
        return text;
    }
    std::string operator()(const CreateType &create) const { return "type " + create.name.display(); }
    std::string operator()(const AlterType &alter) const { return "altertype " + alter.name.display(); }
    std::string operator()(const Create &create) const
    {
        std::string text =
            "create-" + kindOf(create.object) + when(create.ifNotExists, "?") + when(create.orReplace, "!");
        append(text, create.name.display());
        append(text, when(!create.uses.empty(), "uses " + names(create.uses)));
        return text;
    }
    std::string operator()(const Alter &alter) const
    {
        std::string text = "alter-" + kindOf(alter.object);
        append(text, alter.name.display());
        append(text, alter.what);
        return text;
    }
    std::string operator()(const Harmless &harmless) const { return "harmless " + harmless.verb; }
    std::string operator()(const Opaque &opaque) const { return "opaque " + opaque.what; }
    std::string operator()(const SyntaxError &error) const { return "error " + error.message; }
};

inline std::string shown(const Statement &statement) { return std::visit(Shower(), statement.node); }

} // namespace lockkeeper::sql::treetext
