// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/expectedeffects.h"

#include "core/lint/linter.h"

#include <algorithm>
#include <map>

namespace lockkeeper {

namespace {

/// The plan's SQL as one script, and where each step's part ends in it.
struct PlanScript
{
    std::string text;
    struct Part
    {
        std::size_t end = 0;
        QString step;
    };
    std::vector<Part> parts;

    QString stepAt(std::size_t offset) const
    {
        const auto part = std::ranges::upper_bound(parts, offset, {}, &Part::end);
        return part == parts.end() ? QString() : part->step;
    }
};

PlanScript scriptOf(const Plan &plan)
{
    PlanScript script;
    for (const Step &step : plan.steps) {
        const auto *sql = std::get_if<SqlAction>(&step.action);
        if (!sql)
            continue;
        for (const QString &statement : sql->statements)
            script.text += statement.toStdString() + ";\n";
        script.parts.push_back({.end = script.text.size(), .step = step.id});
    }
    return script;
}

KeepsWaiting keepsWaiting(lint::Blocks blocks)
{
    switch (blocks) {
    case lint::Blocks::Nothing:
        return KeepsWaiting::Nobody;
    case lint::Blocks::Ddl:
        return KeepsWaiting::SchemaChanges;
    case lint::Blocks::Writes:
        return KeepsWaiting::Writes;
    case lint::Blocks::ReadsAndWrites:
        return KeepsWaiting::ReadsAndWrites;
    }
    return KeepsWaiting::ReadsAndWrites;
}

QStringList words(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names)
        list << QString::fromStdString(name);
    list.removeDuplicates();
    return list;
}

QString word(std::string_view name)
{
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

void append(std::vector<std::string> &names, const std::vector<std::string> &more)
{
    names.insert(names.end(), more.begin(), more.end());
}

/// What several statements of a step do: of locks the strongest a relation.
void add(lint::Effects &sum, const lint::Effects &more)
{
    for (const lint::Effects::Lock &lock : more.locks)
        sum.lock(lock.relation, lock.mode);
    append(sum.rewrites, more.rewrites);
    append(sum.scans, more.scans);
    append(sum.indexBuilds, more.indexBuilds);
    sum.algorithm = std::max(sum.algorithm, more.algorithm);
    sum.blocks = std::max(sum.blocks, more.blocks);
    sum.isLong = sum.isLong || more.isLong;
    sum.isCertain = sum.isCertain && more.isCertain;
}

ExpectedEffects inWords(const lint::Effects &effects)
{
    ExpectedEffects expected{.rewrites = words(effects.rewrites),
                             .scans = words(effects.scans),
                             .indexBuilds = words(effects.indexBuilds),
                             .algorithm =
                                 effects.algorithm ? word(lint::nameOf(*effects.algorithm)) : QString(),
                             .keepsWaiting = keepsWaiting(effects.blocks),
                             .isLong = effects.isLong,
                             .isCertain = effects.isCertain};
    for (const lint::Effects::Lock &lock : effects.locks)
        expected.locks << ExpectedEffects::Lock{.relation = QString::fromStdString(lock.relation),
                                                .mode = word(lint::nameOf(lock.mode))};
    return expected;
}

} // namespace

ExpectedByStep expectedEffects(const Plan &plan, const QString &serverVersion)
{
    const PlanScript script = scriptOf(plan);
    const auto dialect = sqlDialectFromName(plan.engine.toStdString());
    if (!dialect || script.text.empty())
        return {};
    lint::LintOptions options{.dialect = *dialect};
    options.version = serverVersionFromText(serverVersion.toStdString()).value_or(usualVersion(*dialect));
    const lint::LintResult result = lint::lint(script.text, options, true);

    std::map<QString, lint::Effects> sums;
    for (std::size_t i = 0; i < result.effects.size(); ++i) {
        lint::Effects &sum = sums[script.stepAt(static_cast<std::size_t>(result.statements[i].begin))];
        add(sum, result.effects[i]);
        sum.isCertain = sum.isCertain && result.analysed[i];
    }
    ExpectedByStep expected;
    for (const auto &[step, sum] : sums)
        expected.insert(step, inWords(sum));
    return expected;
}

} // namespace lockkeeper
