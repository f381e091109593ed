// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

int behindName(const RangeVar *relation, const Reading &reading)
{
    int end = 0;
    reading.tokens.objectName(reading.tokenAt(relation->location), &end);
    return end;
}

/// The elements between a table's brackets, one a comma.
std::vector<TokenRange> elementRanges(const CreateStmt &statement, const Reading &reading)
{
    int open = behindName(statement.relation, reading);
    while (open < reading.tokens.count() && !reading.tokens.isSign(open, '('))
        ++open;
    return reading.tokens.split(reading.tokens.inside(open));
}

void readElements(const CreateStmt &statement, const Reading &reading, CreateTable *table)
{
    if (lengthOf(statement.tableElts) == 0)
        return;
    const std::vector<TokenRange> ranges = elementRanges(statement, reading);
    size_t next = 0;
    for (const Node &element : each<Node>(statement.tableElts)) {
        const TokenRange range = next < ranges.size() ? ranges[next] : TokenRange();
        ++next;
        if (const auto *column = as<::ColumnDef>(&element, T_ColumnDef))
            table->columns.push_back(readColumn(*column, range, reading));
        else if (const auto *constraint = as<::Constraint>(&element, T_Constraint))
            table->constraints.push_back(readConstraint(*constraint, range, reading));
        else if (const auto *like = as<TableLikeClause>(&element, T_TableLikeClause))
            table->like.push_back(objectName(like->relation, reading));
    }
}

CreateTable readTable(const CreateStmt &statement, const Reading &reading)
{
    CreateTable table;
    table.table = objectName(statement.relation, reading);
    readElements(statement, reading, &table);
    table.options = readOptions(statement.options, reading);
    table.isPartitioned = statement.partspec;
    table.ifNotExists = statement.if_not_exists;
    table.isTemporary = statement.relation->relpersistence == 't';
    table.isUnlogged = statement.relation->relpersistence == 'u';
    std::vector<ObjectName> parents = objectNames(statement.inhRelations, reading);
    if (statement.partbound && !parents.empty()) {
        table.partitionOf = std::move(parents.front());
        table.isDefaultPartition = statement.partbound->is_default;
    } else {
        table.inherits = std::move(parents);
    }
    return table;
}

Create readMaterializedView(const CreateTableAsStmt &statement, const Reading &reading)
{
    Create view;
    view.object = ObjectKind::MaterializedView;
    view.name = objectName(statement.into->rel, reading);
    view.uses = queryFacts(statement.query, reading).tables;
    view.ifNotExists = statement.if_not_exists;
    view.withNoData = statement.into->skipData;
    return view;
}

void readPart(const IndexElem &element, TokenRange range, const Reading &reading, IndexPart *part)
{
    if (element.name)
        part->column = reading.tokens.name(range.begin);
    if (part->column.isEmpty())
        part->column.text = textOf(element.name);
    part->hasOwnOrder = element.opclass || element.collation;
    if (!element.expr)
        return;
    if (reading.tokens.isSign(range.begin, '('))
        range.end = std::min(range.end, reading.tokens.closing(range.begin) + 1);
    part->expression = readExpression(element.expr, range, reading);
}

std::vector<TokenRange> partRanges(const IndexStmt &statement, const Reading &reading)
{
    const TokenRange rest{behindName(statement.relation, reading), reading.tokens.count()};
    const int open = reading.tokens.findSign(rest, '(');
    return reading.tokens.split(reading.tokens.inside(open));
}

void readParts(const IndexStmt &statement, const Reading &reading, CreateIndex *index)
{
    const std::vector<TokenRange> ranges = partRanges(statement, reading);
    size_t next = 0;
    for (const IndexElem &element : each<IndexElem>(statement.indexParams)) {
        readPart(element, next < ranges.size() ? ranges[next] : TokenRange(), reading,
                 &index->parts.emplace_back());
        ++next;
    }
    for (const IndexElem &element : each<IndexElem>(statement.indexIncludingParams)) {
        const int include = reading.tokens.find(reading.tokens.all(), "include");
        index->included.push_back(
            reading.tokens.findName({include + 1, reading.tokens.count()}, textOf(element.name)));
    }
}

} // namespace

StatementNode readCreateTable(const CreateStmt &statement, const Reading &reading)
{
    return readTable(statement, reading);
}

StatementNode readCreateForeignTable(const CreateForeignTableStmt &statement, const Reading &reading)
{
    Create table;
    table.object = ObjectKind::ForeignTable;
    table.name = objectName(statement.base.relation, reading);
    table.ifNotExists = statement.base.if_not_exists;
    return table;
}

StatementNode readCreateTableAs(const CreateTableAsStmt &statement, const Reading &reading)
{
    if (statement.objtype == OBJECT_MATVIEW)
        return readMaterializedView(statement, reading);
    CreateTable table;
    table.table = objectName(statement.into->rel, reading);
    table.isAsSelect = true;
    table.ifNotExists = statement.if_not_exists;
    table.isTemporary = statement.into->rel->relpersistence == 't';
    table.isUnlogged = statement.into->rel->relpersistence == 'u';
    // EXECUTE is no expression, the walk must not see it.
    if (as<SelectStmt>(statement.query, T_SelectStmt))
        table.selectsFrom = queryFacts(statement.query, reading).tables;
    return table;
}

StatementNode readView(const ViewStmt &statement, const Reading &reading)
{
    Create view;
    view.object = ObjectKind::View;
    view.name = objectName(statement.view, reading);
    view.uses = queryFacts(statement.query, reading).tables;
    view.orReplace = statement.replace;
    return view;
}

StatementNode readCreateIndex(const IndexStmt &statement, const Reading &reading)
{
    const PieceTokens &tokens = reading.tokens;
    CreateIndex index;
    const int word = tokens.find(tokens.all(), "index");
    index.afterIndexWord = tokens.behind(word);
    const int table = reading.tokenAt(statement.relation->location);
    if (statement.idxname)
        index.name = tokens.findName({word + 1, table}, statement.idxname);
    index.table = objectName(statement.relation, reading);
    index.only = !statement.relation->inh;
    // The grammar fills in btree when no method is written.
    if (tokens.isWord(behindName(statement.relation, reading), "using"))
        index.method = lower(textOf(statement.accessMethod));
    readParts(statement, reading, &index);
    const int where = tokens.find({table, tokens.count()}, "where");
    index.where = readExpression(statement.whereClause, {where + 1, tokens.count()}, reading);
    index.isUnique = statement.unique;
    index.concurrently = statement.concurrent;
    index.ifNotExists = statement.if_not_exists;
    return index;
}

} // namespace lockkeeper::sql::postgres
