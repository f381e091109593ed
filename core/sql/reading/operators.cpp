// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/reading/operators.h"

#include "core/sql/reading/characters.h"

#include <array>

namespace lockkeeper::reading {

namespace {

/// Any run of operator characters is one operator in PostgreSQL. It stops in front of a comment, and ends in + or -
/// only if it has a character that no operator of the standard has.
std::size_t endOfPostgresOperator(std::string_view text, std::size_t at)
{
    bool hasOddOne = false;
    std::size_t end = at;
    for (; end < text.size() && std::string_view("+-*/<>=~!@#%^&|`?").contains(text[end]); ++end) {
        const std::string_view two = text.substr(end, 2);
        if (two == "--" || two == "/*")
            break;
        hasOddOne = hasOddOne || std::string_view("~!@#%^&|`?").contains(text[end]);
    }
    while (!hasOddOne && end > at + 1 && isSign(text[end - 1]))
        --end;
    return end;
}

} // namespace

std::size_t endOfOperator(std::string_view text, std::size_t at, SqlDialect dialect)
{
    if (dialect == SqlDialect::PostgreSQL)
        return endOfPostgresOperator(text, at);
    static constexpr std::array<std::string_view, 11> longOnes{"<=>", "->>", "||", "&&", "->", "<<",
                                                               ">>",  "<=",  ">=", "<>", "!="};
    for (const std::string_view known : longOnes) {
        if (text.substr(at).starts_with(known))
            return at + known.size();
    }
    if (dialect == SqlDialect::SQLite && text.substr(at).starts_with("=="))
        return at + 2;
    return std::string_view("+-*/<>=~!%^&|").contains(text[at]) ? at + 1 : at;
}

} // namespace lockkeeper::reading
