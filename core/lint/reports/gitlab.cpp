// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// GitLab's code quality report: what its merge requests show.
#include "core/lint/reports/fingerprint.h"
#include "core/lint/reports/jsonwriter.h"
#include "core/lint/reports/phrases.h"
#include "core/lint/reports/places.h"
#include "core/lint/reports/report.h"

namespace lockkeeper::lint {

namespace {

std::string_view gitlabSeverity(Severity severity)
{
    switch (severity) {
    case Severity::Blocker:
        return "blocker";
    case Severity::Risk:
        return "major";
    case Severity::Note:
        break;
    }
    return "info";
}

class GitlabReport final : public Report
{
public:
    GitlabReport(Writer &out, const ReportOptions &options) : Report(out, options), m_json(out)
    {
        m_json.beginArray();
    }

    void end() override
    {
        m_json.endArray();
        m_out << '\n';
    }

private:
    void write(std::string_view file, const LintResult &result) override
    {
        const Places places(*result.source);
        for (const Finding &finding : result.findings) {
            if (!finding.isSuppressed)
                writeIssue(file, finding, result, places);
        }
    }

    void writeIssue(std::string_view file, const Finding &finding, const LintResult &result,
                    const Places &places)
    {
        m_json.onNewLine().beginObject().member("description", finding.title());
        m_json.member("check_name", finding.rule->id).member("severity", gitlabSeverity(finding.severity));
        m_json.member("fingerprint", m_fingerprints.of(file, finding, result));
        m_json.key("content").beginObject().member("body", explanation(finding)).endObject();
        m_json.key("location").beginObject().member("path", file).key("lines").beginObject();
        m_json.member("begin", places.lineOf(placeOf(finding).begin));
        m_json.member("end", places.lineOf(placeOf(finding).end)).endObject().endObject().endObject();
    }

    JsonWriter m_json;
    Fingerprints m_fingerprints;
};

} // namespace

std::unique_ptr<Report> gitlabReport(Writer &out, const ReportOptions &options)
{
    return std::make_unique<GitlabReport>(out, options);
}

} // namespace lockkeeper::lint
