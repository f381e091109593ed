// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The digits that @p text begins with, without leading zeros, cut off from it.
std::string_view takeNumber(std::string_view &text)
{
    const size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    std::string_view number = text.substr(0, end);
    text.remove_prefix(end);
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return number;
}

/// "9" before "10", "1.9" before "1.10": as tools order their scripts.
bool isVersionLess(std::string_view a, std::string_view b)
{
    while (!a.empty() && !b.empty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const std::string_view left = takeNumber(a);
            const std::string_view right = takeNumber(b);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (left != right)
                return left < right;
            continue;
        }
        if (a.front() != b.front())
            return a.front() < b.front();
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return a.empty() && !b.empty();
}

Span firstStatement(const AtEnd &end)
{
    return end.statements.empty() ? Span{0, 0} : end.statements.front().span;
}

void nonLinearHistory(const AtEnd &end, Findings &findings)
{
    const std::string &version = end.options.migrationVersion;
    if (!end.options.live || version.empty())
        return;
    const auto &applied = end.options.live->applied;
    const auto same = std::ranges::find(applied, version, &LiveFacts::Applied::version);
    const std::string &checksum = end.options.migrationChecksum;
    if (same != applied.end()) {
        if (!same->checksum.empty() && !checksum.empty() && same->checksum != checksum)
            findings.add(firstStatement(end))
                .fact("problem", version + " was changed after it had been applied");
        return;
    }
    const auto newer = std::ranges::find_if(
        applied, [&](const LiveFacts::Applied &each) { return isVersionLess(version, each.version); });
    if (newer != applied.end())
        findings.add(firstStatement(end))
            .fact("problem", version + " comes before " + newer->version + ", which is applied already");
}

void drift(Findings &findings, Span span, const std::string &what)
{
    findings.add(span).fact("difference", what);
}

/// Clauses that name a column that must be there.
bool needsColumn(const sql::AlterAction &action)
{
    switch (action.kind) {
    case AlterKind::DropColumn:
    case AlterKind::AlterType:
    case AlterKind::ModifyColumn:
    case AlterKind::ChangeColumn:
    case AlterKind::SetDefault:
    case AlterKind::DropDefault:
    case AlterKind::SetNotNull:
    case AlterKind::DropNotNull:
    case AlterKind::RenameColumn:
        return !action.ifExists;
    default:
        return false;
    }
}

void driftOfClauses(const At &at, const sql::AlterTable &alter, const TableFacts &facts, Findings &findings)
{
    for (const sql::AlterAction &action : alter.actions) {
        const std::string column =
            action.kind == AlterKind::AddColumn ? action.column.name.text : action.name.text;
        const bool isThere = facts.column(column);
        if (action.kind == AlterKind::AddColumn && isThere && !action.ifExists)
            drift(findings, action.span, facts.name + " has a column " + column + " already");
        const bool isNewHere = at.state.addedColumn(alter.table.display(), column);
        if (needsColumn(action) && !isThere && !isNewHere && facts.isComplete)
            drift(findings, action.span, facts.name + " has no column " + column);
    }
}

/// Whether a table of that name is there, in whatever schema.
bool isInLive(const LiveFacts &live, const sql::ObjectName &name)
{
    return std::ranges::any_of(live.tables, [wanted = folded(name.name.text)](const TableFacts &table) {
        const std::string known = folded(table.name);
        return known == wanted || known.ends_with('.' + wanted);
    });
}

void driftOfLiveSchema(const At &at, Findings &findings)
{
    if (!at.options.live || at.options.live->tables.empty())
        return;
    if (const auto *create = at.as<sql::CreateTable>();
        create && !create->ifNotExists && !create->isTemporary) {
        const TableFacts *facts = at.schema.table(create->table);
        if (facts && !facts->createdHere)
            drift(findings, at.statement.span, "there is a table " + facts->name + " already");
    }
    const auto *alter = at.as<sql::AlterTable>();
    if (!alter || alter->object != sql::ObjectKind::Table || alter->ifExists)
        return;
    if (const TableFacts *facts = at.schema.table(alter->table))
        driftOfClauses(at, *alter, *facts, findings);
    else if (!isInLive(*at.options.live, alter->table) && !at.state.created(alter->table.display()))
        drift(findings, alter->table.span.isValid() ? alter->table.span : at.statement.span,
              "there is no table " + alter->table.display());
}

/// The table that a statement works on; null: none, or a new one.
const TableFacts *workedTable(const At &at)
{
    const sql::ObjectName *name = nullptr;
    if (const auto *alter = at.as<sql::AlterTable>())
        name = &alter->table;
    else if (const auto *index = at.as<sql::CreateIndex>())
        name = &index->table;
    else if (const auto *update = at.as<sql::Update>())
        name = &update->table;
    else if (const auto *removal = at.as<sql::Delete>())
        name = &removal->table;
    const TableFacts *facts = name ? at.schema.table(*name) : nullptr;
    return facts && !facts->createdHere ? facts : nullptr;
}

/// Whether the work grows with the table.
bool growsWithTable(const At &at)
{
    const Effects &effects = at.effects;
    return effects.isLong || !effects.rewrites.empty() || !effects.scans.empty()
           || !effects.indexBuilds.empty() || at.as<sql::Update>() || at.as<sql::Delete>();
}

/// "12,000,000"
std::string grouped(std::int64_t number)
{
    std::string digits = std::to_string(number);
    for (auto i = std::int64_t(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(size_t(i), ",");
    return digits;
}

std::string sizeOf(const TableFacts &facts)
{
    std::string words = grouped(facts.rows.value_or(0)) + " rows";
    if (facts.bytes)
        words += ", " + grouped(*facts.bytes / (std::int64_t(1024) * 1024)) + " MiB";
    if (facts.writesPerSecond.value_or(0) >= 1)
        words += ", " + grouped(std::llround(*facts.writesPerSecond)) + " writes a second";
    return words;
}

void tableSizeRisk(const At &at, Findings &findings)
{
    const TableFacts *facts = workedTable(at);
    if (!facts || !facts->rows || *facts->rows < at.options.smallTableRows || !growsWithTable(at))
        return;
    auto finding = findings.add(at.statement.span);
    finding.fact("table", facts->name).fact("size", sizeOf(*facts));
    if (at.effects.isLong && at.effects.blocks >= Blocks::Writes)
        finding.severity(Severity::Risk);
}

/// What subscribers of PostgreSQL's logical replication don't hear of; empty: nothing.
std::string_view unreplicated(const At &at)
{
    const auto &live = *at.options.live;
    const bool publishesAll =
        std::ranges::any_of(live.publications, [](const auto &each) { return each.tables.empty(); });
    if (const auto *create = at.as<sql::CreateTable>(); create && !create->isTemporary)
        return publishesAll ? "The new table isn't there for subscribers until they create it"
                            : "The new table isn't in a publication";
    if (const sql::AlterTable *alter = alterOfUsedTable(at)) {
        const std::string name(withoutPublic(alter->table.display()));
        const bool isPublished =
            publishesAll || live.publications.empty()
            || std::ranges::any_of(live.publications, [&](const auto &each) {
                   return each.tables.contains(name) || each.tables.contains("public." + name);
               });
        const bool changesRows = std::ranges::any_of(alter->actions, [](const sql::AlterAction &action) {
            using enum AlterKind;
            return action.kind == AddColumn || action.kind == DropColumn || action.kind == AlterType
                   || action.kind == RenameColumn || action.kind == RenameTable;
        });
        return isPublished && changesRows ? "Subscribers keep the old columns" : "";
    }
    return {};
}

void replicaLagAndSlots(const At &at, Findings &findings)
{
    const LiveFacts *live = at.options.live;
    if (!live || (live->subscribers.empty() && live->publications.empty()))
        return;
    if (at.options.dialect == SqlDialect::PostgreSQL) {
        if (const std::string_view what = unreplicated(at); !what.empty())
            findings.add(at.statement.span).fact("what", std::string(what));
        return;
    }
    const bool isHeavy = !at.effects.rewrites.empty() || !at.effects.indexBuilds.empty() || at.effects.isLong;
    if (isHeavy && workedTable(at) && !live->subscribers.empty())
        findings.add(at.statement.span)
            .fact("what", live->subscribers.front() + " repeats the change, and all else waits behind it");
}

/// Whether the statement must wait for everyone who uses a table that was there before.
bool waitsForUsers(const At &at)
{
    if (at.options.dialect == SqlDialect::PostgreSQL)
        return locksOthers(at.effects, at.schema, LockMode::ShareRowExclusive);
    const auto *drop = at.as<sql::Drop>();
    const auto *index = at.as<sql::CreateIndex>();
    const auto *trigger = at.as<sql::CreateTrigger>();
    return alterOfUsedTable(at) || at.as<sql::Rename>() || at.as<sql::Truncate>()
           || (index && !at.createdHere(index->table)) || (trigger && !at.createdHere(trigger->table))
           || (drop && drop->object == sql::ObjectKind::Table && !drop->names.empty()
               && !at.createdHere(drop->names.front()));
}

void longRunningBlockers(const At &at, Findings &findings)
{
    constexpr double longEnough = 30; // seconds: more than any lock_timeout that one should set
    const LiveFacts *live = at.options.live;
    if (!live || !waitsForUsers(at))
        return;
    const double oldest = live->oldestTransactionSeconds.value_or(0);
    if (oldest >= longEnough)
        findings.add(at.statement.span)
            .fact("blocker", "A transaction has been open for " + grouped(std::llround(oldest)) + " seconds");
    const TableFacts *facts = workedTable(at);
    if (facts && live->wraparoundVacuums.contains(facts->name))
        findings.add(at.statement.span)
            .fact("blocker",
                  "Autovacuum works on " + facts->name + " to prevent wraparound, and doesn't give way");
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "plan-non-linear-history",
     .engines = AllEngines,
     .severity = Severity::Risk,
     .title = "{problem}",
     .why = "Databases that have had the scripts in another order, or another text of them, differ from "
            "each other, and nobody has tested this one.",
     .lock = {},
     .help = "Give the script a version behind the last one that is applied. Never change one that is "
             "applied: write another.",
     .checkEnd = nonLinearHistory,
     .versions = {}},
    {.id = "plan-drift",
     .engines = AllEngines,
     .severity = Severity::Risk,
     .title = "The live database differs: {difference}",
     .why = "The script was written for another schema than the one that it meets, so it fails, or what "
            "was said about its locks is wrong.",
     .lock = {},
     .help = "Find out who changed the database, and write down that change as a migration before this "
             "one.",
     .check = driftOfLiveSchema,
     .versions = {}},
    {.id = "plan-table-size-risk",
     .engines = AllEngines,
     .severity = Severity::Note,
     .title = "{table} is not small: {size}",
     .why = "What this statement does grows with the table, and so does the time that it takes and that "
            "others wait.",
     .lock = {},
     .help = "Rehearse it on a copy of {table}, and take the stages that the other findings name.",
     .check = tableSizeRisk,
     .versions = {}},
    {.id = "plan-replica-lag-and-slots",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Note,
     .title = "{what}",
     .why = "PostgreSQL's logical replication carries rows, not changes of the schema: subscribers stop "
            "at the first row that doesn't fit. Replicas of MySQL and MariaDB repeat a long change "
            "before anything else.",
     .lock = {},
     .help = "Change subscribers first where columns come, and last where they go; add new tables to the "
             "publication. Let the gate look at the lag.",
     .check = replicaLagAndSlots,
     .versions = {}},
    {.id = "plan-long-running-blockers",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Risk,
     .title = "{blocker}",
     .why = "The statement waits for it, and everyone who comes later queues behind the statement.",
     .lock = "The wait alone keeps new reads and writes of the table out.",
     .help = "Wait until it has ended or end it, set a short lock timeout, and try again.",
     .check = longRunningBlockers,
     .versions = {}},
});

} // namespace

std::span<const RuleInfo> planLiveRules() { return rules; }

} // namespace lockkeeper::lint
