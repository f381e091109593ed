// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/suppressions.h"

#include "core/base/suggestion.h"
#include "core/lint/ignorecomment.h"
#include "core/lint/ruleswitch.h"

#include <algorithm>
#include <ranges>

namespace lockkeeper::lint {

namespace {

constexpr std::string_view unusedIgnore = "unused-ignore";
constexpr int wholeFile = -1;
constexpr std::string_view everyRule = "*";

/// One rule that one comment silences somewhere.
struct Ignore
{
    int statement = wholeFile;
    std::string_view rule;
    int comment = 0;
    int id = -1; ///< in the comment; -1: of another tool, whose own matter it is whether it is used
    bool isUsed = false;
    bool lacksReason = false;

    auto key() const { return std::pair(statement, rule); }
};

/// A comment above everything, with an empty line below it.
bool isHead(std::string_view text, std::optional<Span> first, Span comment)
{
    if (first && first->begin < comment.begin)
        return false;
    int breaks = 0;
    for (auto at = static_cast<std::size_t>(comment.end); at < text.size(); ++at) {
        if (text[at] == '\n')
            ++breaks;
        else if (text[at] != ' ' && text[at] != '\t' && text[at] != '\r')
            break;
    }
    return breaks >= 2;
}

/// Which statement a byte or a comment belongs to. Lines are found in the order of the text.
class Statements
{
public:
    explicit Statements(const LintResult &result) : m_text(result.source->bytes()), m_spans(result.statements)
    {}

    int at(std::int32_t byte) const
    {
        const auto next = std::ranges::upper_bound(m_spans, byte, {}, &Span::begin);
        return next == m_spans.begin() || std::prev(next)->end <= byte
                   ? wholeFile
                   : static_cast<int>(next - m_spans.begin()) - 1;
    }

    /// Inside of it, behind it on its last line, or above it; nothing when the script ends.
    std::optional<int> of(Span comment)
    {
        const auto next = std::ranges::lower_bound(m_spans, comment.end, {}, &Span::begin);
        const auto index = static_cast<int>(next - m_spans.begin());
        if (next != m_spans.begin()) {
            const Span before = *std::prev(next);
            const bool isBehind = !breaks(before.end, comment.begin)
                                  && (next == m_spans.end() || breaks(comment.end, next->begin));
            if (before.end > comment.begin || isBehind)
                return index - 1;
        }
        return next == m_spans.end() ? std::nullopt : std::optional(index);
    }

    bool isHead(Span comment) const
    {
        return lint::isHead(m_text, m_spans.empty() ? std::nullopt : std::optional(m_spans.front()), comment);
    }

private:
    /// Whether a line ends in between. Comments come in order, so the next break is looked for only once.
    bool breaks(std::int32_t from, std::int32_t to)
    {
        if (m_searched > from || m_nextBreak < from) {
            const auto found = m_text.find('\n', static_cast<std::size_t>(from));
            m_nextBreak = found == std::string_view::npos ? static_cast<std::int32_t>(m_text.size())
                                                          : static_cast<std::int32_t>(found);
            m_searched = from;
        }
        return m_nextBreak < to;
    }

    std::string_view m_text;
    std::span<const Span> m_spans;
    std::int32_t m_searched = 0;
    std::int32_t m_nextBreak = -1;
};

class Suppressions
{
public:
    Suppressions(LintResult &result, const LintOptions &options)
        : m_result(result), m_options(options), m_statements(result)
    {}

    void read(std::span<const LexToken> tokens)
    {
        for (const LexToken &token : tokens) {
            if (token.kind != LexKind::LineComment && token.kind != LexKind::BlockComment)
                continue;
            if (auto comment = ignoreComment(m_result.source->bytes(), token.span))
                add(std::move(*comment));
        }
        std::ranges::stable_sort(m_ignores, {}, &Ignore::key);
    }
    /// Before read().
    void readElsewhere(std::span<const std::string> comments)
    {
        m_isPart = true;
        for (const std::string &text : comments) {
            const Span whole{.begin = 0, .end = static_cast<std::int32_t>(text.size())};
            if (auto comment = ignoreComment(text, whole))
                addElsewhere(std::move(*comment));
        }
    }
    void apply()
    {
        if (m_comments.empty())
            return;
        for (Finding &finding : m_result.findings)
            silence(finding);
        reportUnused();
    }

private:
    void silence(Finding &finding);
    void reportUnused();
    void add(IgnoreComment comment);
    void addElsewhere(IgnoreComment comment);
    void addIgnore(std::optional<int> statement, std::string_view rule, int id);
    Ignore *find(int statement, std::string_view rule);
    void report(const IgnoreComment &comment, const Ignore &ignore);
    void report(Span span, std::string problem, std::string remedy, std::optional<Fix> fix = {});

    LintResult &m_result;
    const LintOptions &m_options;
    Statements m_statements;
    std::vector<IgnoreComment> m_comments;
    std::vector<Ignore> m_ignores; // by statement and rule
    std::vector<Finding> m_reported;
    std::size_t m_elsewhere = 0; ///< so many of m_comments stand in other parts, and are theirs to report
    bool m_isPart = false;
};

void Suppressions::add(IgnoreComment comment)
{
    const bool isForFile =
        comment.isForFile || (comment.tool == Tool::Atlas && m_statements.isHead(comment.span));
    const std::optional<int> statement = isForFile ? std::optional(wholeFile) : m_statements.of(comment.span);
    m_comments.push_back(std::move(comment));
    const IgnoreComment &added = m_comments.back();
    if (added.tool && added.ids.empty())
        addIgnore(statement, everyRule, -1);
    for (std::size_t i = 0; i < added.ids.size(); ++i) {
        if (!added.tool)
            addIgnore(statement, added.ids[i].text, static_cast<int>(i));
        for (const std::string_view rule :
             added.tool ? rulesOf(*added.tool, added.ids[i].text) : std::vector<std::string_view>())
            addIgnore(statement, rule, -1);
    }
}

void Suppressions::addElsewhere(IgnoreComment comment)
{
    m_comments.push_back(std::move(comment));
    m_elsewhere = m_comments.size();
    const IgnoreComment &added = m_comments.back();
    if (added.tool && added.ids.empty())
        addIgnore(wholeFile, everyRule, -1);
    for (const IgnoreComment::Id &id : added.ids) {
        for (const std::string_view rule :
             added.tool ? rulesOf(*added.tool, id.text) : std::vector<std::string_view>{id.text})
            addIgnore(wholeFile, rule, -1);
    }
}

void Suppressions::addIgnore(std::optional<int> statement, std::string_view rule, int id)
{
    // Below the last statement there is nothing to silence, but the comment is still one to report.
    m_ignores.push_back({.statement = statement.value_or(static_cast<int>(m_result.statements.size())),
                         .rule = rule,
                         .comment = static_cast<int>(m_comments.size()) - 1,
                         .id = id});
}

Ignore *Suppressions::find(int statement, std::string_view rule)
{
    const auto found = std::ranges::lower_bound(m_ignores, std::pair(statement, rule), {}, &Ignore::key);
    return found != m_ignores.end() && found->key() == std::pair(statement, rule) ? &*found : nullptr;
}

void Suppressions::silence(Finding &finding)
{
    const int statement = finding.statement >= 0 ? finding.statement : m_statements.at(finding.span.begin);
    for (const int where : {statement, wholeFile}) {
        for (const std::string_view rule : {finding.rule->id, everyRule}) {
            Ignore *ignore = find(where, rule);
            if (!ignore)
                continue;
            const IgnoreComment &comment = m_comments[static_cast<std::size_t>(ignore->comment)];
            ignore->isUsed = true;
            if (finding.severity == Severity::Blocker && !comment.tool && comment.reason.empty()) {
                ignore->lacksReason = true;
                continue;
            }
            finding.isSuppressed = true;
            finding.reason = comment.reason;
            return;
        }
    }
}

void Suppressions::report(Span span, std::string problem, std::string remedy, std::optional<Fix> fix)
{
    const RuleInfo *rule = ruleById(unusedIgnore);
    m_reported.push_back({.rule = rule,
                          .severity = severityOf(*rule, rule->severity, m_options),
                          .span = span,
                          .facts = {{"problem", std::move(problem)}, {"remedy", std::move(remedy)}},
                          .fix = std::move(fix)});
}

void Suppressions::report(const IgnoreComment &comment, const Ignore &ignore)
{
    const IgnoreComment::Id &id = comment.ids[static_cast<std::size_t>(ignore.id)];
    const std::string name(id.text);
    if (ignore.lacksReason) {
        report(id.span, "a blocker needs a reason, and " + name + " is one here",
               "Write why it is safe behind the rule: -- lockkeeper:allow " + name
                   + " nobody reads the table yet");
    } else if (const RuleInfo *rule = ruleById(id.text); !rule) {
        std::vector<std::string_view> known;
        for (const RuleInfo *any : allRules())
            known.push_back(any->id);
        const std::string meant(suggestion(id.text, known));
        if (meant.empty())
            report(id.span, "there is no rule " + name, "Take the id from the finding.");
        else
            report(id.span, "there is no rule " + name, "Did you mean " + meant + "?",
                   Fix{.title = "Name " + meant, .edits = {{.span = id.span, .text = meant}}});
    } else if (const bool isKnown = !m_isPart || ignore.statement != wholeFile;
               isKnown && !ignore.isUsed && isWanted(*rule, m_options) && id.text != unusedIgnore) {
        report(id.span,
               comment.isForFile ? name + " finds nothing in this file" : name + " finds nothing here",
               "Remove it, or put it on the line above the statement that it is for.");
    }
}

void Suppressions::reportUnused()
{
    if (!isWanted(*ruleById(unusedIgnore), m_options))
        return;
    for (const IgnoreComment &comment : m_comments | std::views::drop(m_elsewhere)) {
        if (!comment.tool && comment.ids.empty())
            report(comment.span, "it names no rule",
                   "Name one: -- lockkeeper:allow drop-table nobody reads it");
    }
    for (const Ignore &ignore : m_ignores) {
        if (ignore.id >= 0)
            report(m_comments[static_cast<std::size_t>(ignore.comment)], ignore);
    }
    for (Finding &finding : m_reported) {
        silence(finding);
        m_result.findings.push_back(std::move(finding));
    }
    std::ranges::stable_sort(m_result.findings, {},
                             [](const Finding &finding) { return finding.span.begin; });
}

} // namespace

void applySuppressions(LintResult &result, std::span<const LexToken> tokens, const LintOptions &options)
{
    Suppressions suppressions(result, options);
    suppressions.read(tokens);
    suppressions.apply();
}

void applySuppressionsToPart(LintResult &result, std::span<const LexToken> tokens, const LintOptions &options,
                             std::span<const std::string> elsewhere)
{
    Suppressions suppressions(result, options);
    suppressions.readElsewhere(elsewhere);
    suppressions.read(tokens);
    suppressions.apply();
}

std::vector<std::string> fileComments(std::string_view text, std::span<const LexToken> comments,
                                      std::optional<Span> first)
{
    std::vector<std::string> found;
    for (const LexToken &token : comments) {
        const auto comment = ignoreComment(text, token.span);
        if (!comment)
            continue;
        const bool isAtHead = comment->tool == Tool::Atlas && first && isHead(text, first, token.span);
        if (comment->isForFile || isAtHead)
            found.emplace_back(text.substr(static_cast<std::size_t>(token.span.begin),
                                           static_cast<std::size_t>(token.span.size())));
    }
    return found;
}

} // namespace lockkeeper::lint
