// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipe.h"

namespace lockkeeper::sentences {

/// A text of a recipe or of one of its fields, in the user's language.
QString recipeText(const char *text);
/// What is wrong, without the field's name: "there is no column nmae in users (did you mean name?)".
QString problem(const RecipeProblem &problem);
/// The same as a sentence that stands alone: "There is no column …".
QString problemSentence(const RecipeProblem &problem);

} // namespace lockkeeper::sentences
