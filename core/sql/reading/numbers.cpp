// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/reading/numbers.h"

#include "core/sql/reading/characters.h"

namespace lockkeeper::reading {

namespace {

/// Digits, and single underscores between them where the dialect has these.
template<typename Predicate>
std::size_t endOfDigits(std::string_view text, std::size_t at, bool underscores, Predicate isOne)
{
    while (at < text.size()) {
        if (isOne(text[at]))
            ++at;
        else if (underscores && text[at] == '_' && isOne(byteAt(text, at + 1)))
            at += 2;
        else
            break;
    }
    return at;
}

/// Of 0x1F, 0o17 and 0b1; @p at when it is none.
std::size_t endOfRadix(std::string_view text, std::size_t at, SqlDialect dialect, bool underscores)
{
    if (text[at] != '0')
        return at;
    const char sign = byteAt(text, at + 1);
    // MySQL knows the letters in lower case only.
    const char radix = isMySqlFamily(dialect) ? sign : lowered(sign);
    const std::size_t begin = at + 2;
    std::size_t end = begin;
    if (radix == 'x')
        end = endOfDigits(text, begin, underscores, isHexDigit);
    else if (radix == 'b' && dialect != SqlDialect::SQLite)
        end = endOfDigits(text, begin, underscores, [](char c) { return c == '0' || c == '1'; });
    else if (radix == 'o' && dialect == SqlDialect::PostgreSQL)
        end = endOfDigits(text, begin, underscores, [](char c) { return c >= '0' && c <= '7'; });
    return end > begin ? end : at;
}

} // namespace

NumberEnd endOfNumber(std::string_view text, std::size_t at, SqlDialect dialect)
{
    const bool underscores = !isMySqlFamily(dialect);
    if (const std::size_t end = endOfRadix(text, at, dialect, underscores); end > at)
        return {end, isMySqlFamily(dialect)};
    std::size_t end = endOfDigits(text, at, underscores, isDigit);
    const std::size_t integerEnd = end;
    // 1..10 is a range.
    if (byteAt(text, end) == '.' && byteAt(text, end + 1) != '.')
        end = endOfDigits(text, end + 1, underscores, isDigit);
    if (lowered(byteAt(text, end)) == 'e') {
        const char sign = byteAt(text, end + 1);
        const std::size_t exponent = end + (sign == '+' || sign == '-' ? 2 : 1);
        if (isDigit(byteAt(text, exponent)))
            end = endOfDigits(text, exponent, underscores, isDigit);
    }
    return {end, end == integerEnd};
}

} // namespace lockkeeper::reading
