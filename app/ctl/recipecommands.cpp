// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// plan recipes, plan new: from an intent and the live tables to a plan file. Nothing here writes to a database.
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/database.h"
#include "app/ctl/report.h"
#include "core/base/suggestion.h"
#include "core/classify/planlint.h"
#include "core/engine/catalog.h"
#include "core/engine/engine.h"
#include "core/recipes/recipewriter.h"
#include "core/text/recipes.h"
#include "core/workflow/migration.h"

#include <QFile>
#include <QJsonArray>
#include <QSaveFile>

#include <algorithm>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> usage(const QString &reason) { return failure(Errc::Usage, {{u"reason"_s, reason}}); }

QString keyOf(const RecipeField &field)
{
    return field.forEach.isEmpty() ? field.key : u"%1.<%2>"_s.arg(field.key, field.forEach);
}

QString helpOf(const RecipeField &field)
{
    QString help = sentences::recipeText(field.help);
    if (!field.choices.isEmpty())
        help += u" One of "_s + field.choices.join(", "_L1) + u'.';
    if (!field.fallback.isEmpty())
        help += u" Default: "_s + field.fallback + u'.';
    return help;
}

class PlanRecipes final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"plan recipes"_s, u"Lists the recipes of plan new, with what each must be told"_s,
                u"lockkeeperctl plan recipes rename-column"_s};
    }

    void declare(Options &options) override
    {
        options.positional("recipe", m_recipe, "Only this one", Presence::Optional);
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        if (!m_recipe.isEmpty() && !recipeNamed(m_recipe))
            return usage(u"there is no recipe \"%1\""_s.arg(m_recipe));
        QJsonArray documents;
        QStringList texts;
        for (const Recipe *recipe : recipes()) {
            if (!m_recipe.isEmpty() && recipe->info().id != m_recipe)
                continue;
            documents << document(*recipe);
            texts << text(*recipe, surroundings.console);
        }
        if (m_format == Format::Json)
            surroundings.console.print({{u"recipes"_s, documents}});
        else
            surroundings.console.print(texts.join(u"\n\n"_s));
        return 0;
    }

private:
    static QJsonObject document(const Recipe &recipe)
    {
        QJsonArray fields;
        for (const RecipeField &field : fieldsOf(recipe)) {
            fields << QJsonObject{{u"key"_s, field.key},
                                  {u"label"_s, sentences::recipeText(field.label)},
                                  {u"help"_s, sentences::recipeText(field.help)},
                                  {u"kind"_s, fieldKindName(field.kind)},
                                  {u"required"_s, field.required},
                                  {u"default"_s, field.fallback},
                                  {u"choices"_s, QJsonArray::fromStringList(field.choices)},
                                  {u"for_each"_s, field.forEach}};
        }
        return {{u"id"_s, recipe.info().id},
                {u"title"_s, sentences::recipeText(recipe.info().title)},
                {u"summary"_s, sentences::recipeText(recipe.info().summary)},
                {u"fields"_s, fields}};
    }

    static QString text(const Recipe &recipe, const Console &console)
    {
        QList<QStringList> rows;
        for (const RecipeField &field : fieldsOf(recipe)) {
            rows << QStringList{keyOf(field), fieldKindName(field.kind),
                                field.required ? u"needed"_s : u"optional"_s, helpOf(field)};
        }
        return console.painted(Tone::Strong, recipe.info().id) + u"  "_s
               + sentences::recipeText(recipe.info().summary) + u'\n' + columns(rows, u"  "_s);
    }

    QString m_recipe;
    Format m_format = Format::Text;
};

/// "key=value" each; the value may hold more of the sign.
Result<RecipeValues> valuesOf(const QStringList &settings)
{
    RecipeValues values;
    for (const QString &setting : settings) {
        const auto sign = setting.indexOf(u'=');
        if (sign < 1)
            return usage(u"--set takes key=value, not \"%1\""_s.arg(setting));
        const QString key = setting.first(sign).trimmed();
        if (values.contains(key))
            return usage(u"--set %1 is given twice"_s.arg(key));
        values.insert(key, setting.sliced(sign + 1));
    }
    return values;
}

QString told(const QList<RecipeProblem> &problems)
{
    QStringList lines;
    for (const RecipeProblem &problem : problems) {
        const QString words = sentences::problem(problem);
        lines << (problem.field.isEmpty() ? words : u"%1: %2"_s.arg(problem.field, words));
    }
    return lines.join(u"; "_s);
}

QString severity(const lint::Finding &finding)
{
    return QString::fromStdString(std::string(lint::nameOf(finding.severity)));
}

class PlanNew final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"plan new"_s, u"Makes a plan of a recipe for the live tables; it runs nothing"_s,
                u"lockkeeperctl plan new --recipe rename-column -d postgresql://reader@db/shop --set "
                "table=users --set column=email --set to=mail -o rename-email.lockkeeper.yaml"_s};
    }

    void declare(Options &options) override
    {
        options.value("--recipe", m_recipe, "RECIPE", "Which change; see plan recipes", Presence::Required);
        m_database.declare(options);
        options.values("--set", m_settings, "KEY=VALUE", "What the recipe must be told, once for each field");
        options.value("-o,--output", m_output, "FILE", "Write the plan here instead of printing it");
        options.flag("--force", m_force, "Write over a file that is there");
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        Console &console = surroundings.console;
        const Recipe *recipe = recipeNamed(m_recipe);
        if (!recipe)
            return usage(unknownRecipe());
        const auto values = valuesOf(m_settings);
        LOCKKEEPER_TRY(values);
        const auto session = m_database.reader(console);
        LOCKKEEPER_TRY(session);
        const auto written = writePlan(**session, *recipe, *values);
        LOCKKEEPER_TRY(written);
        if (!*written)
            return usage(told((*written).error()));
        const auto plan = PlanFile::parse(**written, vocabulary());
        if (!plan)
            return usage(u"the recipe made no valid plan of this: "_s + plan.error().first().code);
        const auto findings = findingsIn(**session, *plan);
        LOCKKEEPER_TRY(findings);
        if (!m_output.isEmpty())
            LOCKKEEPER_TRY(save(**written, console));
        print(**written, *findings, console);
        return 0;
    }

private:
    QString unknownRecipe() const
    {
        QStringList known;
        for (const Recipe *recipe : recipes())
            known << recipe->info().id;
        const QString meant = suggestion(m_recipe, known);
        return u"there is no recipe \"%1\"%2; known are %3"_s.arg(
            m_recipe, meant.isEmpty() ? QString() : u" (did you mean %1?)"_s.arg(meant), known.join(", "_L1));
    }

    static Result<QList<StepFinding>> findingsIn(Session &session, const Plan &plan)
    {
        const auto identity = session.identity();
        LOCKKEEPER_TRY(identity);
        const auto version = serverVersionFromText(identity->version.toStdString()).value_or(ServerVersion());
        const auto live =
            session.catalog().liveFacts(objectsNamedIn(plan, version), std::chrono::milliseconds(0));
        LOCKKEEPER_TRY(live);
        return lintPlan(plan, version, &*live);
    }

    Status save(const QByteArray &plan, Console &console) const
    {
        const auto unwritable = [this](const QString &detail) {
            return failure(Errc::UnwritableFile, {{u"path"_s, m_output}, {u"detail"_s, detail}}, detail);
        };
        const bool isThere = QFile::exists(m_output);
        if (isThere && !m_force)
            return unwritable(u"it is there already, and --force isn't given"_s);
        QSaveFile file(m_output);
        if (!file.open(QIODevice::WriteOnly) || file.write(plan) != plan.size() || !file.commit())
            return unwritable(file.errorString());
        console.note(u"lockkeeperctl: %1 %2"_s.arg(m_output, isThere ? u"written over"_s : u"written"_s));
        return {};
    }

    void print(const QByteArray &plan, const QList<StepFinding> &findings, Console &console) const
    {
        const QString text = QString::fromUtf8(plan);
        if (m_format == Format::Json) {
            console.print({{u"file"_s, m_output.isEmpty() ? QJsonValue() : QJsonValue(m_output)},
                           {u"plan"_s, text},
                           {u"findings"_s, documents(findings)}});
            return;
        }
        if (m_output.isEmpty())
            console.print(text.trimmed());
        for (const StepFinding &found : findings) {
            if (found.finding.severity != lint::Severity::Note)
                console.note(u"lockkeeperctl: %1 in step %2: %3"_s.arg(
                    severity(found.finding), found.step, QString::fromStdString(found.finding.title())));
        }
    }

    static QJsonArray documents(const QList<StepFinding> &findings)
    {
        QJsonArray array;
        for (const StepFinding &found : findings) {
            array << QJsonObject{{u"step"_s, found.step},
                                 {u"stage"_s, stageName(found.stage)},
                                 {u"line"_s, found.line},
                                 {u"severity"_s, severity(found.finding)},
                                 {u"title"_s, QString::fromStdString(found.finding.title())},
                                 {u"why"_s, QString::fromStdString(found.finding.why())},
                                 {u"help"_s, QString::fromStdString(found.finding.help())}};
        }
        return array;
    }

    QString m_recipe;
    Database m_database;
    QStringList m_settings;
    QString m_output;
    bool m_force = false;
    Format m_format = Format::Text;
};

const Registered<PlanNew> planNew(Place::PlanNew);
const Registered<PlanRecipes> planRecipes(Place::PlanRecipes);

} // namespace

} // namespace lockkeeper::ctl
