// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"

#include "core/sql/lexer.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

std::string written(const At &at, const sql::ObjectName &name)
{
    return quotedName(at.options.dialect, name);
}

std::string written(const At &at, const sql::Name &name) { return quotedName(at.options.dialect, name.text); }

std::string written(const At &at, const std::vector<sql::Name> &names)
{
    std::string list;
    for (const sql::Name &name : names) {
        if (!list.empty())
            list += ", ";
        list += written(at, name);
    }
    return list;
}

namespace {

/// Whom the statement keeps waiting in MySQL and MariaDB; from 11.2 on, MariaDB copies most tables beside writes.
std::string tableLockOf(const At &at, const std::string &table)
{
    switch (at.effects.tableLock.value_or(TableLock::None)) {
    case TableLock::Exclusive:
        return "LOCK=EXCLUSIVE: reads and writes of " + table + " wait until it is done.";
    case TableLock::Shared:
        return "LOCK=SHARED: reads of " + table + " go on, every write waits until it is done.";
    case TableLock::None:
        break;
    }
    return "Reads and writes of " + table
           + " go on; an exclusive metadata lock for a moment at both ends keeps them waiting.";
}

} // namespace

Findings::Draft addOn(const At &at, Findings &findings, Span span, const sql::ObjectName &table)
{
    Findings::Draft draft = findings.add(span.isValid() ? span : at.statement.span);
    draft.fact("table", written(at, table));
    if (at.isMySql())
        draft.fact("table_lock", tableLockOf(at, written(at, table)));
    return draft;
}

sql::AlterTable aloneIn(const sql::AlterTable &alter, const sql::AlterAction &action)
{
    sql::AlterTable alone;
    alone.object = alter.object;
    alone.table = alter.table;
    alone.ifExists = alter.ifExists;
    alone.only = alter.only;
    alone.algorithm = alter.algorithm;
    alone.lock = alter.lock;
    alone.actions = {action};
    return alone;
}

Effects effectsOf(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    if (alter.actions.size() == 1)
        return at.effects;
    const sql::Statement statement{aloneIn(alter, action), at.statement.span};
    return effectsOf(statement, at.schema, at.options.dialect, at.options.version, at.state.session());
}

bool isHistoryTable(const sql::ObjectName &table)
{
    static constexpr auto names = std::to_array<std::string_view>(
        {"alembic_version", "schema_migrations", "ar_internal_metadata", "django_migrations",
         "flyway_schema_history", "databasechangelog", "databasechangeloglock", "knex_migrations",
         "knex_migrations_lock", "_prisma_migrations", "__efmigrationshistory", "goose_db_version"});
    return std::ranges::contains(names, folded(table.name.text));
}

namespace {

/// An index of a table that the script created.
bool isOwnIndex(const std::string &relation, const Schema &schema)
{
    sql::ObjectName index;
    index.name.text = relation.substr(relation.rfind('.') + 1);
    const std::string table = schema.tableOfIndex(index);
    return !table.empty() && schema.createdHere(std::string_view(table));
}

/// A key by its usual name where the table isn't known.
bool namesKey(const TableFacts *table, const std::vector<std::string> &columns)
{
    const auto isNamed = [&](const std::string &wanted) {
        return std::ranges::any_of(
            columns, [&](const std::string &column) { return folded(column) == folded(wanted); });
    };
    if (isNamed("id"))
        return true;
    return table && std::ranges::any_of(table->indexes, [&](const IndexFacts &index) {
               return (index.isUnique || index.isPrimary) && !index.columns.empty()
                      && std::ranges::all_of(index.columns, isNamed);
           });
}

} // namespace

bool picksRows(const At &at, const sql::ObjectName &table, const sql::Expression &where)
{
    const std::string text = folded(at.source(where.span));
    const bool isRange = text.find_first_of("<>") != text.npos || text.contains("between")
                         || text.contains(" or ") || text.contains(" is ") || text.contains("select");
    return !where.isEmpty() && !where.isAlwaysTrue && !isRange
           && namesKey(at.schema.table(table), where.columns);
}

std::set<std::string> ownTables(const AtEnd &end)
{
    std::set<std::string> own;
    for (const sql::Statement &statement : end.statements) {
        if (const auto *create = statement.as<sql::CreateTable>())
            own.emplace(withoutPublic(create->table.display()));
        const auto *alter = statement.as<sql::AlterTable>();
        if (!alter || !own.contains(std::string(withoutPublic(alter->table.display()))))
            continue;
        for (const sql::AlterAction &action : alter->actions) {
            if (action.kind == sql::AlterKind::RenameTable)
                own.emplace(withoutPublic(action.newTable.display()));
        }
    }
    return own;
}

bool locksOthers(const Effects &effects, const Schema &schema, LockMode mode)
{
    return std::ranges::any_of(effects.locks, [&](const Effects::Lock &lock) {
        return lock.mode >= mode && !schema.createdHere(std::string_view(lock.relation))
               && !isOwnIndex(lock.relation, schema);
    });
}

bool isExpand(const At &at) { return at.options.stage == Stage::Expand; }

ColumnUsers usersOf(const At &at, const sql::ObjectName &table, std::string_view column)
{
    const TableFacts *facts = at.schema.table(table);
    const ColumnFacts *known = facts ? facts->column(column) : nullptr;
    if (known && known->usedBy)
        return {*known->usedBy, true};
    return {facts ? facts->dependents : std::vector<std::string>()};
}

std::string listed(const std::vector<std::string> &names)
{
    std::string list;
    for (const std::string &name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

const sql::TypeName *knownType(const At &at, const sql::ObjectName &table, std::string_view column)
{
    const TableFacts *facts = at.schema.table(table);
    const ColumnFacts *known = facts ? facts->column(column) : nullptr;
    return known && !known->type.isEmpty() ? &known->type : nullptr;
}

bool isSerial(const sql::TypeName &type)
{
    return type.name == "serial" || type.name == "bigserial" || type.name == "smallserial";
}

std::vector<int> transactionsOf(const AtEnd &end)
{
    std::vector<int> numbers;
    numbers.reserve(end.statements.size());
    bool isOpen = end.options.assumesTransaction;
    int number = 0;
    for (const sql::Statement &statement : end.statements) {
        const auto *transaction = statement.as<sql::Transaction>();
        using Kind = sql::Transaction::Kind;
        number += isOpen ? 0 : 1;
        numbers.push_back(number);
        if (transaction && transaction->kind == Kind::Begin)
            isOpen = true;
        if (transaction && (transaction->kind == Kind::Commit || transaction->kind == Kind::Rollback))
            isOpen = false;
    }
    return numbers;
}

Fix safeEdit(std::string title, Span span, std::string text)
{
    Fix fix;
    fix.title = std::move(title);
    fix.edits.push_back({span, std::move(text)});
    fix.isSafe = true;
    return fix;
}

Fix stagedFix(std::string title, std::vector<StagedSql> stages)
{
    Fix fix;
    fix.title = std::move(title);
    fix.stages = std::move(stages);
    return fix;
}

std::string madeName(std::string_view table, std::string_view column, std::string_view suffix)
{
    constexpr size_t longest = 63;
    std::string name = std::string(table) + '_' + std::string(column);
    size_t length = std::min(name.size(), longest - suffix.size() - 1);
    while (length > 0 && length < name.size() && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U)
        --length; // not in the middle of a character
    name.resize(length);
    return name + '_' + std::string(suffix);
}

} // namespace lockkeeper::lint
