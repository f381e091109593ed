// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lockkeeper {

/// A code point and its bytes; a byte that isn't UTF-8 is U+FFFD and one byte.
struct CodePoint
{
    char32_t value = U'\uFFFD';
    int bytes = 1;
    bool isValid = true;
};

inline constexpr std::string_view replacementCharacter = "\xef\xbf\xbd";

/// The one that begins at @p at, which is inside of @p text.
CodePoint codePointAt(std::string_view text, std::size_t at);
/// @p at, or the beginning of the code point that @p at is inside of.
std::size_t codePointStart(std::string_view text, std::size_t at);
/// @p text, with U+FFFD for every byte that isn't UTF-8.
std::string validUtf8(std::string_view text);

/// Cells of a terminal that @p value takes: 0 for combining marks, 2 for East Asian wide letters and emoji.
int cellsOf(char32_t value);

} // namespace lockkeeper
