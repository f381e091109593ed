// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/tokens.h"

#include "core/sql/lexer.h"
#include "core/sql/reading/bodies.h"
#include "core/sql/reading/characters.h"

#include <algorithm>
#include <optional>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

TokenKind kindOf(LexKind kind)
{
    switch (kind) {
    case LexKind::Space:
        return TokenKind::Space;
    case LexKind::LineComment:
    case LexKind::BlockComment:
    case LexKind::CodeComment:
        return TokenKind::Comment;
    case LexKind::String:
        return TokenKind::String;
    case LexKind::QuotedName:
        return TokenKind::QuotedName;
    case LexKind::Word:
    case LexKind::Placeholder:
        return TokenKind::Word;
    case LexKind::Number:
        return TokenKind::Number;
    default:
        return TokenKind::Other;
    }
}

/// How many of UTF-16's units the UTF-8 @p text becomes.
qsizetype unitCount(std::string_view text)
{
    qsizetype count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        count += (byte & 0xc0U) == 0x80U ? 0 : byte >= 0xf0 ? 2 : 1;
    }
    return count;
}

/// What is behind the signs of a parameter: `a` of `:a`.
TokenKind kindOfName(char first)
{
    if (reading::isDigit(first))
        return TokenKind::Number;
    return reading::isLetter(first) ? TokenKind::Word : TokenKind::String;
}

/// Whether signs are told apart: who looks for one colon or parenthesis needn't know which operators there are.
bool hasSigns(LexKind kind)
{
    return kind == LexKind::Operator || kind == LexKind::Punctuation || kind == LexKind::Parameter;
}

void append(QList<Token> &tokens, LexKind kind, std::string_view text)
{
    qsizetype at = tokens.isEmpty() ? 0 : tokens.last().end;
    const auto isSign = [](char c) { return std::string_view(":$?@+-*/<>=~!#%^&|`,;()[].").contains(c); };
    const std::size_t signCount = hasSigns(kind) ? reading::endOf(text, 0, isSign) : 0;
    for (const char sign : text.substr(0, signCount)) {
        tokens << Token{sign == ';' ? TokenKind::Semicolon : TokenKind::Other, at, at + 1};
        ++at;
    }
    if (const std::string_view rest = text.substr(signCount); !rest.empty())
        tokens << Token{hasSigns(kind) ? kindOfName(rest.front()) : kindOf(kind), at, at + unitCount(rest)};
}

std::string_view bytesOf(std::string_view sql, Span span)
{
    return sql.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.size()));
}

QStringView textOf(QStringView sql, const Token &token)
{
    return sql.sliced(token.begin, token.end - token.begin);
}

bool isBlank(const Token &token)
{
    return token.kind == TokenKind::Space || token.kind == TokenKind::Comment;
}

/// Asks of each name in an expression whether it is one of the row's columns.
class ColumnReferences
{
public:
    ColumnReferences(QStringView expression, const QStringList &columns, QStringView table,
                     SqlDialect dialect)
        : m_sql(expression), m_columns(columns), m_table(table), m_tokens(tokenize(expression, dialect))
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

QList<Token> tokenize(QStringView sql, SqlDialect dialect)
{
    const std::string bytes = sql.toUtf8().toStdString();
    QList<Token> tokens;
    for (const LexToken &token : lex(bytes, {.dialect = dialect}))
        append(tokens, token.kind, bytesOf(bytes, token.span));
    return tokens;
}

QString unquoted(QStringView quotedName)
{
    return QString::fromStdString(nameInside(quotedName.toUtf8().toStdString()));
}

QStringList splitStatements(QStringView sql)
{
    const std::string bytes = sql.toUtf8().toStdString();
    // MySQL's compound statements hold those of the others: one rule fits every engine.
    constexpr auto widest = SqlDialect::MySQL;
    reading::Bodies body(widest);
    QStringList statements;
    Span statement{0, 0};
    bool empty = true;
    const auto take = [&](std::int32_t end) {
        statement.end = end;
        if (!empty)
            statements << QString::fromUtf8(bytesOf(bytes, statement)).trimmed();
        empty = true;
        body = reading::Bodies(widest);
    };
    for (const LexToken &token : lex(bytes, {})) {
        if (token.isTrivia())
            continue;
        if (bytesOf(bytes, token.span) == ";" && !body.isOpen()) {
            take(token.span.begin);
            statement.begin = token.span.end;
        } else {
            body.read(token, bytesOf(bytes, token.span));
            empty = false;
        }
    }
    take(static_cast<std::int32_t>(bytes.size()));
    return statements;
}

QString qualified(QStringView expression, const QStringList &columns, QStringView table, QStringView row,
                  SqlDialect dialect)
{
    const ColumnReferences references(expression, columns, table, dialect);
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
                   QVariantList *order, SqlDialect dialect)
{
    if (values.isEmpty())
        return sql;
    const QList<Token> tokens = tokenize(sql, dialect);
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
