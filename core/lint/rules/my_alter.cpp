// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;

/// ALGORITHM= and LOCK= of whatever statement can have them, on a table that was there before.
struct OnlineClauses
{
    sql::ObjectName table;
    std::string_view algorithm;
    std::string_view lock;
    bool isList = true; ///< commas between clauses
};

std::optional<OnlineClauses> onlineClauses(const At &at)
{
    OnlineClauses clauses;
    if (const auto *alter = alterOfUsedTable(at))
        clauses = {alter->table, alter->algorithm, alter->lock, true};
    else if (const auto *index = at.as<sql::CreateIndex>())
        clauses = {index->table, index->algorithm, index->lock, false};
    else if (const auto *drop = at.as<sql::Drop>(); drop && drop->object == sql::ObjectKind::Index)
        clauses = {drop->onTable, drop->algorithm, drop->lock, false};
    if (clauses.table.isEmpty() || at.createdHere(clauses.table))
        return std::nullopt;
    return clauses;
}

/// What the server would do if neither ALGORITHM= nor LOCK= were written.
Effects withoutClauses(const At &at)
{
    sql::Statement bare = at.statement;
    if (auto *alter = std::get_if<sql::AlterTable>(&bare.node))
        alter->algorithm = alter->lock = "";
    if (auto *index = std::get_if<sql::CreateIndex>(&bare.node))
        index->algorithm = index->lock = "";
    if (auto *drop = std::get_if<sql::Drop>(&bare.node))
        drop->algorithm = drop->lock = "";
    return effectsOf(bare, at.schema, at.options.dialect, at.options.version, at.state.session());
}

/// The strictest ALGORITHM= that will be accepted; empty: only COPY will.
std::string_view strictestAlgorithm(const At &at, const Effects &effects)
{
    const bool isMaria = at.options.dialect == SqlDialect::MariaDB;
    const bool knowsInstant =
        at.options.version >= (isMaria ? ServerVersion{10, 3, 2} : ServerVersion{8, 0, 12});
    switch (effects.algorithm.value_or(Algorithm::Copy)) {
    case Algorithm::Instant:
        return knowsInstant ? "ALGORITHM=INSTANT" : "ALGORITHM=INPLACE";
    case Algorithm::NoCopy:
        return isMaria && knowsInstant ? "ALGORITHM=NOCOPY" : "ALGORITHM=INPLACE";
    case Algorithm::Inplace:
        return "ALGORITHM=INPLACE";
    case Algorithm::Copy:
        break;
    }
    return {};
}

// my-change-column-type and others, which know the reason, replace this one.
void alterCopy(const At &at, Findings &findings)
{
    const auto clauses = onlineClauses(at);
    if (!clauses)
        return;
    const Effects effects = withoutClauses(at);
    const bool isNeeded = effects.algorithm == Algorithm::Copy && effects.isCertain;
    if (clauses->algorithm == "copy" && !isNeeded) {
        const Span span = clauseSpan(at, "algorithm", "copy");
        auto finding = addOn(at, findings, span, clauses->table);
        const auto better = strictestAlgorithm(at, effects);
        if (span.isValid() && !better.empty() && effects.isCertain)
            finding.fix(safeEdit("Let the server refuse to copy", span, std::string(better)));
        return;
    }
    const auto *alter = alterOfUsedTable(at);
    const bool isCopied = alter && at.effects.isCertain
                          && std::ranges::any_of(alter->actions, [&](const sql::AlterAction &action) {
                                 return copies(at, *alter, action);
                             });
    if (isCopied)
        addOn(at, findings, at.statement.span, alter->table);
}

/// Clauses behind which nothing else may be written, or nothing that is about algorithms.
bool standsAlone(const sql::AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::AddPartition:
    case AlterKind::DropPartition:
    case AlterKind::TruncatePartition:
    case AlterKind::PartitionOther:
    case AlterKind::PartitionBy:
    case AlterKind::RemovePartitioning:
    case AlterKind::ImportTablespace:
    case AlterKind::OrderBy:
    case AlterKind::Other:
        return true;
    default:
        return false;
    }
}

std::optional<Fix> clausesFix(const At &at, const OnlineClauses &clauses)
{
    const std::string algorithm(strictestAlgorithm(at, at.effects));
    if (algorithm.empty() || !at.effects.isCertain || at.effects.fails
        || at.effects.tableLock.value_or(TableLock::None) != TableLock::None)
        return std::nullopt;
    const std::string separator = clauses.isList ? ", " : " ";
    // MySQL accepts no LOCK= but DEFAULT beside INSTANT.
    const std::string lock = algorithm.ends_with("INSTANT") ? std::string() : separator + "LOCK=NONE";
    return safeEdit("Let the server refuse anything dearer", behind(at.statement.span),
                    separator + algorithm + lock);
}

void missingAlgorithmLock(const At &at, Findings &findings)
{
    const auto clauses = onlineClauses(at);
    if (!clauses || !clauses->algorithm.empty() || !clauses->lock.empty())
        return;
    const auto *alter = at.as<sql::AlterTable>();
    if (alter && (alter->actions.empty() || std::ranges::any_of(alter->actions, standsAlone)))
        return;
    const Effects &effects = at.effects;
    if (effects.fails || (effects.algorithm == Algorithm::Copy && effects.isCertain))
        return; // my-alter-copy says it
    auto finding = addOn(at, findings, at.statement.span, clauses->table);
    if (effects.algorithm == Algorithm::Instant && effects.isCertain)
        finding.severity(Severity::Note);
    if (auto fix = clausesFix(at, *clauses))
        finding.fix(std::move(*fix));
}

void lockSharedExclusive(const At &at, Findings &findings)
{
    const auto clauses = onlineClauses(at);
    if (!clauses || !isOneOf(clauses->lock, {"shared", "exclusive"}))
        return;
    const Span span = clauseSpan(at, "lock", clauses->lock);
    auto finding = addOn(at, findings, span, clauses->table);
    finding.fact("lock", clauses->lock == "shared" ? "SHARED" : "EXCLUSIVE")
        .fact("blocked", clauses->lock == "shared" ? "Every write" : "Every read and every write");
    const Effects effects = withoutClauses(at);
    if (span.isValid() && effects.isCertain && effects.tableLock == TableLock::None)
        finding.fix(safeEdit("Let reads and writes go on", span, "LOCK=NONE"));
}

const sql::ObjectName *usedTable(const At &at, const std::vector<sql::ObjectName> &tables)
{
    const auto used = std::ranges::find_if(tables, [&](const auto &table) { return !at.createdHere(table); });
    return used == tables.end() ? nullptr : &*used;
}

bool hasTimeout(const At &at)
{
    const auto *alter = at.as<sql::AlterTable>();
    return at.state.timeout("lock_wait_timeout").value || (alter && alter->waitSeconds);
}

// Once a script: one SET in front protects all of it.
void metadataLock(const AtEnd &end, Findings &findings)
{
    Schema schema(end.options.dialect, end.options.live);
    ScriptState state(end.options.dialect, end.options.assumesTransaction);
    for (size_t i = 0; i < end.statements.size(); ++i) {
        const At at{end.statements[i], int(i), end.effects[i], schema, state, end.options, end.text};
        const std::vector<sql::ObjectName> tables = metadataLocked(at.statement);
        if (const sql::ObjectName *table = hasTimeout(at) ? nullptr : usedTable(at, tables)) {
            addOn(at, findings, at.statement.span, *table)
                .fact("default", end.options.dialect == SqlDialect::MariaDB ? "a day" : "a year")
                .fix(safeEdit("Give up after two seconds", before(end.statements.front().span),
                              "SET SESSION lock_wait_timeout = 2;\n"));
            return;
        }
        state.apply(at.statement, int(i), at.effects, schema);
        schema.apply(at.statement);
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "my-alter-copy",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table} is copied row by row",
     .why =
         "The server can do this only with ALGORITHM=COPY, or was told to: it writes a second table row by row, "
         "needs its size in disk space again, and every replica repeats the work before it goes on.",
     .lock = "{table_lock}",
     .help =
         "Change {table} with a shadow table (gh-ost, pt-online-schema-change) or in stages with a new column. "
         "Write ALGORITHM=INPLACE, LOCK=NONE on every ALTER, so that it fails where it would copy.",
     .check = alterCopy,
     .versions = {}},
    {.id = "my-missing-algorithm-lock",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "Nothing keeps the server from copying {table}",
     .why =
         "Without ALGORITHM= and LOCK= the server takes the cheapest way that it finds, and that is a copy of the "
         "table when a column, an index or the version isn't what was expected.",
     .lock = {},
     .help =
         "End the statement with the strictest clauses that must hold: ALGORITHM=INSTANT, or ALGORITHM=INPLACE "
         "with LOCK=NONE. It then fails at once instead of blocking {table}.",
     .check = missingAlgorithmLock,
     .versions = "MySQL takes ALGORITHM=INSTANT from 8.0.12 on, MariaDB from 10.3 on"},
    {.id = "my-lock-shared-exclusive",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "LOCK={lock} blocks {table} for the whole statement",
     .why = "The lock is asked for by name, and the server holds it from the start to the end of the change.",
     .lock = "LOCK={lock} on {table}. {blocked} of it waits.",
     .help =
         "Write LOCK=NONE. If the server refuses, it can't do this change online: use a shadow table or stages.",
     .check = lockSharedExclusive,
     .versions = {}},
    {.id = "my-metadata-lock",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "The metadata lock of {table} is waited for without an end",
     .why =
         "Even an instant change needs the table's metadata lock exclusively for a moment. It waits for every open "
         "transaction that has touched {table}, up to {default}, and everyone who comes later queues behind it.",
     .lock = "Exclusive metadata lock on {table}: while it waits, new reads and writes of {table} wait too.",
     .help = "SET SESSION lock_wait_timeout = 2 before the change, and try again when it gives up.",
     .checkEnd = metadataLock,
     .versions = "MariaDB also takes ALTER TABLE {table} WAIT 2, from 10.3 on",
     .replaces = {"require-lock-timeout"}},
});

} // namespace

std::span<const RuleInfo> myAlterRules() { return rules; }

} // namespace lockkeeper::lint
