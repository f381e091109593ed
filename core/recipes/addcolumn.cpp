// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

/// A column more: nullable, with a default, or required.
class AddColumn final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {
            u"add-column"_s, TEXT("Add a column"),
            TEXT(
                "Adds a column, optionally with a default, a value for the rows that are there, or NOT NULL.")};
    }

    QList<RecipeField> fields() const override
    {
        return {tableField(),
                {.key = u"column"_s,
                 .kind = FieldKind::Name,
                 .label = TEXT("New column"),
                 .help = TEXT("Its name.")},
                {.key = u"type"_s,
                 .kind = FieldKind::Type,
                 .label = TEXT("Type"),
                 .help = TEXT("As the database writes it.")},
                {.key = u"default"_s,
                 .kind = FieldKind::Expression,
                 .label = TEXT("Default"),
                 .help = TEXT("What a new row gets when nobody says."),
                 .required = false},
                {.key = u"value"_s,
                 .kind = FieldKind::Expression,
                 .label = TEXT("Value for old rows"),
                 .help = TEXT("Computed from the other columns, in batches."),
                 .required = false,
                 .isOverRow = true},
                {.key = u"required"_s,
                 .kind = FieldKind::Choice,
                 .label = TEXT("Required"),
                 .help = TEXT("NOT NULL at the end."),
                 .required = false,
                 .fallback = u"no"_s,
                 .choices = {u"no"_s, u"yes"_s}}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const QString column = input.text(u"column"_s);
        const QString given = input.text(u"default"_s);
        RecipePlan plan{
            .title = u"Add %1.%2"_s.arg(input.table.name.display(), column),
            .change = {{u"recipe"_s, {info().id}}, {u"table"_s, {input.tableText()}}, {u"from"_s, {column}}},
            .notes = {u"Adds the column %1 to %2."_s.arg(column, input.table.name.display())}};
        const bool isFilled = !input.text(u"value"_s).isEmpty() || !isInstant(given);
        if (!input.isYes(u"required"_s) || (!isFilled && !given.isEmpty())) {
            LOCKKEEPER_CHECK(addTo(plan, input, isFilled));
            return plan;
        }
        if (!isFilled)
            return recipeProblem(u"value"_s, u"required-without-value"_s, {{u"value"_s, column}});
        LOCKKEEPER_CHECK(addTo(plan, input, true));
        LOCKKEEPER_CHECK(require(plan, input));
        return plan;
    }

private:
    /// Without touching a row: engines remember a constant default for the rows that are there.
    static bool isInstant(const QString &given) { return given.isEmpty() || isConstant(given); }

    static RecipeResult<void> addTo(RecipePlan &plan, const RecipeInput &input, bool isFilled)
    {
        const QString given = input.text(u"default"_s);
        NewColumn column{.name = input.text(u"column"_s), .type = input.text(u"type"_s)};
        if (isInstant(given)) {
            column.defaultExpression = given;
            column.required = input.isYes(u"required"_s) && !given.isEmpty() && !isFilled;
        }
        // A value of its own for the rows that are there: the default must not be in them before.
        const bool isApart = isFilled && !given.isEmpty();
        if (isApart)
            column.defaultExpression.clear();
        plan.expand << RecipeStep{.id = stepId(u"add"_s, column.name),
                                  .ddl = input.sql.addColumn(input.table.name, column)};
        if (isApart) {
            const auto later = input.sql.setDefault(input.table.name, column.name, given);
            if (!later)
                return recipeProblem(u"default"_s, u"default-not-constant"_s, {{u"engine"_s, input.engine}});
            plan.expand << RecipeStep{.id = stepId(u"default"_s, column.name), .ddl = *later};
        }
        return isFilled ? fill(plan, input) : RecipeResult<void>();
    }

    static RecipeResult<void> fill(RecipePlan &plan, const RecipeInput &input)
    {
        if (!input.table.key)
            return recipeProblem(u"table"_s, u"no-key"_s, {{u"table"_s, input.table.name.display()}});
        const QString column = input.text(u"column"_s);
        const QString value = input.text(u"value"_s);
        RecipeFill fill{.id = stepId(u"fill"_s, column),
                        .set = {{column, value.isEmpty() ? input.text(u"default"_s) : value}},
                        .where = input.name(column) + u" IS NULL"_s};
        if (value.isEmpty()) {
            fill.withoutDualWrite = u"the column's default fills rows that are written meanwhile"_s;
        } else {
            fill.set = {{column, u"coalesce(%1, %2)"_s.arg(input.name(column), value)}};
            plan.dualWrite = RecipeDualWrite{
                .up = fill.set,
                .onConflict = ConflictPolicy::OldWins,
                .comment = u"An old version doesn't know the column: what it leaves empty is filled."_s};
            plan.gates << RecipeGate{.kind = u"backfill-complete"_s};
        }
        plan.fills << fill;
        return {};
    }

    static RecipeResult<void> require(RecipePlan &plan, const RecipeInput &input)
    {
        const QString column = input.text(u"column"_s);
        const auto steps = input.sql.requireColumn(input.table.name, column);
        if (steps.isEmpty())
            return recipeProblem(u"required"_s, u"cannot-require"_s, {{u"engine"_s, input.engine}});
        if (plan.gates.isEmpty())
            plan.gates << RecipeGate{.kind = u"backfill-complete"_s};
        plan.gates << noNullsGate(input, column);
        plan.contractNote = u"Before this: every version that runs gives %1 a value."_s.arg(column);
        for (const NamedDdl &step : steps)
            plan.contract << RecipeStep{.id = stepId(step.name, column), .ddl = step.ddl};
        return {};
    }
};

#undef TEXT

} // namespace

const Recipe &addColumnRecipe()
{
    static const AddColumn recipe;
    return recipe;
}

} // namespace lockkeeper
