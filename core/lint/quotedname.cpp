// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/quotedname.h"

#include "core/sql/lexer.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

/// Reserved in PostgreSQL, MySQL and SQLite alike, or in PostgreSQL only; sorted.
constexpr auto reservedInPostgres = std::to_array<std::string_view>({
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "not",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "placing",
    "primary",
    "references",
    "returning",
    "right",
    "select",
    "session_user",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
});

constexpr auto reservedElsewhere = std::to_array<std::string_view>({
    "add",       "alter",   "before",   "between",   "by",        "call",      "cascade",   "change",
    "condition", "convert", "database", "databases", "delete",    "describe",  "drop",      "each",
    "escape",    "exists",  "exit",     "explain",   "float",     "force",     "fulltext",  "generated",
    "get",       "groups",  "if",       "ignore",    "index",     "insert",    "int",       "integer",
    "interval",  "key",     "keys",     "kill",      "lines",     "load",      "lock",      "long",
    "loop",      "match",   "mod",      "option",    "partition", "precision", "procedure", "range",
    "rank",      "read",    "release",  "rename",    "repeat",    "replace",   "require",   "restrict",
    "return",    "revoke",  "row",      "rows",      "schema",    "set",       "show",      "signal",
    "spatial",   "ssl",     "system",   "trigger",   "undo",      "unlock",    "unsigned",  "update",
    "usage",     "use",     "values",   "varchar",   "virtual",   "while",     "write",     "xor",
    "zerofill",
});
static_assert(std::ranges::is_sorted(reservedInPostgres) && std::ranges::is_sorted(reservedElsewhere));

bool isPlain(SqlDialect dialect, std::string_view name)
{
    const auto isLetter = [dialect](char c) {
        return (c >= 'a' && c <= 'z') || c == '_'
               || (dialect != SqlDialect::PostgreSQL && c >= 'A' && c <= 'Z');
    };
    return !name.empty() && isLetter(name.front()) && std::ranges::all_of(name, [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '$';
    });
}

} // namespace

bool isReservedWord(SqlDialect dialect, std::string_view word)
{
    return std::ranges::binary_search(reservedInPostgres, word)
           || (dialect != SqlDialect::PostgreSQL && std::ranges::binary_search(reservedElsewhere, word));
}

std::string quotedName(SqlDialect dialect, std::string_view name)
{
    if (isPlain(dialect, name) && !isReservedWord(dialect, folded(name)))
        return std::string(name);
    const char quote = isMySqlFamily(dialect) ? '`' : '"';
    std::string quoted(1, quote);
    for (const char c : name) {
        if (c == quote)
            quoted += quote;
        quoted += c;
    }
    return quoted + quote;
}

std::string quotedName(SqlDialect dialect, const sql::ObjectName &name)
{
    const std::string own = quotedName(dialect, name.name.text);
    return name.schema.isEmpty() ? own : quotedName(dialect, name.schema.text) + '.' + own;
}

} // namespace lockkeeper::lint
