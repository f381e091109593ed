// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace lockkeeper::bench {

/// A script of @p statements such as projects have: tables, columns, indexes, constraints, data, views, functions and
/// comments, about 93 bytes a statement. The same for the same seed.
std::string migrationScript(int statements, std::uint32_t seed);

} // namespace lockkeeper::bench
