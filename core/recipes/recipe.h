// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipeinput.h"
#include "core/recipes/recipeplan.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <expected>
#include <span>

namespace lockkeeper {

/// What may stand in a recipe's field, so that every front end asks for it and checks it in the same way.
enum class FieldKind {
    Table,      ///< one that is there
    Column,     ///< one of the table's
    Columns,    ///< several of the table's, with commas between them
    Name,       ///< of a new column
    IndexName,  ///< of a new index
    Names,      ///< of several new columns, with commas between them
    Type,       ///< in the engine's words
    Expression, ///< SQL over one row
    FlagSql,    ///< one statement with `:percent`
    Choice,
    Number,
    Duration,
};

/// As lists of recipes write it: "table", "columns", "expression", …
QString fieldKindName(FieldKind kind);

/// One thing that a recipe must be told. Texts are content: front ends translate them in the context "recipes".
struct RecipeField
{
    QString key;
    FieldKind kind = FieldKind::Name;
    const char *label = "";
    const char *help = "";
    bool required = true;
    QString fallback{}; ///< what an optional field that is left out stands for; empty: the recipe decides
    QStringList choices{};
    int least = 0; ///< of Number
    /// A Columns or Names field: one value for each of its names, written as "key.name". Empty: one value.
    QString forEach{};
    bool isOverRow = false; ///< of Expression: over the table as it is now, so that the database can be asked
};

struct RecipeInfo
{
    QString id; ///< "rename-column"
    const char *title = "";
    const char *summary = ""; ///< one sentence
};

/// One thing wrong with what a recipe was told.
struct RecipeProblem
{
    QString field;
    QString code;                   ///< "missing-value", "unknown-column", "engine-cannot", …
    QMap<QString, QString> facts{}; ///< "value", "suggestion", "known", "table"
};

template<typename T>
using RecipeResult = std::expected<T, QList<RecipeProblem>>;

inline std::unexpected<QList<RecipeProblem>> recipeProblem(const QString &field, const QString &code,
                                                           QMap<QString, QString> facts = {})
{
    return std::unexpected(QList<RecipeProblem>{{.field = field, .code = code, .facts = std::move(facts)}});
}

/// Turns an intent ("rename this column") into a plan. Stateless; talks to no server.
class Recipe
{
public:
    virtual ~Recipe() = default;

    virtual RecipeInfo info() const = 0;
    /// Its own fields, the table first; those of all recipes are added by fieldsOf().
    virtual QList<RecipeField> fields() const = 0;
    /// Whether applications are moved from one shape to another: such a plan has a stage Flip.
    virtual bool movesReaders() const { return false; }
    /// The plan. Every required field has a value of its kind here, and its names are in the table.
    virtual RecipeResult<RecipePlan> plan(const RecipeInput &input) const = 0;
};

/// Every recipe of this build, in the order of recipes.cpp: the one line that registers one.
std::span<const Recipe *const> recipes();
const Recipe *recipeNamed(QStringView id);
/// A recipe's own fields, and behind them what every plan may be told: soak, approvals, environment.
QList<RecipeField> fieldsOf(const Recipe &recipe);

/// The recipes, each defined in its own file.
const Recipe &addColumnRecipe();
const Recipe &addIndexRecipe();
const Recipe &addNotNullRecipe();
const Recipe &changeTypeRecipe();
const Recipe &dropColumnRecipe();
const Recipe &mergeColumnsRecipe();
const Recipe &renameColumnRecipe();
const Recipe &splitColumnRecipe();

} // namespace lockkeeper
