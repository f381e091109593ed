// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipe.h"

namespace lockkeeper {

/// @p values with the fallbacks of what was left out.
///
/// Every problem that shows without a database: unknown fields, missing ones, what is no number, duration, choice or
/// expression.
RecipeResult<RecipeValues> checkedValues(const Recipe &recipe, const RecipeValues &values);

/// Whether every name that should be in @p table is, and every new one isn't; columns get the case they have there.
RecipeResult<RecipeValues> checkedNames(const Recipe &recipe, RecipeValues values, const TableInfo &table,
                                        bool ignoresCase);

} // namespace lockkeeper
