// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipeinput.h"
#include "core/recipes/recipeplan.h"

#include <QByteArray>

namespace lockkeeper {

/// @p plan as a plan file, with what every plan has: limits of the backfill, soak, approvals, the watch at the end.
QByteArray planText(const RecipePlan &plan, const RecipeInput &input);

} // namespace lockkeeper
