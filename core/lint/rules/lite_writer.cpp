// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;

/// A statement that goes through a table that was there before, row by row.
bool isBulkWrite(const At &at)
{
    if (const auto *update = at.as<sql::Update>())
        return !update->hasLimit && !at.createdHere(update->table);
    if (const auto *removal = at.as<sql::Delete>())
        return !removal->hasLimit && !at.createdHere(removal->table);
    if (const auto *insert = at.as<sql::Insert>())
        return insert->isSelect && std::ranges::any_of(insert->selectsFrom, [&](const auto &table) {
                   return !at.createdHere(table);
               });
    return goesThroughRows(at.effects);
}

void writerLock(const At &at, Findings &findings)
{
    const ScriptState::Work &work = at.state.work();
    if (at.state.inTransaction() && work.hasWritten && !work.hasWorkBehindWrite && isBulkWrite(at))
        findings.add(at.statement.span);
}

bool isWrite(const sql::Statement &statement) { return isDdl(statement) || isDml(statement); }

bool readsTables(const sql::Statement &statement)
{
    const auto *select = statement.as<sql::Select>();
    return select && !select->tables.empty();
}

/// Behind BEGIN or BEGIN DEFERRED; @p begin is the statement.
Fix immediately(const sql::Statement &begin, std::string_view text)
{
    const std::string own = folded(text.substr(size_t(begin.span.begin), size_t(begin.span.size())));
    const size_t deferred = own.find("deferred");
    const auto at = [&](size_t byte) { return begin.span.begin + std::int32_t(byte); };
    if (deferred != own.npos)
        return safeEdit("Take the writer's lock at once", {at(deferred), at(deferred + 8)}, "IMMEDIATE");
    return safeEdit("Take the writer's lock at once", {at(5), at(5)}, " IMMEDIATE");
}

// A transaction that has read can't wait for another writer to end: what it has read would be old.
void deferredUpgrade(const AtEnd &end, Findings &findings)
{
    const sql::Statement *begin = nullptr;
    bool hasRead = false;
    for (const sql::Statement &statement : end.statements) {
        if (const auto *transaction = statement.as<sql::Transaction>()) {
            using Kind = sql::Transaction::Kind;
            const bool isDeferred = transaction->mode.empty() || transaction->mode == "deferred";
            if (transaction->kind == Kind::Begin)
                begin = isDeferred ? &statement : nullptr;
            if (transaction->kind == Kind::Commit || transaction->kind == Kind::Rollback)
                begin = nullptr;
            hasRead = false;
        } else if (begin && readsTables(statement)) {
            hasRead = true;
        } else if (begin && isWrite(statement)) {
            if (hasRead)
                findings.add(begin->span).fix(immediately(*begin, end.text));
            begin = nullptr; // it has the lock, or was told
        }
    }
}

void vacuum(const At &at, Findings &findings)
{
    const auto *maintain = at.as<sql::Maintain>();
    const auto *set = at.as<sql::Set>();
    const bool isInto = folded(at.source(at.statement.span)).find(" into ") != std::string::npos;
    if (maintain && maintain->kind == sql::Maintain::Kind::Vacuum && !isInto)
        findings.add(at.statement.span)
            .fact("what", "VACUUM")
            .fact("outcome", at.state.inTransaction() ? "It fails here, inside of a transaction." : "");
    else if (set && set->isPragma && set->name == "journal_mode" && !set->value.empty())
        findings.add(at.statement.span).fact("what", "PRAGMA journal_mode").fact("outcome", "");
}

void schemaChangeReaders(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    const auto changesColumns = [](const sql::AlterAction &action) {
        return action.kind == AlterKind::AddColumn || action.kind == AlterKind::DropColumn;
    };
    if (alter && std::ranges::any_of(alter->actions, changesColumns))
        addOn(at, findings, at.statement.span, alter->table);
}

void writableSchema(const At &at, Findings &findings)
{
    const auto *set = at.as<sql::Set>();
    if (set && set->isPragma && set->name == "writable_schema" && !set->value.empty() && !isOff(set->value))
        findings.add(at.statement.span);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "sqlite-writer-lock",
     .engines = Lite,
     .severity = Severity::Risk,
     .title = "Everyone else waits to write until this transaction ends",
     .why = "SQLite has one writer for the whole database. A statement that goes through many rows "
            "inside of a longer transaction keeps that lock, and others get SQLITE_BUSY when their "
            "busy_timeout ends.",
     .lock = "The writer's lock on the whole database; without WAL the commit also waits for readers and "
             "keeps new ones out.",
     .help = "PRAGMA journal_mode = WAL and a busy_timeout for everyone, and rows in small batches, each "
             "in a transaction of its own.",
     .check = writerLock,
     .versions = {}},
    {.id = "sqlite-deferred-upgrade",
     .engines = Lite,
     .severity = Severity::Risk,
     .title = "BEGIN reads first and writes later",
     .why = "A deferred transaction that has read can't wait for another writer: it gets SQLITE_BUSY at "
            "once, whatever busy_timeout says.",
     .lock = {},
     .help = "BEGIN IMMEDIATE takes the writer's lock at the start, where waiting works.",
     .checkEnd = deferredUpgrade,
     .versions = {}},
    {.id = "sqlite-vacuum",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "{what} needs the database for itself",
     .why = "VACUUM writes the whole file anew, with its size twice more on disk; changing the journal "
            "mode needs every other connection to be gone. {outcome}",
     .lock = "Exclusive lock on the whole database: reads and writes wait or fail.",
     .help = "Leave it out of migrations. VACUUM INTO another file while nothing runs, or at a "
             "maintenance hour.",
     .check = vacuum,
     .versions = {}},
    {.id = "sqlite-schema-change-readers",
     .engines = Lite,
     .severity = Severity::Note,
     .title = "Statements on {table} are prepared again",
     .why = "Every connection has to read the schema again; statements that run get SQLITE_SCHEMA, and "
            "SELECT * has another number of columns from now on.",
     .lock = {},
     .help = "Let the application name its columns, in SELECT and in INSERT.",
     .check = schemaChangeReaders,
     .versions = {}},
    {.id = "sqlite-writable-schema",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "PRAGMA writable_schema lets a typing error destroy the database",
     .why = "Whatever is written into sqlite_schema is believed. A row that doesn't fit the file makes "
            "it unreadable, and SQLite may notice much later.",
     .lock = {},
     .help = "Build the table anew in the documented order.",
     .check = writableSchema,
     .versions = {}},
});

} // namespace

std::span<const RuleInfo> liteWriterRules() { return rules; }

} // namespace lockkeeper::lint
