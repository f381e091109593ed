// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "parse.h"

using namespace lockkeeper;
using namespace lockkeeper::fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    parseAll(textOf(data, size), {.dialect = SqlDialect::PostgreSQL});
    return 0;
}
