// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "parse.h"

using namespace lockkeeper;
using namespace lockkeeper::fuzz;

// Both servers read the same grammar, so both read every input.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = textOf(data, size);
    parseAll(text, {.dialect = SqlDialect::MySQL});
    parseAll(text, {.dialect = SqlDialect::MariaDB});
    parseAll(text, {.dialect = SqlDialect::MySQL, .noBackslashEscapes = true, .ansiQuotes = true});
    return 0;
}
