// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lockkeeper::sql::postgres {

namespace {

using namespace std::string_view_literals;

/// PostgreSQL's own names, and what people call them.
constexpr std::array usualNames = {
    std::pair{"bool"sv, "boolean"sv},    std::pair{"int2"sv, "smallint"sv},
    std::pair{"int4"sv, "integer"sv},    std::pair{"int8"sv, "bigint"sv},
    std::pair{"int"sv, "integer"sv},     std::pair{"float4"sv, "real"sv},
    std::pair{"decimal"sv, "numeric"sv}, std::pair{"float8"sv, "double precision"sv},
    std::pair{"bpchar"sv, "char"sv},     std::pair{"serial2"sv, "smallserial"sv},
    std::pair{"serial4"sv, "serial"sv},  std::pair{"serial8"sv, "bigserial"sv},
};

std::string usualName(const std::string &name)
{
    const auto *found = std::ranges::find(usualNames, std::string_view(name),
                                          &std::pair<std::string_view, std::string_view>::first);
    return found == usualNames.end() ? name : std::string(found->second);
}

bool isPostgresOwn(const std::vector<std::string> &parts)
{
    return parts.size() > 1 && parts[parts.size() - 2] == "pg_catalog";
}

/// An interval's first modifier is a mask of fields, its second the precision.
std::vector<int> modifiersOf(const ::TypeName &type, const std::string &name)
{
    std::vector<int> modifiers;
    for (const Node &node : each<Node>(type.typmods)) {
        const auto *constant = as<A_Const>(&node, T_A_Const);
        if (constant && !constant->isnull && nodeTag(&constant->val) == T_Integer)
            modifiers.push_back(constant->val.ival.ival);
    }
    if (name == "interval" && !modifiers.empty())
        modifiers.erase(modifiers.begin());
    return modifiers;
}

bool isAnyWord(const PieceTokens &tokens, int token, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view word) { return tokens.isWord(token, word); });
}

/// The token behind the words of a type's name: `double precision`, `interval day to second`, `app.status`.
int behindWords(const PieceTokens &tokens, int token)
{
    const int first = token++;
    if (tokens.isWord(first, "national") && isAnyWord(tokens, token, {"char", "character"}))
        ++token;
    if (isAnyWord(tokens, first, {"bit", "char", "character", "nchar", "national"})
        && tokens.isWord(token, "varying"))
        ++token;
    if (tokens.isWord(first, "double") && tokens.isWord(token, "precision"))
        ++token;
    if (tokens.isWord(first, "interval")) {
        while (isAnyWord(tokens, token, {"year", "month", "day", "hour", "minute", "second", "to"}))
            ++token;
    }
    while (tokens.isSign(token, '.') && tokens.isName(token + 1))
        token += 2;
    return token;
}

int behindZone(const PieceTokens &tokens, int first, int token)
{
    const bool says = isAnyWord(tokens, first, {"timestamp", "time"})
                      && isAnyWord(tokens, token, {"with", "without"}) && tokens.isWord(token + 1, "time")
                      && tokens.isWord(token + 2, "zone");
    return says ? token + 3 : token;
}

int behindType(const PieceTokens &tokens, int first)
{
    if (tokens.isWord(first, "setof"))
        ++first;
    int token = behindWords(tokens, first);
    if (tokens.isSign(token, '('))
        token = tokens.closing(token) + 1;
    token = behindZone(tokens, first, token);
    if (tokens.isSign(token, '%') && tokens.isWord(token + 1, "type"))
        token += 2;
    if (tokens.isWord(token, "array"))
        ++token;
    while (tokens.isSign(token, '['))
        token = tokens.closing(token) + 1;
    return std::min(token, tokens.count());
}

/// `"char"` is PostgreSQL's one-byte type, char without quotes is another.
bool isQuotedChar(const std::vector<std::string> &parts)
{
    return parts.size() == 1 && parts.front() == "char";
}

} // namespace

std::string typeWord(const ::TypeName &type)
{
    const std::vector<std::string> parts = partsOf(type.names);
    if (parts.empty())
        return {};
    if (isPostgresOwn(parts) || parts.size() == 1)
        return isQuotedChar(parts) ? "\"char\"" : usualName(parts.back());
    return parts[parts.size() - 2] + '.' + parts.back();
}

TypeName readType(const ::TypeName *type, const Reading &reading)
{
    if (!type)
        return {};
    TypeName read;
    const std::vector<std::string> parts = partsOf(type->names);
    if (parts.size() > 1 && !isPostgresOwn(parts)) {
        read.schema = parts[parts.size() - 2];
        read.name = parts.back();
    } else {
        read.name = typeWord(*type);
    }
    if (type->pct_type)
        read.name += "%type";
    read.modifiers = modifiersOf(*type, read.name);
    read.isArray = lengthOf(type->arrayBounds) > 0;
    const int first = reading.tokenAt(type->location);
    if (first < reading.tokens.count())
        read.span = reading.tokens.span({first, behindType(reading.tokens, first)});
    return read;
}

} // namespace lockkeeper::sql::postgres
