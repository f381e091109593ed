// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"
#include "core/lint/reports/writer.h"

#include <memory>

namespace lockkeeper::lint {

struct ReportOptions
{
    bool colours = false;     ///< of the text report
    bool withEffects = false; ///< JSON: what every statement does, findings or not
    int width = 100; ///< of the text report, in cells: longer source lines are cut around the finding
};

/// What was counted over all files. Findings that are suppressed are counted as such and nowhere else.
struct ReportSummary
{
    int files = 0;
    std::int64_t statements = 0;
    std::int64_t notAnalysed = 0;
    std::int64_t blockers = 0;
    std::int64_t risks = 0;
    std::int64_t notes = 0;
    std::int64_t suppressed = 0;

    void add(const LintResult &result);
};

/// Tells what was found in one file after the other, in time and output that grow with the findings: a finding costs
/// the same in a file of a million lines and in one of a single endless line.
class Report
{
public:
    Report(Writer &out, const ReportOptions &options) : m_out(out), m_options(options) {}
    virtual ~Report() = default;
    Report(const Report &) = delete;
    Report &operator=(const Report &) = delete;

    /// Passwords in the script are not shown.
    void add(std::string_view file, const LintResult &result);
    /// Once, behind the last file; nothing may be added any more.
    virtual void end() {}

    const ReportSummary &summary() const { return m_summary; }

protected:
    virtual void write(std::string_view file, const LintResult &result) = 0;

    Writer &m_out;
    const ReportOptions m_options;

private:
    ReportSummary m_summary;
};

/// A format by its name; null: there is none of that name.
std::unique_ptr<Report> makeReport(std::string_view format, Writer &out, const ReportOptions &options = {});
/// "text", "json", …, in the order of the help.
std::vector<std::string_view> reportFormats();

/// The registered formats: one file a format, one line in report.cpp.
std::unique_ptr<Report> textReport(Writer &out, const ReportOptions &options);
std::unique_ptr<Report> jsonReport(Writer &out, const ReportOptions &options);
std::unique_ptr<Report> sarifReport(Writer &out, const ReportOptions &options);
std::unique_ptr<Report> githubReport(Writer &out, const ReportOptions &options);
std::unique_ptr<Report> gitlabReport(Writer &out, const ReportOptions &options);
std::unique_ptr<Report> markdownReport(Writer &out, const ReportOptions &options);

} // namespace lockkeeper::lint
