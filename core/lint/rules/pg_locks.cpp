// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

// Short statements with strong locks: triggers, policies, views, sequences, LOCK itself.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ObjectKind;

void createTrigger(const At &at, Findings &findings)
{
    const auto *trigger = at.as<sql::CreateTrigger>();
    if (trigger && !at.createdHere(trigger->table))
        addOn(at, findings, at.statement.span, trigger->table)
            .fact("what", "Creating " + written(at, trigger->name));
    const auto add = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        addOn(at, findings, action.span, alter.table)
            .fact("what", action.kind == AlterKind::EnableTrigger ? "ENABLE TRIGGER" : "DISABLE TRIGGER");
    };
    eachAction(at, AlterKind::EnableTrigger, add);
    eachAction(at, AlterKind::DisableTrigger, add);
}

// In Contract the triggers that kept old and new in step go: the lock is left to know about.
void dropTrigger(const At &at, Findings &findings)
{
    const auto add = [&](Span span, const sql::ObjectName &table, std::string what) {
        Findings::Draft draft = addOn(at, findings, span, table);
        draft.fact("what", std::move(what));
        if (isContract(at))
            draft.severity(Severity::Note);
    };
    if (const auto *drop = at.as<sql::Drop>()) {
        if (drop->object == ObjectKind::Trigger && !at.createdHere(drop->onTable))
            add(at.statement.span, drop->onTable, "Dropping " + written(at, drop->names.front()));
        if (drop->object == ObjectKind::Function && drop->cascade)
            findings.add(at.statement.span)
                .fact("table", "every table whose triggers call it")
                .fact("what", "DROP FUNCTION … CASCADE");
    }
    const auto *rename = at.as<sql::Rename>();
    if (rename && rename->object == ObjectKind::Trigger && !at.createdHere(rename->onTable))
        add(at.statement.span, rename->onTable, "Renaming a trigger");
}

void rowSecurity(const At &at, Findings &findings)
{
    const auto *create = at.as<sql::Create>();
    if (create && create->object == ObjectKind::Policy && !at.createdHere(create->onTable))
        addOn(at, findings, at.statement.span, create->onTable).fact("what", "CREATE POLICY");
    const auto add = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        addOn(at, findings, action.span, alter.table).fact("what", "ROW LEVEL SECURITY");
    };
    eachAction(at, AlterKind::EnableRowSecurity, add);
    eachAction(at, AlterKind::ForceRowSecurity, add);
}

void replaceView(const At &at, Findings &findings)
{
    const auto add = [&](Span span, const sql::ObjectName &name) {
        if (!at.state.created(name.display()))
            findings.add(span).fact("view", written(at, name));
    };
    if (const auto *create = at.as<sql::Create>()) {
        if (create->object == ObjectKind::View && create->orReplace)
            add(at.statement.span, create->name);
    } else if (const auto *alter = at.as<sql::Alter>()) {
        if (alter->object == ObjectKind::View)
            add(at.statement.span, alter->name);
    } else if (const auto *table = at.as<sql::AlterTable>()) {
        if (table->object == ObjectKind::View)
            add(at.statement.span, table->table);
    }
}

void briefLock(const At &at, Findings &findings)
{
    const auto *create = at.as<sql::Create>();
    if (create && create->object == ObjectKind::Rule && !at.createdHere(create->onTable))
        addOn(at, findings, at.statement.span, create->onTable).fact("what", "CREATE RULE");
    static constexpr std::array<std::pair<AlterKind, std::string_view>, 5> brief{
        {{AlterKind::Owner, "OWNER TO"},
         {AlterKind::ReplicaIdentity, "REPLICA IDENTITY"},
         {AlterKind::SetStorage, "SET STORAGE"},
         {AlterKind::Inherit, "INHERIT"},
         {AlterKind::NoInherit, "NO INHERIT"}}};
    for (const auto &clause : brief) {
        const std::string what(clause.second);
        eachAction(at, clause.first, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
            if (alter.object == ObjectKind::Table)
                addOn(at, findings, action.span, alter.table).fact("what", what);
        });
    }
}

void alterSequence(const At &at, Findings &findings)
{
    const auto *alter = at.as<sql::Alter>();
    if (alter && alter->object == ObjectKind::Sequence && !at.state.created(alter->name.display()))
        findings.add(at.statement.span).fact("sequence", written(at, alter->name));
}

void explicitLock(const At &at, Findings &findings)
{
    const auto *maintain = at.as<sql::Maintain>();
    if (!maintain || maintain->kind != sql::Maintain::Kind::Lock || maintain->objects.empty())
        return;
    const std::string mode = maintain->lockMode.empty() ? "access exclusive" : maintain->lockMode;
    const bool isWeak = mode == "access share" || mode == "row share" || mode == "row exclusive";
    if (isWeak || at.createdHere(maintain->objects.front()))
        return;
    std::string upper = mode;
    std::ranges::transform(upper, upper.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    addOn(at, findings, at.statement.span, maintain->objects.front()).fact("mode", upper);
}

void lockQueue(const At &at, Findings &findings)
{
    if (!locksOthers(at.effects, at.schema, LockMode::ShareRowExclusive))
        return;
    const auto strongest = std::ranges::max_element(at.effects.locks, {}, &Effects::Lock::mode);
    findings.add(at.statement.span)
        .fact("table", strongest->relation)
        .fact("mode", std::string(nameOf(strongest->mode)));
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-create-trigger",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{what} stops writes to {table}",
     .why =
         "The statement waits for running writers, and later ones wait behind it. Afterwards each row costs more; "
         "and triggers that are off leave foreign keys unchecked.",
     .lock = "SHARE ROW EXCLUSIVE on {table}, briefly: writes wait",
     .help = "SET lock_timeout = '2s';\n-- in a transaction of its own, and try again if it runs out",
     .check = createTrigger},
    {.id = "pg-drop-trigger",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{what} locks {table}",
     .why =
         "It waits for every running query. If the trigger keeps an old and a new column in step, writes of the "
         "old application are lost from here on.",
     .lock = "ACCESS EXCLUSIVE on {table}, briefly: reads and writes wait",
     .help = "Only in Contract, after the last old application is gone, with SET lock_timeout = '2s';",
     .check = dropTrigger},
    {.id = "pg-row-security-lock",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "{what} locks {table}, and may hide rows",
     .why =
         "It waits for every running query; and once row level security is on, the application sees only what a "
         "policy shows it.",
     .lock = "ACCESS EXCLUSIVE on {table}, briefly: reads and writes wait",
     .help =
         "SET lock_timeout = '2s';\n-- all policies first, then:\nALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
     .check = rowSecurity},
    {.id = "pg-replace-view-lock",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "Readers of {view} wait",
     .why = "The statement waits for running queries on the view, and later ones wait behind it.",
     .lock = "ACCESS EXCLUSIVE on {view}, briefly: reads wait",
     .help = "SET lock_timeout = '2s'; -- and try again if it runs out",
     .check = replaceView},
    {.id = "pg-create-rule-lock",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "{what} locks {table} for a moment",
     .why = "Quick in itself, but it waits for every running query, and later ones wait behind it.",
     .lock = "ACCESS EXCLUSIVE on {table}, briefly: reads and writes wait",
     .help = "SET lock_timeout = '2s'; -- and try again if it runs out",
     .check = briefLock},
    {.id = "pg-alter-sequence-lock",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "nextval() of {sequence} waits",
     .why = "Until the transaction ends, nobody draws a number, so inserts wait.",
     .lock = "SHARE ROW EXCLUSIVE on {sequence} until COMMIT: nextval() waits",
     .help = "Keep the transaction short: this statement and COMMIT.",
     .check = alterSequence},
    {.id = "pg-explicit-lock",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "LOCK keeps {table} in {mode} until COMMIT",
     .why = "Whatever follows in the transaction happens while others wait.",
     .lock = "{mode} on {table} until the transaction ends",
     .help = "A weaker mode, e.g. LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE, or an advisory lock:\n"
             "SELECT pg_advisory_xact_lock(…);",
     .check = explicitLock},
    {.id = "pg-lock-queue",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "Queries on {table} queue behind this statement while it waits",
     .why =
         "As long as a long query or an idle transaction keeps it waiting, everything that comes later waits, too.",
     .lock = "{mode} on {table}, and a queue behind it",
     .help = "SET lock_timeout = '2s'; -- and try again with growing pauses\n"
             "SELECT pid, state, xact_start, query FROM pg_stat_activity ORDER BY xact_start;",
     .isOnByDefault = false,
     .check = lockQueue,
     .versions = "all. Off unless asked for: require-lock-timeout says it once a script"},
});

} // namespace

std::span<const RuleInfo> pgLockRules() { return rules; }

} // namespace lockkeeper::lint
