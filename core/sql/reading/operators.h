// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"

#include <cstddef>
#include <string_view>

namespace lockkeeper::reading {

/// PostgreSQL's two that end no operator, with exceptions.
constexpr bool isSign(char c) { return c == '+' || c == '-'; }

/// Of the longest operator at @p at, as the dialect's own lexer takes it; @p at when there is none.
std::size_t endOfOperator(std::string_view text, std::size_t at, SqlDialect dialect);

} // namespace lockkeeper::reading
