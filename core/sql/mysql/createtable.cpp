// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

void readElements(Cursor &in, CreateTable &create)
{
    in.expectSign("(");
    do {
        if (acceptPeriod(in))
            continue;
        if (startsConstraint(in))
            create.constraints.push_back(readConstraint(in).constraint);
        else
            create.columns.push_back(readColumn(in));
    } while (in.acceptSign(","));
    in.expectSign(")");
}

bool acceptLike(Cursor &in, CreateTable &create)
{
    const bool isInside = in.isSign("(") && in.is("like", 1);
    if (!isInside && !in.is("like"))
        return false;
    if (isInside)
        in.step();
    in.step();
    create.like.push_back(readObjectName(in));
    if (isInside)
        in.expectSign(")");
    return true;
}

void readOptions(Cursor &in, CreateTable &create)
{
    while (auto option = acceptTableOption(in)) {
        create.options.push_back(std::move(*option));
        in.acceptSign(",");
    }
}

/// PARTITION BY … up to the query or the end.
void readPartitions(Cursor &in, CreateTable &create)
{
    if (!in.accept("partition"))
        return;
    in.expect("by");
    create.isPartitioned = true;
    while (!in.atEnd() && !in.isAnyOf({"as", "select", "ignore", "replace", "with"}))
        in.skip();
}

void readQuery(Cursor &in, CreateTable &create)
{
    in.acceptAnyOf({"ignore", "replace"});
    const bool hasAs = in.accept("as");
    if (!startsQuery(in)) {
        if (hasAs)
            in.refuse();
        return;
    }
    create.isAsSelect = true;
    create.selectsFrom = tableNames(in.run(), in.at(), in.end());
    in.moveToEnd();
}

} // namespace

StatementNode readCreateTable(Cursor &in, bool orReplace, bool isTemporary)
{
    CreateTable create;
    create.isTemporary = isTemporary;
    create.orReplace = orReplace;
    create.ifNotExists = acceptIfNotExists(in);
    create.table = readObjectName(in);
    if (acceptLike(in, create))
        return create;
    const bool isQueryNext = in.isSign("(") && in.isAnyOf({"select", "with", "values"}, 1);
    const bool hasElements = in.isSign("(") && !isQueryNext;
    if (hasElements)
        readElements(in, create);
    readOptions(in, create);
    readPartitions(in, create);
    readQuery(in, create);
    if (!hasElements && !create.isAsSelect && !in.hasFailed())
        in.refuse();
    return create;
}

} // namespace lockkeeper::sql::mysql
