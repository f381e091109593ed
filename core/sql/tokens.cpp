// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/tokens.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

bool isWordStart(QChar c) { return c.isLetter() || c == u'_' || c.unicode() > 127; }
bool isWordPart(QChar c) { return isWordStart(c) || c.isDigit() || c == u'$'; }

/// Reads one token at a time; each read function returns the end of the token that starts at @c at.
class Reader
{
public:
    explicit Reader(QStringView sql) : m_sql(sql) {}

    Token next(qsizetype at) const
    {
        const QChar c = m_sql[at];
        const QChar following = peek(at + 1);
        if (c.isSpace())
            return {TokenKind::Space, at, endOf(at, [](QChar x) { return x.isSpace(); })};
        if (c == u'-' && following == u'-')
            return {TokenKind::Comment, at, endOfLine(at)};
        if (c == u'/' && following == u'*')
            return {TokenKind::Comment, at, endOfBlockComment(at)};
        if (c == u'\'')
            return {TokenKind::String, at, endOfQuoted(at, u'\'', false)};
        if ((c == u'E' || c == u'e') && following == u'\'')
            return {TokenKind::String, at, endOfQuoted(at + 1, u'\'', true)};
        if (c == u'"' || c == u'`')
            return {TokenKind::QuotedName, at, endOfQuoted(at, c, false)};
        if (c == u'$') {
            if (const auto end = endOfDollarQuote(at))
                return {TokenKind::String, at, end};
        }
        if (c.isDigit())
            return {TokenKind::Number, at, endOf(at, [](QChar x) { return isWordPart(x) || x == u'.'; })};
        if (isWordStart(c))
            return {TokenKind::Word, at, endOf(at, isWordPart)};
        return {c == u';' ? TokenKind::Semicolon : TokenKind::Other, at, at + 1};
    }

private:
    QChar peek(qsizetype at) const { return at < m_sql.size() ? m_sql[at] : QChar(); }

    template<typename Predicate>
    qsizetype endOf(qsizetype at, Predicate belongs) const
    {
        while (at < m_sql.size() && belongs(m_sql[at]))
            ++at;
        return at;
    }

    qsizetype endOfLine(qsizetype at) const
    {
        const auto end = m_sql.indexOf(u'\n', at);
        return end < 0 ? m_sql.size() : end;
    }

    qsizetype endOfBlockComment(qsizetype at) const
    {
        int depth = 0;
        while (at < m_sql.size()) {
            if (m_sql[at] == u'/' && peek(at + 1) == u'*') {
                ++depth;
                at += 2;
            } else if (m_sql[at] == u'*' && peek(at + 1) == u'/') {
                at += 2;
                if (--depth == 0)
                    return at;
            } else {
                ++at;
            }
        }
        return m_sql.size();
    }

    qsizetype endOfQuoted(qsizetype at, QChar quote, bool backslashes) const
    {
        for (++at; at < m_sql.size(); ++at) {
            if (backslashes && m_sql[at] == u'\\')
                ++at;
            else if (m_sql[at] == quote && peek(at + 1) == quote)
                ++at;
            else if (m_sql[at] == quote)
                return at + 1;
        }
        return m_sql.size();
    }

    /// 0 when the dollar opens no quote (a `$1` parameter).
    qsizetype endOfDollarQuote(qsizetype at) const
    {
        const qsizetype tagEnd = endOf(at + 1, [](QChar x) { return isWordPart(x) && x != u'$'; });
        if (peek(tagEnd) != u'$' || peek(at + 1).isDigit())
            return 0;
        const QStringView tag = m_sql.sliced(at, tagEnd + 1 - at);
        const auto close = m_sql.indexOf(tag, tagEnd + 1);
        return close < 0 ? m_sql.size() : close + tag.size();
    }

    QStringView m_sql;
};

QStringView textOf(QStringView sql, const Token &token)
{
    return sql.sliced(token.begin, token.end - token.begin);
}

bool isBlank(const Token &token)
{
    return token.kind == TokenKind::Space || token.kind == TokenKind::Comment;
}

/// Follows whether the statement being read is a CREATE TRIGGER (or FUNCTION … BEGIN ATOMIC) whose BEGIN … END body
/// is still open.
class Body
{
public:
    void read(QStringView sql, const Token &token)
    {
        if (token.kind == TokenKind::Semicolon)
            m_afterEnd = false;
        if (token.kind != TokenKind::Word)
            return;
        const QString word = textOf(sql, token).toString().toLower();
        if (m_state == State::HasBody)
            count(word);
        else
            m_state = stateAfter(word);
    }
    bool isOpen() const { return m_depth > 0; }

private:
    enum class State { Start, Created, HasBody, Other };

    // Only the word that says what is created counts: tables may be called "trigger".
    State stateAfter(const QString &word) const
    {
        static const QStringList modifiers{u"or"_s,        u"replace"_s,    u"temp"_s,
                                           u"temporary"_s, u"constraint"_s, u"definer"_s};
        static const QStringList withBody{u"trigger"_s, u"function"_s, u"procedure"_s};
        if (m_state == State::Start)
            return word == "create"_L1 ? State::Created : State::Other;
        if (m_state == State::Created && withBody.contains(word))
            return State::HasBody;
        return m_state == State::Created && modifiers.contains(word) ? State::Created : State::Other;
    }

    // MySQL closes its loops with END IF, END LOOP and so on, whose beginnings aren't counted.
    void count(const QString &word)
    {
        static const QStringList loops{u"if"_s, u"loop"_s, u"repeat"_s, u"while"_s};
        if (m_afterEnd && loops.contains(word))
            ++m_depth;
        else if (word == "begin"_L1 || (word == "case"_L1 && !m_afterEnd))
            ++m_depth;
        else if (word == "end"_L1 && m_depth > 0)
            --m_depth;
        m_afterEnd = word == "end"_L1;
    }

    State m_state = State::Start;
    int m_depth = 0;
    bool m_afterEnd = false;
};

/// Asks of each name in an expression whether it is one of the row's columns.
class ColumnReferences
{
public:
    ColumnReferences(QStringView expression, const QStringList &columns, QStringView table)
        : m_sql(expression), m_columns(columns), m_table(table), m_tokens(tokenize(expression))
    {
        m_tokens.removeIf(isBlank);
    }

    qsizetype size() const { return m_tokens.size(); }
    qsizetype end(qsizetype i) const { return m_tokens[i].end; }
    QStringView text(qsizetype i) const
    {
        return i >= 0 && i < m_tokens.size() ? textOf(m_sql, m_tokens[i]) : QStringView();
    }

    /// Where the reference at @p i begins, its table and schema included, or nothing.
    std::optional<qsizetype> begin(qsizetype i) const
    {
        const bool known =
            std::ranges::any_of(m_columns, [&](const QString &column) { return isName(i, column); });
        if (!known || isOtherThing(i))
            return std::nullopt;
        if (text(i - 1) != u".")
            return m_tokens[i].begin;
        if (!isName(i - 2, m_table))
            return std::nullopt;
        return text(i - 3) == u"." && i >= 4 ? m_tokens[i - 4].begin : m_tokens[i - 2].begin;
    }

private:
    bool isName(qsizetype i, QStringView name) const
    {
        if (i < 0)
            return false;
        if (m_tokens[i].kind == TokenKind::QuotedName)
            return unquoted(text(i)) == name;
        return m_tokens[i].kind == TokenKind::Word && text(i).compare(name, Qt::CaseInsensitive) == 0;
    }

    /// Functions, types and names of arguments may be called like a column.
    bool isOtherThing(qsizetype i) const
    {
        const bool function = text(i + 1) == u"(";
        const bool type = (text(i - 1) == u":" && text(i - 2) == u":")
                          || text(i - 1).compare("as"_L1, Qt::CaseInsensitive) == 0
                          || text(i + 1).startsWith(u'\'');
        const bool argument = text(i + 1) == u"=" && text(i + 2) == u">";
        return function || type || argument;
    }

    QStringView m_sql;
    const QStringList &m_columns;
    QStringView m_table;
    QList<Token> m_tokens;
};

} // namespace

QList<Token> tokenize(QStringView sql)
{
    QList<Token> tokens;
    const Reader reader(sql);
    for (qsizetype at = 0; at < sql.size();) {
        const Token token = reader.next(at);
        tokens << Token{token.kind, token.begin, std::min(token.end, sql.size())};
        at = tokens.last().end;
    }
    return tokens;
}

QString unquoted(QStringView quotedName)
{
    const QChar quote = quotedName.front();
    const bool closed = quotedName.size() > 1 && quotedName.back() == quote;
    const QStringView inner = quotedName.sliced(1, quotedName.size() - (closed ? 2 : 1));
    return inner.toString().replace(QString(2, quote), QString(quote));
}

QStringList splitStatements(QStringView sql)
{
    QStringList statements;
    qsizetype begin = 0;
    bool empty = true;
    Body body;
    const auto take = [&](qsizetype end) {
        if (!empty)
            statements << sql.sliced(begin, end - begin).trimmed().toString();
        empty = true;
        body = {};
    };
    for (const Token &token : tokenize(sql)) {
        if (token.kind == TokenKind::Semicolon && !body.isOpen()) {
            take(token.begin);
            begin = token.end;
            continue;
        }
        body.read(sql, token);
        empty = empty && isBlank(token);
    }
    take(sql.size());
    return statements;
}

QString qualified(QStringView expression, const QStringList &columns, QStringView table, QStringView row)
{
    const ColumnReferences references(expression, columns, table);
    QString result;
    qsizetype copied = 0;
    for (qsizetype i = 0; i < references.size(); ++i) {
        if (const auto begin = references.begin(i)) {
            result += expression.sliced(copied, *begin - copied);
            result += row;
            result += u'.';
            result += references.text(i);
            copied = references.end(i);
        }
    }
    result += expression.sliced(copied);
    return result;
}

QString positional(const QString &sql, const QVariantMap &values, QString (*placeholder)(int),
                   QVariantList *order)
{
    if (values.isEmpty())
        return sql;
    const QList<Token> tokens = tokenize(sql);
    QString result;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const QStringView text = textOf(sql, tokens[i]);
        const bool colon = text == u":" && (i == 0 || textOf(sql, tokens[i - 1]) != u":");
        const bool named = colon && i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::Word;
        const QString name = named ? textOf(sql, tokens[i + 1]).toString() : QString();
        if (named && values.contains(name)) {
            *order << values.value(name);
            result += placeholder(static_cast<int>(order->size()));
            ++i;
        } else {
            result += text;
        }
    }
    return result;
}

} // namespace lockkeeper
