// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace lockkeeper::lint {

/// Linters whose ignore comments we understand.
enum class Tool : unsigned char { Atlas, Eugene, Pgfence, Squawk };

/// Our rules that say what @p tool says as @p id; empty when there are none. Atlas' analyzers are ids too.
std::vector<std::string_view> rulesOf(Tool tool, std::string_view id);

} // namespace lockkeeper::lint
