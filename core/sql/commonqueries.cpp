// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/common.h"

#include <algorithm>

namespace lockkeeper::sql {

namespace {

bool isLocking(const Cursor &in)
{
    return (in.is("for") && in.isAnyOf({"update", "share", "no", "key"}, 1))
           || (in.is("lock") && in.is("in", 1) && in.is("share", 2));
}

void readConflictWords(Cursor &in)
{
    while (in.acceptAnyOf({"low_priority", "high_priority", "delayed", "quick", "ignore"})) {}
    if (in.accept("or"))
        in.step(); // SQLite: INSERT OR REPLACE
}

/// The names of `(a, t.b)`.
std::vector<Name> readColumns(Cursor &in)
{
    std::vector<Name> columns;
    in.expectSign("(");
    if (in.acceptSign(")"))
        return columns;
    do {
        columns.push_back(readAnyName(in));
        while (in.acceptSign("."))
            columns.back() = readAnyName(in);
    } while (in.acceptSign(","));
    in.expectSign(")");
    return columns;
}

void readRows(Cursor &in, Insert &insert)
{
    do {
        in.accept("row");
        if (!in.isSign("("))
            return in.giveUp();
        in.skip();
        ++insert.rows;
    } while (in.acceptSign(","));
}

void readAssigned(Cursor &in, Insert &insert)
{
    do {
        insert.columns.push_back(readAnyName(in));
        while (in.acceptSign("."))
            insert.columns.back() = readAnyName(in);
        if (!in.acceptSign("="))
            in.acceptSign(":=");
        readValue(in, {"as", "on", "returning"});
    } while (in.acceptSign(","));
    insert.rows = 1;
}

void readSource(Cursor &in, Insert &insert)
{
    if (in.acceptAnyOf({"values", "value"})) {
        readRows(in, insert);
    } else if (in.accept("set")) {
        readAssigned(in, insert);
    } else if (in.accept("default", "values")) {
        insert.rows = 1;
    } else if (startsQuery(in) || in.is("table")) {
        insert.isSelect = true;
        insert.selectsFrom = tableNames(in.run(), in.at(), in.end());
        in.moveToEnd();
    } else {
        in.refuse();
    }
}

// ON DUPLICATE KEY UPDATE, ON CONFLICT, RETURNING, a name for the row: not asked about.
void readInsertTail(Cursor &in)
{
    if (in.isAnyOf({"as", "on", "returning"}))
        in.moveToEnd();
}

StatementNode readInsertInto(Cursor &in, bool isReplace)
{
    Insert insert;
    insert.isReplace = isReplace || (in.is("or") && in.is("replace", 1));
    readConflictWords(in);
    in.accept("into");
    insert.table = readObjectName(in);
    if (in.accept("partition"))
        in.skip();
    if (in.accept("as"))
        readName(in);
    const bool isQueryNext = in.isSign("(") && in.isAnyOf({"select", "with", "values", "table"}, 1);
    if (in.isSign("(") && !isQueryNext)
        insert.columns = readColumns(in);
    readSource(in, insert);
    readInsertTail(in);
    return insert;
}

const NamedTable *tableCalled(const std::vector<NamedTable> &tables, const Name &name)
{
    for (const NamedTable &named : tables) {
        const Name &called = named.alias.isEmpty() ? named.table.name : named.alias;
        if (folded(called.text) == folded(name.text))
            return &named;
    }
    return nullptr;
}

/// Puts the table that is changed into @p target and the rest into @p others.
void share(const std::vector<NamedTable> &tables, const NamedTable *changed, ObjectName &target,
           std::vector<ObjectName> &others)
{
    if (!changed && !tables.empty())
        changed = &tables.front();
    for (const NamedTable &named : tables) {
        if (&named == changed)
            target = named.table;
        else
            others.push_back(named.table);
    }
}

/// Behind SET; returns what the first column is qualified with.
Name readAssignments(Cursor &in, Update &update)
{
    Name qualifier;
    do {
        if (in.isSign("(")) { // (a, b) = (SELECT …)
            for (Name &name : readColumns(in)) {
                update.columns.push_back(std::move(name));
                update.values.emplace_back();
            }
            in.acceptSign("=");
            readValue(in, {"where", "order", "limit", "from", "returning"});
            continue;
        }
        Name column = readAnyName(in);
        while (in.acceptSign(".")) {
            qualifier = update.columns.empty() ? column : qualifier;
            column = readAnyName(in);
        }
        if (!in.acceptSign("=") && !in.acceptSign(":="))
            return in.refuse(), qualifier;
        update.columns.push_back(std::move(column));
        update.values.push_back(readValue(in, {"where", "order", "limit", "from", "returning"}));
    } while (in.acceptSign(","));
    return qualifier;
}

/// WHERE, ORDER BY, LIMIT, RETURNING; whether LIMIT is there.
bool readTail(Cursor &in, Expression &where)
{
    if (in.accept("where")) {
        const int first = in.at();
        while (!in.atEnd() && !in.isAnyOf({"order", "limit", "returning"}))
            in.skip();
        if (in.at() == first)
            in.refuse();
        where = describe(in.run(), first, in.at());
    }
    bool hasLimit = false;
    while (!in.atEnd()) {
        hasLimit = hasLimit || in.is("limit");
        in.skip();
    }
    return hasLimit;
}

int indexOf(const Cursor &in, std::initializer_list<std::string_view> words)
{
    Cursor ahead = in;
    while (!ahead.atEnd() && !ahead.isAnyOf(words))
        ahead.skip();
    return ahead.at();
}

/// The names in front of FROM or USING of a DELETE of several tables: `a, db.b.*`.
Name readTargets(Cursor &in)
{
    Name first;
    bool isFirst = true;
    do {
        Name name = readAnyName(in);
        while (in.acceptSign(".")) {
            if (!in.acceptSign("*"))
                name = readAnyName(in);
        }
        in.acceptSign(".*");
        if (isFirst)
            first = std::move(name);
        isFirst = false;
    } while (in.acceptSign(","));
    return first;
}

void readFromOf(Cursor &in, const Name &target, Delete &result)
{
    const int until = indexOf(in, {"where", "order", "limit", "returning"});
    const auto tables = tablesNamed(in.run(), in.at(), until, true);
    share(tables, target.isEmpty() ? nullptr : tableCalled(tables, target), result.table, result.others);
    if (tables.empty())
        in.refuse();
    in.moveTo(until);
}

} // namespace

bool startsQuery(const Cursor &in)
{
    int ahead = 0;
    while (in.isSign("(", ahead))
        ++ahead;
    return in.isAnyOf({"select", "with", "values", "table"}, ahead);
}

StatementNode readSelect(Cursor &in)
{
    // Behind its verb, or at the parenthesis that it begins with.
    const int first = in.isSign("(") ? in.at() : in.at() - 1;
    if (in.isSign("(") && !startsQuery(in))
        return in.refuse(), Select{};
    if (in.atEnd() || in.is("from") || in.is("where"))
        return in.refuse(), Select{};
    Select select;
    select.tables = tableNames(in.run(), first, in.end());
    select.calls = describe(in.run(), first, in.end()).calls;
    for (; !in.atEnd(); in.step())
        select.isLocking = select.isLocking || isLocking(in);
    return select;
}

StatementNode readInsert(Cursor &in) { return readInsertInto(in, false); }
StatementNode readReplace(Cursor &in) { return readInsertInto(in, true); }

StatementNode readUpdate(Cursor &in)
{
    Update update;
    readConflictWords(in);
    const int set = indexOf(in, {"set"});
    const auto tables = tablesNamed(in.run(), in.at(), set, true);
    if (tables.empty())
        return in.refuse(), update;
    in.moveTo(set);
    in.expect("set");
    const Name qualifier = readAssignments(in, update);
    share(tables, qualifier.isEmpty() ? nullptr : tableCalled(tables, qualifier), update.table,
          update.others);
    if (in.is("from")) { // SQLite
        const int until = indexOf(in, {"where", "order", "limit", "returning"});
        in.step();
        for (NamedTable &named : tablesNamed(in.run(), in.at(), until, true))
            update.others.push_back(std::move(named.table));
        in.moveTo(until);
    }
    if (!in.atEnd() && !in.isAnyOf({"where", "order", "limit", "returning"}))
        in.refuse();
    update.hasLimit = readTail(in, update.where);
    return update;
}

StatementNode readDelete(Cursor &in)
{
    Delete result;
    readConflictWords(in);
    Name target;
    if (!in.is("from")) {
        target = readTargets(in);
        in.expect("from");
    } else {
        in.step();
        if (indexOf(in, {"using"}) < indexOf(in, {"where"})) {
            // MySQL: FROM a USING a JOIN b. The USING of a join has a parenthesis, and its table a JOIN.
            Cursor ahead = in;
            const Name named = readTargets(ahead);
            if (ahead.is("using")) {
                target = named;
                in.moveTo(ahead.at() + 1);
            }
        }
    }
    readFromOf(in, target, result);
    result.hasLimit = readTail(in, result.where);
    return result;
}

StatementNode readWith(Cursor &in)
{
    const int with = in.at() - 1;
    const int main = indexOf(in, {"select", "insert", "replace", "update", "delete", "values", "table"});
    const bool isQuery = [&] {
        Cursor ahead = in;
        ahead.moveTo(main);
        return ahead.atEnd() || ahead.isAnyOf({"select", "values", "table"});
    }();
    if (isQuery)
        return readSelect(in);
    const std::vector<ObjectName> named = tableNames(in.run(), with, main);
    in.moveTo(main);
    const std::string verb = folded(in.text());
    in.step();
    if (verb == "insert" || verb == "replace") {
        auto node = readInsertInto(in, verb == "replace");
        auto &sources = std::get<Insert>(node).selectsFrom;
        sources.insert(sources.end(), named.begin(), named.end());
        return node;
    }
    auto node = verb == "update" ? readUpdate(in) : readDelete(in);
    auto &others = verb == "update" ? std::get<Update>(node).others : std::get<Delete>(node).others;
    others.insert(others.end(), named.begin(), named.end());
    return node;
}

} // namespace lockkeeper::sql
