// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

/// One column made of several.
class MergeColumns final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {u"merge-columns"_s, TEXT("Merge columns"),
                TEXT("Makes one column of several and keeps both shapes in step until the old ones go.")};
    }

    bool movesReaders() const override { return true; }

    QList<RecipeField> fields() const override
    {
        return {
            tableField(),
            {.key = u"columns"_s,
             .kind = FieldKind::Columns,
             .label = TEXT("Columns"),
             .help = TEXT("The columns that become one."),
             .least = 2},
            {.key = u"to"_s, .kind = FieldKind::Name, .label = TEXT("New column"), .help = TEXT("Its name.")},
            {.key = u"type"_s,
             .kind = FieldKind::Type,
             .label = TEXT("Its type"),
             .help = TEXT("Empty: the first old column's."),
             .required = false},
            {.key = u"up"_s,
             .kind = FieldKind::Expression,
             .label = TEXT("New from old"),
             .help = TEXT("SQL over the old columns."),
             .isOverRow = true},
            {.key = u"down"_s,
             .kind = FieldKind::Expression,
             .label = TEXT("Each old column"),
             .help = TEXT("SQL over the new column."),
             .forEach = u"columns"_s}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const QStringList from = input.list(u"columns"_s);
        const QString to = input.text(u"to"_s);
        LOCKKEEPER_CHECK(checkReplaceable(input, u"columns"_s, from));
        LOCKKEEPER_CHECK(checkDroppable(input, u"columns"_s, from));
        QList<Assignment> down;
        for (const QString &column : from)
            down << Assignment{column, input.text(u"down."_s + column)};
        const QList<Assignment> up{{to, input.text(u"up"_s)}};
        const QString type =
            input.text(u"type"_s).isEmpty() ? input.table.column(from.first())->type : input.text(u"type"_s);
        const QString table = input.table.name.display();
        return RecipePlan{
            .title = u"Merge %1.%2 into %3"_s.arg(table, from.join(", "_L1), to),
            .change = {{u"recipe"_s, {info().id}},
                       {u"table"_s, {input.tableText()}},
                       {u"from"_s, from},
                       {u"to"_s, {to}}},
            .notes = {u"Makes %1 of %2 in %3."_s.arg(to, from.join(" and "_L1), table)},
            .expand = {{.id = stepId(u"add"_s, to),
                        .ddl = input.sql.addColumn(input.table.name, {.name = to, .type = type})}},
            .dualWrite = RecipeDualWrite{.up = up, .down = down},
            .fills = {{.id = stepId(u"fill"_s, to), .set = up}},
            .flipNote = u"Here goes the version that reads and writes %1."_s.arg(to)
                        + requiredColumnsNote(input, from),
            .contractNote =
                u"Before this: no version that runs names %1 any more."_s.arg(from.join(" or "_L1)),
            .gates = agreementGates(),
            .contract = {dropStep(
                input, from,
                u"where one of %1 ended and the next began is forgotten"_s.arg(from.join(", "_L1)))}};
    }
};

#undef TEXT

} // namespace

const Recipe &mergeColumnsRecipe()
{
    static const MergeColumns recipe;
    return recipe;
}

} // namespace lockkeeper
