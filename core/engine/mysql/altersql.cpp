// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/altersql.h"

#include "core/base/hash.h"
#include "core/engine/mysql/mysqlsession.h"
#include "core/sql/tokens.h"

#include <tuple>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

/// The statement's words without space and comments.
class Words
{
public:
    explicit Words(const QString &statement) : m_statement(statement)
    {
        m_tokens = tokenize(statement, SqlDialect::MySQL);
        m_tokens.removeIf([](const Token &token) {
            return token.kind == TokenKind::Space || token.kind == TokenKind::Comment;
        });
    }
    qsizetype size() const { return m_tokens.size(); }
    const Token &token(qsizetype i) const { return m_tokens[i]; }
    /// In capitals; empty: there is none, or it is quoted.
    QString word(qsizetype i) const
    {
        return i >= 0 && i < size() && m_tokens[i].kind != TokenKind::QuotedName
                       && m_tokens[i].kind != TokenKind::String
                   ? text(i).toUpper()
                   : QString();
    }
    QString text(qsizetype i) const
    {
        return i < size() ? m_statement.sliced(m_tokens[i].begin, m_tokens[i].end - m_tokens[i].begin)
                          : QString();
    }
    bool has(const QString &wanted) const
    {
        for (qsizetype i = 0; i < size(); ++i) {
            if (word(i) == wanted)
                return true;
        }
        return false;
    }
    qsizetype indexOf(const QString &wanted) const
    {
        for (qsizetype i = 0; i < size(); ++i) {
            if (word(i) == wanted)
                return i;
        }
        return -1;
    }

private:
    const QString &m_statement;
    QList<Token> m_tokens;
};

/// Where the table's name begins, as an index of words; -1: not a statement of this kind.
qsizetype tableIndex(const Words &words)
{
    const bool isIndex = words.has(u"INDEX"_s) && words.word(0) != "ALTER"_L1;
    if (isIndex && (words.word(0) == "CREATE"_L1 || words.word(0) == "DROP"_L1))
        return words.indexOf(u"ON"_s) < 0 ? -1 : words.indexOf(u"ON"_s) + 1;
    if (words.word(0) != "ALTER"_L1)
        return -1;
    qsizetype i = words.indexOf(u"TABLE"_s) + 1;
    if (i < 2 || i > 3) // ALTER [ONLINE | IGNORE] TABLE
        return -1;
    if (words.word(i) == "IF"_L1) // EXISTS
        i += 2;
    return i;
}

bool isOfItsOwnKind(const Words &words)
{
    static const QStringList signs{u"ALGORITHM"_s, u"LOCK"_s,    u"PARTITION"_s, u"PARTITIONING"_s, u"WAIT"_s,
                                   u"NOWAIT"_s,    u"DISCARD"_s, u"IMPORT"_s,    u"EXCHANGE"_s};
    return std::ranges::any_of(signs, [&](const QString &sign) { return words.has(sign); });
}

QList<MySqlWay> ways(bool isMariaDb)
{
    QList<MySqlWay> all{{.clauses = {u"ALGORITHM=INSTANT"_s}}};
    if (isMariaDb)
        all << MySqlWay{.clauses = {u"ALGORITHM=NOCOPY"_s, u"LOCK=NONE"_s}};
    all << MySqlWay{.clauses = {u"ALGORITHM=INPLACE"_s, u"LOCK=NONE"_s}}
        << MySqlWay{.clauses = {u"ALGORITHM=INPLACE"_s, u"LOCK=SHARED"_s}}
        << MySqlWay{.clauses = {u"ALGORITHM=COPY"_s}, .copies = true};
    return all;
}

} // namespace

std::optional<MySqlAlter> MySqlAlter::parse(const QString &statement)
{
    const Words words(statement);
    const qsizetype first = tableIndex(words);
    if (first < 0 || first >= words.size() || isOfItsOwnKind(words))
        return std::nullopt;
    qsizetype last = first;
    while (words.word(last + 1) == "."_L1)
        last += 2;
    if (last >= words.size())
        return std::nullopt;
    MySqlAlter alter;
    alter.m_statement = statement;
    alter.m_begin = words.token(first).begin;
    alter.m_end = words.token(last).end;
    alter.m_table = statement.sliced(alter.m_begin, alter.m_end - alter.m_begin);
    alter.m_isAlter = words.word(0) == "ALTER"_L1;
    return alter;
}

TableName MySqlAlter::table() const { return TableName::parse(m_table); }

QString MySqlAlter::with(const QStringList &clauses, const QString &table) const
{
    const QString head = m_statement.first(m_begin) + (table.isEmpty() ? m_table : table);
    const QString tail = m_statement.sliced(m_end);
    if (clauses.isEmpty())
        return head + tail;
    // In front, because ORDER BY wants to be last; behind a line's end, because a comment may be last.
    return m_isAlter ? head + u' ' + clauses.join(", "_L1) + u',' + tail
                     : head + tail + u'\n' + clauses.join(u' ');
}

Result<std::optional<MySqlWay>> findWay(MySqlSession &session, const MySqlAlter &alter)
{
    const auto &dialect = session.dialect();
    const QString real = dialect.quoted(alter.table());
    const TableName copy{.schema = alter.table().schema, .name = "lockkeeper_try_"_L1 + shortHash(real)};
    const QString copyText = dialect.quoted(copy);
    const auto drop = [&] { return session.query(u"DROP TABLE IF EXISTS "_s + copyText); };
    LOCKKEEPER_TRY(drop());
    if (const auto made = session.query(u"CREATE TABLE %1 LIKE %2"_s.arg(copyText, real)); !made)
        return made.error().isConnectionGone() ? Result<std::optional<MySqlWay>>(failure(made.error()))
                                               : std::optional<MySqlWay>();
    std::optional<MySqlWay> found;
    for (const MySqlWay &way : ways(session.isMariaDb())) {
        const auto tried = session.query(alter.with(way.clauses, copyText));
        if (!tried && tried.error().isConnectionGone())
            return failure(tried.error());
        if (tried) {
            found = way;
            break;
        }
    }
    std::ignore = drop();
    return found;
}

} // namespace lockkeeper
