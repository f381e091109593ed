// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/linter.h"
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <set>

// What is kept until COMMIT, and what shouldn't share a transaction.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::Transaction;

void nesting(const At &at, Findings &findings)
{
    const auto *transaction = at.as<Transaction>();
    if (!transaction)
        return;
    const bool isBegin = transaction->kind == Transaction::Kind::Begin;
    const bool isEnd =
        transaction->kind == Transaction::Kind::Commit || transaction->kind == Transaction::Kind::Rollback;
    if (isBegin && at.state.inTransaction())
        findings.add(at.statement.span)
            .fact("what", at.state.isExplicit() ? "There is a transaction already"
                                                : "The tool has begun a transaction already");
    if (isEnd && !at.state.isExplicit())
        findings.add(at.statement.span)
            .fact("what", at.state.assumesTransaction() ? "This ends the transaction of the tool"
                                                        : "There is no transaction to end");
}

void uncommitted(const AtEnd &end, Findings &findings)
{
    if (!end.state.isExplicit())
        return;
    const auto opens = [](const sql::Statement &statement) {
        const auto *transaction = statement.as<Transaction>();
        return transaction && transaction->kind == Transaction::Kind::Begin;
    };
    const auto newestFirst = std::views::reverse(end.statements);
    const auto last = std::ranges::find_if(newestFirst, opens);
    if (last != newestFirst.end())
        findings.add(last->span);
}

bool isSmallChange(const At &at)
{
    if (const auto *update = at.as<sql::Update>())
        return isHistoryTable(update->table) || picksRows(at, update->table, update->where);
    if (const auto *remove = at.as<sql::Delete>())
        return isHistoryTable(remove->table) || picksRows(at, remove->table, remove->where);
    const auto *insert = at.as<sql::Insert>();
    return insert && isHistoryTable(insert->table);
}

/// Work, or a wait for another lock. A quick change of what is locked already makes nobody wait longer.
bool takesTime(const At &at)
{
    const auto &locked = at.state.work().exclusiveTables;
    const bool waits = std::ranges::any_of(at.effects.locks, [&](const Effects::Lock &lock) {
        return lock.mode >= LockMode::Share && !at.schema.createdHere(std::string_view(lock.relation))
               && !locked.contains(withoutPublic(lock.relation));
    });
    const bool works =
        !at.effects.rewrites.empty() || !at.effects.scans.empty() || !at.effects.indexBuilds.empty();
    return waits || works || at.as<sql::Maintain>() || (isDml(at.statement) && !isSmallChange(at));
}

void afterExclusiveLock(const At &at, Findings &findings)
{
    const ScriptState::Work &work = at.state.work();
    // What came after the lock has been reported already.
    const bool isFirst = !work.hasWrittenBehindExclusive;
    if (work.exclusiveTable.empty() || !takesTime(at) || !(isFirst || isDml(at.statement)))
        return;
    findings.add(at.statement.span)
        .fact("table", work.exclusiveTable)
        .fact("what", std::string(kindOf(at.statement)));
}

void wideWindow(const At &at, Findings &findings)
{
    const ScriptState::Work &work = at.state.work();
    if (!at.state.inTransaction() || work.exclusiveTable.empty() || work.hasOtherExclusive)
        return;
    for (const Effects::Lock &lock : at.effects.locks) {
        const TableFacts *table = at.schema.table(lock.relation);
        if (lock.mode == LockMode::AccessExclusive && withoutPublic(lock.relation) != work.exclusiveTable
            && !(table && table->createdHere)) {
            findings.add(at.statement.span).fact("table", lock.relation).fact("other", work.exclusiveTable);
            return;
        }
    }
}

/// Clauses that stand alone, or that must not share a statement with the one before.
bool standsAlone(const sql::AlterTable &alter)
{
    return std::ranges::any_of(alter.actions, [](const sql::AlterAction &action) {
        switch (action.kind) {
        case AlterKind::ValidateConstraint:
        case AlterKind::AttachPartition:
        case AlterKind::DetachPartition:
        case AlterKind::RenameColumn:
        case AlterKind::RenameTable:
        case AlterKind::RenameConstraint:
        case AlterKind::SetSchema:
        case AlterKind::SetNotNull: // takes a CHECK as proof that the next statement drops
            return true;
        default:
            return action.kind == AlterKind::AddConstraint && action.constraint.isNotValid;
        }
    });
}

// One slow clause would drag the quick ones along.
bool isAlike(const Effects &a, const Effects &b)
{
    return a.algorithm == b.algorithm && a.isLong == b.isLong;
}

void mergeAlters(const AtEnd &end, Findings &findings)
{
    const sql::AlterTable *previous = nullptr;
    bool isToldOf = false;
    for (size_t i = 0; i < end.statements.size(); ++i) {
        const auto *alter = end.statements[i].as<sql::AlterTable>();
        const bool isSame = alter && previous && alter->object == sql::ObjectKind::Table
                            && alter->table.display() == previous->table.display() && !standsAlone(*alter)
                            && !standsAlone(*previous) && isAlike(end.effects[i], end.effects[i - 1])
                            && !end.schema.createdHere(alter->table);
        if (isSame && !isToldOf)
            findings.add(end.statements[i].span).fact("table", quotedName(end.options.dialect, alter->table));
        isToldOf = isSame;
        previous = alter;
    }
}

void mixedAlgorithms(const At &at, Findings &findings)
{
    const auto *alter = at.as<sql::AlterTable>();
    if (!alter || alter->actions.size() < 2 || at.createdHere(alter->table))
        return;
    std::set<Algorithm> algorithms;
    for (const sql::AlterAction &action : alter->actions) {
        const Effects effects = effectsOf(at, *alter, action);
        if (effects.algorithm && effects.isCertain)
            algorithms.insert(*effects.algorithm);
    }
    if (algorithms.contains(Algorithm::Instant) && algorithms.contains(Algorithm::Copy))
        addOn(at, findings, at.statement.span, alter->table);
}

/// Rows of tables with rows are changed, or many are made at once.
bool isBackfill(const AtEnd &end, const sql::Statement &statement, const std::set<std::string> &own)
{
    const auto isOwn = [&](const sql::ObjectName &table) {
        return own.contains(std::string(withoutPublic(table.display()))) || isHistoryTable(table);
    };
    const At at{statement, -1, {}, end.schema, end.state, end.options, end.text};
    if (const auto *update = statement.as<sql::Update>())
        return !isOwn(update->table) && !picksRows(at, update->table, update->where);
    if (const auto *remove = statement.as<sql::Delete>())
        return !isOwn(remove->table) && !picksRows(at, remove->table, remove->where);
    const auto *insert = statement.as<sql::Insert>();
    return insert && insert->isSelect && !isOwn(insert->table);
}

bool changesTables(const sql::Statement &statement)
{
    return statement.as<sql::AlterTable>() || statement.as<sql::CreateTable>()
           || statement.as<sql::CreateIndex>() || statement.as<sql::Drop>();
}

void mixedDdlDml(const AtEnd &end, Findings &findings)
{
    if (std::ranges::none_of(end.statements, changesTables))
        return;
    const std::set<std::string> own = ownTables(end);
    for (const sql::Statement &statement : end.statements) {
        if (isBackfill(end, statement, own)) {
            findings.add(statement.span).fact("what", std::string(kindOf(statement)));
            return;
        }
    }
}

// What was done before it is committed, whatever comes after.
void implicitCommit(const At &at, Findings &findings)
{
    const auto *table = at.as<sql::CreateTable>();
    const auto *drop = at.as<sql::Drop>();
    const bool isTemporary = (table && table->isTemporary) || (drop && drop->isTemporary);
    if (isDdl(at.statement) && !isTemporary
        && (at.state.isExplicit() || (at.state.inTransaction() && at.state.work().statements > 0)))
        findings.add(at.statement.span).fact("what", std::string(kindOf(at.statement)));
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "transaction-nesting",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{what}",
     .why =
         "PostgreSQL has one level. A second BEGIN only warns, and the first COMMIT ends it all, so a migration "
         "may stop half done.",
     .help = "One BEGIN and one COMMIT in the script, or none when the tool has its own.",
     .check = nesting},
    {.id = "uncommitted-transaction",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "This transaction is never ended",
     .why = "Its locks stay until the connection goes, and then all of it is rolled back.",
     .help = "COMMIT;",
     .checkEnd = uncommitted},
    {.id = "statement-after-exclusive-lock",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{table} stays locked during this {what}",
     .why =
         "Locks are kept until COMMIT: whatever comes after the one that took it makes everybody wait longer.",
     .lock = "ACCESS EXCLUSIVE on {table} until COMMIT: reads and writes wait",
     .help = "COMMIT;\n-- then this statement, in a transaction of its own",
     .check = afterExclusiveLock},
    {.id = "wide-lock-window",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{other} and {table} are locked at the same time",
     .why =
         "Both stand still until COMMIT, and an application that uses them the other way round runs into a "
         "deadlock.",
     .lock = "ACCESS EXCLUSIVE on both until COMMIT: reads and writes wait",
     .help = "COMMIT;\n-- one table in a transaction",
     .check = wideWindow,
     .replaces = {"statement-after-exclusive-lock"}},
    {.id = "merge-alter-table",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Note,
     .title = "{table} is altered twice in a row",
     .why =
         "Each statement waits for its lock, and may read or write the table once more; one statement does it "
         "once.",
     .help = "ALTER TABLE {table} …, …;",
     .checkEnd = mergeAlters},
    {.id = "mixed-instant-and-rebuild",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "One clause makes the server copy {table} for the others, too",
     .why =
         "A statement has one algorithm, the worst of its clauses: what would be instant waits for the copy.",
     .lock = "{table_lock}",
     .help =
         "ALTER TABLE {table} …, ALGORITHM=INSTANT;\n-- and the clause that copies in a statement of its own",
     .check = mixedAlgorithms},
    {.id = "mixed-ddl-dml",
     .severity = Severity::Risk,
     .title = "Schema and rows change in one script: {what}",
     .why =
         "In one transaction, the schema's locks are kept while rows are changed; MySQL and MariaDB commit in "
         "between. Either way neither part can be run again alone.",
     .help = "The schema in the expand stage, the rows in batches in the backfill stage.",
     .checkEnd = mixedDdlDml},
    {.id = "implicit-commit",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "This {what} commits the transaction that is open",
     .why =
         "The server ends it before the statement and after it: ROLLBACK can't take back what came before.",
     .help = "One schema change in a step, without BEGIN, so that the script can go on where it stopped.",
     .check = implicitCommit},
});

} // namespace

std::span<const RuleInfo> transactionRules() { return rules; }

} // namespace lockkeeper::lint
