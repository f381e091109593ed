// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// For people at a terminal, as a good compiler would say it.
#include "core/lint/reports/diff.h"
#include "core/lint/reports/phrases.h"
#include "core/lint/reports/places.h"
#include "core/lint/reports/report.h"
#include "core/lint/reports/snippet.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

constexpr std::size_t mostDiffLines = 12;

enum class Ink { Plain, Blocker, Risk, Note, Gutter, Old, New };

std::string_view codeOf(Ink ink)
{
    switch (ink) {
    case Ink::Plain:
        break;
    case Ink::Blocker:
        return "1;31";
    case Ink::Risk:
        return "1;33";
    case Ink::Note:
        return "1;36";
    case Ink::Gutter:
        return "34";
    case Ink::Old:
        return "31";
    case Ink::New:
        return "32";
    }
    return "1";
}

Ink inkOf(Severity severity)
{
    switch (severity) {
    case Severity::Blocker:
        return Ink::Blocker;
    case Severity::Risk:
        return Ink::Risk;
    case Severity::Note:
        break;
    }
    return Ink::Note;
}

std::string blanks(int count) { return std::string(static_cast<std::size_t>(std::max(0, count)), ' '); }

class TextReport final : public Report
{
public:
    using Report::Report;

    void end() override;

private:
    void write(std::string_view file, const LintResult &result) override;
    void writeHead(std::string_view file, const Finding &finding, const Places &places, int gutter);
    void writeSource(const Finding &finding, const SourceText &source, const Places &places, int gutter);
    void writeLine(int number, std::string_view line, Span marked, Ink ink, int gutter);
    void writeLabelled(std::string_view label, std::string_view text);
    void writeWrapped(std::string_view line, int indent);
    void writeFix(const Fix &fix, const SourceText &source, const Places &places);
    void writeDiffLines(std::string_view sign, Ink ink, const std::vector<std::string> &lines);
    void writeStages(const std::vector<StagedSql> &stages);

    std::string painted(Ink ink, std::string_view text) const
    {
        if (!m_options.colours)
            return std::string(text);
        return "\x1b[" + std::string(codeOf(ink)) + 'm' + std::string(text) + "\x1b[0m";
    }
    std::string shown(std::string_view text) const
    {
        const bool isPlain = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
        return isPlain ? std::string(text) : snippetOf(text, 0, 0, static_cast<int>(text.size()) + 2).text;
    }
};

void TextReport::write(std::string_view file, const LintResult &result)
{
    const Places places(*result.source);
    for (const Finding &finding : result.findings) {
        if (finding.isSuppressed)
            continue;
        const int lastLine = places.lineOf(placeOf(finding).end);
        const auto gutter = static_cast<int>(std::to_string(lastLine).size());
        writeHead(file, finding, places, gutter);
        writeSource(finding, *result.source, places, gutter);
        writeLabelled("why", finding.why());
        writeLabelled("lock", finding.lock());
        writeLabelled("help", finding.help());
        if (finding.fix)
            writeFix(*finding.fix, *result.source, places);
        m_out << '\n';
    }
}

void TextReport::writeHead(std::string_view file, const Finding &finding, const Places &places, int gutter)
{
    const TextPosition begin = places.position(placeOf(finding).begin);
    const std::string rule =
        std::string(nameOf(finding.severity)) + '[' + std::string(finding.rule->id) + ']';
    m_out << painted(inkOf(finding.severity), rule) << painted(Ink::Plain, ": " + shown(finding.title()))
          << '\n';
    m_out << blanks(gutter) << painted(Ink::Gutter, "-->") << ' ' << shown(file) << ':' << begin.line << ':'
          << begin.column << '\n';
}

void TextReport::writeSource(const Finding &finding, const SourceText &source, const Places &places,
                             int gutter)
{
    const Span span = placeOf(finding);
    const Ink ink = inkOf(finding.severity);
    const int first = places.lineOf(span.begin);
    // What ends with a line break ends on the line before.
    const int last = places.lineOf(std::max(span.begin, span.end - 1));
    m_out << blanks(gutter + 1) << painted(Ink::Gutter, "|") << '\n';
    writeLine(first, source.line(first),
              {.begin = span.begin - places.lineStart(first), .end = span.end - places.lineStart(first)}, ink,
              gutter);
    if (last > first + 1)
        m_out << painted(Ink::Gutter, "...") << '\n';
    if (last == first)
        return;
    const std::string_view line = source.line(last);
    const auto indent = static_cast<std::int32_t>(std::min(line.find_first_not_of(" \t"), line.size()));
    writeLine(last, line, {.begin = indent, .end = span.end - places.lineStart(last)}, ink, gutter);
}

void TextReport::writeLine(int number, std::string_view line, Span marked, Ink ink, int gutter)
{
    const auto begin = static_cast<std::size_t>(marked.begin);
    const std::size_t end =
        std::clamp(static_cast<std::size_t>(marked.end), begin, std::max(begin, line.size()));
    const Snippet snippet = snippetOf(line, begin, end, m_options.width);
    const std::string text = std::to_string(number);
    m_out << painted(Ink::Gutter, blanks(gutter - static_cast<int>(text.size())) + text + " |");
    if (!snippet.text.empty())
        m_out << ' ' << snippet.text;
    m_out << '\n' << blanks(gutter + 1) << painted(Ink::Gutter, "|") << ' ' << blanks(snippet.mark);
    m_out << painted(ink, std::string(static_cast<std::size_t>(snippet.markLength), '^')) << '\n';
}

/// "  why: …", wrapped; further lines begin below the first word.
void TextReport::writeLabelled(std::string_view label, std::string_view text)
{
    if (text.empty())
        return;
    const int indent = static_cast<int>(label.size()) + 3;
    m_out << "  " << painted(Ink::Plain, std::string(label) + ':');
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (at > 0)
            m_out << blanks(indent);
        writeWrapped(shown(text.substr(at, end - at)), indent);
        at = end + 1;
    }
}

void TextReport::writeWrapped(std::string_view line, int indent)
{
    int column = indent;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        const auto length = static_cast<int>(end - at);
        if (column > indent && column + 1 + length > m_options.width) {
            m_out << '\n' << blanks(indent);
            column = indent;
        }
        m_out << ' ' << line.substr(at, end - at);
        column += 1 + length;
        at = end + 1;
    }
    m_out << '\n';
}

void TextReport::writeFix(const Fix &fix, const SourceText &source, const Places &places)
{
    writeLabelled("fix", fix.isSafe ? fix.title + " (`lint --fix` does it)" : fix.title);
    for (const Hunk &hunk : diffOf(source, places, fix.edits)) {
        writeDiffLines("- ", Ink::Old, hunk.oldLines);
        writeDiffLines("+ ", Ink::New, hunk.newLines);
    }
    writeStages(fix.stages);
}

void TextReport::writeDiffLines(std::string_view sign, Ink ink, const std::vector<std::string> &lines)
{
    for (std::size_t i = 0; i < std::min(lines.size(), mostDiffLines); ++i) {
        const std::string text = snippetOf(lines[i], 0, 0, 2 * m_options.width).text;
        m_out << "    " << painted(ink, std::string(sign) + text) << '\n';
    }
    if (lines.size() > mostDiffLines)
        m_out << "    " << painted(ink, std::string(sign) + "\u2026") << '\n';
}

void TextReport::writeStages(const std::vector<StagedSql> &stages)
{
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        m_out << "    " << number << ". " << painted(Ink::Plain, stageWord(stages[i].stage) + ':');
        std::string_view sql = stages[i].sql;
        for (std::size_t at = 0; at <= sql.size();) {
            const std::size_t end = std::min(sql.find('\n', at), sql.size());
            m_out << (at == 0 ? " " : "       ") << shown(sql.substr(at, end - at)) << '\n';
            at = end + 1;
        }
    }
}

void TextReport::end()
{
    const ReportSummary &total = summary();
    const std::string files = counted(total.files, "file");
    if (total.blockers + total.risks + total.notes == 0)
        m_out << "No findings in " << files;
    else
        m_out << counted(total.blockers, "blocker") << ", " << counted(total.risks, "risk") << ", "
              << counted(total.notes, "note") << " in " << files;
    if (total.suppressed > 0)
        m_out << "; " << counted(total.suppressed, "finding") << " suppressed";
    m_out << ".\nAnalysed: " << total.statements - total.notAnalysed << " of "
          << counted(total.statements, "statement");
    if (total.notAnalysed > 0)
        m_out << "; not analysed: " << total.notAnalysed;
    m_out << ".\n";
}

} // namespace

std::unique_ptr<Report> textReport(Writer &out, const ReportOptions &options)
{
    return std::make_unique<TextReport>(out, options);
}

} // namespace lockkeeper::lint
