// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

/// A column that may be empty becomes required. Until then a trigger turns every NULL that is written into the value;
/// not even a constraint that isn't validated may come before that, because it refuses what an old version writes.
class AddNotNull final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {
            u"add-not-null"_s, TEXT("Make a column required"),
            TEXT("Fills what is empty, proves that nothing is, and then says NOT NULL without a long lock.")};
    }

    QList<RecipeField> fields() const override
    {
        return {tableField(),
                columnField(TEXT("Column"), TEXT("The column that becomes NOT NULL.")),
                {.key = u"value"_s,
                 .kind = FieldKind::Expression,
                 .label = TEXT("Value where it is empty"),
                 .help = TEXT("SQL over the row: a constant, or other columns."),
                 .isOverRow = true}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const QString column = input.text(u"column"_s);
        const auto required = input.sql.requireColumn(input.table.name, column);
        if (required.isEmpty())
            return recipeProblem(u"column"_s, u"cannot-require"_s, {{u"engine"_s, input.engine}});
        if (!input.column(u"column"_s).nullable)
            return recipeProblem(u"column"_s, u"already-required"_s, {{u"value"_s, column}});
        LOCKKEEPER_CHECK(checkReplaceable(input, u"column"_s, {column}));
        const QList<Assignment> value{
            {column, u"coalesce(%1, %2)"_s.arg(input.name(column), input.text(u"value"_s))}};
        RecipePlan plan{
            .title = u"Make %1.%2 required"_s.arg(input.table.name.display(), column),
            .change = {{u"recipe"_s, {info().id}},
                       {u"table"_s, {input.tableText()}},
                       {u"from"_s, {column}},
                       {u"value"_s, {input.text(u"value"_s)}}},
            .notes = {u"Makes %1.%2 NOT NULL; what is empty becomes %3."_s.arg(
                input.table.name.display(), column, input.text(u"value"_s))},
            .dualWrite = RecipeDualWrite{.up = value,
                                         .onConflict = ConflictPolicy::OldWins,
                                         .comment = u"Whoever still writes NULL gets the value instead."_s},
            .fills = {{.id = stepId(u"fill"_s, column),
                       .set = value,
                       .where = input.name(column) + u" IS NULL"_s}},
            .contractNote = u"Before this: no version that runs writes NULL into %1."_s.arg(column),
            .gates = {{.kind = u"backfill-complete"_s}, noNullsGate(input, column)}};
        for (const NamedDdl &step : required)
            plan.contract << RecipeStep{.id = stepId(step.name, column), .ddl = step.ddl};
        return plan;
    }
};

#undef TEXT

} // namespace

const Recipe &addNotNullRecipe()
{
    static const AddNotNull recipe;
    return recipe;
}

} // namespace lockkeeper
