// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

/// Several columns made of one.
class SplitColumn final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {u"split-column"_s, TEXT("Split a column"),
                TEXT("Makes several columns of one and keeps both shapes in step until the old one goes.")};
    }

    bool movesReaders() const override { return true; }

    QList<RecipeField> fields() const override
    {
        return {tableField(),
                columnField(TEXT("Column"), TEXT("The column that is split.")),
                {.key = u"to"_s,
                 .kind = FieldKind::Names,
                 .label = TEXT("New columns"),
                 .help = TEXT("Their names, with commas between them.")},
                {.key = u"type"_s,
                 .kind = FieldKind::Type,
                 .label = TEXT("Their type"),
                 .help = TEXT("Empty: the old column's."),
                 .required = false},
                {.key = u"up"_s,
                 .kind = FieldKind::Expression,
                 .label = TEXT("Each new column"),
                 .help = TEXT("SQL over the old column."),
                 .forEach = u"to"_s,
                 .isOverRow = true},
                {.key = u"down"_s,
                 .kind = FieldKind::Expression,
                 .label = TEXT("Old from new"),
                 .help = TEXT("SQL over the new columns.")}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const Column &from = input.column(u"column"_s);
        const QStringList to = input.list(u"to"_s);
        LOCKKEEPER_CHECK(checkReplaceable(input, u"column"_s, {from.name}));
        LOCKKEEPER_CHECK(checkDroppable(input, u"column"_s, {from.name}));
        QList<Assignment> up;
        for (const QString &column : to)
            up << Assignment{column, input.text(u"up."_s + column)};
        const QString table = input.table.name.display();
        RecipePlan plan{
            .title = u"Split %1.%2 into %3"_s.arg(table, from.name, to.join(", "_L1)),
            .change = {{u"recipe"_s, {info().id}},
                       {u"table"_s, {input.tableText()}},
                       {u"from"_s, {from.name}},
                       {u"to"_s, to}},
            .notes = {u"Makes %1 of %2.%3."_s.arg(to.join(" and "_L1), table, from.name)},
            .dualWrite = RecipeDualWrite{.up = up, .down = {{from.name, input.text(u"down"_s)}}},
            .fills = {{.id = stepId(u"fill"_s, to.join(u'-')), .set = up}},
            .flipNote = u"Here goes the version that reads and writes %1."_s.arg(to.join(" and "_L1))
                        + requiredColumnsNote(input, {from.name}),
            .contractNote = u"Before this: no version that runs names %1 any more."_s.arg(from.name),
            .gates = agreementGates(),
            .contract = {
                dropStep(input, {from.name}, u"how %1 was written is forgotten with it"_s.arg(from.name))}};
        const QString type = input.text(u"type"_s).isEmpty() ? from.type : input.text(u"type"_s);
        for (const QString &column : to)
            plan.expand << RecipeStep{
                .id = stepId(u"add"_s, column),
                .ddl = input.sql.addColumn(input.table.name, {.name = column, .type = type})};
        return plan;
    }
};

#undef TEXT

} // namespace

const Recipe &splitColumnRecipe()
{
    static const SplitColumn recipe;
    return recipe;
}

} // namespace lockkeeper
