// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/treewalk.h"

#include <algorithm>
#include <optional>

namespace lockkeeper::sql::postgres {

namespace {

const Node *asNode(const void *node) { return static_cast<const Node *>(node); }

/// Where the statement itself begins, behind its WITH.
int behindWith(const WithClause *with, std::string_view verb, const Reading &reading)
{
    return with ? reading.tokens.find(reading.tokens.all(), verb) : 0;
}

TokenRange behind(std::string_view keyword, TokenRange range, const Reading &reading)
{
    return {reading.tokens.find(range, keyword) + 1, range.end};
}

/// Up to the first of @p words.
TokenRange until(std::initializer_list<std::string_view> words, TokenRange range, const Reading &reading)
{
    for (const std::string_view word : words)
        range.end = reading.tokens.find(range, word);
    return range;
}

Expression readWhere(const Node *where, TokenRange range, const Reading &reading)
{
    if (!where)
        return {};
    return readExpression(where, until({"returning"}, behind("where", range, reading), reading), reading);
}

std::vector<Name> targetNames(const List *targets, const Reading &reading)
{
    std::vector<Name> names;
    for (const ResTarget &target : each<ResTarget>(targets)) {
        Name name = reading.tokens.name(reading.tokenAt(target.location));
        if (name.isEmpty())
            name.text = textOf(target.name);
        names.push_back(std::move(name));
    }
    return names;
}

/// `a = 1, (b, c) = (2, 3)`: what stands behind a target's sign, as far as the next comma.
TokenRange valueRange(const ResTarget &target, TokenRange assignments, const Reading &reading)
{
    assignments.begin = reading.tokenAt(target.location);
    assignments.begin = reading.tokens.findSign(assignments, '=') + 1;
    assignments.end = reading.tokens.findSign(assignments, ',');
    return assignments;
}

/// Where FROM begins; IS DISTINCT FROM is none.
int fromClause(TokenRange range, const Reading &reading)
{
    int from = reading.tokens.find(range, "from");
    while (from < range.end && reading.tokens.isWord(from - 1, "distinct"))
        from = reading.tokens.find({from + 1, range.end}, "from");
    return from;
}

void readAssignments(const UpdateStmt &statement, TokenRange range, const Reading &reading, Update *update)
{
    range = until({"where", "returning"}, behind("set", range, reading), reading);
    range.end = fromClause(range, reading);
    update->columns = targetNames(statement.targetList, reading);
    for (const ResTarget &target : each<ResTarget>(statement.targetList)) {
        const bool isOfSeveral = as<MultiAssignRef>(target.val, T_MultiAssignRef);
        update->values.push_back(
            isOfSeveral ? Expression()
                        : readExpression(target.val, valueRange(target, range, reading), reading));
    }
}

void readSource(const InsertStmt &statement, const Reading &reading, Insert *insert)
{
    const auto *select = as<SelectStmt>(statement.selectStmt, T_SelectStmt);
    insert->rows = select ? lengthOf(select->valuesLists) : 1;
    insert->isSelect = select && lengthOf(select->valuesLists) == 0;
    insert->selectsFrom = queryFacts(asNode(&statement), reading, statement.relation).tables;
}

/// `SELECT set_config('lock_timeout', '2s', true)`
std::optional<Set> readSetConfig(const SelectStmt &statement)
{
    if (lengthOf(statement.targetList) != 1 || statement.fromClause)
        return std::nullopt;
    const auto &target = *static_cast<const ResTarget *>(statement.targetList->elements[0].ptr_value);
    const auto *call = as<FuncCall>(target.val, T_FuncCall);
    if (!call || lengthOf(call->args) != 3 || callName(*call) != "set_config")
        return std::nullopt;
    const auto argument = [&](int index) {
        return constantOf(static_cast<const Node *>(call->args->elements[index].ptr_value));
    };
    const std::optional<std::string> name = argument(0);
    if (!name)
        return std::nullopt;
    const std::string isLocal = argument(2).value_or(std::string());
    Set set;
    set.name = lower(*name);
    set.value = argument(1).value_or(std::string());
    set.scope = isLocal.starts_with('t') || isLocal == "on" || isLocal == "1" ? Set::Scope::Local
                                                                              : Set::Scope::Session;
    return set;
}

bool isChange(const Node *query)
{
    switch (nodeTag(query)) {
    case T_InsertStmt:
    case T_UpdateStmt:
    case T_DeleteStmt:
    case T_MergeStmt:
        return true;
    default:
        return false;
    }
}

/// A SELECT may change tables in its WITH; the first such change is what the statement does.
std::optional<StatementNode> readChangeInWith(const SelectStmt &statement, const Reading &reading)
{
    if (!statement.withClause)
        return std::nullopt;
    for (const CommonTableExpr &cte : each<CommonTableExpr>(statement.withClause->ctes)) {
        if (!isChange(cte.ctequery))
            continue;
        const PieceTokens &tokens = reading.tokens;
        int open = tokens.find({reading.tokenAt(cte.location), tokens.count()}, "as");
        while (open < tokens.count() && !tokens.isSign(open, '('))
            ++open;
        if (open >= tokens.count())
            return std::nullopt;
        const PieceTokens inner = tokens.part(tokens.inside(open));
        return readStatement(cte.ctequery,
                             {inner, reading.sql, reading.base, reading.options, reading.nesting});
    }
    return std::nullopt;
}

/// VALUES and SELECT without a table have none; the leftmost SELECT of a UNION holds INTO.
const IntoClause *intoOf(const SelectStmt &statement)
{
    const SelectStmt *left = &statement;
    while (left->larg)
        left = left->larg;
    return left->intoClause;
}

const MergeWhenClause *branchOf(const MergeStmt &statement, CmdType command)
{
    for (const MergeWhenClause &branch : each<MergeWhenClause>(statement.mergeWhenClauses)) {
        if (branch.commandType == command)
            return &branch;
    }
    return nullptr;
}

} // namespace

StatementNode readSelect(const SelectStmt &statement, const Reading &reading)
{
    if (std::optional<Set> set = readSetConfig(statement))
        return *std::move(set);
    if (std::optional<StatementNode> change = readChangeInWith(statement, reading))
        return *std::move(change);
    const IntoClause *into = intoOf(statement);
    QueryFacts facts = queryFacts(asNode(&statement), reading, into ? into->rel : nullptr);
    Select select;
    select.tables = std::move(facts.tables);
    select.calls = std::move(facts.calls);
    select.isLocking = facts.isLocking;
    if (into)
        select.into = objectName(into->rel, reading);
    return select;
}

StatementNode readReturn(const ReturnStmt &statement, const Reading &reading)
{
    QueryFacts facts = queryFacts(statement.returnval, reading);
    Select select;
    select.tables = std::move(facts.tables);
    select.calls = std::move(facts.calls);
    return select;
}

StatementNode readInsert(const InsertStmt &statement, const Reading &reading)
{
    Insert insert;
    insert.table = objectName(statement.relation, reading);
    insert.columns = targetNames(statement.cols, reading);
    readSource(statement, reading, &insert);
    return insert;
}

StatementNode readUpdate(const UpdateStmt &statement, const Reading &reading)
{
    const TokenRange range{behindWith(statement.withClause, "update", reading), reading.tokens.count()};
    Update update;
    update.table = objectName(statement.relation, reading);
    QueryFacts facts = queryFacts(asNode(&statement), reading, statement.relation);
    update.others = std::move(facts.tables);
    update.hasLimit = facts.hasLimit;
    readAssignments(statement, range, reading, &update);
    update.where = readWhere(statement.whereClause, range, reading);
    return update;
}

StatementNode readDelete(const DeleteStmt &statement, const Reading &reading)
{
    const TokenRange range{behindWith(statement.withClause, "delete", reading), reading.tokens.count()};
    Delete deletion;
    deletion.table = objectName(statement.relation, reading);
    QueryFacts facts = queryFacts(asNode(&statement), reading, statement.relation);
    deletion.others = std::move(facts.tables);
    deletion.hasLimit = facts.hasLimit;
    deletion.where = readWhere(statement.whereClause, range, reading);
    return deletion;
}

StatementNode readMerge(const MergeStmt &statement, const Reading &reading)
{
    const TokenRange range{behindWith(statement.withClause, "merge", reading), reading.tokens.count()};
    ObjectName table = objectName(statement.relation, reading);
    QueryFacts facts = queryFacts(asNode(&statement), reading, statement.relation);
    Expression on = readExpression(statement.joinCondition,
                                   until({"when"}, behind("on", range, reading), reading), reading);
    if (const MergeWhenClause *branch = branchOf(statement, CMD_UPDATE)) {
        Update update;
        update.table = std::move(table);
        update.others = std::move(facts.tables);
        update.columns = targetNames(branch->targetList, reading);
        update.values.resize(update.columns.size());
        update.where = std::move(on);
        update.hasLimit = facts.hasLimit;
        return update;
    }
    if (branchOf(statement, CMD_DELETE))
        return Delete{std::move(table), std::move(facts.tables), std::move(on), facts.hasLimit};
    Insert insert;
    insert.table = std::move(table);
    insert.selectsFrom = std::move(facts.tables);
    insert.isSelect = true;
    return insert;
}

StatementNode readCopy(const CopyStmt &statement, const Reading &reading)
{
    if (statement.is_from) {
        Insert insert;
        insert.table = objectName(statement.relation, reading);
        int behindTable = 0;
        reading.tokens.objectName(reading.tokenAt(statement.relation->location), &behindTable);
        insert.columns = namesInside(behindTable, reading);
        return insert;
    }
    if (statement.query)
        return readStatement(statement.query, reading);
    Select select;
    select.tables.push_back(objectName(statement.relation, reading));
    return select;
}

} // namespace lockkeeper::sql::postgres
