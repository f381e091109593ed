// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"

#include <cstddef>
#include <string_view>

namespace lockkeeper::reading {

struct NumberEnd
{
    std::size_t end;
    bool mayBeName; ///< no dot and no exponent: MySQL has names like 1st and 0xyz
};

/// Of the number that begins with a digit, or a dot and a digit, at @p at.
NumberEnd endOfNumber(std::string_view text, std::size_t at, SqlDialect dialect);

} // namespace lockkeeper::reading
