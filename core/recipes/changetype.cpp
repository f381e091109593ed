// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

QString given(const QString &value, const QString &otherwise) { return value.isEmpty() ? otherwise : value; }

/// A column of another type beside the old one, which takes its name in the end, or keeps one of its own.
class ChangeType final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {u"change-type"_s, TEXT("Change a column's type"),
                TEXT("Fills a column of the new type beside the old one and swaps them in one moment.")};
    }

    bool movesReaders() const override { return true; }

    QList<RecipeField> fields() const override
    {
        return {
            tableField(),
            columnField(TEXT("Column"), TEXT("The column whose type changes.")),
            {.key = u"type"_s,
             .kind = FieldKind::Type,
             .label = TEXT("New type"),
             .help = TEXT("As the database writes it.")},
            {.key = u"up"_s,
             .kind = FieldKind::Expression,
             .label = TEXT("New from old"),
             .help = TEXT("SQL over the old column. Empty: a cast."),
             .required = false,
             .isOverRow = true},
            {.key = u"down"_s,
             .kind = FieldKind::Expression,
             .label = TEXT("Old from new"),
             .help = TEXT("SQL over the new column. Empty: a cast back."),
             .required = false},
            {.key = u"to"_s,
             .kind = FieldKind::Name,
             .label = TEXT("Name of its own"),
             .help = TEXT("Empty: the new column is called …_new and takes the old one's name in Contract."),
             .required = false},
            {.key = u"default"_s,
             .kind = FieldKind::Expression,
             .label = TEXT("Default"),
             .help = TEXT("Empty: the old column's."),
             .required = false}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const Column &from = input.column(u"column"_s);
        const QString newName = newNameOf(input);
        LOCKKEEPER_CHECK(check(input, newName));
        const TwinIndexes twins = twinIndexes(input, from.name, newName);
        const QString type = input.text(u"type"_s);
        const QString up = given(input.text(u"up"_s), cast(input, from.name, type));
        const QString down = given(input.text(u"down"_s), cast(input, newName, from.type));
        RecipePlan plan{.title = u"Change %1.%2 to %3"_s.arg(input.table.name.display(), from.name, type),
                        .change = {{u"recipe"_s, {info().id}},
                                   {u"table"_s, {input.tableText()}},
                                   {u"from"_s, {from.name}},
                                   {u"to"_s, {newName}},
                                   {u"type"_s, {type}}},
                        .notes = notes(input, newName),
                        .dualWrite = RecipeDualWrite{.up = {{newName, up}}, .down = {{from.name, down}}},
                        .fills = {{.id = stepId(u"fill"_s, newName), .set = {{newName, up}}}},
                        .flipNote = flipNote(input, newName),
                        .contractNote = u"Before this: every version that runs can live with %1."_s.arg(type),
                        .gates = agreementGates()};
        LOCKKEEPER_CHECK(addNewColumn(plan, input, newName));
        plan.expand += twins.steps;
        takeOldAway(plan, input, newName);
        return plan;
    }

private:
    static bool keepsName(const RecipeInput &input) { return input.text(u"to"_s).isEmpty(); }
    static QString newNameOf(const RecipeInput &input)
    {
        return keepsName(input) ? input.text(u"column"_s) + u"_new"_s : input.text(u"to"_s);
    }
    static QString cast(const RecipeInput &input, const QString &column, const QString &type)
    {
        return type.isEmpty() ? input.name(column) : u"CAST(%1 AS %2)"_s.arg(input.name(column), type);
    }

    static RecipeResult<void> check(const RecipeInput &input, const QString &newName)
    {
        const Column &from = input.column(u"column"_s);
        LOCKKEEPER_CHECK(checkReplaceable(input, u"column"_s, {from.name}));
        if (input.table.column(newName))
            return recipeProblem(u"to"_s, u"taken-name"_s,
                                 {{u"value"_s, newName}, {u"table"_s, input.table.name.display()}});
        // The new column would be without them, and nobody would be told.
        const ColumnUsers users = input.usersOf({from.name});
        if (!users.constraints.isEmpty())
            return recipeProblem(
                u"column"_s, u"in-constraint"_s,
                {{u"value"_s, from.name}, {u"constraints"_s, users.constraints.join(", "_L1)}});
        const TwinIndexes twins = twinIndexes(input, from.name, newName);
        if (!twins.left.isEmpty())
            return recipeProblem(u"column"_s, u"in-special-index"_s,
                                 {{u"value"_s, from.name}, {u"indexes"_s, twins.left.join(", "_L1)}});
        return {};
    }

    static QStringList notes(const RecipeInput &input, const QString &newName)
    {
        const QString column = input.text(u"column"_s);
        return {u"Makes %1.%2 of type %3."_s.arg(input.table.name.display(), column, input.text(u"type"_s)),
                keepsName(input)
                    ? u"%1 is kept in step until Contract, where it takes the name %2."_s.arg(newName, column)
                    : u"%1 is kept in step with %2 until that goes."_s.arg(newName, column)};
    }

    static QString flipNote(const RecipeInput &input, const QString &newName)
    {
        if (keepsName(input))
            return u"Here goes the version that reads and writes both types under the name %1."_s.arg(
                input.text(u"column"_s));
        return u"Here goes the version that reads and writes %1."_s.arg(newName)
               + requiredColumnsNote(input, {input.text(u"column"_s)});
    }

    static RecipeResult<void> addNewColumn(RecipePlan &plan, const RecipeInput &input, const QString &newName)
    {
        const Column &from = input.column(u"column"_s);
        const QString byItself = given(input.text(u"default"_s), from.defaultExpression);
        NewColumn column{.name = newName, .type = input.text(u"type"_s)};
        const auto later =
            byItself.isEmpty() ? std::nullopt : input.sql.setDefault(input.table.name, newName, byItself);
        if (!later) {
            if (!byItself.isEmpty() && !isConstant(byItself))
                return recipeProblem(u"default"_s, u"default-not-constant"_s, {{u"engine"_s, input.engine}});
            column.defaultExpression = byItself;
            column.required = !from.nullable && !byItself.isEmpty();
        }
        plan.expand << RecipeStep{.id = stepId(u"add"_s, newName),
                                  .ddl = input.sql.addColumn(input.table.name, column)};
        // Apart from the column, so that the rows that are there stay empty until they are filled.
        if (later)
            plan.expand << RecipeStep{.id = stepId(u"default"_s, newName), .ddl = *later};
        return {};
    }

    static void takeOldAway(RecipePlan &plan, const RecipeInput &input, const QString &newName)
    {
        const Column &from = input.column(u"column"_s);
        const auto required =
            from.nullable ? QList<NamedDdl>() : input.sql.requireColumn(input.table.name, newName);
        for (const NamedDdl &step : required)
            plan.contract << RecipeStep{.id = stepId(step.name, newName), .ddl = step.ddl};
        const QString irreversible =
            u"what only %1 could hold is gone"_s.arg(from.type.isEmpty() ? from.name : from.type);
        if (keepsName(input))
            plan.contract << RecipeStep{.id = stepId(u"swap"_s, from.name),
                                        .ddl = input.sql.dropAndRename(input.table.name, from.name,
                                                                       input.usersOf({from.name}).indexes,
                                                                       newName, from.name),
                                        .irreversible = irreversible,
                                        .comment = goesAlong(input.usersOf({from.name}))};
        else
            plan.contract << dropStep(input, {from.name}, irreversible);
    }
};

#undef TEXT

} // namespace

const Recipe &changeTypeRecipe()
{
    static const ChangeType recipe;
    return recipe;
}

} // namespace lockkeeper
