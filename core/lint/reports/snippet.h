// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lockkeeper::lint {

/// A part of a line as a terminal shows it, and where in it the marked bytes are, in cells.
struct Snippet
{
    std::string text;
    int mark = 0;
    int markLength = 0;
};

/// As much of @p line around the bytes [@p begin, @p end) as @p width cells take: tabs as blanks, what a terminal
/// would obey or can't show as U+FFFD, … where it was cut. Looks at no more of the line than it shows.
Snippet snippetOf(std::string_view line, std::size_t begin, std::size_t end, int width);

} // namespace lockkeeper::lint
