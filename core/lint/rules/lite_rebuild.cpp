// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/literebuild.h"
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <set>

namespace lockkeeper::lint {

namespace {

bool isPragma(const sql::Statement &statement, std::string_view name)
{
    const auto *set = statement.as<sql::Set>();
    return set && set->isPragma && set->name == name;
}

bool switchesForeignKeysOff(const sql::Statement &statement)
{
    return isPragma(statement, "foreign_keys") && isOff(statement.as<sql::Set>()->value);
}

/// The name of an index, trigger or view that a statement creates; empty: none.
std::string createdName(const sql::Statement &statement)
{
    if (const auto *index = statement.as<sql::CreateIndex>())
        return folded(index->name.text);
    if (const auto *trigger = statement.as<sql::CreateTrigger>())
        return folded(trigger->name.text);
    const auto *create = statement.as<sql::Create>();
    return create ? folded(create->name.name.text) : std::string();
}

struct RebuildProblems
{
    std::string lost;
    bool keepsForeignKeysOn = false;
    bool isUnchecked = false;
    bool renamesOld = false;

    bool any() const { return !lost.empty() || keepsForeignKeysOn || isUnchecked || renamesOld; }
    bool areOnlyPragmas() const { return lost.empty() && !renamesOld; }

    std::string words() const
    {
        std::vector<std::string> parts;
        if (renamesOld)
            parts.emplace_back("the old table is renamed instead of the new one");
        if (keepsForeignKeysOn)
            parts.emplace_back("foreign_keys isn't switched off before");
        if (!lost.empty())
            parts.push_back(lost + (lost.find(',') == std::string::npos ? " isn't" : " aren't")
                            + " created again");
        if (isUnchecked)
            parts.emplace_back("foreign_key_check isn't asked after");
        std::string list;
        for (const std::string &part : parts)
            list += (list.empty() ? "" : "; ") + part;
        return list;
    }
};

/// What rebuilds are held against, read from the script once.
class RebuildJudge
{
public:
    explicit RebuildJudge(const AtEnd &end) : m_live(end.options.dialect, end.options.live)
    {
        for (int i = 0; i < int(end.statements.size()); ++i) {
            const sql::Statement &statement = end.statements[size_t(i)];
            if (m_firstOff < 0 && switchesForeignKeysOff(statement))
                m_firstOff = i;
            if (isPragma(statement, "foreign_key_check"))
                m_lastCheck = i;
            if (std::string name = createdName(statement); !name.empty())
                m_created.insert(std::move(name));
        }
    }

    RebuildProblems problemsOf(const Rebuild &rebuild) const
    {
        return {.lost = lostObjects(rebuild),
                .keepsForeignKeysOn = m_firstOff < 0 || m_firstOff > std::min(rebuild.drop, rebuild.rename),
                .isUnchecked = m_lastCheck < rebuild.create,
                .renamesOld = rebuild.renamesOld};
    }

private:
    /// What the old table had and the script doesn't create again; empty: nothing that is known.
    std::string lostObjects(const Rebuild &rebuild) const
    {
        const TableFacts *facts = m_live.table(rebuild.table);
        if (!facts)
            return {};
        std::string lost;
        const auto look = [&](const std::string &name) {
            if (!m_created.contains(folded(name)))
                lost += (lost.empty() ? "" : ", ") + name;
        };
        std::ranges::for_each(facts->dependents, look);
        std::ranges::for_each(madeIndexes(*facts), look);
        return lost;
    }

    Schema m_live;
    int m_firstOff = -1;
    int m_lastCheck = -1;
    std::set<std::string> m_created;
};

/// Around the script: inside of a transaction the pragmas would do nothing.
Fix pragmasAround(const AtEnd &end, const RebuildProblems &problems)
{
    Fix fix;
    fix.title = "Switch foreign keys off for the rebuild";
    std::string last;
    if (problems.isUnchecked)
        last += "PRAGMA foreign_key_check;\n";
    if (problems.keepsForeignKeysOn) {
        fix.edits.push_back({before(end.statements.front().span), "PRAGMA foreign_keys = OFF;\n"});
        last += "PRAGMA foreign_keys = ON;\n";
    }
    if (!last.empty())
        fix.edits.push_back(atScriptEnd(end.text, last));
    return fix;
}

void tableRebuildUnsafe(const AtEnd &end, Findings &findings)
{
    const RebuildJudge judge(end);
    for (const Rebuild &rebuild : rebuildsIn(end.statements)) {
        const RebuildProblems problems = judge.problemsOf(rebuild);
        if (!problems.any())
            continue;
        auto finding =
            findings.add(end.statements[size_t(rebuild.renamesOld ? rebuild.rename : rebuild.drop)].span);
        finding.fact("table", quotedName(end.options.dialect, rebuild.table))
            .fact("problem", problems.words());
        if (problems.areOnlyPragmas() && !problems.keepsForeignKeysOn)
            finding.severity(Severity::Risk);
        if (problems.areOnlyPragmas() && !end.options.assumesTransaction)
            finding.fix(pragmasAround(end, problems));
    }
}

void foreignKeysPragmaInTx(const At &at, Findings &findings)
{
    const auto *set = at.as<sql::Set>();
    if (!set || !set->isPragma || set->name != "foreign_keys" || set->value.empty()
        || !at.state.inTransaction())
        return;
    findings.add(at.statement.span)
        .fact("transaction",
              at.state.isExplicit() ? "the open transaction" : "the transaction that the tool opens");
}

void dropTableImplicitDelete(const At &at, Findings &findings)
{
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->object != sql::ObjectKind::Table || isSwitchedOff(at.state, "foreign_keys"))
        return;
    for (const sql::ObjectName &table : drop->names) {
        const auto children =
            at.createdHere(table) ? std::vector<std::string>() : at.schema.referencing(table.display());
        if (children.empty())
            continue;
        auto finding = addOn(at, findings, at.statement.span, table);
        finding.fact("child", children.front());
        if (!isSwitchedOn(at.state, "foreign_keys"))
            finding.severity(Severity::Risk); // off is SQLite's default, on is most drivers'
    }
}

void dropLeavesBrokenViews(const At &at, Findings &findings)
{
    const auto *drop = at.as<sql::Drop>();
    if (!drop || drop->object != sql::ObjectKind::Table)
        return;
    for (const sql::ObjectName &table : drop->names) {
        const TableFacts *facts = at.schema.table(table);
        const auto names = facts && !facts->createdHere ? dependents(at, *facts) : std::vector<std::string>();
        if (!names.empty())
            addOn(at, findings, at.statement.span, table).fact("dependent", names.front());
    }
}

/// The first column that both tables have with different types.
const ColumnFacts *retyped(const TableFacts &old, const TableFacts &fresh)
{
    for (const ColumnFacts &column : old.columns) {
        const ColumnFacts *now = fresh.column(column.name);
        if (now && !now->type.isEmpty() && !column.type.isEmpty() && now->type.name != column.type.name)
            return now;
    }
    return nullptr;
}

void typeAffinity(const At &at, Findings &findings)
{
    const auto *insert = at.as<sql::Insert>();
    if (!insert || !insert->isSelect || insert->selectsFrom.empty() || !at.createdHere(insert->table))
        return;
    const TableFacts *fresh = at.schema.table(insert->table);
    const TableFacts *old = at.schema.table(insert->selectsFrom.front());
    const bool casts = folded(at.source(at.statement.span)).find("cast(") != std::string::npos;
    const ColumnFacts *column = fresh && old && !casts ? retyped(*old, *fresh) : nullptr;
    if (column)
        addOn(at, findings, at.statement.span, insert->table)
            .fact("column", quotedName(at.options.dialect, column->name))
            .fact("type", column->type.name);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "sqlite-table-rebuild-unsafe",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "{table} is rebuilt in an unsafe order: {problem}",
     .why = "With foreign keys on, dropping the old table deletes its rows first, and with them those of "
            "other tables. Renaming the old table takes foreign keys, triggers and views along to the "
            "name that goes. Indexes and triggers go with the old table, and a view on it stops the last "
            "rename.",
     .lock = {},
     .help = "PRAGMA foreign_keys = OFF; BEGIN; create the new table; copy; drop {table}; rename the new "
             "one to {table}; create indexes, triggers and views again; PRAGMA foreign_key_check; "
             "COMMIT; PRAGMA foreign_keys = ON.",
     .checkEnd = tableRebuildUnsafe,
     .versions = {}},
    {.id = "sqlite-foreign-keys-pragma-in-tx",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "PRAGMA foreign_keys does nothing in {transaction}",
     .why = "SQLite reads it and ignores it without an error while a transaction is open: what comes "
            "next runs with foreign keys as they were.",
     .lock = {},
     .help = "Write it before BEGIN and after COMMIT, in a step of its own where the tool opens the "
             "transaction.",
     .check = foreignKeysPragmaInTx,
     .versions = {}},
    {.id = "sqlite-drop-table-implicit-delete",
     .engines = Lite,
     .severity = Severity::Blocker,
     .title = "Dropping {table} first deletes its rows, and {child} refers to them",
     .why = "With foreign keys on, DROP TABLE is a DELETE of every row before: it fails on rows that are "
            "referred to, or takes them along with ON DELETE CASCADE.",
     .lock = {},
     .help = "PRAGMA foreign_keys = OFF before BEGIN, PRAGMA foreign_key_check before COMMIT.",
     .check = dropTableImplicitDelete,
     .versions = {}},
    {.id = "sqlite-drop-leaves-broken-views",
     .engines = Lite,
     .severity = Severity::Risk,
     .title = "{dependent} still reads {table}",
     .why = "SQLite drops a table whatever reads it. The view or trigger fails at its next use, and so "
            "does the next rename in the whole database.",
     .lock = {},
     .help = "Drop {dependent} in the same transaction, and create it again on the new table where it is "
             "still needed.",
     .check = dropLeavesBrokenViews,
     .versions = {}},
    {.id = "sqlite-type-affinity",
     .engines = Lite,
     .severity = Severity::Note,
     .title = "{column} becomes {type}, its values stay as they are",
     .why = "A type in SQLite is only a wish: copied values keep the type they have unless the column's "
            "affinity converts them without loss. A STRICT table refuses those that don't fit.",
     .lock = {},
     .help = "Copy with CAST({column} AS {type}), and look with typeof({column}) for values that aren't "
             "what they should be.",
     .check = typeAffinity,
     .versions = "STRICT tables from SQLite 3.37 on"},
});

} // namespace

std::span<const RuleInfo> liteRebuildRules() { return rules; }

} // namespace lockkeeper::lint
