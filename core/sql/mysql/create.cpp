// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

bool isIndexNext(const Cursor &in)
{
    const int ahead = in.isAnyOf({"unique", "fulltext", "spatial", "vector"}) ? 1 : 0;
    return in.is("index", ahead) || (ahead == 1 && in.is("key", ahead));
}

StatementNode readIndex(Cursor &in)
{
    CreateIndex create;
    create.isUnique = in.accept("unique");
    if (in.isAnyOf({"fulltext", "spatial", "vector"})) {
        create.method = folded(in.text());
        in.step();
    }
    in.expect("index");
    create.afterIndexWord = in.spotBehind();
    create.ifNotExists = acceptIfNotExists(in);
    create.name = readName(in);
    if (in.accept("using")) {
        const std::string written = folded(readAnyName(in).text);
        create.method = create.method.empty() ? written : create.method;
    }
    in.expect("on");
    create.table = readObjectName(in);
    create.parts = readIndexParts(in);
    readIndexOptions(in, create.method);
    while (acceptAlgorithmOrLock(in, create.algorithm, create.lock) || acceptWait(in)) {}
    return create;
}

/// Behind VIEW.
StatementNode readView(Cursor &in, bool orReplace)
{
    Create create;
    create.object = ObjectKind::View;
    create.orReplace = orReplace;
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

/// Behind TRIGGER; its body runs later.
StatementNode readTrigger(Cursor &in, bool orReplace)
{
    CreateTrigger create;
    create.orReplace = orReplace;
    create.ifNotExists = acceptIfNotExists(in);
    create.name = readObjectName(in).name;
    if (!in.acceptAnyOf({"before", "after"}))
        in.refuse();
    if (!in.acceptAnyOf({"insert", "update", "delete"}))
        in.refuse();
    while (!in.atEnd() && !in.is("on")) // MariaDB: OR DELETE, OF column
        in.step();
    in.expect("on");
    create.table = readObjectName(in);
    in.expect("for");
    in.expect("each");
    in.expect("row");
    in.moveToEnd();
    return create;
}

/// What the tree holds by its kind and name only.
StatementNode readPlain(Cursor &in, ObjectKind object, bool orReplace)
{
    Create create;
    create.object = object;
    create.orReplace = orReplace;
    create.ifNotExists = acceptIfNotExists(in);
    create.name = readObjectName(in);
    in.moveToEnd();
    return create;
}

/// ALGORITHM = x, DEFINER = x, SQL SECURITY x, AGGREGATE: up to the word of what is created.
void skipModifiers(Cursor &in)
{
    while (!in.atEnd()) {
        if (in.isAnyOf({"view", "trigger", "procedure", "function", "event"}))
            return;
        if (in.isSign("(") || in.isSign(","))
            return in.refuse();
        in.skip();
        if (in.isSign("("))
            in.skip(); // CURRENT_USER()
    }
}

StatementNode readDefined(Cursor &in, bool orReplace)
{
    if (!in.isAnyOf({"algorithm", "definer", "sql", "aggregate", "view", "trigger", "procedure", "function",
                     "event"}))
        return in.refuse(), Create{};
    skipModifiers(in);
    if (in.accept("view"))
        return readView(in, orReplace);
    if (in.accept("trigger"))
        return readTrigger(in, orReplace);
    if (in.acceptAnyOf({"procedure", "function", "event"}))
        return readRoutine(in, orReplace);
    return in.refuse(), Create{};
}

std::optional<ObjectKind> acceptPlainKind(Cursor &in)
{
    if (in.acceptAnyOf({"database", "schema"}))
        return ObjectKind::Database;
    if (in.accept("sequence"))
        return ObjectKind::Sequence;
    if (in.accept("tablespace") || in.accept("undo", "tablespace"))
        return ObjectKind::Tablespace;
    if (in.acceptAnyOf({"server", "library"}))
        return ObjectKind::Other;
    return std::nullopt;
}

StatementNode readUnnamed(Cursor &in, ObjectKind object)
{
    in.moveToEnd();
    Create create;
    create.object = object;
    return create;
}

} // namespace

StatementNode readCreate(Cursor &in)
{
    const bool orReplace = in.accept("or", "replace");
    const bool isTemporary = in.accept("temporary");
    if (in.accept("table"))
        return readCreateTable(in, orReplace, isTemporary);
    if (const auto kind = acceptPlainKind(in))
        return readPlain(in, *kind, orReplace);
    if (in.isAnyOf({"user", "role"}))
        return readUnnamed(in, ObjectKind::Role);
    if (in.isAnyOf({"logfile", "resource", "package"}) || (in.is("spatial") && in.is("reference", 1)))
        return readUnnamed(in, ObjectKind::Other);
    in.acceptAnyOf({"online", "offline"});
    if (isIndexNext(in))
        return readIndex(in);
    return readDefined(in, orReplace);
}

} // namespace lockkeeper::sql::mysql
