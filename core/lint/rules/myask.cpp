// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"

#include "core/sql/lexer.h"

#include <algorithm>

namespace lockkeeper::lint {

const sql::AlterTable *alterOfUsedTable(const At &at)
{
    const auto *alter = at.as<sql::AlterTable>();
    return alter && alter->object == sql::ObjectKind::Table && !at.createdHere(alter->table) ? alter
                                                                                             : nullptr;
}

std::span<const sql::AlterAction> clausesOnUsedTable(const At &at)
{
    const auto *alter = alterOfUsedTable(at);
    return alter ? std::span<const sql::AlterAction>(alter->actions) : std::span<const sql::AlterAction>();
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

bool isOff(std::string_view value) { return isOneOf(folded(value), {"0", "off", "false", "no"}); }

bool isSwitchedOff(const ScriptState &state, std::string_view setting)
{
    const auto value = state.setting(setting);
    return value && isOff(*value);
}

bool isSwitchedOn(const ScriptState &state, std::string_view setting)
{
    const auto value = state.setting(setting);
    return value && isOneOf(folded(*value), {"1", "on", "true", "yes"});
}

bool isIgnoredCheck(const At &at, const sql::Constraint &constraint)
{
    return constraint.kind == sql::ConstraintKind::Check && at.options.dialect == SqlDialect::MySQL
           && at.options.version < ServerVersion{8, 0, 16};
}

bool copies(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    return effectsOf(at, alter, action).algorithm == Algorithm::Copy;
}

std::vector<sql::ObjectName> metadataLocked(const sql::Statement &statement)
{
    if (const auto *alter = statement.as<sql::AlterTable>(); alter && alter->object == sql::ObjectKind::Table)
        return {alter->table};
    if (const auto *index = statement.as<sql::CreateIndex>())
        return {index->table};
    if (const auto *truncate = statement.as<sql::Truncate>())
        return truncate->tables;
    if (const auto *trigger = statement.as<sql::CreateTrigger>())
        return {trigger->table};
    if (const auto *maintain = statement.as<sql::Maintain>();
        maintain && maintain->kind == sql::Maintain::Kind::Optimize)
        return maintain->objects;
    if (const auto *rename = statement.as<sql::Rename>();
        rename && rename->object == sql::ObjectKind::Table) {
        std::vector<sql::ObjectName> tables;
        std::ranges::transform(rename->pairs, std::back_inserter(tables), &sql::Rename::Pair::from);
        return tables;
    }
    const auto *drop = statement.as<sql::Drop>();
    if (drop && drop->object == sql::ObjectKind::Index)
        return {drop->onTable};
    const bool isTable = drop && drop->object == sql::ObjectKind::Table && !drop->isTemporary;
    return isTable ? drop->names : std::vector<sql::ObjectName>();
}

std::vector<std::string> dependents(const At &at, const TableFacts &table)
{
    std::vector<std::string> names = table.dependents;
    std::erase_if(names, [&](const std::string &name) { return at.state.dropped(name); });
    return names;
}

const ColumnFacts *knownColumn(const At &at, const sql::ObjectName &table, std::string_view column)
{
    const TableFacts *facts = at.schema.table(table);
    return facts ? facts->column(column) : nullptr;
}

std::vector<std::string> primaryKey(const TableFacts &table)
{
    const auto index = std::ranges::find_if(table.indexes, &IndexFacts::isPrimary);
    if (index != table.indexes.end())
        return index->columns;
    const auto key =
        std::ranges::find(table.constraints, sql::ConstraintKind::PrimaryKey, &ConstraintFacts::kind);
    return key == table.constraints.end() ? std::vector<std::string>() : key->columns;
}

bool isInPrimaryKey(const TableFacts &table, std::string_view column)
{
    return std::ranges::any_of(
        primaryKey(table), [name = folded(column)](const std::string &key) { return folded(key) == name; });
}

bool isSameType(const sql::TypeName &a, const sql::TypeName &b)
{
    const bool isWidthOnly = a.name.ends_with("int") || a.name == "integer"; // INT(11) is INT
    return a.name == b.name && a.isUnsigned == b.isUnsigned && a.values == b.values
           && (isWidthOnly || a.modifiers == b.modifiers);
}

bool isEnumOrSet(const sql::TypeName &type) { return type.name == "enum" || type.name == "set"; }

Span clauseSpan(const At &at, std::string_view name, std::string_view value)
{
    const std::string text = folded(at.source(at.statement.span));
    for (size_t begin = text.rfind(name); begin != text.npos && begin > 0;
         begin = text.rfind(name, begin - 1)) {
        const size_t word = text.find_first_not_of(" \t\r\n=", begin + name.size());
        if (word != text.npos && std::string_view(text).substr(word).starts_with(value)) {
            const auto from = at.statement.span.begin;
            return {from + std::int32_t(begin), from + std::int32_t(word + value.size())};
        }
    }
    return {};
}

TextEdit atScriptEnd(std::string_view text, const std::string &statement)
{
    const size_t last = text.find_last_not_of(" \t\r\n");
    const auto end = std::int32_t(last == text.npos ? 0 : last + 1);
    const bool isClosed = last == text.npos || text[last] == ';';
    return {{end, end}, (isClosed ? "\n" : ";\n") + statement};
}

} // namespace lockkeeper::lint
