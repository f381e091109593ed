// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// plan check, plan show, plan schema: files only, no database.
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/planinput.h"
#include "app/ctl/report.h"
#include "core/plan/durations.h"
#include "core/plan/planjson.h"
#include "core/text/sentences.h"
#include "core/workflow/migration.h"

#include <QJsonArray>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

QJsonObject problemDocument(const PlanProblem &problem)
{
    return {{u"line"_s, problem.line},
            {u"column"_s, problem.column},
            {u"code"_s, problem.code},
            {u"message"_s, sentences::problem(problem)},
            {u"suggestion"_s, problem.facts.contains(u"suggestion"_s)
                                  ? QJsonValue(problem.facts.value(u"suggestion"_s))
                                  : QJsonValue()}};
}

class PlanCheck final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"plan check"_s, u"Validates plan files and names every problem with its place"_s,
                u"lockkeeperctl plan check merge-names.lockkeeper.yaml"_s};
    }

    void declare(Options &options) override
    {
        options.positionals("file", m_files, "Plan files; - is standard input");
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        QJsonArray documents;
        bool valid = true;
        for (const QString &file : m_files) {
            const auto plan = parsePlan(file);
            if (!plan)
                return failure(plan.error());
            valid = valid && plan->has_value();
            if (m_format == Format::Json)
                documents << document(file, *plan);
            else
                print(file, *plan, surroundings.console);
        }
        if (m_format == Format::Json)
            surroundings.console.print({{u"valid"_s, valid}, {u"files"_s, documents}});
        return valid ? 0 : sentences::exitCode(Errc::InvalidPlan);
    }

private:
    using Parsed = std::expected<Plan, QList<PlanProblem>>;

    static QJsonObject document(const QString &file, const Parsed &plan)
    {
        QJsonArray problems;
        for (const PlanProblem &problem : plan ? QList<PlanProblem>() : plan.error())
            problems << problemDocument(problem);
        return {{u"file"_s, file}, {u"valid"_s, plan.has_value()}, {u"problems"_s, problems}};
    }

    static void print(const QString &file, const Parsed &plan, Console &console)
    {
        if (!plan) {
            for (const PlanProblem &problem : plan.error())
                console.complain(problemLine(file, problem));
            return;
        }
        console.print(u"%1: valid, %2 steps, %3 conditions, sha256 %4"_s.arg(file)
                          .arg(plan->steps.size())
                          .arg(plan->conditions.size())
                          .arg(plan->sha256.left(12)));
    }

    QStringList m_files;
    Format m_format = Format::Text;
};

QString stageText(const Plan &plan, Stage stage)
{
    QString text = u"\n\n"_s + sentences::stage(stage);
    QList<QStringList> rows;
    for (const Condition &condition : plan.conditionsOf(stage))
        rows << QStringList{stage == Stage::Verify ? u"watch"_s : u"gate"_s, sentences::question(condition)};
    for (const Step &step : plan.stepsOf(stage))
        rows << QStringList{u"step"_s, step.irreversible.isEmpty()
                                           ? step.id
                                           : u"%1 (can't be undone: %2)"_s.arg(step.id, step.irreversible)};
    if (stage == Stage::Verify && plan.watch.count() > 0)
        rows << QStringList{u"watch"_s, u"for %1"_s.arg(durationText(plan.watch))};
    return rows.isEmpty() ? QString() : text + u'\n' + columns(rows, u"  "_s);
}

QString planText(const Plan &plan, const Console &console)
{
    const QString version = plan.serverVersion.isEmpty() ? QString() : u' ' + plan.serverVersion;
    QString text = console.painted(Tone::Strong, plan.title) + u" ("_s + migrationId(plan) + u")\n"_s;
    text += u"target  %1%2, %3\nsha256  %4"_s.arg(plan.engine, version, plan.environment, plan.sha256);
    for (const Stage stage : allStages)
        text += stageText(plan, stage);
    return text;
}

class PlanShow final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"plan show"_s, u"Prints a plan as it will run: stages, gates, steps"_s,
                u"lockkeeperctl plan show merge-names.lockkeeper.yaml"_s};
    }

    void declare(Options &options) override
    {
        options.positional("file", m_file, "The plan file; - is standard input");
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        const auto plan = readPlan(m_file, surroundings.console);
        if (!plan)
            return failure(plan.error());
        if (m_format == Format::Json)
            surroundings.console.print(planJson(*plan));
        else
            surroundings.console.print(planText(*plan, surroundings.console));
        return 0;
    }

private:
    QString m_file;
    Format m_format = Format::Text;
};

class PlanSchema final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"plan schema"_s, u"Prints the JSON Schema of plan files, for editors"_s,
                u"lockkeeperctl plan schema > lockkeeper.schema.json"_s};
    }

    void declare(Options &) override {}

    Result<int> run(const Surroundings &surroundings) override
    {
        surroundings.console.print(PlanFile::schema(vocabulary()));
        return 0;
    }
};

const Registered<PlanCheck> planCheck(Place::PlanCheck);
const Registered<PlanShow> planShow(Place::PlanShow);
const Registered<PlanSchema> planSchema(Place::PlanSchema);

} // namespace

} // namespace lockkeeper::ctl
