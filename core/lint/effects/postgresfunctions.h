// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace lockkeeper::lint {

/// 'i', 's' or 'v' of a function that comes with PostgreSQL, in lower case; nothing: not one of them.
std::optional<char> postgresVolatility(std::string_view function);

} // namespace lockkeeper::lint
