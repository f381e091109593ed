// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// SARIF 2.1.0 (OASIS), as code scanning of GitHub and GitLab and the editors read it.
#include "core/lint/reports/fingerprint.h"
#include "core/lint/reports/jsonwriter.h"
#include "core/lint/reports/phrases.h"
#include "core/lint/reports/places.h"
#include "core/lint/reports/report.h"

#include <unordered_map>

namespace lockkeeper::lint {

namespace {

std::string_view levelOf(Severity severity)
{
    switch (severity) {
    case Severity::Blocker:
        return "error";
    case Severity::Risk:
        return "warning";
    case Severity::Note:
        break;
    }
    return "note";
}

bool isUnreserved(char letter)
{
    const auto isIn = [letter](char first, char last) { return letter >= first && letter <= last; };
    return isIn('a', 'z') || isIn('A', 'Z') || isIn('0', '9')
           || std::string_view("-._~/").find(letter) != std::string_view::npos;
}

std::string uriOf(std::string_view path)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri = path.starts_with('/') ? "file://" : "";
    for (const char letter : path) {
        const auto byte = static_cast<unsigned char>(letter);
        if (isUnreserved(letter))
            uri += letter;
        else
            (uri += '%').append({digits[byte >> 4U], digits[byte & 15U]});
    }
    return uri;
}

/// A rule's text without the facts of a finding: "{table}" is "table".
std::string generalText(std::string_view text)
{
    std::string general(text);
    std::erase_if(general, [](char letter) { return letter == '{' || letter == '}'; });
    return general;
}

class SarifReport final : public Report
{
public:
    SarifReport(Writer &out, const ReportOptions &options) : Report(out, options), m_json(out)
    {
        m_json.beginObject();
        m_json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
        m_json.key("runs").beginArray().beginObject().member("columnKind", "unicodeCodePoints");
        m_json.key("results").beginArray();
    }

    void end() override;

private:
    void write(std::string_view file, const LintResult &result) override;
    void writeResult(const std::string &uri, const Finding &finding, const Places &places,
                     const std::string &fingerprint);
    void writeText(std::string_view key, std::string_view text);
    void writeRegion(std::string_view key, Span span, const Places &places);
    void writeFix(const std::string &uri, const Fix &fix, const Places &places);
    void writeRule(const RuleInfo &rule);
    int indexOf(const RuleInfo &rule);

    JsonWriter m_json;
    Fingerprints m_fingerprints;
    // Those that found something, in the order in which they did.
    std::vector<const RuleInfo *> m_rules;
    std::unordered_map<const RuleInfo *, int> m_indexes;
};

int SarifReport::indexOf(const RuleInfo &rule)
{
    const auto [known, isNew] = m_indexes.emplace(&rule, static_cast<int>(m_rules.size()));
    if (isNew)
        m_rules.push_back(&rule);
    return known->second;
}

void SarifReport::write(std::string_view file, const LintResult &result)
{
    const Places places(*result.source);
    const std::string uri = uriOf(file);
    for (const Finding &finding : result.findings)
        writeResult(uri, finding, places, m_fingerprints.of(file, finding, result));
}

void SarifReport::writeText(std::string_view key, std::string_view text)
{
    m_json.key(key).beginObject().member("text", text).endObject();
}

void SarifReport::writeResult(const std::string &uri, const Finding &finding, const Places &places,
                              const std::string &fingerprint)
{
    m_json.onNewLine().beginObject().member("ruleId", finding.rule->id);
    m_json.member("ruleIndex", indexOf(*finding.rule)).member("level", levelOf(finding.severity));
    writeText("message", finding.title() + '\n' + explanation(finding));
    m_json.key("locations").beginArray().beginObject().key("physicalLocation").beginObject();
    m_json.key("artifactLocation").beginObject().member("uri", uri).endObject();
    writeRegion("region", placeOf(finding), places);
    m_json.endObject().endObject().endArray();
    m_json.key("partialFingerprints").beginObject().member("lockkeeper/v1", fingerprint).endObject();
    if (finding.fix && !finding.fix->edits.empty())
        writeFix(uri, *finding.fix, places);
    // An empty list says that nobody suppressed it, as against nobody having looked.
    m_json.key("suppressions").beginArray();
    if (finding.isSuppressed) {
        m_json.beginObject().member("kind", "inSource");
        m_json.member("justification", finding.reason).endObject();
    }
    m_json.endArray().endObject();
}

void SarifReport::writeRegion(std::string_view key, Span span, const Places &places)
{
    const TextPosition begin = places.position(span.begin);
    const TextPosition end = places.position(span.end);
    const std::int64_t before = places.codePoints(span.begin);
    m_json.key(key).beginObject();
    m_json.member("startLine", begin.line).member("startColumn", begin.column);
    m_json.member("endLine", end.line).member("endColumn", end.column);
    m_json.member("charOffset", before).member("charLength", places.codePoints(span.end) - before);
    m_json.member("byteOffset", span.begin).member("byteLength", span.size()).endObject();
}

void SarifReport::writeFix(const std::string &uri, const Fix &fix, const Places &places)
{
    m_json.key("fixes").beginArray().beginObject();
    writeText("description", fix.title);
    m_json.key("artifactChanges").beginArray().beginObject();
    m_json.key("artifactLocation").beginObject().member("uri", uri).endObject();
    m_json.key("replacements").beginArray();
    for (const TextEdit &edit : fix.edits) {
        m_json.beginObject();
        writeRegion("deletedRegion", edit.span, places);
        writeText("insertedContent", edit.text);
        m_json.endObject();
    }
    m_json.endArray().endObject().endArray().endObject().endArray();
}

void SarifReport::writeRule(const RuleInfo &rule)
{
    m_json.onNewLine().beginObject().member("id", rule.id);
    writeText("shortDescription", generalText(rule.title));
    writeText("fullDescription", generalText(rule.why));
    writeText("help", generalText(rule.help));
    m_json.key("defaultConfiguration").beginObject().member("level", levelOf(rule.severity));
    m_json.endObject().endObject();
}

void SarifReport::end()
{
    // Behind the results, because only now is known which rules are in them.
    m_json.endArray().onNewLine().key("tool").beginObject().key("driver").beginObject();
    m_json.member("name", "lockkeeper").key("rules").beginArray();
    for (const RuleInfo *rule : m_rules)
        writeRule(*rule);
    m_json.endArray().endObject().endObject().endObject().endArray().endObject();
    m_out << '\n';
}

} // namespace

std::unique_ptr<Report> sarifReport(Writer &out, const ReportOptions &options)
{
    return std::make_unique<SarifReport>(out, options);
}

} // namespace lockkeeper::lint
