// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/lexer.h"
#include "core/sql/reading/characters.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace lockkeeper {

namespace {

using namespace reading;

void appendUtf8(std::string &text, char32_t c)
{
    const auto continuation = [](char32_t bits) { return static_cast<char>(0x80U | (bits & 0x3fU)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0U | (c >> 6U));
        text += continuation(c);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0U | (c >> 12U));
        text += continuation(c >> 6U);
        text += continuation(c);
    } else {
        text += static_cast<char>(0xf0U | (c >> 18U));
        text += continuation(c >> 12U);
        text += continuation(c >> 6U);
        text += continuation(c);
    }
}

/// Reads `\0041` and `\+000041` from the front of @p text.
std::optional<char32_t> takeEscape(std::string_view &text)
{
    const bool isLong = byteAt(text, 1) == '+';
    const std::string_view digits = text.substr(isLong ? 2 : 1, isLong ? 6 : 4);
    std::uint32_t value = 0;
    if (digits.size() != (isLong ? 6U : 4U) || !std::ranges::all_of(digits, isHexDigit))
        return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (value > 0x10ffff)
        return std::nullopt;
    text.remove_prefix((isLong ? 2U : 1U) + digits.size());
    return value;
}

/// Two escapes stand for one character when the first is a high surrogate.
char32_t joined(char32_t c, std::string_view &rest)
{
    if (c < 0xd800 || c > 0xdbff || !rest.starts_with('\\'))
        return c;
    std::string_view behind = rest;
    const auto low = takeEscape(behind);
    if (!low || *low < 0xdc00 || *low > 0xdfff)
        return c;
    rest = behind;
    return 0x10000 + ((c - 0xd800) << 10U) + (*low - 0xdc00);
}

std::string withoutEscapes(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        if (text.starts_with("\\\\")) {
            text.remove_prefix(1);
        } else if (text.front() == '\\') {
            if (const auto c = takeEscape(text)) {
                appendUtf8(result, joined(*c, text));
                continue;
            }
        }
        result += text.front();
        text.remove_prefix(1);
    }
    return result;
}

} // namespace

std::string nameInside(std::string_view quoted)
{
    const bool hasEscapes = lowered(byteAt(quoted, 0)) == 'u' && byteAt(quoted, 1) == '&';
    if (hasEscapes)
        quoted.remove_prefix(2);
    if (quoted.empty())
        return {};
    const char close = quoted.front() == '[' ? ']' : quoted.front();
    quoted.remove_prefix(1);
    std::string name;
    for (std::size_t at = 0; at < quoted.size(); ++at) {
        if (quoted[at] == close) {
            if (at + 1 == quoted.size())
                break;
            if (close != ']' && quoted[at + 1] == close)
                ++at;
        }
        name += quoted[at];
    }
    return hasEscapes ? withoutEscapes(name) : name;
}

std::string folded(std::string_view word)
{
    std::string result(word);
    std::ranges::transform(result, result.begin(), lowered);
    return result;
}

bool isKeyword(std::string_view word, std::string_view keyword)
{
    return word.size() == keyword.size() && std::ranges::equal(word, keyword, {}, lowered);
}

} // namespace lockkeeper
