// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

/// A column less. What makes it safe is time: nobody reads or writes it for as long as the gate says.
class DropColumn final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {u"drop-column"_s, TEXT("Drop a column"),
                TEXT("Drops a column once no version of the application has used it for a while.")};
    }

    QList<RecipeField> fields() const override
    {
        return {tableField(),
                columnField(TEXT("Column"), TEXT("The column that goes, with its values.")),
                {.key = u"default"_s,
                 .kind = FieldKind::Expression,
                 .label = TEXT("Default until then"),
                 .help = TEXT("For rows of versions that don't write it any more. Needed when it is NOT NULL "
                              "and has none."),
                 .required = false}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const QString column = input.text(u"column"_s);
        if (input.table.columns.size() == 1)
            return recipeProblem(u"column"_s, u"only-column"_s, {{u"table"_s, input.table.name.display()}});
        if (input.table.key && input.table.key->columns.contains(column))
            return recipeProblem(u"column"_s, u"key-column"_s, {{u"value"_s, column}});
        LOCKKEEPER_CHECK(checkDroppable(input, u"column"_s, {column}));
        RecipePlan plan{
            .title = u"Drop %1.%2"_s.arg(input.table.name.display(), column),
            .change = {{u"recipe"_s, {info().id}}, {u"table"_s, {input.tableText()}}, {u"from"_s, {column}}},
            .notes = {u"Drops the column %1 of %2."_s.arg(column, input.table.name.display())},
            .contractNote =
                u"Before this: no version that runs, no report and no job names %1 any more."_s.arg(column),
            .contract = {dropStep(input, {column}, u"the values of %1 are gone"_s.arg(column))}};
        LOCKKEEPER_CHECK(letItBeLeftOut(plan, input));
        return plan;
    }

private:
    /// The release that doesn't know the column comes before the column goes.
    static RecipeResult<void> letItBeLeftOut(RecipePlan &plan, const RecipeInput &input)
    {
        const Column &column = input.column(u"column"_s);
        const QString given = input.text(u"default"_s);
        const bool isNeeded = !column.nullable && column.defaultExpression.isEmpty() && !column.generated;
        if (given.isEmpty() && !isNeeded)
            return {};
        const auto ddl = input.sql.setDefault(input.table.name, column.name, given);
        if (!ddl)
            return recipeProblem(isNeeded ? u"column"_s : u"default"_s, u"cannot-set-default"_s,
                                 {{u"engine"_s, input.engine}, {u"value"_s, column.name}});
        if (given.isEmpty())
            return recipeProblem(u"default"_s, u"default-needed"_s, {{u"value"_s, column.name}});
        if (!column.defaultExpression.isEmpty())
            return recipeProblem(u"default"_s, u"has-default"_s,
                                 {{u"value"_s, column.name}, {u"default"_s, column.defaultExpression}});
        plan.expand << RecipeStep{.id = stepId(u"default"_s, column.name),
                                  .ddl = *ddl,
                                  .comment = u"From here on an INSERT may leave %1 out."_s.arg(column.name)};
        return {};
    }
};

#undef TEXT

} // namespace

const Recipe &dropColumnRecipe()
{
    static const DropColumn recipe;
    return recipe;
}

} // namespace lockkeeper
