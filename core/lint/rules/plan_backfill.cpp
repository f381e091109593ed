// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;

std::string keyOf(const sql::ObjectName &table) { return folded(withoutPublic(table.display())); }

std::string keyOf(const sql::ObjectName &table, std::string_view column)
{
    return keyOf(table) + '.' + folded(column);
}

/// Columns that came in this script, and what keeps them right for rows that are written meanwhile.
class DualWrites
{
public:
    void see(const sql::Statement &statement)
    {
        if (const auto *trigger = statement.as<sql::CreateTrigger>())
            m_triggered.insert(keyOf(trigger->table));
        const auto *alter = statement.as<sql::AlterTable>();
        if (!alter)
            return;
        for (const sql::AlterAction &action : alter->actions) {
            if (action.kind == AlterKind::AddColumn)
                m_added.insert(keyOf(alter->table, action.column.name.text));
            if (action.kind == AlterKind::AddColumn && action.column.constraint(ConstraintKind::Default))
                m_defaulted.insert(keyOf(alter->table, action.column.name.text));
            if (action.kind == AlterKind::SetDefault)
                m_defaulted.insert(keyOf(alter->table, action.name.text));
        }
    }

    bool hasTrigger(const sql::ObjectName &table) const { return m_triggered.contains(keyOf(table)); }
    bool isAdded(const sql::ObjectName &table, std::string_view column) const
    {
        return m_added.contains(keyOf(table, column));
    }
    bool hasDefault(const sql::ObjectName &table, std::string_view column) const
    {
        return m_defaulted.contains(keyOf(table, column));
    }

private:
    std::set<std::string> m_triggered;
    std::set<std::string> m_added;
    std::set<std::string> m_defaulted;
};

/// In the backfill stage the triggers came earlier; the live database would show them.
bool isBareInLive(const AtEnd &end, const sql::ObjectName &table)
{
    const TableFacts *facts = end.schema.table(table);
    return end.options.stage == Stage::Backfill && end.schema.isLive() && facts && facts->isComplete
           && facts->dependents.empty();
}

/// The first column that an UPDATE fills and that rows of the meantime don't get; null: none.
const sql::Name *missedColumn(const AtEnd &end, const sql::Update &update, const DualWrites &writes)
{
    for (size_t i = 0; i < update.columns.size(); ++i) {
        const std::string &column = update.columns[i].text;
        const bool isComputed = i >= update.values.size() || !update.values[i].columns.empty();
        if (writes.isAdded(update.table, column) && (isComputed || !writes.hasDefault(update.table, column)))
            return &update.columns[i];
        if (isComputed && isBareInLive(end, update.table))
            return &update.columns[i];
    }
    return nullptr;
}

void missingDualWrite(const AtEnd &end, Findings &findings)
{
    DualWrites writes;
    for (const sql::Statement &statement : end.statements) {
        writes.see(statement);
        const auto *update = statement.as<sql::Update>();
        if (!update || end.schema.createdHere(update->table) || writes.hasTrigger(update->table))
            continue;
        if (const sql::Name *column = missedColumn(end, *update, writes))
            findings.add(statement.span).onTable(update->table).fact("column", column->text);
    }
}

/// `<`, `>`, `<=` and `>=`, not `<>`, `<=>`, `->` or `=>`.
bool comparesOrder(std::string_view text)
{
    constexpr std::string_view signs = "<>=-!@#&|?";
    for (size_t i = 0; i < text.size();) {
        const size_t begin = text.find_first_of(signs, i);
        if (begin == text.npos)
            return false;
        const size_t end = std::min(text.find_first_not_of(signs, begin), text.size());
        if (isOneOf(text.substr(begin, end - begin), {"<", ">", "<=", ">="}))
            return true;
        i = end;
    }
    return false;
}

/// Whether a condition on a key keeps the statement to a part of the table.
bool isBounded(const At &at, const sql::ObjectName &table, const sql::Expression &where)
{
    const std::string text = folded(at.source(where.span));
    if (comparesOrder(text) || text.find("between") != text.npos || text.find("limit") != text.npos)
        return true;
    const TableFacts *facts = at.schema.table(table);
    const bool isNullTest = text.find(" is ") != text.npos;
    return !isNullTest && std::ranges::any_of(where.columns, [&](const std::string &column) {
        return folded(column) == "id" || (facts && isInPrimaryKey(*facts, column));
    });
}

/// Rows with one value of a column may be few; those without one are most often all of them.
Severity severityFor(const At &at, const sql::Update &update)
{
    const std::string text = folded(at.source(update.where.span));
    const bool isEquality = text.contains('=') && !text.contains(" is ") && !text.contains("!=")
                            && !text.contains(" or ") && update.where.columns.size() == 1;
    return isEquality && at.options.stage != Stage::Backfill ? Severity::Note : Severity::Risk;
}

void unbatchedBackfill(const At &at, Findings &findings)
{
    if (const auto *update = at.as<sql::Update>()) {
        if (!update->hasLimit && !at.createdHere(update->table) && !isHistoryTable(update->table)
            && !picksRows(at, update->table, update->where) && !isBounded(at, update->table, update->where))
            addOn(at, findings, at.statement.span, update->table).severity(severityFor(at, *update));
        return;
    }
    const auto *insert = at.as<sql::Insert>();
    if (!insert || !insert->isSelect || insert->selectsFrom.empty()
        || at.createdHere(insert->selectsFrom.front()))
        return;
    const bool isRebuild = at.options.dialect == SqlDialect::SQLite && at.createdHere(insert->table);
    const std::string text = folded(at.source(at.statement.span));
    if (!isRebuild && text.find("limit") == text.npos && text.find("between") == text.npos
        && !comparesOrder(text))
        addOn(at, findings, at.statement.span, insert->table);
}

/// The table that the statement fills from what is there; null: it doesn't.
const sql::ObjectName *filledTable(const At &at)
{
    if (const auto *update = at.as<sql::Update>()) {
        const bool isSmall = isHistoryTable(update->table) || picksRows(at, update->table, update->where);
        return isSmall ? nullptr : &update->table;
    }
    const auto *insert = at.as<sql::Insert>();
    return insert && insert->isSelect ? &insert->table : nullptr;
}

void backfillInDdlTransaction(const At &at, Findings &findings)
{
    const sql::ObjectName *table = filledTable(at);
    if (!table || at.createdHere(*table) || !at.state.inTransaction())
        return;
    const bool isLite = at.options.dialect == SqlDialect::SQLite;
    const auto &ddl = isLite ? at.state.work().firstDdl : at.state.work().firstBlockingDdl;
    if (!ddl)
        return;
    addOn(at, findings, at.statement.span, *table)
        .fact("ddl", ddl->kind)
        .fact("lock", isLite ? "The writer's lock on the whole database"
                             : std::string(nameOf(ddl->effects.strongest())) + " of the " + ddl->kind);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "plan-missing-dual-write",
     .engines = AllEngines,
     .severity = Severity::Blocker,
     .title = "Rows written during the backfill have no {column}",
     .why = "The application that runs doesn't know {table}.{column}. What it inserts or changes while "
            "the backfill goes on, and after it, isn't filled by anyone.",
     .lock = {},
     .help = "Create the triggers that keep both alike before the backfill, or let the application write "
             "both first.",
     .checkEnd = missingDualWrite,
     .versions = {}},
    {.id = "plan-unbatched-backfill",
     .engines = AllEngines,
     .severity = Severity::Risk,
     .title = "{table} is filled in one statement",
     .why = "Every row is locked until the statement ends, the old versions pile up, replicas fall "
            "behind, and if it is stopped it starts from nothing.",
     .lock = "Row locks on all of {table} that is changed, until the transaction ends; in SQLite the "
             "writer's lock on the whole database.",
     .help = "Go through {table} in the order of its primary key, a thousand rows a transaction, with a "
             "pause when replicas lag.",
     .check = unbatchedBackfill,
     .versions = {}},
    {.id = "plan-backfill-in-ddl-transaction",
     .engines = engines(Pg | Lite),
     .severity = Severity::Blocker,
     .title = "The backfill of {table} runs while the lock of the {ddl} is held",
     .why = "A transaction keeps its locks to the end. A lock that would be gone in a moment now lasts "
            "as long as the backfill.",
     .lock = "{lock} stays until the backfill is done.",
     .help = "Commit the change of the schema first, and run the backfill in transactions of its own.",
     .check = backfillInDdlTransaction,
     .versions = {},
     .replaces = {"statement-after-exclusive-lock", "mixed-ddl-dml", "sqlite-writer-lock"}},
});

} // namespace

std::span<const RuleInfo> planBackfillRules() { return rules; }

} // namespace lockkeeper::lint
