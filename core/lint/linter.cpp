// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/linter.h"

#include "core/lint/doubles.h"
#include "core/lint/scriptpass.h"
#include "core/lint/suppressions.h"

#include <algorithm>
#include <thread>

namespace lockkeeper::lint {

namespace {

bool isAnalysed(const sql::Statement &statement)
{
    const auto *routine = statement.as<sql::Routine>();
    return routine ? !routine->hasDynamicSql : statement.isAnalysed();
}

/// Rules that look at the whole script know a place, but not which statement is there.
int statementAt(Span span, const std::vector<Span> &statements)
{
    const auto after = std::ranges::upper_bound(statements, span.begin, {}, &Span::begin);
    return span.isValid() ? int(after - statements.begin()) - 1 : -1;
}

void putInOrder(LintResult &result)
{
    for (Finding &finding : result.findings) {
        if (finding.statement < 0)
            finding.statement = statementAt(finding.span, result.statements);
    }
    std::ranges::stable_sort(result.findings, {}, [](const Finding &finding) { return finding.span.begin; });
}

/// On all cores if there are many: a statement takes as long to read as to judge, but only reading can be shared out.
std::vector<sql::Statement> statementsOf(std::string_view text, const Script &script,
                                         const LexOptions &lexing)
{
    constexpr std::size_t leastShare = 2000;
    const std::size_t count = script.pieces.size();
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t shares = std::clamp<std::size_t>(count / leastShare, 1, cores);
    std::vector<sql::Statement> statements(count);
    const auto read = [&](std::size_t share) {
        for (std::size_t i = count * share / shares; i < count * (share + 1) / shares; ++i)
            statements[i] = readPiece(text, script, script.pieces[i], lexing);
    };
    std::vector<std::jthread> others;
    others.reserve(shares - 1);
    for (std::size_t share = 1; share < shares; ++share)
        others.emplace_back(read, share);
    read(0);
    others.clear(); // waits
    return statements;
}

} // namespace

LintResult lint(std::string bytes, const LintOptions &asked, bool withEffects)
{
    LintResult result;
    result.source = std::make_shared<const SourceText>(std::move(bytes));
    const std::string_view text = result.source->bytes();
    LintOptions options = asked;
    if (options.version == ServerVersion{})
        options.version = usualVersion(options.dialect);

    const LexOptions lexing{options.dialect, options.version};
    const Script script = split(text, lexing);
    const std::vector<sql::Statement> statements = statementsOf(text, script, lexing);

    ScriptPass pass(options);
    std::vector<Effects> effects;
    effects.reserve(statements.size());
    for (const sql::Statement &statement : statements) {
        effects.push_back(pass.look(statement, int(effects.size()), text));
        result.statements.push_back(statement.span);
        result.analysed.push_back(isAnalysed(statement));
        result.notAnalysed += result.analysed.back() ? 0 : 1;
        if (withEffects)
            result.kinds.emplace_back(kindOf(statement));
    }
    result.findings = pass.end(statements, effects, text);
    dropDoubles(result.findings);
    putInOrder(result);
    applySuppressions(result, script.tokens, options);
    if (withEffects)
        result.effects = std::move(effects);
    return result;
}

int LintResult::count(Severity severity) const
{
    return int(std::ranges::count_if(findings, [severity](const Finding &finding) {
        return finding.severity == severity && !finding.isSuppressed;
    }));
}

int LintResult::suppressed() const { return int(std::ranges::count_if(findings, &Finding::isSuppressed)); }

} // namespace lockkeeper::lint
