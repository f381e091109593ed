// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

/// Behind TABLE.
StatementNode readTable(Cursor &in)
{
    AlterTable alter;
    alter.ifExists = acceptIfExists(in);
    alter.table = readObjectName(in);
    alter.waitSeconds = acceptWait(in);
    readAlterActions(in, alter);
    return alter;
}

/// The object that the words here name.
std::optional<ObjectKind> kindHere(const Cursor &in)
{
    if (in.isAnyOf({"database", "schema"}))
        return ObjectKind::Database;
    if (in.is("view"))
        return ObjectKind::View;
    if (in.is("procedure"))
        return ObjectKind::Procedure;
    if (in.is("function"))
        return ObjectKind::Function;
    if (in.is("event"))
        return ObjectKind::Event;
    if (in.is("sequence"))
        return ObjectKind::Sequence;
    if (in.is("tablespace") || in.is("undo"))
        return ObjectKind::Tablespace;
    if (in.isAnyOf({"server", "instance", "logfile", "resource", "package", "library"}))
        return ObjectKind::Other;
    return std::nullopt;
}

StatementNode readOther(Cursor &in, ObjectKind object)
{
    Alter alter;
    alter.object = object;
    alter.what = object == ObjectKind::View ? "definition" : "options";
    in.step();
    acceptIfExists(in);
    // ALTER DATABASE CHARACTER SET … means the database in use.
    const bool isNamed = isName(in) && !startsTableOption(in) && !in.is("encryption");
    if (isNamed)
        alter.name = readObjectName(in);
    in.moveToEnd();
    return alter;
}

} // namespace

StatementNode readAlter(Cursor &in)
{
    in.acceptAnyOf({"online", "offline"});
    in.accept("ignore");
    if (in.accept("table"))
        return readTable(in);
    if (in.acceptAnyOf({"user", "role"})) {
        in.moveToEnd();
        return Harmless{"alter user"};
    }
    while (in.isAnyOf({"algorithm", "definer", "sql"})) { // of views and events
        while (!in.atEnd() && !kindHere(in) && !in.isSign("("))
            in.step();
        if (in.isSign("("))
            in.skip();
        if (kindHere(in))
            break;
    }
    if (const auto kind = kindHere(in))
        return readOther(in, *kind);
    return in.refuse(), Alter{};
}

} // namespace lockkeeper::sql::mysql
