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
using sql::ConstraintKind;

/// A mode that is put together (`@@sql_mode`, CONCAT, REPLACE) can't be read from the script.
bool isLoose(std::string_view mode)
{
    const std::string text = folded(mode);
    const bool isComputed = text.find('@') != text.npos || text.find('(') != text.npos;
    return !isComputed && text.find("strict_") == text.npos && text.find("traditional") == text.npos;
}

bool isZeroDate(const sql::ColumnDef &column)
{
    const sql::Constraint *value = column.constraint(ConstraintKind::Default);
    return value && value->expression.literal.starts_with("0000-00-00");
}

void zeroDates(const At &at, const sql::ObjectName &table, const sql::ColumnDef &column, Findings &findings)
{
    if (isZeroDate(column))
        addOn(at, findings, column.constraint(ConstraintKind::Default)->span, table)
            .fact("what", "The default of " + written(at, column.name) + " is no date");
}

void zeroDateSqlMode(const At &at, Findings &findings)
{
    const auto *set = at.as<sql::Set>();
    if (set && set->name == "sql_mode" && !set->isReset && isLoose(set->value))
        findings.add(at.statement.span).fact("what", "sql_mode is no longer strict");
    if (const auto *table = at.as<sql::CreateTable>()) {
        for (const sql::ColumnDef &column : table->columns)
            zeroDates(at, table->table, column, findings);
    }
    if (const auto *alter = at.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions)
            zeroDates(at, alter->table, action.column, findings);
    }
}

/// The binary log as far as it is known: the script's own setting, then the server's.
std::string binlogFormat(const At &at)
{
    if (const auto format = at.state.setting("binlog_format"))
        return folded(*format);
    if (!at.options.live)
        return {};
    const auto known = at.options.live->settings.find("binlog_format");
    return known == at.options.live->settings.end() ? std::string() : folded(known->second);
}

bool isVolatile(std::string_view call)
{
    return isOneOf(call,
                   {"uuid", "uuid_short", "rand", "sysdate", "user", "current_user", "session_user",
                    "system_user", "connection_id", "found_rows", "row_count", "load_file", "get_lock",
                    "is_free_lock", "is_used_lock", "release_lock", "sleep", "version", "random_bytes"});
}

bool isVolatile(const sql::Expression &expression)
{
    return std::ranges::any_of(expression.calls, [](const std::string &call) { return isVolatile(call); });
}

constexpr std::string_view otherValue = "a function whose value isn't the same twice";
constexpr std::string_view otherRows = "LIMIT without ORDER BY";

bool isOrdered(const At &at)
{
    return folded(at.source(at.statement.span)).find("order by") != std::string::npos;
}

std::string_view driftOf(const sql::ColumnDef &column)
{
    const sql::Constraint *value = column.constraint(ConstraintKind::Default);
    if (column.constraint(ConstraintKind::AutoIncrement))
        return "AUTO_INCREMENT for rows in no fixed order";
    return value && isVolatile(value->expression) ? otherValue : std::string_view();
}

/// What makes a replica that repeats the statement come to other rows; empty: nothing.
std::string_view driftOf(const At &at)
{
    const auto *update = at.as<sql::Update>();
    const auto *removal = at.as<sql::Delete>();
    if (((update && update->hasLimit) || (removal && removal->hasLimit)) && !isOrdered(at))
        return otherRows;
    if ((removal && isVolatile(removal->where))
        || (update
            && (isVolatile(update->where)
                || std::ranges::any_of(update->values, [](const auto &value) { return isVolatile(value); }))))
        return otherValue;
    for (const sql::AlterAction &action : clausesOnUsedTable(at)) {
        const auto drift = action.kind == AlterKind::AddColumn ? driftOf(action.column) : std::string_view();
        if (!drift.empty())
            return drift;
    }
    return {};
}

void sbrUnsafe(const At &at, Findings &findings)
{
    if (binlogFormat(at) != "statement")
        return;
    if (const std::string_view drift = driftOf(at); !drift.empty())
        findings.add(at.statement.span).fact("cause", std::string(drift));
}

/// READ COMMITTED reads a consistent snapshot instead of locking what it reads.
bool readsWithoutLocks(const ScriptState &state)
{
    for (const std::string_view name :
         {"transaction_isolation", "tx_isolation", "transaction isolation level"}) {
        if (const auto level = state.setting(name); level && folded(*level).starts_with("read"))
            return true;
    }
    return false;
}

void insertSelectLocks(const At &at, Findings &findings)
{
    const auto *insert = at.as<sql::Insert>();
    const auto *create = at.as<sql::CreateTable>();
    if ((!insert || !insert->isSelect) && (!create || !create->isAsSelect))
        return;
    if (readsWithoutLocks(at.state))
        return;
    const auto &sources = insert ? insert->selectsFrom : create->selectsFrom;
    const auto used =
        std::ranges::find_if(sources, [&](const auto &table) { return !at.createdHere(table); });
    if (used != sources.end())
        addOn(at, findings, at.statement.span, *used);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "my-zero-date-sql-mode",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "{what}",
     .why = "Without strict mode the server stores something else where a value doesn't fit: cut texts, "
            "0, or 0000-00-00, with a warning that nobody reads. A strict session can't write such rows "
            "again, not even unchanged.",
     .lock = {},
     .help = "Leave sql_mode as the server has it, and use NULL where there is no date.",
     .check = zeroDateSqlMode,
     .versions = {}},
    {.id = "my-sbr-unsafe",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "Replicas come to other rows: {cause}",
     .why = "With binlog_format=STATEMENT a replica runs the statement again instead of getting the "
            "rows. What isn't the same twice makes it drift away silently.",
     .lock = {},
     .help = "SET SESSION binlog_format = ROW for this change, or give each row its value from the "
             "application.",
     .check = sbrUnsafe,
     .versions = {}},
    {.id = "my-insert-select-locks",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "Rows of {table} are locked while they are read",
     .why = "INSERT … SELECT and CREATE TABLE … AS SELECT read with shared next-key locks under "
            "REPEATABLE READ, and keep them until the transaction ends.",
     .lock = "Shared locks on the rows and gaps of {table} that are read: writes of them wait.",
     .help =
         "Copy in batches by primary key, each in a transaction of its own, or read a snapshot: SET SESSION TRANSACTION "
         "ISOLATION LEVEL READ COMMITTED before it, where the binary log keeps rows (ROW or MIXED).",
     .check = insertSelectLocks,
     .versions = {}},
});

} // namespace

std::span<const RuleInfo> myDataRules() { return rules; }

} // namespace lockkeeper::lint
