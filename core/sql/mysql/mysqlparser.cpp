// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"
#include "core/sql/parser.h"

#include <algorithm>
#include <array>

namespace lockkeeper::sql {

namespace mysql {

namespace {

StatementNode readTruncate(Cursor &in)
{
    in.accept("table");
    Truncate truncate;
    truncate.tables.push_back(readObjectName(in));
    acceptWait(in);
    return truncate;
}

// RENAME TABLE a TO b, c TO d
StatementNode readRename(Cursor &in)
{
    if (in.is("user"))
        return in.moveToEnd(), Harmless{"rename user"};
    Rename rename;
    if (!in.acceptAnyOf({"table", "tables"}))
        in.refuse();
    acceptIfExists(in);
    do {
        Rename::Pair &pair = rename.pairs.emplace_back();
        pair.from = readObjectName(in);
        acceptWait(in);
        in.expect("to");
        pair.to = readObjectName(in);
    } while (in.acceptSign(","));
    return rename;
}

/// ANALYZE, OPTIMIZE, CHECK, REPAIR TABLE a, b …
StatementNode readMaintenance(Cursor &in, Maintain::Kind kind, std::string_view verb)
{
    in.acceptAnyOf({"no_write_to_binlog", "local"});
    if (!in.acceptAnyOf({"table", "tables"})) {
        // ANALYZE SELECT … and ANALYZE FORMAT = JSON … of MariaDB run and explain; CHECK VIEW and others only look.
        in.moveToEnd();
        return Harmless{std::string(verb)};
    }
    Maintain maintain;
    maintain.kind = kind;
    maintain.afterVerb = in.spotBehind();
    maintain.objects = readObjectNames(in);
    in.moveToEnd(); // PERSISTENT FOR ALL, EXTENDED, WAIT n …
    return maintain;
}
StatementNode readAnalyze(Cursor &in) { return readMaintenance(in, Maintain::Kind::Analyze, "analyze"); }
StatementNode readOptimize(Cursor &in) { return readMaintenance(in, Maintain::Kind::Optimize, "optimize"); }
StatementNode readCheckTable(Cursor &in) { return readMaintenance(in, Maintain::Kind::Check, "check"); }
StatementNode readRepair(Cursor &in) { return readMaintenance(in, Maintain::Kind::Repair, "repair"); }

/// LOCK TABLES a READ, b AS x WRITE: the strongest mode is the statement's.
StatementNode readLock(Cursor &in)
{
    if (in.accept("instance"))
        return in.moveToEnd(), Harmless{"lock instance"};
    Maintain maintain;
    maintain.kind = Maintain::Kind::Lock;
    maintain.lockMode = "read";
    if (!in.acceptAnyOf({"table", "tables"}))
        in.refuse();
    do {
        maintain.objects.push_back(readObjectName(in));
        in.accept("as");
        if (!in.isAnyOf({"read", "write", "low_priority"}))
            readName(in);
        in.acceptAnyOf({"low_priority", "write"});
        const bool isRead = in.accept("read");
        const bool isWrite = in.accept("write") || in.run().isWordAt(in.at() - 1, "write");
        if (isWrite)
            maintain.lockMode = "write";
        else if (!isRead)
            in.refuse();
        in.acceptAnyOf({"local", "concurrent"});
    } while (in.acceptSign(","));
    acceptWait(in);
    return maintain;
}

StatementNode readUnlock(Cursor &in)
{
    if (in.accept("instance"))
        return Harmless{"unlock instance"};
    if (!in.acceptAnyOf({"table", "tables"}))
        in.refuse();
    Maintain maintain;
    maintain.kind = Maintain::Kind::Unlock;
    return maintain;
}

StatementNode readFlush(Cursor &in)
{
    // FLUSH TABLES … WITH READ LOCK stops every writer.
    Maintain maintain;
    maintain.kind = Maintain::Kind::Lock;
    maintain.lockMode = "read";
    bool isLocking = false;
    in.acceptAnyOf({"no_write_to_binlog", "local"});
    if (in.acceptAnyOf({"table", "tables"}) && isName(in))
        maintain.objects = readObjectNames(in);
    for (; !in.atEnd(); in.step())
        isLocking = isLocking || (in.is("read") && in.is("lock", 1)) || (in.is("for") && in.is("export", 1));
    if (isLocking)
        return maintain;
    return Harmless{"flush"};
}

StatementNode readStart(Cursor &in)
{
    if (!in.accept("transaction"))
        return in.moveToEnd(), Harmless{"start"}; // REPLICA, GROUP_REPLICATION
    in.moveToEnd();
    return Transaction{Transaction::Kind::Begin, {}};
}

// COMMIT WORK AND NO CHAIN NO RELEASE
void skipChain(Cursor &in)
{
    in.accept("work");
    while (in.acceptAnyOf({"and", "no", "chain", "release"})) {}
}

StatementNode readCommit(Cursor &in)
{
    skipChain(in);
    return Transaction{Transaction::Kind::Commit, {}};
}

StatementNode readRollback(Cursor &in)
{
    skipChain(in);
    if (!in.accept("to"))
        return Transaction{Transaction::Kind::Rollback, {}};
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
    in.expect("savepoint");
    readName(in);
    return Transaction{Transaction::Kind::Release, {}};
}

StatementNode readTableQuery(Cursor &in) { return readSelect(in); }

constexpr auto verbs = std::to_array<Verb>({
    {"alter", readAlter},
    {"create", readCreate},
    {"drop", readDrop},
    {"rename", readRename},
    {"truncate", readTruncate},
    {"insert", readInsert},
    {"replace", readReplace},
    {"update", readUpdate},
    {"delete", readDelete},
    {"select", readSelect},
    {"(", readQueryInParentheses},
    {"with", readWith},
    {"values", readTableQuery},
    {"table", readTableQuery},
    {"set", readSet},
    {"start", readStart},
    {"begin", readBegin},
    {"commit", readCommit},
    {"rollback", readRollback},
    {"savepoint", readSavepoint},
    {"release", readRelease},
    {"analyze", readAnalyze},
    {"optimize", readOptimize},
    {"check", readCheckTable},
    {"repair", readRepair},
    {"lock", readLock},
    {"unlock", readUnlock},
    {"flush", readFlush},
});

constexpr auto harmless = std::to_array<std::string_view>(
    {"backup",   "binlog", "cache",   "change",    "checksum", "clone",   "deallocate", "desc",
     "describe", "do",     "explain", "get",       "grant",    "handler", "help",       "install",
     "kill",     "purge",  "reset",   "resignal",  "restart",  "return",  "revoke",     "show",
     "shutdown", "signal", "stop",    "uninstall", "use"});
constexpr auto opaque =
    std::to_array<std::string_view>({"call", "execute", "import", "load", "prepare", "source", "xa"});
static_assert(std::ranges::is_sorted(harmless));
static_assert(std::ranges::is_sorted(opaque));

} // namespace

const Grammar &grammar()
{
    static const Grammar words{verbs, harmless, opaque};
    return words;
}

} // namespace mysql

Statement parseMySql(std::string_view text, const Script &script, const Piece &piece,
                     const LexOptions &options)
{
    return readPiece(text, script, piece, options, mysql::grammar());
}

} // namespace lockkeeper::sql
