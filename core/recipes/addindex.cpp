// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/recipes/shapes.h"

#include <QCoreApplication>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

constexpr qsizetype longestName = 63; // bytes

QString usualName(const RecipeInput &input)
{
    const QString name = u"%1_%2_idx"_s.arg(input.table.name.name, input.list(u"columns"_s).join(u'_'));
    return name.toUtf8().size() <= longestName
               ? name
               : u"%1_%2_idx"_s.arg(input.table.name.name.left(20), shortHash(name));
}

/// An index, built while the table is written to.
class AddIndex final : public Recipe
{
public:
    RecipeInfo info() const override
    {
        return {u"add-index"_s, TEXT("Add an index"),
                TEXT("Builds an index while the application reads and writes, where the database can.")};
    }

    QList<RecipeField> fields() const override
    {
        return {tableField(),
                {.key = u"columns"_s,
                 .kind = FieldKind::Columns,
                 .label = TEXT("Columns"),
                 .help = TEXT("In the order of the index.")},
                {.key = u"name"_s,
                 .kind = FieldKind::IndexName,
                 .label = TEXT("Name"),
                 .help = TEXT("Empty: made of the table and the columns."),
                 .required = false}};
    }

    RecipeResult<RecipePlan> plan(const RecipeInput &input) const override
    {
        const QStringList columns = input.list(u"columns"_s);
        const QString name = input.text(u"name"_s).isEmpty() ? usualName(input) : input.text(u"name"_s);
        if (input.facts.index(name.toStdString()))
            return recipeProblem(u"name"_s, u"taken-name"_s,
                                 {{u"value"_s, name}, {u"table"_s, input.table.name.display()}});
        return RecipePlan{.title = u"Add the index %1"_s.arg(name),
                          .change = {{u"recipe"_s, {info().id}},
                                     {u"table"_s, {input.tableText()}},
                                     {u"columns"_s, columns},
                                     {u"name"_s, {name}}},
                          .notes = {u"Adds an index to %1 over %2."_s.arg(input.table.name.display(),
                                                                          columns.join(", "_L1))},
                          .expand = {{.id = stepId(u"index"_s, name),
                                      .ddl = input.sql.createIndex(input.table.name, name, columns)}}};
    }
};

#undef TEXT

} // namespace

const Recipe &addIndexRecipe()
{
    static const AddIndex recipe;
    return recipe;
}

} // namespace lockkeeper
