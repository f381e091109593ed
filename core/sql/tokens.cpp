// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/tokens.h"

#include <algorithm>
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

QStringView textOf(QStringView sql, const Token &token) { return sql.sliced(token.begin, token.end - token.begin); }

bool isBlank(const Token &token) { return token.kind == TokenKind::Space || token.kind == TokenKind::Comment; }

bool isWord(QStringView sql, const Token &token, QLatin1StringView word)
{
    return token.kind == TokenKind::Word && textOf(sql, token).compare(word, Qt::CaseInsensitive) == 0;
}

/// Follows whether the statement being read is a CREATE TRIGGER whose BEGIN … END body is still open.
class TriggerBody
{
public:
    void read(QStringView sql, const Token &token)
    {
        if (token.kind != TokenKind::Word)
            return;
        if (m_words < 6) {
            m_isCreate = m_words == 0 ? isWord(sql, token, "create"_L1) : m_isCreate;
            m_isTrigger = m_isTrigger || (m_isCreate && isWord(sql, token, "trigger"_L1));
            ++m_words;
        }
        if (!m_isTrigger)
            return;
        if (isWord(sql, token, "begin"_L1) || isWord(sql, token, "case"_L1))
            ++m_depth;
        else if (isWord(sql, token, "end"_L1))
            --m_depth;
    }
    bool isOpen() const { return m_depth > 0; }

private:
    int m_words = 0;
    int m_depth = 0;
    bool m_isCreate = false;
    bool m_isTrigger = false;
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
    TriggerBody body;
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
    QList<Token> tokens = tokenize(expression);
    tokens.removeIf(isBlank);
    const auto text = [&](qsizetype index) {
        return index >= 0 && index < tokens.size() ? textOf(expression, tokens[index]) : QStringView();
    };
    const auto name = [&](qsizetype index) {
        return index >= 0 && tokens[index].kind == TokenKind::QuotedName ? unquoted(text(index))
                                                                         : text(index).toString().toLower();
    };
    QString result;
    qsizetype copied = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const Token &token = tokens[i];
        if (token.kind != TokenKind::Word && token.kind != TokenKind::QuotedName)
            continue;
        const bool known = std::ranges::any_of(columns, [&](const QString &column) {
            return column == name(i) || (token.kind == TokenKind::Word && column.toLower() == name(i));
        });
        const bool behindTable = text(i - 1) == u"." && i > 1 && name(i - 2) == table.toString().toLower();
        if (!known || text(i + 1) == u"(" || (text(i - 1) == u"." && !behindTable))
            continue;
        const qsizetype begin = behindTable ? tokens[i - 2].begin : token.begin;
        result += expression.sliced(copied, begin - copied) + row + u'.' + text(i);
        copied = token.end;
    }
    return result + expression.sliced(copied);
}

QString positional(const QString &sql, const QVariantMap &values, QString (*placeholder)(int), QVariantList *order)
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
