// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/document.h"

#include "core/lint/doubles.h"
#include "core/lint/suppressions.h"

#include <algorithm>
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

/// Nothing of @p tokens would go on if more text came behind them: no comment that waits for its line to end.
bool endsHere(const std::vector<LexToken> &tokens)
{
    const LexToken &last = tokens.back();
    return !last.isUnclosed && last.kind != LexKind::LineComment
           && std::ranges::none_of(tokens,
                                   [](const LexToken &token) { return token.kind == LexKind::CodeComment; });
}

bool isDelimiterLine(std::string_view text, const Piece &piece)
{
    const auto own = text.substr(static_cast<std::size_t>(piece.span.begin), 9);
    return piece.kind == PieceKind::MetaCommand && isKeyword(own, "delimiter");
}

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
    Cut whole = cut(0, static_cast<std::int32_t>(m_text.size()));
    m_hasDelimiterLine = whole.hasDelimiterLine;
    m_entries = std::move(whole.entries);
    for (Entry &entry : m_entries)
        entry.id = m_nextId++;
    settle();
}

/// Cuts the bytes from @p begin, where an entry begins, to @p end into entries. The cut is clean when nothing of it
/// reaches beyond its end.
LintDocument::Cut LintDocument::cut(std::int32_t begin, std::int32_t end) const
{
    const auto window = std::string_view(m_text).substr(static_cast<std::size_t>(begin),
                                                        static_cast<std::size_t>(end - begin));
    const Script script = split(window, m_lexing);
    const auto count = script.pieces.size();
    Cut result;
    for (std::size_t i = 0; i < count; ++i) {
        const Piece &piece = script.pieces[i];
        const auto leadOf = [&script](const Piece &of) {
            return script.tokens[static_cast<std::size_t>(of.leadToken)].span.begin;
        };
        const std::int32_t behind = i + 1 < count ? leadOf(script.pieces[i + 1]) : end - begin;
        Entry entry;
        entry.origin = begin;
        entry.begin = begin + (i == 0 ? 0 : leadOf(piece));
        entry.end = begin + behind;
        entry.statement = readPiece(window, script, piece, m_lexing);
        const auto to =
            i + 1 < count ? script.pieces[i + 1].leadToken : static_cast<int>(script.tokens.size());
        for (int token = piece.leadToken; token < to; ++token) {
            const LexToken &lexed = script.tokens[static_cast<std::size_t>(token)];
            if (lexed.kind == LexKind::LineComment || lexed.kind == LexKind::BlockComment)
                entry.comments.push_back(lexed);
        }
        const bool isFirst = entry.begin == 0;
        entry.fileComments = fileComments(window, entry.comments,
                                          isFirst ? std::optional(entry.statement.span) : std::nullopt);
        result.hasDelimiterLine |= isDelimiterLine(window, piece);
        result.entries.push_back(std::move(entry));
    }
    result.isClean = count > 0 && script.pieces.back().isClosed && endsHere(script.tokens);
    return result;
}

std::size_t LintDocument::entryAt(std::int32_t byte) const
{
    const auto after = std::ranges::upper_bound(m_entries, byte, {}, &Entry::begin);
    return after == m_entries.begin() ? 0 : static_cast<std::size_t>(after - m_entries.begin()) - 1;
}

Span LintDocument::edit(Span replaced, std::string_view with)
{
    const Span all{0, static_cast<std::int32_t>(m_text.size() - static_cast<std::size_t>(replaced.size())
                                                + with.size())};
    m_text.replace(static_cast<std::size_t>(replaced.begin), static_cast<std::size_t>(replaced.size()), with);
    if (m_hasDelimiterLine || m_entries.empty()) {
        rebuild();
        return all;
    }
    const std::int32_t by = static_cast<std::int32_t>(with.size()) - replaced.size();
    // What is typed at the end of a statement's stretch may belong to it or to the next.
    const std::size_t first = entryAt(std::max(0, replaced.begin - 1));
    std::size_t last = entryAt(replaced.end) + 1;
    for (std::size_t more = 1;; last = std::min(m_entries.size(), last + more), more *= 2) {
        const bool isRest = last == m_entries.size();
        const std::int32_t begin = first == 0 ? 0 : m_entries[first].begin;
        const std::int32_t end = isRest ? all.end : m_entries[last - 1].end + by;
        Cut window = cut(begin, end);
        if (window.hasDelimiterLine || (isRest && window.entries.empty())) {
            rebuild();
            return all;
        }
        if (!window.isClean && !isRest)
            continue;
        const std::size_t count = window.entries.size();
        replace(first, last, std::move(window.entries), by);
        judge(first, count);
        return {begin, end};
    }
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
    if (m_passAt > first) {
        m_pass = ScriptPass(m_options);
        m_passAt = 0;
    }
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

void LintDocument::passTo(std::size_t index)
{
    for (; m_passAt < index; ++m_passAt) {
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

void LintDocument::settle() { take(lint(m_text, m_options)); }

bool LintDocument::adopt(const LintResult &result)
{
    const bool isSame = result.source->bytes() == m_text && result.statements.size() == m_entries.size();
    if (isSame)
        take(result);
    return isSame;
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
