// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

#include <array>

namespace lockkeeper::sql::mysql {

namespace {

/// TABLE and VIEW: several, and RESTRICT or CASCADE, which do nothing.
void readSeveral(Cursor &in, Drop &drop)
{
    drop.ifExists = acceptIfExists(in);
    drop.names = readObjectNames(in);
    acceptWait(in);
    if (!in.accept("restrict"))
        drop.cascade = in.accept("cascade");
}

void readOne(Cursor &in, Drop &drop)
{
    drop.ifExists = acceptIfExists(in);
    drop.names.push_back(readObjectName(in));
}

void readIndex(Cursor &in, Drop &drop)
{
    drop.object = ObjectKind::Index;
    drop.afterIndexWord = in.spotBehind();
    drop.ifExists = acceptIfExists(in);
    // PRIMARY must be quoted to be an index's name.
    const Name name = readName(in);
    drop.names.push_back({{}, name, name.span});
    in.expect("on");
    drop.onTable = readObjectName(in);
    while (acceptAlgorithmOrLock(in, drop.algorithm, drop.lock) || acceptWait(in)) {}
}

struct Kind
{
    std::string_view word;
    ObjectKind object;
};
constexpr auto kinds = std::to_array<Kind>({
    {"database", ObjectKind::Database},
    {"schema", ObjectKind::Database},
    {"trigger", ObjectKind::Trigger},
    {"procedure", ObjectKind::Procedure},
    {"function", ObjectKind::Function},
    {"event", ObjectKind::Event},
    {"tablespace", ObjectKind::Tablespace},
    {"server", ObjectKind::Other},
    {"library", ObjectKind::Other},
});

} // namespace

StatementNode readDrop(Cursor &in)
{
    Drop drop;
    drop.isTemporary = in.accept("temporary");
    if (in.accept("prepare")) {
        readName(in);
        return Harmless{"drop prepare"};
    }
    if (in.isAnyOf({"user", "role", "logfile", "resource", "package", "undo", "spatial"})) {
        drop.object = in.isAnyOf({"user", "role"}) ? ObjectKind::Role : ObjectKind::Other;
        in.moveToEnd();
        return drop;
    }
    if (in.acceptAnyOf({"table", "tables"}))
        drop.object = ObjectKind::Table;
    else if (in.accept("view"))
        drop.object = ObjectKind::View;
    else if (in.accept("sequence"))
        drop.object = ObjectKind::Sequence;
    if (drop.object != ObjectKind::Other)
        return readSeveral(in, drop), drop;
    in.acceptAnyOf({"online", "offline"});
    if (in.accept("index"))
        return readIndex(in, drop), drop;
    for (const Kind &kind : kinds) {
        if (!in.accept(kind.word))
            continue;
        drop.object = kind.object;
        readOne(in, drop);
        if (kind.object == ObjectKind::Tablespace)
            in.moveToEnd(); // ENGINE = x
        return drop;
    }
    return in.refuse(), drop;
}

} // namespace lockkeeper::sql::mysql
