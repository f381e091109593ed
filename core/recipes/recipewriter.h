// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/recipes/recipe.h"

#include <QByteArray>

namespace lockkeeper {

class Session;

/// Makes a plan file of @p recipe for the live table that @p values name. Only reads, on the session's thread.
///
/// What is wrong with the values comes as problems, all at once where that can be; an error means that the database
/// could not be asked.
Result<RecipeResult<QByteArray>> writePlan(Session &session, const Recipe &recipe,
                                           const RecipeValues &values);

} // namespace lockkeeper
