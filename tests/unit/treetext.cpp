// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "treetext.h"

#include "core/sql/lexer.h"

#include <array>

namespace lockkeeper::sql {

namespace {

class Writer
{
public:
    explicit Writer(std::string_view text) : m_text(text) {}
    std::string take() { return std::move(m_line); }

    void word(std::string_view word)
    {
        if (word.empty())
            return;
        if (!m_line.empty())
            m_line += ' ';
        m_line += word;
    }
    void flag(bool is, std::string_view word)
    {
        if (is)
            this->word(word);
    }
    std::string slice(Span span) const
    {
        if (!span.isValid() || static_cast<size_t>(span.end) > m_text.size())
            return "!";
        return std::string(m_text.substr(static_cast<size_t>(span.begin), static_cast<size_t>(span.size())));
    }
    std::string name(const Name &name) const
    {
        if (name.isEmpty())
            return "-";
        const std::string source = name.span.isValid() ? slice(name.span) : std::string();
        if (source.empty())
            return name.text + '!';
        const bool isSame = source == name.text || folded(source) == name.text
                            || (source.front() == '"' && nameInside(source) == name.text);
        return isSame ? name.text : name.text + '<' + source + '>';
    }
    std::string object(const ObjectName &object) const
    {
        if (object.isEmpty() && object.schema.isEmpty())
            return "-";
        if (object.schema.isEmpty())
            return name(object.name);
        return name(object.schema) + '.' + (object.name.isEmpty() ? "" : name(object.name));
    }
    /// The word that an empty span stands behind.
    void behind(Span place)
    {
        const std::string before = slice({0, place.begin});
        const size_t blank = before.find_last_of(" \n");
        word('>' + before.substr(blank == std::string::npos ? 0 : blank + 1));
    }
    template<typename List, typename Show>
    std::string list(const List &list, Show show) const
    {
        std::string joined;
        for (const auto &element : list)
            joined += (joined.empty() ? "" : ",") + show(element);
        return joined;
    }
    std::string objects(const std::vector<ObjectName> &names) const
    {
        return list(names, [this](const ObjectName &name) { return object(name); });
    }
    std::string names(const std::vector<Name> &names) const
    {
        return list(names, [this](const Name &name) { return this->name(name); });
    }
    std::string words(const std::vector<std::string> &words) const
    {
        return list(words, [](const std::string &word) { return word; });
    }
    void field(std::string_view name, const std::string &value)
    {
        if (!value.empty() && value != "-")
            word(std::string(name) + '=' + value);
    }

    std::string type(const TypeName &type) const
    {
        std::string shown = type.schema.empty() ? type.name : type.schema + '.' + type.name;
        if (!type.modifiers.empty())
            shown += '(' + list(type.modifiers, [](int n) { return std::to_string(n); }) + ')';
        if (type.isArray)
            shown += "[]";
        if (!type.collation.empty())
            shown += "~" + type.collation;
        const std::string source = slice(type.span);
        return source == shown ? shown : shown + '<' + source + '>';
    }
    std::string expression(const Expression &expression) const
    {
        static constexpr std::array forms = {"none", "null", "lit", "key", "col", "call", "query", "other"};
        Writer inner(m_text);
        inner.word(std::string(forms[static_cast<size_t>(expression.form)]) + '{' + slice(expression.span)
                   + '}');
        inner.field("lit", expression.literal);
        inner.field("calls", words(expression.calls));
        inner.field("cols", words(expression.columns));
        inner.field("casts", words(expression.casts));
        inner.field("notnull", words(expression.notNull));
        inner.flag(expression.hasSubquery, "sub");
        inner.flag(expression.isAlwaysTrue, "true");
        inner.flag(expression.isParenthesised, "paren");
        return inner.take();
    }
    void expression(std::string_view name, const Expression &value)
    {
        if (!value.isEmpty())
            word(std::string(name) + '[' + expression(value) + ']');
    }
    std::string constraint(const Constraint &constraint) const;
    std::string column(const ColumnDef &column) const;
    void constraints(const std::vector<Constraint> &all)
    {
        for (const Constraint &one : all)
            word('[' + constraint(one) + ']');
    }

    std::string_view text() const { return m_text; }

private:
    std::string_view m_text;
    std::string m_line;
};

constexpr std::array objectWords = {"table",      "index",         "view",        "matview",      "sequence",
                                    "schema",     "database",      "function",    "procedure",    "trigger",
                                    "type",       "domain",        "policy",      "rule",         "extension",
                                    "constraint", "foreign-table", "publication", "subscription", "role",
                                    "event",      "tablespace",    "other"};

std::string wordOf(ObjectKind kind) { return objectWords[static_cast<size_t>(kind)]; }

std::string Writer::constraint(const Constraint &constraint) const
{
    static constexpr std::array kinds = {"notnull", "null",  "default",   "check",     "pk",
                                         "unique",  "fk",    "exclusion", "generated", "identity",
                                         "auto",    "index", "onupdate",  "comment"};
    Writer inner(m_text);
    inner.word(kinds[static_cast<size_t>(constraint.kind)]);
    inner.field("name", name(constraint.name));
    inner.field("columns", names(constraint.columns));
    inner.expression("value", constraint.expression);
    inner.field("references", object(constraint.references));
    inner.field("referenced", names(constraint.referenced));
    inner.field("using", name(constraint.usingIndex));
    inner.field("method", constraint.method);
    inner.flag(constraint.isNotValid, "not-valid");
    inner.flag(constraint.isStored, "stored");
    inner.flag(constraint.onDeleteCascade, "cascades");
    inner.flag(constraint.isNoInherit, "no-inherit");
    inner.word('<' + slice(constraint.span) + '>');
    return inner.take();
}

std::string Writer::column(const ColumnDef &column) const
{
    Writer inner(m_text);
    inner.word(name(column.name));
    if (!column.type.isEmpty())
        inner.word(type(column.type));
    inner.constraints(column.constraints);
    return inner.take();
}

void write(Writer &out, const CreateTable &table)
{
    out.word("create-table " + out.object(table.table));
    for (const ColumnDef &column : table.columns)
        out.word('(' + out.column(column) + ')');
    out.constraints(table.constraints);
    out.field("options", out.list(table.options, [](const Option &o) { return o.name + ':' + o.value; }));
    out.field("partition-of", out.object(table.partitionOf));
    out.field("inherits", out.objects(table.inherits));
    out.field("like", out.objects(table.like));
    out.field("from", out.objects(table.selectsFrom));
    out.flag(table.isDefaultPartition, "default-partition");
    out.flag(table.isPartitioned, "partitioned");
    out.flag(table.isAsSelect, "as-select");
    out.flag(table.isTemporary, "temporary");
    out.flag(table.isUnlogged, "unlogged");
    out.flag(table.ifNotExists, "if-not-exists");
}

constexpr std::array actionWords = {"add-column",
                                    "drop-column",
                                    "alter-type",
                                    "modify-column",
                                    "change-column",
                                    "set-default",
                                    "drop-default",
                                    "set-not-null",
                                    "drop-not-null",
                                    "set-generated",
                                    "drop-generated",
                                    "add-identity",
                                    "set-identity",
                                    "drop-identity",
                                    "set-statistics",
                                    "set-storage",
                                    "set-compression",
                                    "set-column-options",
                                    "rename-column",
                                    "rename-table",
                                    "set-schema",
                                    "add-constraint",
                                    "drop-constraint",
                                    "drop-foreign-key",
                                    "drop-primary-key",
                                    "drop-index",
                                    "rename-index",
                                    "rename-constraint",
                                    "alter-constraint",
                                    "alter-index",
                                    "alter-check",
                                    "validate-constraint",
                                    "attach-partition",
                                    "detach-partition",
                                    "add-partition",
                                    "drop-partition",
                                    "truncate-partition",
                                    "partition-other",
                                    "partition-by",
                                    "remove-partitioning",
                                    "enable-trigger",
                                    "disable-trigger",
                                    "enable-row-security",
                                    "disable-row-security",
                                    "force-row-security",
                                    "no-force-row-security",
                                    "set-logged",
                                    "set-unlogged",
                                    "set-tablespace",
                                    "set-access-method",
                                    "set-options",
                                    "reset-options",
                                    "replica-identity",
                                    "owner",
                                    "inherit",
                                    "no-inherit",
                                    "cluster-on",
                                    "convert-charset",
                                    "default-charset",
                                    "order-by",
                                    "force",
                                    "import-tablespace",
                                    "keys-on-off",
                                    "attach-index",
                                    "other"};

void write(Writer &out, const AlterAction &action)
{
    out.word(std::string(actionWords[static_cast<size_t>(action.kind)]) + '<' + out.slice(action.span) + '>');
    out.field("name", out.name(action.name));
    out.field("new", out.name(action.newName));
    out.field("to", out.object(action.newTable));
    if (!action.column.type.isEmpty())
        out.word('(' + out.column(action.column) + ')');
    if (action.kind == AlterKind::AddConstraint)
        out.constraints({action.constraint});
    out.expression("value", action.expression);
    out.field("partition", out.object(action.partition));
    out.field("options", out.list(action.options, [](const Option &o) { return o.name + ':' + o.value; }));
    out.flag(action.ifExists, "if-exists");
    out.flag(action.cascade, "cascade");
    out.flag(action.concurrently, "concurrently");
    out.flag(action.isDefault, "default");
}

void write(Writer &out, const AlterTable &alter)
{
    out.word("alter-" + wordOf(alter.object) + ' ' + out.object(alter.table));
    out.flag(alter.ifExists, "if-exists");
    out.flag(alter.only, "only");
    for (const AlterAction &action : alter.actions)
        write(out, action);
}

void write(Writer &out, const CreateIndex &index)
{
    out.word("create-index " + out.name(index.name) + " on " + out.object(index.table));
    for (const IndexPart &part : index.parts)
        out.word('(' + (part.column.isEmpty() ? out.expression(part.expression) : out.name(part.column))
                 + ')');
    out.field("include", out.names(index.included));
    out.expression("where", index.where);
    out.field("method", index.method);
    out.flag(index.isUnique, "unique");
    out.flag(index.concurrently, "concurrently");
    out.flag(index.ifNotExists, "if-not-exists");
    out.flag(index.only, "only");
    out.behind(index.afterIndexWord);
}

void write(Writer &out, const Drop &drop)
{
    out.word("drop-" + wordOf(drop.object) + ' ' + out.objects(drop.names));
    out.field("on", out.object(drop.onTable));
    out.flag(drop.ifExists, "if-exists");
    out.flag(drop.cascade, "cascade");
    out.flag(drop.concurrently, "concurrently");
}

void write(Writer &out, const Rename &rename)
{
    out.word("rename-" + wordOf(rename.object));
    for (const Rename::Pair &pair : rename.pairs)
        out.word(out.object(pair.from) + "->" + out.object(pair.to));
    out.field("on", out.object(rename.onTable));
}

void write(Writer &out, const Truncate &truncate)
{
    out.word("truncate " + out.objects(truncate.tables));
    out.flag(truncate.cascade, "cascade");
}

void write(Writer &out, const Insert &insert)
{
    out.word("insert " + out.object(insert.table));
    out.field("columns", out.names(insert.columns));
    out.field("from", out.objects(insert.selectsFrom));
    out.flag(insert.isSelect, "select");
    out.word("rows=" + std::to_string(insert.rows));
}

void write(Writer &out, const Update &update)
{
    out.word("update " + out.object(update.table));
    for (size_t i = 0; i < update.columns.size(); ++i)
        out.word(out.name(update.columns[i]) + '[' + out.expression(update.values[i]) + ']');
    out.field("others", out.objects(update.others));
    out.expression("where", update.where);
    out.flag(update.hasLimit, "limit");
}

void write(Writer &out, const Delete &deletion)
{
    out.word("delete " + out.object(deletion.table));
    out.field("others", out.objects(deletion.others));
    out.expression("where", deletion.where);
    out.flag(deletion.hasLimit, "limit");
}

void write(Writer &out, const Select &select)
{
    out.word("select " + out.objects(select.tables));
    out.field("calls", out.words(select.calls));
    out.flag(select.isLocking, "locking");
    out.field("into", out.object(select.into));
}

void write(Writer &out, const Transaction &transaction)
{
    static constexpr std::array kinds = {"begin",       "commit",  "rollback", "savepoint",
                                         "rollback-to", "release", "prepare"};
    out.word(kinds[static_cast<size_t>(transaction.kind)]);
}

void write(Writer &out, const Set &set)
{
    static constexpr std::array scopes = {"session", "local", "global"};
    out.word(std::string("set ") + scopes[static_cast<size_t>(set.scope)] + ' ' + set.name + '=' + set.value);
    out.flag(set.isReset, "reset");
}

void write(Writer &out, const Maintain &maintain)
{
    static constexpr std::array kinds = {"vacuum", "analyze", "reindex", "cluster", "refresh",   "optimize",
                                         "check",  "repair",  "lock",    "unlock",  "checkpoint"};
    out.word(kinds[static_cast<size_t>(maintain.kind)]);
    out.word(wordOf(maintain.object) + ' ' + out.objects(maintain.objects));
    out.flag(maintain.full, "full");
    out.flag(maintain.concurrently, "concurrently");
    out.flag(maintain.withNoData, "no-data");
    out.field("mode", maintain.lockMode);
    out.behind(maintain.afterVerb);
}

void write(Writer &out, const CreateTrigger &trigger)
{
    out.word("create-trigger " + out.name(trigger.name) + " on " + out.object(trigger.table));
    out.flag(trigger.isConstraint, "constraint");
    out.flag(trigger.orReplace, "or-replace");
}

void write(Writer &out, const Routine &routine)
{
    out.word("routine " + out.object(routine.name) + ' ' + routine.language);
    out.flag(routine.orReplace, "or-replace");
    out.flag(routine.isBlock, "block");
    out.flag(routine.hasDynamicSql, "dynamic");
    for (const Statement &statement : routine.body)
        out.word('<' + out.slice(statement.span) + "> {" + shown(statement, out.text()) + '}');
}

void write(Writer &out, const CreateType &type)
{
    out.word("create-type " + out.object(type.name));
    out.flag(type.isDomain, "domain");
    out.flag(type.isEnum, "enum");
    out.field("values", out.words(type.values));
    if (!type.base.isEmpty())
        out.word(out.type(type.base));
    out.constraints(type.constraints);
}

void write(Writer &out, const AlterType &type)
{
    static constexpr std::array kinds = {"add-value", "rename-value", "add-constraint", "drop-constraint",
                                         "validate",  "set-not-null", "drop-not-null",  "set-default",
                                         "attribute", "other"};
    out.word("alter-type " + out.object(type.name) + ' ' + kinds[static_cast<size_t>(type.kind)]);
    out.flag(type.isDomain, "domain");
    out.field("value", type.value);
    out.field("new", type.newValue);
    out.flag(type.hasPlace, "place");
    out.flag(type.ifNotExists, "if-not-exists");
    if (type.kind == AlterType::Kind::AddConstraint)
        out.constraints({type.constraint});
    else
        out.field("constraint", out.name(type.constraint.name));
}

void write(Writer &out, const Create &create)
{
    out.word("create-" + wordOf(create.object) + ' ' + out.object(create.name));
    out.field("on", out.object(create.onTable));
    out.field("uses", out.objects(create.uses));
    out.flag(create.orReplace, "or-replace");
    out.flag(create.ifNotExists, "if-not-exists");
    out.flag(create.withNoData, "no-data");
}

void write(Writer &out, const Alter &alter)
{
    out.word("alter-" + wordOf(alter.object) + ' ' + out.object(alter.name) + " what=" + alter.what);
    out.field("on", out.object(alter.onTable));
}

void write(Writer &out, const Harmless &harmless) { out.word("harmless " + harmless.verb); }

void write(Writer &out, const Opaque &opaque) { out.word("opaque " + opaque.what); }

void write(Writer &out, const SyntaxError &error)
{
    out.word("error <" + out.slice(error.at) + "> " + error.message);
}

} // namespace

std::string shown(const Statement &statement, std::string_view text)
{
    Writer out(text);
    std::visit([&out](const auto &node) { write(out, node); }, statement.node);
    return out.take();
}

} // namespace lockkeeper::sql
