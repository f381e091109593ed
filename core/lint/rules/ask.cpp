// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"

#include <algorithm>

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

Findings::Draft addOn(const At &at, Findings &findings, Span span, const sql::ObjectName &table)
{
    Findings::Draft draft = findings.add(span.isValid() ? span : at.statement.span);
    draft.fact("table", written(at, table));
    return draft;
}

Effects effectsOf(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    if (alter.actions.size() == 1)
        return at.effects;
    sql::AlterTable alone;
    alone.object = alter.object;
    alone.table = alter.table;
    alone.ifExists = alter.ifExists;
    alone.only = alter.only;
    alone.algorithm = alter.algorithm;
    alone.lock = alter.lock;
    alone.actions = {action};
    const sql::Statement statement{std::move(alone), at.statement.span};
    return effectsOf(statement, at.schema, at.options.dialect, at.options.version);
}

bool locksOthers(const Effects &effects, const Schema &schema, LockMode mode)
{
    return std::ranges::any_of(effects.locks, [&](const Effects::Lock &lock) {
        const TableFacts *table = schema.table(lock.relation);
        return lock.mode >= mode && !(table && table->createdHere);
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
