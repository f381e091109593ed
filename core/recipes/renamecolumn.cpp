// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

/// A column gets another name. A copy under the new name is kept in step until nobody asks for the old one; then the copy
/// goes and the column itself takes the name, with its indexes, constraints and defaults.
class RenameColumn final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {u"rename-column"_s, TEXT("Rename a column"),
                TEXT("Keeps the old and the new name alive side by side until no version uses the old one.")};
    }

    bool movesReaders() const override { return true; }

    QList<RecipeField> fields() const override
    {
        return {tableField(),
                columnField(TEXT("Column"), TEXT("The column as it is called now.")),
                {.key = u"to"_s,
                 .kind = FieldKind::Name,
                 .label = TEXT("New name"),
                 .help = TEXT("The column as it will be called.")}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const Column &from = input.column(u"column"_s);
        const QString to = input.text(u"to"_s);
        LOCKKEEPER_CHECK(checkReplaceable(input, u"column"_s, {from.name}));
        const TwinIndexes twins = twinIndexes(input, from.name, to);
        const QString table = input.table.name.display();
        RecipePlan plan{
            .title = u"Rename %1.%2 to %3"_s.arg(table, from.name, to),
            .change = {{u"recipe"_s, {info().id}},
                       {u"table"_s, {input.tableText()}},
                       {u"from"_s, {from.name}},
                       {u"to"_s, {to}}},
            .notes =
                {u"Calls %1.%2 by the name %3, while versions that know either name run."_s.arg(
                     table, from.name, to),
                 u"%1 is a copy until Contract; then %2 itself takes the name, with all that hangs on it."_s
                     .arg(to, from.name)},
            .expand = {{.id = stepId(u"add"_s, to),
                        .ddl = input.sql.addColumn(input.table.name, {.name = to, .type = from.type})}},
            .dualWrite =
                RecipeDualWrite{.up = {{to, input.name(from.name)}}, .down = {{from.name, input.name(to)}}},
            .fills = {{.id = stepId(u"fill"_s, to), .set = {{to, input.name(from.name)}}}},
            .flipNote = u"Here goes the version that reads and writes %1."_s.arg(to)
                        + requiredColumnsNote(input, {from.name}),
            .contractNote = u"Before this: no version that runs names %1 any more."_s.arg(from.name),
            .gates = agreementGates(),
            .contract = {
                {.id = stepId(u"rename"_s, from.name),
                 .ddl = input.sql.dropAndRename(input.table.name, to, twins.names, from.name, to),
                 .irreversible = u"whatever still names %1 fails from here on"_s.arg(from.name),
                 .comment = u"Both hold the same: the copy goes, and %1 takes its name."_s.arg(from.name)}}};
        plan.expand += twins.steps;
        return plan;
    }
};

#undef TEXT

} // namespace

const Recipe &renameColumnRecipe()
{
    static const RenameColumn recipe;
    return recipe;
}

} // namespace lockkeeper
