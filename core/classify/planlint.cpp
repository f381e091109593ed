// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/planlint.h"

#include "core/lint/linter.h"
#include "core/sql/parser.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

std::string scriptOf(const SqlAction &action)
{
    return (action.statements.join(u";\n"_s) + u";\n"_s).toStdString();
}

lint::LintOptions optionsFor(SqlDialect dialect, const ServerVersion &version, Stage stage)
{
    lint::LintOptions options;
    options.dialect = dialect;
    options.version = version == ServerVersion() ? usualVersion(dialect) : version;
    options.stage = stage;
    options.severities = {{"require-lock-timeout", std::nullopt}};
    return options;
}

/// What @p script leaves behind. What it can't change (settings, publications) stays as it was read.
void apply(const std::string &script, SqlDialect dialect, lint::LiveFacts &world)
{
    lint::Schema schema(dialect, &world);
    const LexOptions lexing{.dialect = dialect, .version = usualVersion(dialect)};
    const Script pieces = split(script, lexing);
    for (const Piece &piece : pieces.pieces) {
        if (piece.kind == PieceKind::Statement)
            schema.apply(sql::parse(script, pieces, piece, lexing));
    }
    lint::LiveFacts after = schema.asLive();
    world.tables = std::move(after.tables);
    world.views = std::move(after.views);
    world.indexTables = std::move(after.indexTables);
}

} // namespace

lint::ObjectNames objectsNamedIn(const Plan &plan, const ServerVersion &version)
{
    lint::ObjectNames names;
    const auto dialect = sqlDialectFromName(plan.engine.toStdString());
    if (!dialect)
        return names;
    for (const Step &step : plan.steps) {
        if (const auto *action = std::get_if<SqlAction>(&step.action))
            names.merge(lint::objectsNamedIn(scriptOf(*action), *dialect, version));
    }
    return names;
}

QList<StepFinding> lintPlan(const Plan &plan, const ServerVersion &version, const lint::LiveFacts *live)
{
    QList<StepFinding> found;
    const auto dialect = sqlDialectFromName(plan.engine.toStdString());
    if (!dialect)
        return found;
    lint::LiveFacts world = live ? *live : lint::LiveFacts();
    for (const Step &step : plan.steps) {
        const auto *action = std::get_if<SqlAction>(&step.action);
        if (!action)
            continue;
        auto options = optionsFor(*dialect, version, step.stage);
        // What an earlier step proved (a CHECK that is valid) counts, whether or not a database was asked.
        options.live = live || !world.tables.empty() ? &world : nullptr;
        const std::string script = scriptOf(*action);
        for (const lint::Finding &finding : lint::lint(script, options).findings) {
            if (!finding.isSuppressed)
                found.append({.step = step.id, .stage = step.stage, .line = step.line, .finding = finding});
        }
        apply(script, *dialect, world);
    }
    return found;
}

} // namespace lockkeeper
