// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipe.h"

namespace lockkeeper {

// What recipes have in common that lead from old columns to new ones.

/// "Fill", "Display Name" → "fill-display-name": what a step may be called.
QString stepId(const QString &verb, const QString &name);

/// Every row was filled, and old and new agree in each.
QList<RecipeGate> agreementGates();
RecipeGate noNullsGate(const RecipeInput &input, const QString &column);

/// The field that every recipe begins with.
RecipeField tableField();
/// The field of a column that is there.
RecipeField columnField(const char *label, const char *help);

/// Indexes over @p column built once more over @p newColumn, so that whoever reads by it is as fast.
struct TwinIndexes
{
    QList<RecipeStep> steps;
    QStringList names;
    QStringList
        left; ///< indexes of the column that have no twin: partial, over expressions, of a kind of their own
};
TwinIndexes twinIndexes(const RecipeInput &input, const QString &column, const QString &newColumn);

/// Dropping @p columns, behind the gate. The reason goes into `irreversible`.
RecipeStep dropStep(const RecipeInput &input, const QStringList &columns, const QString &irreversible);
/// What disappears with columns, as a comment; empty: nothing does.
QString goesAlong(const ColumnUsers &users);

/// A column that the server computes, or that a backfill walks by, can't be led to another shape.
RecipeResult<void> checkReplaceable(const RecipeInput &input, const QString &field,
                                    const QStringList &columns);
/// Where dropping them would fail because of a constraint.
RecipeResult<void> checkDroppable(const RecipeInput &input, const QString &field, const QStringList &columns);
/// What the new version must do where its triggers come too late; empty: nothing.
QString requiredColumnsNote(const RecipeInput &input, const QStringList &columns);

} // namespace lockkeeper

/// Leaves the function with the problems of a RecipeResult that has some.
#define LOCKKEEPER_CHECK(expression)                                                                         \
    do {                                                                                                     \
        if (auto &&checked = (expression); !checked)                                                         \
            return std::unexpected(std::move(checked).error());                                              \
    } while (false)
