// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/parser.h"
#include "core/sql/sqlite/grammar.h"

#include <array>

namespace lockkeeper::sql {

namespace sqlite {

namespace {

StatementNode readDrop(Cursor &in)
{
    struct Kind
    {
        std::string_view word;
        ObjectKind object;
    };
    static constexpr auto kinds = std::to_array<Kind>({{"table", ObjectKind::Table},
                                                       {"index", ObjectKind::Index},
                                                       {"view", ObjectKind::View},
                                                       {"trigger", ObjectKind::Trigger}});
    Drop drop;
    for (const Kind &kind : kinds) {
        if (!in.accept(kind.word))
            continue;
        drop.object = kind.object;
        drop.afterIndexWord = kind.object == ObjectKind::Index ? in.spotBehind() : Span{};
        if (in.is("concurrently") && isName(in, 1))
            drop.concurrently = in.accept("concurrently");
        drop.ifExists = acceptIfExists(in);
        drop.names.push_back(readObjectName(in));
        if (!in.atEnd())
            in.refuse();
        return drop;
    }
    return in.refuse(), drop;
}

/// No statement of SQLite; a rule says so.
StatementNode readTruncate(Cursor &in)
{
    in.accept("table");
    Truncate truncate;
    truncate.tables = readObjectNames(in);
    truncate.cascade = in.accept("cascade");
    return truncate;
}

std::string readPragmaValue(Cursor &in)
{
    std::string value;
    if (in.isSign("-") || in.isSign("+")) {
        value = in.isSign("-") ? "-" : "";
        in.step();
    }
    if (in.atEnd() || in.isSign(")")) {
        in.refuse();
        return value;
    }
    value += valueOf(in.run(), in.at());
    in.step();
    return value;
}

// PRAGMA schema.name = value, PRAGMA name(value), PRAGMA name
StatementNode readPragma(Cursor &in)
{
    Set set;
    set.isPragma = true;
    set.name = folded(readObjectName(in).name.text);
    if (in.acceptSign("=")) {
        set.value = readPragmaValue(in);
    } else if (in.acceptSign("(")) {
        set.value = readPragmaValue(in);
        in.expectSign(")");
    }
    if (!in.atEnd())
        in.refuse();
    return set;
}

StatementNode readBegin(Cursor &in)
{
    Transaction begin;
    if (in.isAnyOf({"immediate", "exclusive", "deferred"})) {
        begin.mode = folded(in.text());
        in.step();
    }
    if (in.accept("transaction") && !in.atEnd())
        readName(in);
    if (!in.atEnd())
        in.refuse();
    return begin;
}

StatementNode readCommit(Cursor &in)
{
    if (in.accept("transaction") && !in.atEnd())
        readName(in);
    if (!in.atEnd())
        in.refuse();
    return Transaction{Transaction::Kind::Commit, {}};
}

StatementNode readRollback(Cursor &in)
{
    if (in.accept("transaction") && !in.atEnd() && !in.is("to"))
        readName(in);
    if (!in.accept("to")) {
        if (!in.atEnd())
            in.refuse();
        return Transaction{Transaction::Kind::Rollback, {}};
    }
    in.accept("savepoint");
    readName(in);
    return Transaction{Transaction::Kind::RollbackTo, {}};
}

StatementNode readSavepoint(Cursor &in)
{
    readName(in);
    return Transaction{Transaction::Kind::Savepoint, {}};
}

StatementNode readRelease(Cursor &in)
{
    in.accept("savepoint");
    readName(in);
    return Transaction{Transaction::Kind::Release, {}};
}

/// VACUUM main INTO 'file'
StatementNode readVacuum(Cursor &in)
{
    Maintain vacuum;
    vacuum.kind = Maintain::Kind::Vacuum;
    vacuum.object = ObjectKind::Database;
    if (!in.atEnd() && !in.is("into"))
        vacuum.objects.push_back(readObjectName(in));
    if (in.accept("into")) {
        vacuum.isInto = true;
        if (in.atEnd())
            in.refuse();
        readValue(in, {});
    }
    return vacuum;
}

StatementNode readOfObject(Cursor &in, Maintain::Kind kind)
{
    Maintain maintain;
    maintain.kind = kind;
    maintain.afterVerb = in.spotBehind();
    if (!in.atEnd())
        maintain.objects.push_back(readObjectName(in));
    if (!in.atEnd())
        in.refuse();
    return maintain;
}
StatementNode readReindex(Cursor &in) { return readOfObject(in, Maintain::Kind::Reindex); }
StatementNode readAnalyze(Cursor &in) { return readOfObject(in, Maintain::Kind::Analyze); }

/// ATTACH 'file' AS name, DETACH name
StatementNode readAttachment(Cursor &in)
{
    Alter alter;
    alter.object = ObjectKind::Database;
    alter.what = folded(in.run().textAt(in.at() - 1));
    in.accept("database");
    if (alter.what == "attach") {
        while (!in.atEnd() && !in.is("as"))
            in.skip();
        in.expect("as");
    }
    alter.name = readObjectName(in);
    return alter;
}

StatementNode readQuery(Cursor &in) { return readSelect(in); }

constexpr auto verbs = std::to_array<Verb>({
    {"alter", readAlter},       {"create", readCreate},       {"drop", readDrop},
    {"truncate", readTruncate}, {"insert", readInsert},       {"replace", readReplace},
    {"update", readUpdate},     {"delete", readDelete},       {"select", readQuery},
    {"values", readQuery},      {"with", readWith},           {"pragma", readPragma},
    {"begin", readBegin},       {"commit", readCommit},       {"end", readCommit},
    {"rollback", readRollback}, {"savepoint", readSavepoint}, {"release", readRelease},
    {"vacuum", readVacuum},     {"reindex", readReindex},     {"analyze", readAnalyze},
    {"attach", readAttachment}, {"detach", readAttachment},
});

constexpr auto harmless = std::to_array<std::string_view>({"explain"});
constexpr std::span<const std::string_view> opaque;

constexpr Grammar grammar{verbs, harmless, opaque};

} // namespace

} // namespace sqlite

Statement parseSqlite(std::string_view text, const Script &script, const Piece &piece,
                      const LexOptions &options)
{
    return readPiece(text, script, piece, options, sqlite::grammar);
}

} // namespace lockkeeper::sql
