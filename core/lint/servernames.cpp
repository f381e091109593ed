// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/servernames.h"

#include "core/sql/lexer.h"

#include <algorithm>
#include <charconv>

namespace lockkeeper::lint {
namespace {

using sql::ConstraintKind;

std::string bare(std::string_view displayName)
{
    const size_t dot = displayName.rfind('.');
    return std::string(dot == std::string_view::npos ? displayName : displayName.substr(dot + 1));
}

std::string joined(const std::vector<std::string> &parts)
{
    std::string all;
    for (const std::string &part : parts)
        all += (all.empty() ? "" : "_") + part;
    return all;
}

/// PostgreSQL cuts the longer of table and columns until the name has 63 bytes, never inside of a character.
std::string fitted(std::string table, std::string columns, std::string_view label)
{
    constexpr size_t longest = 63;
    const size_t extra = label.size() + 1 + (columns.empty() ? 0 : 1);
    const auto cut = [](std::string &text) {
        do
            text.pop_back();
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80);
    };
    while (table.size() + columns.size() + extra > longest)
        cut(table.size() > columns.size() ? table : columns);
    return table + (columns.empty() ? "" : "_" + columns) + '_' + std::string(label);
}

/// The number behind @p stem in @p name; nothing: it is no such name.
std::optional<size_t> numberBehind(std::string_view stem, std::string_view name, bool ignoresCase)
{
    const auto same = [ignoresCase](std::string_view a, std::string_view b) {
        return ignoresCase ? folded(a) == folded(b) : a == b;
    };
    if (name.size() <= stem.size() || name[stem.size()] == '0' || !same(name.substr(0, stem.size()), stem))
        return std::nullopt;
    size_t number = 0;
    const char *end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data() + stem.size(), end, number);
    return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

/// @p name, or with the first number from @p number on that makes it new. Looks at each name of the table once.
std::string unused(const TableFacts &table, const std::string &name, const char *separator, size_t number)
{
    if (!table.constraint(name) && !table.index(name))
        return name;
    const std::string stem = name + separator;
    std::vector<bool> isTaken(number + table.constraints.size() + table.indexes.size() + 1);
    const auto take = [&](const auto &item) {
        const auto taken = numberBehind(stem, item.name, table.ignoresCase);
        if (taken && *taken < isTaken.size())
            isTaken[*taken] = true;
    };
    std::ranges::for_each(table.constraints, take);
    std::ranges::for_each(table.indexes, take);
    while (isTaken[number])
        ++number;
    return stem + std::to_string(number);
}

std::string postgresConstraint(const TableFacts &table, ConstraintKind kind,
                               const std::vector<std::string> &columns)
{
    std::string label;
    std::string middle = joined(columns);
    switch (kind) {
    case ConstraintKind::PrimaryKey:
        label = "pkey";
        middle.clear();
        break;
    case ConstraintKind::Unique:
        label = "key";
        break;
    case ConstraintKind::ForeignKey:
        label = "fkey";
        break;
    case ConstraintKind::Exclusion:
        label = "excl";
        break;
    case ConstraintKind::NotNull:
        label = "not_null";
        break;
    default: // a CHECK is named after its column if it has only one
        label = "check";
        if (columns.size() != 1)
            middle.clear();
    }
    return unused(table, fitted(bare(table.name), middle, label), "", 1);
}

int countOf(const TableFacts &table, ConstraintKind kind)
{
    return static_cast<int>(std::ranges::count(table.constraints, kind, &ConstraintFacts::kind));
}

std::string mysqlConstraint(SqlDialect dialect, const TableFacts &table, ConstraintKind kind,
                            const std::vector<std::string> &columns)
{
    const std::string number = std::to_string(countOf(table, kind) + 1);
    switch (kind) {
    case ConstraintKind::PrimaryKey:
        return "PRIMARY";
    case ConstraintKind::ForeignKey:
        return bare(table.name) + "_ibfk_" + number;
    case ConstraintKind::Check:
        return dialect == SqlDialect::MariaDB ? "CONSTRAINT_" + number : bare(table.name) + "_chk_" + number;
    default:
        return indexName(dialect, table, columns);
    }
}

} // namespace

std::string constraintName(SqlDialect dialect, const TableFacts &table, ConstraintKind kind,
                           const std::vector<std::string> &columns)
{
    if (dialect == SqlDialect::PostgreSQL)
        return postgresConstraint(table, kind, columns);
    if (isMySqlFamily(dialect))
        return mysqlConstraint(dialect, table, kind, columns);
    return {}; // SQLite names only their indexes, and nobody can say those names
}

std::string indexName(SqlDialect dialect, const TableFacts &table, const std::vector<std::string> &columns)
{
    if (isMySqlFamily(dialect)) {
        const bool isExpression = columns.empty() || columns.front().empty();
        return unused(table, isExpression ? "functional_index" : columns.front(), "_", 2);
    }
    std::vector<std::string> parts = columns;
    std::ranges::replace(parts, std::string(), std::string("expr"));
    return unused(table, fitted(bare(table.name), joined(parts), "idx"), "", 1);
}

} // namespace lockkeeper::lint
