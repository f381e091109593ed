// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of scripts and continuous integration: keys are only added.
#include "core/lint/reports/jsonwriter.h"
#include "core/lint/reports/phrases.h"
#include "core/lint/reports/places.h"
#include "core/lint/reports/report.h"

namespace lockkeeper::lint {

namespace {

class JsonReport final : public Report
{
public:
    JsonReport(Writer &out, const ReportOptions &options) : Report(out, options), m_json(out)
    {
        m_json.beginObject().key("files").beginArray();
    }

    void end() override;

private:
    void write(std::string_view file, const LintResult &result) override;
    void writeFinding(const Finding &finding, const LintResult &result, const Places &places);
    void writeFix(const Fix &fix, const std::string &sql, const Places &places);
    void writeStatements(const LintResult &result, const Places &places);
    void writeEffects(const Effects &effects);
    void writePlaces(Span span, const Places &places);
    void writeNames(std::string_view key, const std::vector<std::string> &names);
    template<typename T>
    void writeName(std::string_view key, const std::optional<T> &value);
    void writeText(std::string_view key, std::string_view text);

    JsonWriter m_json;
};

void JsonReport::write(std::string_view file, const LintResult &result)
{
    const Places places(*result.source);
    m_json.onNewLine().beginObject().member("file", file).key("findings").beginArray();
    for (const Finding &finding : result.findings)
        writeFinding(finding, result, places);
    m_json.endArray();
    if (m_options.withEffects)
        writeStatements(result, places);
    m_json.endObject();
}

void JsonReport::writeFinding(const Finding &finding, const LintResult &result, const Places &places)
{
    m_json.onNewLine().beginObject();
    m_json.member("rule", finding.rule->id).member("severity", nameOf(finding.severity));
    writePlaces(placeOf(finding), places);
    // Its place in `statements`: the text itself would make a long statement with many findings endless.
    m_json.key("statement");
    if (finding.statement >= 0)
        m_json.value(finding.statement);
    else
        m_json.null();
    m_json.member("title", finding.title()).member("why", finding.why());
    writeText("lock", finding.lock());
    const auto index = static_cast<std::size_t>(finding.statement);
    m_json.key("rewrite");
    if (finding.statement >= 0 && index < result.effects.size())
        m_json.value(!result.effects[index].rewrites.empty());
    else
        m_json.null();
    m_json.key("fix");
    if (finding.fix)
        writeFix(*finding.fix, fixedSql(finding, result), places);
    else
        m_json.null();
    m_json.member("help", finding.help()).member("suppressed", finding.isSuppressed);
    writeText("reason", finding.reason);
    m_json.endObject();
}

/// Null where there is nothing to say.
void JsonReport::writeText(std::string_view key, std::string_view text)
{
    m_json.key(key);
    if (text.empty())
        m_json.null();
    else
        m_json.value(text);
}

void JsonReport::writePlaces(Span span, const Places &places)
{
    const TextPosition begin = places.position(span.begin);
    const TextPosition end = places.position(span.end);
    m_json.member("line", begin.line).member("column", begin.column);
    m_json.member("end_line", end.line).member("end_column", end.column);
}

void JsonReport::writeFix(const Fix &fix, const std::string &sql, const Places &places)
{
    m_json.beginObject().member("title", fix.title);
    m_json.member("sql", sql).member("safe", fix.isSafe);
    m_json.key("edits").beginArray();
    for (const TextEdit &edit : fix.edits) {
        m_json.beginObject();
        writePlaces(edit.span, places);
        m_json.member("text", edit.text).endObject();
    }
    m_json.endArray().key("stages").beginArray();
    for (const StagedSql &step : fix.stages)
        m_json.beginObject().member("stage", stageWord(step.stage)).member("sql", step.sql).endObject();
    m_json.endArray().endObject();
}

void JsonReport::writeStatements(const LintResult &result, const Places &places)
{
    m_json.onNewLine().key("statements").beginArray();
    for (std::size_t i = 0; i < result.statements.size(); ++i) {
        m_json.onNewLine().beginObject().member("line", places.lineOf(result.statements[i].begin));
        m_json.member("kind", i < result.kinds.size() ? std::string_view(result.kinds[i]) : "");
        m_json.member("analysed", i < result.analysed.size() && result.analysed[i]).key("effects");
        if (i < result.effects.size())
            writeEffects(result.effects[i]);
        else
            m_json.null();
        m_json.endObject();
    }
    m_json.endArray();
}

void JsonReport::writeNames(std::string_view key, const std::vector<std::string> &names)
{
    m_json.key(key).beginArray();
    for (const std::string &name : names)
        m_json.value(std::string_view(name));
    m_json.endArray();
}

template<typename T>
void JsonReport::writeName(std::string_view key, const std::optional<T> &value)
{
    writeText(key, value ? nameOf(*value) : std::string_view());
}

void JsonReport::writeEffects(const Effects &effects)
{
    m_json.beginObject().key("locks").beginArray();
    for (const Effects::Lock &lock : effects.locks)
        m_json.beginObject().member("relation", lock.relation).member("mode", nameOf(lock.mode)).endObject();
    m_json.endArray();
    writeNames("rewrites", effects.rewrites);
    writeNames("scans", effects.scans);
    writeNames("index_builds", effects.indexBuilds);
    writeName("algorithm", effects.algorithm);
    writeName("lock", effects.tableLock);
    m_json.member("blocks", nameOf(effects.blocks)).member("long", effects.isLong);
    m_json.member("certain", effects.isCertain).member("fails", effects.fails).endObject();
}

void JsonReport::end()
{
    const ReportSummary &total = summary();
    m_json.endArray().onNewLine().key("summary").beginObject();
    m_json.member("statements", total.statements).member("not_analysed", total.notAnalysed);
    m_json.member("blockers", total.blockers).member("risks", total.risks).member("notes", total.notes);
    m_json.member("suppressed", total.suppressed).endObject().endObject();
    m_out << '\n';
}

} // namespace

std::unique_ptr<Report> jsonReport(Writer &out, const ReportOptions &options)
{
    return std::make_unique<JsonReport>(out, options);
}

} // namespace lockkeeper::lint
