// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

// Statements whose purpose is to write a table anew.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::Maintain;

std::string firstObject(const At &at, const Maintain &maintain, std::string_view otherwise)
{
    return maintain.objects.empty() ? std::string(otherwise) : written(at, maintain.objects.front());
}

bool allCreatedHere(const At &at, const Maintain &maintain)
{
    return !maintain.objects.empty()
           && std::ranges::all_of(maintain.objects,
                                  [&](const sql::ObjectName &name) { return at.createdHere(name); });
}

void vacuumFull(const At &at, Findings &findings)
{
    const auto *maintain = at.as<Maintain>();
    if (maintain && maintain->kind == Maintain::Kind::Vacuum && maintain->full
        && !allCreatedHere(at, *maintain))
        findings.add(at.statement.span).fact("table", firstObject(at, *maintain, "every table"));
}

void cluster(const At &at, Findings &findings)
{
    const auto *maintain = at.as<Maintain>();
    if (maintain && maintain->kind == Maintain::Kind::Cluster && !allCreatedHere(at, *maintain))
        findings.add(at.statement.span).fact("table", firstObject(at, *maintain, "every clustered table"));
}

void logged(const At &at, Findings &findings)
{
    const auto add = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (!effectsOf(at, alter, action).rewrites.empty())
            addOn(at, findings, action.span, alter.table)
                .fact("what", action.kind == AlterKind::SetLogged ? "LOGGED" : "UNLOGGED");
    };
    eachAction(at, AlterKind::SetLogged, add);
    eachAction(at, AlterKind::SetUnlogged, add);
}

void moved(const At &at, Findings &findings)
{
    const auto add = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const Effects effects = effectsOf(at, alter, action);
        if (effects.rewrites.empty())
            return;
        Findings::Draft draft = addOn(at, findings, action.span, alter.table);
        draft.fact("what", action.kind == AlterKind::SetTablespace ? "SET TABLESPACE" : "SET ACCESS METHOD");
        if (!effects.isCertain) // it may be there already
            draft.severity(Severity::Risk);
    };
    eachAction(at, AlterKind::SetTablespace, add);
    eachAction(at, AlterKind::SetAccessMethod, add);
}

void refresh(const At &at, Findings &findings)
{
    const auto *maintain = at.as<Maintain>();
    if (!maintain || maintain->kind != Maintain::Kind::Refresh || maintain->concurrently
        || maintain->objects.empty() || at.state.created(maintain->objects.front().display()))
        return;
    Findings::Draft draft = findings.add(at.statement.span);
    draft.fact("view", firstObject(at, *maintain, {}));
    if (maintain->withNoData || !maintain->afterVerb.isValid())
        return;
    // It needs a unique index; without one the server refuses, and nothing is lost.
    Fix fix = safeEdit("Refresh it CONCURRENTLY", behind(maintain->afterVerb), " CONCURRENTLY");
    fix.isSafe = false;
    draft.fix(std::move(fix));
}

void refreshConcurrently(const At &at, Findings &findings)
{
    const auto *maintain = at.as<Maintain>();
    if (maintain && maintain->kind == Maintain::Kind::Refresh && maintain->concurrently)
        findings.add(at.statement.span).fact("view", firstObject(at, *maintain, "the view"));
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-vacuum-full",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "VACUUM FULL writes {table} anew under lock",
     .why = "Nobody can use it until all rows are copied, and the disk needs room for both copies.",
     .lock = "ACCESS EXCLUSIVE on {table} until it is written: reads and writes wait",
     .help =
         "VACUUM {table}; -- gives the space back to the table\n"
         "-- to make the file smaller: pg_repack or pg_squeeze; REPACK (CONCURRENTLY) from PostgreSQL 19 on",
     .check = vacuumFull},
    {.id = "pg-cluster",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "CLUSTER writes {table} anew under lock",
     .why = "Nobody can use it until all rows are copied in the index's order.",
     .lock = "ACCESS EXCLUSIVE on {table} until it is written: reads and writes wait",
     .help = "pg_repack --order-by; REPACK (CONCURRENTLY) … USING INDEX from PostgreSQL 19 on",
     .check = cluster},
    {.id = "pg-set-logged-unlogged",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "SET {what} writes {table} anew",
     .why = "All rows are copied, and an unlogged table is empty after a crash and not on any replica.",
     .lock = "ACCESS EXCLUSIVE on {table} until it is written: reads and writes wait",
     .help = "Make a new table, copy the rows in batches, and swap the names.",
     .check = logged},
    {.id = "pg-set-tablespace-or-access-method",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{what} copies {table}",
     .why = "The whole table is copied to its new place while nobody can use it.",
     .lock = "ACCESS EXCLUSIVE on {table} until it is copied: reads and writes wait",
     .help = "pg_repack --tablespace, or make a new table, copy the rows in batches, and swap the names.",
     .check = moved},
    {.id = "pg-refresh-matview-blocking",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "REFRESH keeps everybody from {view} until its query is done",
     .why = "The view can't even be read while it is filled.",
     .lock = "ACCESS EXCLUSIVE on {view} while its query runs: reads wait",
     .help = "-- once:\nCREATE UNIQUE INDEX ON {view} (…);\nREFRESH MATERIALIZED VIEW CONCURRENTLY {view};",
     .check = refresh},
    {.id = "pg-refresh-matview-concurrent",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "Only one refresh of {view} runs at a time",
     .why = "Reads go on, but a second refresh waits for this one.",
     .lock = "EXCLUSIVE on {view} while its query runs",
     .help = "Leave enough time between refreshes.",
     .check = refreshConcurrently},
});

} // namespace

std::span<const RuleInfo> pgRewriteRules() { return rules; }

} // namespace lockkeeper::lint
