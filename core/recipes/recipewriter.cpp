// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/recipewriter.h"

#include "core/base/suggestion.h"
#include "core/engine/engine.h"
#include "core/recipes/plantext.h"
#include "core/recipes/recipecheck.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

RecipeResult<QByteArray> refused(const QList<RecipeProblem> &problems) { return std::unexpected(problems); }

/// The table isn't there: which one was meant?
Result<RecipeProblem> unknownTable(Session &session, const QString &wanted)
{
    RecipeProblem problem{.field = u"table"_s, .code = u"unknown-table"_s, .facts = {{u"value"_s, wanted}}};
    const auto tables = session.catalog().writtenTables();
    LOCKKEEPER_TRY(tables);
    QStringList names;
    for (const WrittenTable &table : *tables)
        names << table.name;
    if (const QString meant = suggestion(wanted, names); !meant.isEmpty())
        problem.facts.insert(u"suggestion"_s, meant);
    return problem;
}

/// What hangs on the table; an empty answer where the database tells nothing.
Result<lint::TableFacts> factsOf(Session &session, const TableInfo &table, SqlDialect dialect)
{
    const lint::ObjectNames names{{table.name.schema.toStdString(), table.name.name.toStdString()}};
    const auto live = session.catalog().liveFacts(names, std::chrono::milliseconds(0));
    LOCKKEEPER_TRY(live);
    const lint::Schema schema(dialect, &*live);
    const lint::TableFacts *facts = schema.table(table.name.display().toStdString());
    return facts ? *facts : lint::TableFacts();
}

/// Whether the database can compile each expression over the table as it is. No row is read.
Result<QList<RecipeProblem>> wrongExpressions(Session &session, const Recipe &recipe,
                                              const RecipeInput &input)
{
    QList<RecipeProblem> wrong;
    for (const RecipeField &field : recipe.fields()) {
        if (!field.isOverRow)
            continue;
        for (const QString &key : input.keysOf(field.key, field.forEach)) {
            if (input.text(key).isEmpty())
                continue;
            const auto tried =
                session.query(u"SELECT (%1) FROM %2 WHERE 1 = 0"_s.arg(input.text(key), input.tableText()));
            if (!tried && tried.error().code != Errc::StatementFailed)
                return failure(tried.error());
            if (!tried)
                wrong.append({.field = key,
                              .code = u"wrong-expression"_s,
                              .facts = {{u"detail"_s, tried.error().detail}}});
        }
    }
    return wrong;
}

} // namespace

Result<RecipeResult<QByteArray>> writePlan(Session &session, const Recipe &recipe, const RecipeValues &values)
{
    const auto complete = checkedValues(recipe, values);
    if (!complete)
        return refused(complete.error());
    const auto identity = session.identity();
    LOCKKEEPER_TRY(identity);
    const Engine *engine = engineNamed(identity->engine);
    const auto dialect = sqlDialectFromName(identity->engine.toStdString());
    if (!engine || !engine->recipeSql() || !dialect)
        return refused(
            {{.field = {}, .code = u"engine-without-recipes"_s, .facts = {{u"engine"_s, identity->engine}}}});

    const QString wanted = complete->value(u"table"_s).trimmed();
    const auto table = session.catalog().table(TableName::parse(wanted));
    if (!table && table.error().code == Errc::TableNotFound) {
        auto problem = unknownTable(session, wanted);
        LOCKKEEPER_TRY(problem);
        return refused({*problem});
    }
    LOCKKEEPER_TRY(table);
    const auto facts = factsOf(session, *table, *dialect);
    LOCKKEEPER_TRY(facts);
    const auto named = checkedNames(recipe, *complete, *table, facts->ignoresCase);
    if (!named)
        return refused(named.error());
    const RecipeInput input{.values = *named,
                            .table = *table,
                            .facts = *facts,
                            .engine = identity->engine,
                            .oldestVersion = engine->oldestVersionText(),
                            .sql = *engine->recipeSql()};
    const auto wrong = wrongExpressions(session, recipe, input);
    LOCKKEEPER_TRY(wrong);
    if (!wrong->isEmpty())
        return refused(*wrong);
    const auto plan = recipe.plan(input);
    if (!plan)
        return refused(plan.error());
    return RecipeResult<QByteArray>(planText(*plan, input));
}

} // namespace lockkeeper
