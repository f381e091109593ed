// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dualwrite.h"
#include "core/engine/recipesql.h"

#include <QStringList>

#include <optional>

namespace lockkeeper {

struct RecipeStep
{
    QString id;
    DdlText ddl;
    QString irreversible{}; ///< why it can't be undone, in contract only
    QString comment{};
};

struct RecipeDualWrite
{
    QList<Assignment> up;
    QList<Assignment> down{};
    ConflictPolicy onConflict = ConflictPolicy::Error;
    QString comment{};
};

struct RecipeFill
{
    QString id;
    QList<Assignment> set;
    QString where{};
    QString withoutDualWrite{};
};

struct RecipeGate
{
    QString kind;     ///< "backfill-complete"; "sql"
    QString query{};  ///< of "sql"
    QString expect{}; ///< of "sql"
    QString comment{};
};

/// A plan as a recipe means it: what its file says beyond what every plan of Lockkeeper's says.
struct RecipePlan
{
    QString title;
    /// What was asked for, in the order to be written; "from" names the columns an old version writes.
    QList<std::pair<QString, QStringList>> change;
    QStringList notes; ///< for whoever reviews it, at the head of the file; one sentence each
    QList<RecipeStep> expand{};
    std::optional<RecipeDualWrite> dualWrite{};
    QList<RecipeFill> fills{};
    QString flipNote{};     ///< what the application must be able to do before Flip
    QString contractNote{}; ///< what must be true before Contract and no condition can find out
    QList<RecipeGate> gates{};
    QList<RecipeStep> contract{};
};

} // namespace lockkeeper
