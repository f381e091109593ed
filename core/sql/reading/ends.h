// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

/// Where things end that begin at a byte. All look at each byte once.
namespace lockkeeper::reading {

struct Reach
{
    std::size_t end;
    bool isClosed = true; ///< otherwise the end is the text's
};

/// Of a string or name whose opening quote is at @p at; a doubled quote is one of its characters.
Reach endOfQuoted(std::string_view text, std::size_t at, char quote, bool backslashes);
/// Of `[name]`.
Reach endOfBrackets(std::string_view text, std::size_t at);
/// Of `$tag$ … $tag$`; ends at @p at when the dollar opens no string.
Reach endOfDollarQuoted(std::string_view text, std::size_t at);
/// Of a block comment with @p nesting levels of comments inside of it.
Reach endOfBlockComment(std::string_view text, std::size_t at, int nesting);
/// Without the line break.
std::size_t endOfLine(std::string_view text, std::size_t at, bool carriageReturnEnds);
/// Of the data lines of COPY, the closing `\.` included.
Reach endOfCopyData(std::string_view text, std::size_t at);
/// Of `${name}`; @p at when there is none.
std::size_t endOfPlaceholder(std::string_view text, std::size_t at);

} // namespace lockkeeper::reading
