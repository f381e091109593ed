// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

/// What servers and clients mean by blanks, digits and letters. Every byte above 127 is a letter to them.
namespace lockkeeper::reading {

constexpr bool isBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool isLineBreak(char c) { return c == '\n' || c == '\r'; }
constexpr bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr bool isHexDigit(char c) { return isDigit(c) || (lowered(c) >= 'a' && lowered(c) <= 'f'); }
constexpr bool isLetter(char c)
{
    return (lowered(c) >= 'a' && lowered(c) <= 'z') || c == '_' || static_cast<unsigned char>(c) > 0x7f;
}
constexpr bool isLetterOrDigit(char c) { return isLetter(c) || isDigit(c); }
/// Of a plain name, behind its first letter.
constexpr bool isNamePart(char c) { return isLetterOrDigit(c) || c == '$'; }

/// One past the last byte from @p at on that @p belongs.
template<typename Predicate>
constexpr std::size_t endOf(std::string_view text, std::size_t at, Predicate belongs)
{
    while (at < text.size() && belongs(text[at]))
        ++at;
    return at;
}

/// NUL behind the end, which nothing asks for.
constexpr char byteAt(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

} // namespace lockkeeper::reading
