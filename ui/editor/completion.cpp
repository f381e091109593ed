// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion.h"

#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <span>
#include <vector>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t farthest = 16'384;

constexpr auto tableWords = std::to_array<std::string_view>(
    {"from", "join", "into", "update", "table", "references", "truncate", "on", "analyze", "vacuum"});

/// Words that follow a table's name and are no alias.
constexpr auto noAlias = std::to_array<std::string_view>(
    {"where",   "set",    "join",    "left",  "right",  "inner", "outer",  "cross",  "full",
     "natural", "on",     "using",   "group", "order",  "limit", "values", "select", "returning",
     "union",   "having", "default", "for",   "window", "fetch", "offset"});

/// `"Users"` → `users`: how names are compared here.
QString bare(QString name)
{
    static const QString quotes = u"\"`[]"_s;
    name.removeIf([](QChar letter) { return quotes.contains(letter); });
    return name.toLower();
}

QString tail(const QString &name) { return name.sliced(name.lastIndexOf(u'.') + 1); }

struct CodeToken
{
    LexKind kind;
    std::string_view text;
    std::size_t begin;
    std::size_t end;
};

bool isName(const CodeToken &token)
{
    return token.kind == LexKind::Word || token.kind == LexKind::QuotedName;
}

bool isAmong(std::string_view word, std::span<const std::string_view> words)
{
    return std::ranges::any_of(words, [word](std::string_view one) { return isKeyword(word, one); });
}

/// The tokens that count around @p caret, from one semicolon to the next.
class Surroundings
{
public:
    Surroundings(std::string_view text, std::size_t caret, SqlDialect dialect)
        : m_from(caret > farthest ? caret - farthest : 0), m_caret(caret - m_from)
    {
        const auto window = text.substr(m_from, m_caret + farthest);
        for (const LexToken &token : lex(window, {.dialect = dialect, .version = usualVersion(dialect)})) {
            const auto begin = static_cast<std::size_t>(token.span.begin);
            const auto end = static_cast<std::size_t>(token.span.end);
            noteTrivia(token, begin, end);
            const std::string_view own = window.substr(begin, end - begin);
            if (token.kind == LexKind::Punctuation && own == ";") {
                if (begin >= m_caret)
                    return;
                m_tokens.clear();
            } else if (!token.isTrivia()) {
                m_tokens.push_back({token.kind, own, begin, end});
            }
        }
    }

    bool isCode() const { return m_isCode; }
    const std::vector<CodeToken> &tokens() const { return m_tokens; }
    std::size_t caret() const { return m_caret; }

private:
    void noteTrivia(const LexToken &token, std::size_t begin, std::size_t end)
    {
        const bool isText = token.kind == LexKind::LineComment || token.kind == LexKind::BlockComment
                            || token.kind == LexKind::String;
        const bool reaches =
            token.kind == LexKind::LineComment || token.isUnclosed ? end >= m_caret : end > m_caret;
        if (isText && begin < m_caret && reaches)
            m_isCode = false;
    }

    std::size_t m_from;
    std::size_t m_caret;
    bool m_isCode = true;
    std::vector<CodeToken> m_tokens;
};

/// `schema.table` from @p at on; @p at is behind it afterwards.
QString nameAt(const std::vector<CodeToken> &tokens, std::size_t &at)
{
    QString name = bare(QString::fromUtf8(tokens[at++].text));
    while (at + 1 < tokens.size() && tokens[at].text == "." && isName(tokens[at + 1])) {
        name += u'.' + bare(QString::fromUtf8(tokens[at + 1].text));
        at += 2;
    }
    return name;
}

QMap<QString, QString> aliasesIn(const std::vector<CodeToken> &tokens)
{
    QMap<QString, QString> aliases;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool names =
            isAmong(tokens[i].text, tableWords) || (tokens[i].text == "," && !aliases.isEmpty());
        if (!names || !isName(tokens[i + 1]))
            continue;
        std::size_t at = i + 1;
        const QString table = nameAt(tokens, at);
        if (!aliases.contains(tail(table))) // behind ON may be an alias
            aliases.insert(tail(table), table);
        if (at < tokens.size() && isKeyword(tokens[at].text, "as"))
            ++at;
        if (at < tokens.size() && isName(tokens[at]) && !isAmong(tokens[at].text, noAlias))
            aliases.insert(bare(QString::fromUtf8(tokens[at].text)), table);
    }
    return aliases;
}

} // namespace

CompletionPoint completionPoint(std::string_view text, std::size_t caret, SqlDialect dialect)
{
    const Surroundings around(text, caret, dialect);
    CompletionPoint point;
    point.isCode = around.isCode();
    std::vector<CodeToken> before;
    std::ranges::copy_if(around.tokens(), std::back_inserter(before),
                         [&](const CodeToken &token) { return token.begin < around.caret(); });
    if (!before.empty() && before.back().kind == LexKind::Word && before.back().end >= around.caret()) {
        const CodeToken &word = before.back();
        point.prefix = QString::fromUtf8(word.text.substr(0, around.caret() - word.begin));
        before.pop_back();
    }
    point.aliases = aliasesIn(around.tokens());
    if (before.size() >= 2 && before.back().text == "." && isName(before[before.size() - 2]))
        point.qualifier = bare(QString::fromUtf8(before[before.size() - 2].text));
    else
        point.wantsTable = !before.empty() && isAmong(before.back().text, tableWords);
    return point;
}

CompletionIndex::Sorted::Sorted(const QStringList &names)
{
    m_entries.reserve(names.size());
    for (const QString &name : names)
        m_entries.append({bare(name), name});
    std::ranges::sort(m_entries);
}

void CompletionIndex::Sorted::addTo(QStringList &result, const QString &prefix) const
{
    const QString wanted = prefix.toLower();
    auto entry = std::ranges::lower_bound(m_entries, wanted, {}, &std::pair<QString, QString>::first);
    for (; entry != m_entries.end() && entry->first.startsWith(wanted) && result.size() < most; ++entry) {
        if (!result.contains(entry->second))
            result.append(entry->second);
    }
}

CompletionIndex::CompletionIndex(const CatalogNames &names, const QStringList &words) : m_words(words)
{
    QStringList tables;
    QMap<QString, QStringList> schemas;
    tables.reserve(names.tables.size());
    for (const CatalogNames::Table &table : names.tables) {
        tables.append(table.name);
        const Sorted columns(table.columns);
        m_columns.insert(bare(table.name), columns);
        m_columns.insert(bare(tail(table.name)), columns);
        if (table.name.contains(u'.'))
            schemas[bare(table.name.section(u'.', 0, 0))].append(tail(table.name));
    }
    m_tables = Sorted(tables);
    for (auto schema = schemas.cbegin(); schema != schemas.cend(); ++schema)
        m_bySchema.insert(schema.key(), Sorted(schema.value()));
}

void CompletionIndex::addColumns(QStringList &result, const CompletionPoint &point) const
{
    for (const QString &table : std::set<QString>(point.aliases.cbegin(), point.aliases.cend()))
        m_columns.value(table).addTo(result, point.prefix);
}

QStringList CompletionIndex::complete(const CompletionPoint &point) const
{
    QStringList result;
    if (!point.isCode)
        return result;
    if (!point.qualifier.isEmpty()) {
        m_columns.value(point.aliases.value(point.qualifier, point.qualifier)).addTo(result, point.prefix);
        m_bySchema.value(point.qualifier).addTo(result, point.prefix);
        return result;
    }
    if (point.wantsTable) {
        m_tables.addTo(result, point.prefix);
        m_words.addTo(result, point.prefix);
        return result;
    }
    addColumns(result, point);
    m_tables.addTo(result, point.prefix);
    m_words.addTo(result, point.prefix);
    return result;
}

} // namespace lockkeeper
