// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A comment of a pull request: the verdict first, then a table a file, the worst on top.
#include "core/lint/reports/phrases.h"
#include "core/lint/reports/places.h"
#include "core/lint/reports/report.h"

#include "core/base/utf8.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

// GitHub takes 65,536 characters; the words around the tables need some.
constexpr std::size_t mostBytes = 60'000;

std::string_view labelOf(Severity severity)
{
    switch (severity) {
    case Severity::Blocker:
        return "**Blocker**";
    case Severity::Risk:
        return "Risk";
    case Severity::Note:
        break;
    }
    return "Note";
}

/// @p text inside of a cell: what would end the cell or be markup is written out.
std::string cell(std::string_view text)
{
    std::string safe;
    for (const char letter : validUtf8(text)) {
        if (letter == '\n')
            safe += "<br>";
        else if (letter == '<')
            safe += "&lt;";
        else if (std::string_view("|`*_[]\\#~@").find(letter) != std::string_view::npos)
            safe.append({'\\', letter});
        else if (static_cast<unsigned char>(letter) >= 0x20)
            safe += letter;
    }
    return safe;
}

class MarkdownReport final : public Report
{
public:
    using Report::Report;

    void end() override
    {
        const ReportSummary &total = summary();
        m_out << "### Lockkeeper: " << counted(total.blockers, "blocker") << ", "
              << counted(total.risks, "risk") << ", " << counted(total.notes, "note") << "\n\n"
              << counted(total.statements, "statement") << " in " << counted(total.files, "file") << ", "
              << total.notAnalysed << " not analysed, " << counted(total.suppressed, "finding")
              << " suppressed.\n"
              << m_tables;
        if (m_left > 0)
            m_out << "\n… and " << counted(m_left, "finding") << " more: the comment would be too long.\n";
    }

private:
    void write(std::string_view file, const LintResult &result) override
    {
        std::vector<const Finding *> shown;
        for (const Finding &finding : result.findings) {
            if (!finding.isSuppressed)
                shown.push_back(&finding);
        }
        std::ranges::stable_sort(shown, std::greater(),
                                 [](const Finding *finding) { return finding->severity; });
        const Places places(*result.source);
        std::string rows;
        for (const Finding *finding : shown) {
            if (m_left == 0)
                rows += rowOf(*finding, places);
            if (m_tables.size() + rows.size() > mostBytes)
                ++m_left;
        }
        // The row that was too much, and a table without rows, are left out.
        if (m_left > 0 && !rows.empty())
            rows.erase(rows.rfind('\n', rows.size() - 2) + 1);
        if (!rows.empty())
            m_tables += heading(file) + rows;
    }

    static std::string heading(std::string_view file)
    {
        return "\n#### " + cell(file)
               + "\n\n| | Line | Rule | What | Why and what instead |\n|---|---:|---|---|---|\n";
    }

    static std::string rowOf(const Finding &finding, const Places &places)
    {
        return "| " + std::string(labelOf(finding.severity)) + " | "
               + std::to_string(places.lineOf(placeOf(finding).begin)) + " | `"
               + std::string(finding.rule->id) + "` | " + cell(finding.title()) + " | "
               + cell(explanation(finding)) + " |\n";
    }

    std::string m_tables;
    std::int64_t m_left = 0;
};

} // namespace

std::unique_ptr<Report> markdownReport(Writer &out, const ReportOptions &options)
{
    return std::make_unique<MarkdownReport>(out, options);
}

} // namespace lockkeeper::lint
