// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlite/grammar.h"

namespace lockkeeper::sql::sqlite {

namespace {

void readElements(Cursor &in, CreateTable &create)
{
    in.expectSign("(");
    do {
        if (startsConstraint(in))
            create.constraints.push_back(readConstraint(in));
        else
            create.columns.push_back(readColumn(in));
        // The comma between constraints of a table may be left out.
    } while (in.acceptSign(",") || (!create.constraints.empty() && startsConstraint(in)));
    in.expectSign(")");
}

void readOptions(Cursor &in, CreateTable &create)
{
    if (in.atEnd())
        return;
    do {
        const int first = in.at();
        if (in.accept("strict"))
            create.options.push_back({"strict", {}, in.spanFrom(first)});
        else if (in.accept("without", "rowid"))
            create.options.push_back({"without rowid", {}, in.spanFrom(first)});
        else
            in.refuse();
    } while (in.acceptSign(","));
}

StatementNode readTable(Cursor &in, bool isTemporary)
{
    CreateTable create;
    create.isTemporary = isTemporary;
    create.ifNotExists = acceptIfNotExists(in);
    create.table = readObjectName(in);
    if (in.accept("as")) {
        if (!startsQuery(in))
            in.refuse();
        create.isAsSelect = true;
        create.selectsFrom = tableNames(in.run(), in.at(), in.end());
        in.moveToEnd();
        return create;
    }
    readElements(in, create);
    readOptions(in, create);
    return create;
}

IndexPart readIndexPart(Cursor &in)
{
    IndexPart part;
    const int first = in.at();
    if (isName(in) && (in.isSign(",", 1) || in.isSign(")", 1) || in.isAnyOf({"asc", "desc", "collate"}, 1))) {
        part.column = readName(in);
    } else {
        while (!in.atEnd() && !in.isSign(",") && !in.isSign(")") && !in.isAnyOf({"asc", "desc", "collate"}))
            in.skip();
        if (in.at() == first)
            in.refuse();
        part.expression = describe(in.run(), first, in.at());
    }
    if (in.accept("collate"))
        readAnyName(in);
    in.acceptAnyOf({"asc", "desc"});
    return part;
}

StatementNode readIndex(Cursor &in, bool isUnique)
{
    CreateIndex create;
    create.isUnique = isUnique;
    in.expect("index");
    create.afterIndexWord = in.spotBehind();
    // PostgreSQL's word; behind it a name or ON is missing when it is the name itself.
    if (in.is("concurrently") && !in.is("on", 1) && !in.isSign(".", 1))
        create.concurrently = in.accept("concurrently");
    create.ifNotExists = acceptIfNotExists(in);
    create.name = readObjectName(in).name;
    in.expect("on");
    create.table = readObjectName(in);
    in.expectSign("(");
    do
        create.parts.push_back(readIndexPart(in));
    while (in.acceptSign(","));
    in.expectSign(")");
    if (in.accept("where")) {
        const int first = in.at();
        if (in.atEnd())
            in.refuse();
        in.moveToEnd();
        create.where = describe(in.run(), first, in.at());
    }
    return create;
}

StatementNode readView(Cursor &in)
{
    Create create;
    create.object = ObjectKind::View;
    create.ifNotExists = acceptIfNotExists(in);
    create.name = readObjectName(in);
    if (in.isSign("("))
        in.skip();
    in.expect("as");
    if (!startsQuery(in))
        in.refuse();
    create.uses = tableNames(in.run(), in.at(), in.end());
    in.moveToEnd();
    return create;
}

/// Up to its BEGIN; the body runs later.
StatementNode readTrigger(Cursor &in)
{
    CreateTrigger create;
    create.ifNotExists = acceptIfNotExists(in);
    create.name = readObjectName(in).name;
    if (!in.acceptAnyOf({"before", "after"}) && in.accept("instead"))
        in.expect("of");
    if (!in.acceptAnyOf({"insert", "update", "delete"}))
        in.refuse();
    if (in.accept("of")) {
        do
            readName(in);
        while (in.acceptSign(","));
    }
    in.expect("on");
    create.table = readObjectName(in);
    while (!in.atEnd() && !in.is("begin"))
        in.skip();
    in.expect("begin");
    in.moveToEnd();
    return create;
}

/// CREATE VIRTUAL TABLE t USING module (…)
StatementNode readVirtualTable(Cursor &in)
{
    Create create;
    create.object = ObjectKind::Table;
    in.expect("table");
    create.ifNotExists = acceptIfNotExists(in);
    create.name = readObjectName(in);
    in.expect("using");
    readAnyName(in);
    if (in.isSign("("))
        in.skip();
    return create;
}

} // namespace

StatementNode readCreate(Cursor &in)
{
    const bool isTemporary = in.acceptAnyOf({"temp", "temporary"});
    if (in.accept("table"))
        return readTable(in, isTemporary);
    if (in.accept("view"))
        return readView(in);
    if (in.accept("trigger"))
        return readTrigger(in);
    if (!isTemporary && in.accept("virtual"))
        return readVirtualTable(in);
    const bool isUnique = !isTemporary && in.accept("unique");
    if (!isTemporary && in.is("index"))
        return readIndex(in, isUnique);
    return in.refuse(), Create{};
}

} // namespace lockkeeper::sql::sqlite
