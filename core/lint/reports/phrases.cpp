// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/reports/phrases.h"

#include "core/lint/fixes.h"

namespace lockkeeper::lint {

namespace {

// A statement with thousands of findings must not be printed thousands of times.
constexpr std::int32_t longStatement = 8192;

std::string stagedSql(const std::vector<StagedSql> &stages)
{
    std::string sql;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (i == 0 || stages[i].stage != stages[i - 1].stage)
            sql += "-- " + stageWord(stages[i].stage) + '\n';
        sql += stages[i].sql;
        if (!sql.ends_with(';'))
            sql += ';';
        sql += '\n';
    }
    if (!sql.empty())
        sql.pop_back();
    return sql;
}

Span shownPart(const Finding &finding, const LintResult &result)
{
    // What goes in front of the statement, such as a SET, belongs to it.
    const std::vector<TextEdit> &edits = finding.fix->edits;
    const Span changed{.begin = edits.front().span.begin, .end = edits.back().span.end};
    const auto index = static_cast<std::size_t>(finding.statement);
    Span whole = changed;
    if (finding.statement >= 0 && index < result.statements.size())
        whole = united(changed, result.statements[index]);
    if (whole.size() > longStatement)
        whole = united(changed, finding.span);
    return whole.size() > longStatement ? changed : whole;
}

} // namespace

std::string fixedSql(const Finding &finding, const LintResult &result)
{
    if (!finding.fix)
        return {};
    if (finding.fix->edits.empty())
        return stagedSql(finding.fix->stages);
    const Span part = shownPart(finding, result);
    if (part.size() <= longStatement || finding.fix->edits.size() == 1)
        return withEdits(result.source->bytes(), part, finding.fix->edits);
    // Edits far apart: what is between them would be the script itself.
    std::string sql;
    for (const TextEdit &edit : finding.fix->edits)
        sql += edit.text;
    return sql;
}

Span placeOf(const Finding &finding)
{
    return finding.span.isValid() ? finding.span : Span{.begin = 0, .end = 0};
}

std::string counted(std::int64_t count, std::string_view one)
{
    return std::to_string(count) + ' ' + std::string(one) + (count == 1 ? "" : "s");
}

std::string stageWord(Stage stage) { return stageName(stage).toStdString(); }

std::string explanation(const Finding &finding)
{
    std::string text;
    for (const std::string &line : {finding.why(), finding.lock(), finding.help()}) {
        if (line.empty())
            continue;
        text += text.empty() ? "" : "\n";
        text += line;
    }
    return text;
}

} // namespace lockkeeper::lint
