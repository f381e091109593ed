// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Workflow commands: GitHub shows them as annotations of the changed lines.
#include "core/lint/reports/phrases.h"
#include "core/lint/reports/places.h"
#include "core/lint/reports/report.h"

#include "core/base/utf8.h"

namespace lockkeeper::lint {

namespace {

std::string_view commandOf(Severity severity)
{
    switch (severity) {
    case Severity::Blocker:
        return "error";
    case Severity::Risk:
        return "warning";
    case Severity::Note:
        break;
    }
    return "notice";
}

/// As the runner's toolkit escapes; @p special are the letters with a meaning where @p text stands.
std::string escaped(std::string_view text, std::string_view special)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string safe;
    safe.reserve(text.size() + text.size() / 8);
    for (const char letter : validUtf8(text)) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool isControl = byte < 0x20 || byte == 0x7f;
        if (special.contains(letter))
            ((safe += '%') += digits[byte >> 4U]) += digits[byte & 15U];
        else if (isControl)
            safe += replacementCharacter; // the log is a terminal, too
        else
            safe += letter;
    }
    return safe;
}

std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }
std::string message(std::string_view text) { return escaped(text, "%\r\n"); }

class GithubReport final : public Report
{
public:
    using Report::Report;

private:
    void write(std::string_view file, const LintResult &result) override
    {
        const Places places(*result.source);
        for (const Finding &finding : result.findings) {
            if (!finding.isSuppressed)
                writeCommand(file, finding, places);
        }
    }

    void writeCommand(std::string_view file, const Finding &finding, const Places &places)
    {
        const TextPosition begin = places.position(placeOf(finding).begin);
        const TextPosition end = places.position(placeOf(finding).end);
        m_out << "::" << commandOf(finding.severity) << " file=" << property(file);
        m_out << ",line=" << begin.line << ",endLine=" << end.line;
        // Columns are only allowed where both are of the same line.
        if (begin.line == end.line)
            m_out << ",col=" << begin.column << ",endColumn=" << end.column;
        m_out << ",title=" << property(std::string(finding.rule->id) + ": " + finding.title());
        m_out << "::" << message(explanation(finding)) << '\n';
    }
};

} // namespace

std::unique_ptr<Report> githubReport(Writer &out, const ReportOptions &options)
{
    return std::make_unique<GithubReport>(out, options);
}

} // namespace lockkeeper::lint
