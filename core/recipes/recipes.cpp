// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/recipe.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

QList<RecipeField> flipFields()
{
    return {{.key = u"flag"_s,
             .kind = FieldKind::FlagSql,
             .label = TEXT("Flag statement"),
             .help = TEXT("Moves readers to the new shape; with :percent. Empty: a release does it."),
             .required = false},
            {.key = u"cohort_soak"_s,
             .kind = FieldKind::Duration,
             .label = TEXT("Time per cohort"),
             .help = TEXT("How long each share of readers is watched before the next."),
             .required = false,
             .fallback = u"10m"_s}};
}

QList<RecipeField> commonFields()
{
    return {{.key = u"soak"_s,
             .kind = FieldKind::Duration,
             .label = TEXT("Soak before Contract"),
             .help = TEXT("How long the new shape is used before the old one goes."),
             .required = false,
             .fallback = u"24h"_s},
            {.key = u"approvals"_s,
             .kind = FieldKind::Number,
             .label = TEXT("Approvals for Contract"),
             .help = TEXT("How many people must approve before the old shape goes."),
             .required = false,
             .fallback = u"1"_s},
            {.key = u"watch"_s,
             .kind = FieldKind::Duration,
             .label = TEXT("Watch at the end"),
             .help = TEXT("How long the database is watched after the last step."),
             .required = false,
             .fallback = u"1h"_s},
            {.key = u"environment"_s,
             .kind = FieldKind::Choice,
             .label = TEXT("Environment"),
             .help = TEXT("What the plan is for. Only a sandbox may run all stages at once."),
             .required = false,
             .fallback = u"production"_s,
             .choices = {u"production"_s, u"staging"_s, u"development"_s, u"sandbox"_s}}};
}

#undef TEXT

} // namespace

std::span<const Recipe *const> recipes()
{
    static const std::array<const Recipe *, 8> all{
        &addColumnRecipe(),    &renameColumnRecipe(), &changeTypeRecipe(), &splitColumnRecipe(),
        &mergeColumnsRecipe(), &dropColumnRecipe(),   &addNotNullRecipe(), &addIndexRecipe(),
    };
    return all;
}

QString fieldKindName(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Table:
        return u"table"_s;
    case FieldKind::Column:
        return u"column"_s;
    case FieldKind::Columns:
        return u"columns"_s;
    case FieldKind::Name:
    case FieldKind::IndexName:
        return u"name"_s;
    case FieldKind::Names:
        return u"names"_s;
    case FieldKind::Type:
        return u"type"_s;
    case FieldKind::Expression:
        return u"expression"_s;
    case FieldKind::FlagSql:
        return u"statement"_s;
    case FieldKind::Choice:
        return u"choice"_s;
    case FieldKind::Number:
        return u"number"_s;
    case FieldKind::Duration:
        return u"duration"_s;
    }
    return {};
}

const Recipe *recipeNamed(QStringView id)
{
    const auto found =
        std::ranges::find(recipes(), id, [](const Recipe *recipe) { return recipe->info().id; });
    return found == recipes().end() ? nullptr : *found;
}

QList<RecipeField> fieldsOf(const Recipe &recipe)
{
    QList<RecipeField> fields = recipe.fields();
    if (recipe.movesReaders())
        fields += flipFields();
    return fields + commonFields();
}

} // namespace lockkeeper
