// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/reports/report.h"

#include "core/base/secret.h"

#include <array>

namespace lockkeeper::lint {

namespace {

struct Format
{
    std::string_view name;
    std::unique_ptr<Report> (*make)(Writer &out, const ReportOptions &options);
};

constexpr std::array formats{
    Format{"text", textReport},     Format{"json", jsonReport},     Format{"sarif", sarifReport},
    Format{"github", githubReport}, Format{"gitlab", gitlabReport}, Format{"markdown", markdownReport},
};

} // namespace

void ReportSummary::add(const LintResult &result)
{
    ++files;
    statements += static_cast<std::int64_t>(result.statements.size());
    notAnalysed += result.notAnalysed;
    for (const Finding &finding : result.findings) {
        if (finding.isSuppressed)
            ++suppressed;
        else if (finding.severity == Severity::Blocker)
            ++blockers;
        else
            ++(finding.severity == Severity::Risk ? risks : notes);
    }
}

void Report::add(std::string_view file, const LintResult &result)
{
    m_summary.add(result);
    if (auto safe = masked(result.source->bytes())) {
        LintResult shown = result;
        shown.source = std::make_shared<SourceText>(std::move(*safe));
        write(file, shown);
    } else {
        write(file, result);
    }
}

std::unique_ptr<Report> makeReport(std::string_view format, Writer &out, const ReportOptions &options)
{
    for (const Format &known : formats) {
        if (known.name == format)
            return known.make(out, options);
    }
    return nullptr;
}

std::vector<std::string_view> reportFormats()
{
    std::vector<std::string_view> names;
    names.reserve(formats.size());
    for (const Format &format : formats)
        names.push_back(format.name);
    return names;
}

} // namespace lockkeeper::lint
