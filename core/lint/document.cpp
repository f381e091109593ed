// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/document.h"

#include "core/lint/doubles.h"
#include "core/lint/suppressions.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lockkeeper::lint {

namespace {

Span moved(Span span, std::int32_t by)
{
    return span.isValid() ? Span{span.begin + by, span.end + by} : span;
}

Finding moved(Finding finding, std::int32_t by)
{
    finding.span = moved(finding.span, by);
    if (finding.fix) {
        for (TextEdit &edit : finding.fix->edits)
            edit.span = moved(edit.span, by);
    }
    return finding;
}

/// The same rule's answers in the same statement keep their names in order.
std::uint64_t markId(std::uint64_t entry, std::string_view rule, int nth)
{
    std::uint64_t hash = 1469598103934665603ULL; // FNV-1a
    const auto mix = [&hash](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    mix(entry);
    for (const char letter : rule)
        mix(static_cast<unsigned char>(letter));
    mix(static_cast<std::uint64_t>(nth));
    return hash;
}

/// Nothing of @p script would go on if more text came behind it: no comment that waits for its line to end.
bool endsHere(const Script &script)
{
    if (script.pieces.empty() || !script.pieces.back().isClosed)
        return false;
    const LexToken &last = script.tokens.back();
    return !last.isUnclosed && last.kind != LexKind::LineComment
           && std::ranges::none_of(script.tokens,
                                   [](const LexToken &token) { return token.kind == LexKind::CodeComment; });
}

bool hasDelimiterLine(std::string_view text, const Script &script)
{
    return std::ranges::any_of(script.pieces, [text](const Piece &piece) {
        const auto own = text.substr(static_cast<std::size_t>(piece.span.begin), 9);
        return piece.kind == PieceKind::MetaCommand && isKeyword(own, "delimiter");
    });
}

constexpr std::int32_t nearby = 16 * 1024; // bytes in which a quote may end that was typed just now
// Statements between milestones, and how far the nearest is before the place of typing, and may be.
constexpr std::size_t milestoneEvery = 500;
constexpr std::size_t nearestBefore = 64;
constexpr std::size_t nearestWithin = 256;

} // namespace

LintDocument::LintDocument(LintOptions options, std::string text)
    : m_options(std::move(options)), m_text(std::move(text)), m_pass(m_options)
{
    if (m_options.version == ServerVersion{})
        m_options.version = usualVersion(m_options.dialect);
    m_lexing = {.dialect = m_options.dialect, .version = m_options.version};
    rebuild();
}

void LintDocument::rebuild()
{
    cutWhole();
    settle();
}

void LintDocument::cutWhole()
{
    Window whole{.last = m_entries.size(), .end = static_cast<std::int32_t>(m_text.size())};
    whole.script = split(m_text, m_lexing);
    m_hasDelimiterLine = hasDelimiterLine(m_text, whole.script);
    std::vector<Entry> entries = entriesOf(whole);
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i].id = i < m_entries.size() ? m_entries[i].id : m_nextId++;
    m_entries = std::move(entries);
    passBack(0);
}

std::string_view LintDocument::textOf(const Window &window) const
{
    return std::string_view(m_text).substr(static_cast<std::size_t>(window.begin),
                                           static_cast<std::size_t>(window.end - window.begin));
}

/// Cuts the text of entries [@p first, @p last), which an edit made longer @p by bytes.
LintDocument::Window LintDocument::cut(std::size_t first, std::size_t last, std::int32_t by) const
{
    const bool isRest = last == m_entries.size();
    Window window{.first = first,
                  .last = last,
                  .begin = first == 0 ? 0 : m_entries[first].begin,
                  .end = isRest ? static_cast<std::int32_t>(m_text.size()) : m_entries[last - 1].end + by};
    window.script = split(textOf(window), m_lexing);
    window.isOpen = !isRest && !endsHere(window.script);
    return window;
}

LintDocument::Window LintDocument::touched(Span replaced, std::int32_t by) const
{
    // What is typed at the end of a statement's stretch may belong to it or to the next.
    std::size_t first = entryAt(std::max(0, replaced.begin - 1));
    const std::size_t last = entryAt(replaced.end) + 1;
    Window nearest = cut(first, last, by);
    if (nearest.script.pieces.empty() && first > 0)
        nearest = cut(--first, last, by);
    if (!nearest.isOpen)
        return nearest;
    for (std::size_t more = 1;; more *= 2) {
        Window wider = cut(first, std::min(m_entries.size(), last + more), by);
        if (!wider.isOpen)
            return wider;
        if (wider.end - nearest.end > nearby && !nearest.script.pieces.empty())
            return nearest;
    }
}

std::vector<LintDocument::Entry> LintDocument::entriesOf(const Window &window) const
{
    const std::string_view text = textOf(window);
    const Script &script = window.script;
    const auto count = script.pieces.size();
    const auto leadOf = [&script](const Piece &of) {
        return script.tokens[static_cast<std::size_t>(of.leadToken)].span.begin;
    };
    std::vector<Entry> entries;
    entries.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Piece &piece = script.pieces[i];
        const bool isLast = i + 1 == count;
        Entry entry;
        entry.origin = window.begin;
        entry.begin = window.begin + (i == 0 ? 0 : leadOf(piece));
        entry.end = isLast ? window.end : window.begin + leadOf(script.pieces[i + 1]);
        entry.statement = readPiece(text, script, piece, m_lexing);
        const auto to = isLast ? static_cast<int>(script.tokens.size()) : script.pieces[i + 1].leadToken;
        for (int token = piece.leadToken; token < to; ++token) {
            const LexToken &lexed = script.tokens[static_cast<std::size_t>(token)];
            if (lexed.kind == LexKind::LineComment || lexed.kind == LexKind::BlockComment)
                entry.comments.push_back(lexed);
        }
        entry.fileComments = fileComments(
            text, entry.comments, entry.begin == 0 ? std::optional(entry.statement.span) : std::nullopt);
        entry.isOpen = isLast && window.isOpen;
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::size_t LintDocument::entryAt(std::int32_t byte) const
{
    const auto after = std::ranges::upper_bound(m_entries, byte, {}, &Entry::begin);
    return after == m_entries.begin() ? 0 : static_cast<std::size_t>(after - m_entries.begin()) - 1;
}

Span LintDocument::edit(Span replaced, std::string_view with)
{
    const std::int32_t by = static_cast<std::int32_t>(with.size()) - replaced.size();
    m_text.replace(static_cast<std::size_t>(replaced.begin), static_cast<std::size_t>(replaced.size()), with);
    const Span all{0, static_cast<std::int32_t>(m_text.size())};
    if (m_hasDelimiterLine || m_entries.empty()) {
        rebuild();
        return all;
    }
    const Window window = touched(replaced, by);
    if (window.script.pieces.empty() || hasDelimiterLine(textOf(window), window.script)) {
        rebuild();
        return all;
    }
    replace(window.first, window.last, entriesOf(window), by);
    judge(window.first, window.script.pieces.size());
    return {window.begin, window.end};
}

void LintDocument::replace(std::size_t first, std::size_t last, std::vector<Entry> entries, std::int32_t by)
{
    for (std::size_t i = last; i < m_entries.size(); ++i) {
        m_entries[i].origin += by;
        m_entries[i].begin += by;
        m_entries[i].end += by;
    }
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i].id = first + i < last ? m_entries[first + i].id : m_nextId++;
    if (m_passAt > first)
        passBack(first);
    const auto at = m_entries.begin() + static_cast<std::ptrdiff_t>(first);
    const auto kept = std::min(entries.size(), last - first);
    std::move(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(kept), at);
    if (kept < last - first)
        m_entries.erase(at + static_cast<std::ptrdiff_t>(kept),
                        at + static_cast<std::ptrdiff_t>(last - first));
    else
        m_entries.insert(at + static_cast<std::ptrdiff_t>(kept),
                         std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(kept)),
                         std::make_move_iterator(entries.end()));
}

/// To the last milestone that isn't behind @p index.
void LintDocument::passBack(std::size_t index)
{
    while (!m_milestones.empty() && m_milestones.back().first > index)
        m_milestones.pop_back();
    if (m_nearest && m_nearest->first > index)
        m_nearest.reset();
    if (m_nearest)
        std::tie(m_passAt, m_pass) = *m_nearest;
    else if (!m_milestones.empty())
        std::tie(m_passAt, m_pass) = m_milestones.back();
    else
        std::tie(m_passAt, m_pass) = Milestone(0, ScriptPass(m_options));
}

void LintDocument::passTo(std::size_t index)
{
    for (; m_passAt < index; ++m_passAt) {
        const std::size_t last = m_milestones.empty() ? 0 : m_milestones.back().first;
        if (m_passAt - last >= milestoneEvery)
            m_milestones.emplace_back(m_passAt, m_pass);
        const bool isFar = !m_nearest || index - m_nearest->first > nearestWithin;
        if (isFar && index - m_passAt <= nearestBefore)
            m_nearest.emplace(m_passAt, m_pass);
        m_pass.skip(m_entries[m_passAt].statement, static_cast<int>(m_passAt));
    }
}

std::vector<std::string> LintDocument::fileCommentsBeside(std::size_t entry) const
{
    std::vector<std::string> comments;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (i != entry)
            std::ranges::copy(m_entries[i].fileComments, std::back_inserter(comments));
    }
    return comments;
}

void LintDocument::judge(std::size_t first, std::size_t count)
{
    for (std::size_t i = first; i < first + count; ++i) {
        passTo(i);
        Entry &entry = m_entries[i];
        const auto text = std::string_view(m_text).substr(static_cast<std::size_t>(entry.origin));
        LintResult own;
        own.source = std::make_shared<SourceText>(
            std::string(text.substr(0, static_cast<std::size_t>(entry.end - entry.origin))));
        own.statements = {entry.statement.span};
        own.findings = m_pass.peek(entry.statement, static_cast<int>(i), text);
        dropDoubles(own.findings);
        for (Finding &finding : own.findings)
            finding.statement = 0;
        applySuppressionsToPart(own, entry.comments, m_options, fileCommentsBeside(i));
        entry.findings = std::move(own.findings);
    }
}

void LintDocument::settle() { adopt(lint(m_text, m_options)); }

/// Behind a quote that is still open, entries stay as they were: they are needed again when it is closed.
bool LintDocument::isCutAs(const LintResult &result) const
{
    const auto open = std::ranges::find_if(m_entries, &Entry::isOpen);
    if (open == m_entries.end())
        return result.statements.size() == m_entries.size();
    return result.statements.empty() || result.statements.back().begin < open->end;
}

bool LintDocument::adopt(const LintResult &result)
{
    if (result.source->bytes() != m_text)
        return false;
    if (!isCutAs(result))
        cutWhole();
    take(result);
    return true;
}

void LintDocument::take(const LintResult &result)
{
    for (Entry &entry : m_entries)
        entry.findings.clear();
    for (const Finding &finding : result.findings) {
        if (m_entries.empty())
            return;
        Entry &entry = m_entries[entryAt(finding.span.begin)];
        entry.findings.push_back(moved(finding, -entry.origin));
    }
}

std::vector<LintDocument::Mark> LintDocument::marks(Span range) const
{
    std::vector<Mark> marks;
    for (std::size_t i = entryAt(range.begin); i < m_entries.size() && m_entries[i].begin < range.end; ++i) {
        const Entry &entry = m_entries[i];
        std::map<std::string_view, int> seen;
        for (const Finding &finding : entry.findings) {
            const int nth = seen[finding.rule->id]++;
            const std::int32_t at = finding.span.begin + entry.origin;
            if (at >= range.begin && at < range.end)
                marks.push_back({markId(entry.id, finding.rule->id, nth), moved(finding, entry.origin)});
        }
    }
    return marks;
}

} // namespace lockkeeper::lint
