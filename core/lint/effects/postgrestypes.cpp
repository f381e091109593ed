// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/postgrestypes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lockkeeper::lint {
namespace {

using Modifiers = std::vector<int>;

constexpr TypeChange rewrite{.rewrites = true};
constexpr TypeChange unknown{.rewrites = true, .isCertain = false};
constexpr TypeChange sortedAnew{.reindexes = true};
constexpr TypeChange nothing{};

/// One spelling for each type.
std::string_view canonical(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> aliases{{
        {"bpchar", "char"},
        {"character", "char"},
        {"character varying", "varchar"},
        {"bit varying", "varbit"},
        {"decimal", "numeric"},
        {"int", "integer"},
        {"int2", "smallint"},
        {"int4", "integer"},
        {"int8", "bigint"},
        {"float4", "real"},
        {"float8", "double precision"},
        {"bool", "boolean"},
        {"timestamp with time zone", "timestamptz"},
        {"timestamp without time zone", "timestamp"},
        {"time with time zone", "timetz"},
        {"time without time zone", "time"},
    }};
    const auto found =
        std::ranges::find(aliases, name, &std::pair<std::string_view, std::string_view>::first);
    return found == aliases.end() ? name : found->second;
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::contains(names, name);
}

bool isBuiltIn(std::string_view name)
{
    return isOneOf(name, {"smallint",  "integer",     "bigint",   "real",     "double precision",
                          "numeric",   "money",       "char",     "varchar",  "text",
                          "citext",    "name",        "bytea",    "boolean",  "date",
                          "timestamp", "timestamptz", "time",     "timetz",   "interval",
                          "uuid",      "json",        "jsonb",    "xml",      "inet",
                          "cidr",      "macaddr",     "macaddr8", "bit",      "varbit",
                          "oid",       "point",       "line",     "lseg",     "box",
                          "path",      "polygon",     "circle",   "tsvector", "tsquery",
                          "int4range", "int8range",   "numrange", "tsrange",  "tstzrange",
                          "daterange", "hstore",      "ltree"});
}

/// reg… types and integer are oids, all stored alike.
bool isOid(std::string_view name) { return name == "oid" || name == "integer" || name.starts_with("reg"); }

/// A length or precision that only grows, or goes away.
bool widens(const Modifiers &from, const Modifiers &to)
{
    return to.empty() || (!from.empty() && to.back() >= from.back());
}

bool keepsSeconds(const Modifiers &from, const Modifiers &to)
{
    constexpr int finest = 6;
    return to.empty() || to.back() >= finest || widens(from, to);
}

bool keepsNumeric(const Modifiers &from, const Modifiers &to)
{
    const auto scale = [](const Modifiers &modifiers) { return modifiers.size() > 1 ? modifiers[1] : 0; };
    return to.empty() || (!from.empty() && scale(from) == scale(to) && to.front() >= from.front());
}

TypeChange changeOfLength(std::string_view name, const Modifiers &from, const Modifiers &to)
{
    if (from == to)
        return nothing;
    if (isOneOf(name, {"varchar", "varbit"}))
        return widens(from, to) ? nothing : rewrite;
    if (name == "numeric")
        return keepsNumeric(from, to) ? nothing : rewrite;
    if (isOneOf(name, {"timestamp", "timestamptz", "time", "timetz", "interval"}))
        return keepsSeconds(from, to) ? nothing : rewrite;
    if (isOneOf(name, {"char", "bit"})) {
        const auto length = [](const Modifiers &modifiers) {
            return modifiers.empty() ? 1 : modifiers.front();
        };
        return length(from) == length(to) ? nothing : rewrite;
    }
    return isBuiltIn(name) ? rewrite : unknown;
}

/// Between different types, none of them a domain.
TypeChange changeOfType(std::string_view from, std::string_view to, const sql::TypeName &target)
{
    const bool hasLength = !target.modifiers.empty();
    if (isOneOf(from, {"text", "varchar"}) && isOneOf(to, {"text", "varchar"}))
        return hasLength ? rewrite : nothing;
    if (isOneOf(from, {"text", "varchar", "citext"}) && isOneOf(to, {"text", "varchar", "citext"}))
        return hasLength ? rewrite : sortedAnew;
    if (from == "xml" && isOneOf(to, {"text", "varchar"}))
        return hasLength ? rewrite : nothing;
    if (from == "cidr" && to == "inet")
        return nothing;
    if (from == "bit" && to == "varbit")
        return hasLength ? rewrite : nothing;
    if (isOid(from) && isOid(to))
        return sortedAnew;
    const bool isTimestamp = isOneOf(from, {"timestamp", "timestamptz"});
    if (isTimestamp && isOneOf(to, {"timestamp", "timestamptz"}))
        return hasLength ? rewrite : unknown; // none in a session whose time zone is UTC
    return isBuiltIn(from) && isBuiltIn(to) ? rewrite : unknown;
}

/// The type that the values of @p type have, below any domains.
sql::TypeName belowDomains(sql::TypeName type, const Schema &schema)
{
    for (int depth = 0; depth < 8 && !type.isArray; ++depth) {
        const sql::TypeName *base = schema.domainBase(type);
        if (!base)
            break;
        type = *base;
    }
    return type;
}

} // namespace

bool isPostgresType(const sql::TypeName &type)
{
    const std::string_view name = canonical(type.name);
    return type.schema == "pg_catalog" || isBuiltIn(name) || isOid(name) || name.ends_with("serial");
}

TypeChange postgresTypeChange(const sql::TypeName &from, const sql::TypeName &to, const Schema &schema)
{
    if (from.isEmpty() || to.isEmpty())
        return unknown;
    if (from.isArray != to.isArray)
        return rewrite;
    if (schema.isConstrainedDomain(to) && from.name != to.name)
        return rewrite;
    const sql::TypeName before = belowDomains(from, schema);
    const sql::TypeName after = belowDomains(to, schema);
    const std::string_view oldName = canonical(before.name);
    const std::string_view newName = canonical(after.name);
    const bool isSame = oldName == newName && before.schema == after.schema;
    if (from.isArray)
        return isSame && before.modifiers == after.modifiers ? nothing : rewrite;
    TypeChange change = isSame ? changeOfLength(oldName, before.modifiers, after.modifiers)
                               : changeOfType(oldName, newName, after);
    if (before.collation != after.collation)
        change.reindexes = true;
    return change;
}

} // namespace lockkeeper::lint
