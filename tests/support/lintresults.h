// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"
#include "core/lint/reports/report.h"

#include <cstdint>

namespace lockkeeper {

/// Results as the linter makes them, put together by hand: reports are tested without rules.
class ResultBuilder
{
public:
    explicit ResultBuilder(std::string text)
    {
        m_result.source = std::make_shared<const SourceText>(std::move(text));
    }

    /// The first place of @p part behind the ones before.
    Span spanOf(std::string_view part)
    {
        const auto at = m_result.source->bytes().find(part, m_searched);
        m_searched = at == std::string_view::npos ? 0 : at;
        const auto begin = static_cast<std::int32_t>(at);
        return at == std::string_view::npos ? Span()
                                            : Span{begin, begin + static_cast<std::int32_t>(part.size())};
    }
    int statement(std::string_view part, const std::string &kind, lint::Effects effects = {},
                  bool analysed = true)
    {
        m_result.statements.push_back(spanOf(part));
        m_result.kinds.push_back(kind);
        m_result.effects.push_back(std::move(effects));
        m_result.analysed.push_back(analysed);
        m_result.notAnalysed += analysed ? 0 : 1;
        return static_cast<int>(m_result.statements.size()) - 1;
    }
    lint::Finding &finding(const lint::RuleInfo &rule, Span span, int statement = 0)
    {
        lint::Finding &added = m_result.findings.emplace_back();
        added.rule = &rule;
        added.severity = rule.severity;
        added.span = span;
        added.statement = statement;
        return added;
    }
    lint::LintResult take() { return std::move(m_result); }

private:
    lint::LintResult m_result;
    std::size_t m_searched = 0;
};

inline std::string reported(std::string_view format,
                            const std::vector<std::pair<std::string, lint::LintResult>> &results,
                            const lint::ReportOptions &options = {})
{
    std::string text;
    {
        lint::Writer out([&text](std::string_view piece) { text += piece; });
        const auto report = lint::makeReport(format, out, options);
        for (const auto &[file, result] : results)
            report->add(file, result);
        report->end();
    }
    return text;
}

} // namespace lockkeeper
