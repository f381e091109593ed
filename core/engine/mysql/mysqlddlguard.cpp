// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlddlguard.h"

#include "core/engine/mysql/altersql.h"
#include "core/engine/mysql/mysqlsession.h"
#include "core/sql/tokens.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 smallTable = 10'000; // rows; copying them is done before anybody notices

QString firstWords(const QString &statement)
{
    QStringList words;
    for (const Token &token : tokenize(statement, SqlDialect::MySQL)) {
        if (token.kind == TokenKind::Space || token.kind == TokenKind::Comment)
            continue;
        words << statement.sliced(token.begin, token.end - token.begin).toUpper();
        if (words.size() == 2)
            break;
    }
    return words.join(u' ');
}

bool changesRowsOnly(const QString &statement)
{
    static const QStringList words{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s,
                                   u"SELECT"_s, u"WITH"_s,   u"DO"_s};
    return words.contains(firstWords(statement).section(u' ', 0, 0));
}

} // namespace

Status MySqlDdlGuard::attempt(const GuardedDdl &ddl)
{
    return std::ranges::all_of(ddl.statements, changesRowsOnly) ? attemptTogether(ddl) : attemptAlone(ddl);
}

Status MySqlDdlGuard::attemptTogether(const GuardedDdl &ddl)
{
    auto transaction = Transaction::begin(m_session);
    LOCKKEEPER_TRY(transaction);
    if (ddl.before)
        LOCKKEEPER_TRY(ddl.before());
    QElapsedTimer clock;
    clock.start();
    for (const QString &statement : ddl.statements)
        LOCKKEEPER_TRY(m_session.query(statement));
    if (ddl.record)
        LOCKKEEPER_TRY(ddl.record({.took = std::chrono::milliseconds(clock.elapsed())}));
    return transaction->commit();
}

// Between the three parts anything can happen; that is why each such step can be asked whether it took effect.
Status MySqlDdlGuard::attemptAlone(const GuardedDdl &ddl)
{
    // Should the watch fail to end a wait, the server does.
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(ddl.lockTimeout).count() + 1;
    LOCKKEEPER_TRY(m_session.query(u"SET SESSION lock_wait_timeout = %1"_s.arg(seconds)));
    if (m_wanted != ddl.statements) { // else another attempt of what was asked about already
        auto statements = prepared(ddl.statements);
        LOCKKEEPER_TRY(statements);
        m_prepared = std::move(*statements);
        m_wanted = ddl.statements;
        m_done = 0;
    }
    LOCKKEEPER_TRY(inTransaction(ddl.before));
    QElapsedTimer clock;
    clock.start();
    const Status done =
        m_prepared.locked.isEmpty() ? runStatements(ddl.lockTimeout) : runUnderLock(ddl.lockTimeout);
    std::ignore = m_session.query(u"SET SESSION lock_wait_timeout = DEFAULT"_s);
    if (done || !done.error().isRetryable())
        m_wanted.clear();
    LOCKKEEPER_TRY(done);
    const DdlObservation seen{.took = std::chrono::milliseconds(clock.elapsed())};
    return ddl.record ? inTransaction([&] { return ddl.record(seen); }) : Status();
}

Status MySqlDdlGuard::inTransaction(const std::function<Status()> &part)
{
    if (!part)
        return {};
    auto transaction = Transaction::begin(m_session);
    LOCKKEEPER_TRY(transaction);
    LOCKKEEPER_TRY(part());
    return transaction->commit();
}

/// Each change of a table with the clauses that keep the server from doing worse than it must.
Result<MySqlDdlGuard::Prepared> MySqlDdlGuard::prepared(const QStringList &statements)
{
    Prepared result;
    QStringList changed;
    bool dropsTrigger = false;
    for (const QString &statement : statements) {
        dropsTrigger = dropsTrigger || firstWords(statement) == "DROP TRIGGER"_L1;
        const auto alter = MySqlAlter::parse(statement);
        if (!alter) {
            result.statements << statement;
            continue;
        }
        const auto way = findWay(m_session, *alter);
        LOCKKEEPER_TRY(way);
        if (*way && (*way)->copies)
            LOCKKEEPER_TRY(refuseLargeCopy(statement, alter->tableText()));
        result.statements << (*way ? alter->with((*way)->clauses) : statement);
        if (!changed.contains(alter->tableText()))
            changed << alter->tableText();
    }
    if (dropsTrigger)
        result.locked = changed;
    return result;
}

Status MySqlDdlGuard::refuseLargeCopy(const QString &statement, const QString &table)
{
    const auto info = m_session.catalog().table(TableName::parse(table));
    LOCKKEEPER_TRY(info);
    if (info->estimatedRows <= smallTable)
        return {};
    Error error{
        .code = Errc::StatementFailed,
        .facts = {{u"table"_s, table}},
        .detail =
            u"the server can do this only by copying %1 (about %2 rows), and nobody could write to it "
            "meanwhile; nothing was changed. If that is wanted, write ALGORITHM=COPY into the statement"_s
                .arg(table, QString::number(info->estimatedRows)),
        .sqlstate = {},
        .statement = statement};
    return failure(std::move(error));
}

Status MySqlDdlGuard::runStatements(std::chrono::milliseconds lockTimeout)
{
    for (; m_done < m_prepared.statements.size(); ++m_done)
        LOCKKEEPER_TRY(runOne(m_prepared.statements[m_done], lockTimeout));
    return {};
}

Status MySqlDdlGuard::runUnderLock(std::chrono::milliseconds lockTimeout)
{
    QStringList asMade;
    for (const QString &statement : m_prepared.statements) {
        auto trigger = triggerAsMade(statement);
        LOCKKEEPER_TRY(trigger);
        if (!trigger->isEmpty())
            asMade << *trigger;
    }
    const QString lock = u"LOCK TABLES %1 WRITE"_s.arg(m_prepared.locked.join(" WRITE, "_L1));
    LOCKKEEPER_TRY(runOne(lock, lockTimeout));
    Status done;
    for (const QString &statement : m_prepared.statements) {
        done = runOne(statement, lockTimeout);
        if (!done)
            break;
    }
    for (const QString &trigger : std::as_const(asMade)) {
        if (!done) // it may be there still: then this is refused
            std::ignore = m_session.query(trigger);
    }
    std::ignore = m_session.query(u"UNLOCK TABLES"_s);
    return done;
}

/// The statement that makes what @p dropping drops; empty: nothing, or it isn't there.
Result<QString> MySqlDdlGuard::triggerAsMade(const QString &dropping)
{
    static const QRegularExpression drop(u"^\\s*DROP\\s+TRIGGER\\s+(?:IF\\s+EXISTS\\s+)?(.+?)\\s*;?\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = drop.match(dropping);
    if (!match.hasMatch())
        return QString();
    const auto rows = m_session.query(u"SHOW CREATE TRIGGER "_s + match.captured(1));
    constexpr auto noSuchTrigger = "HY000"_L1;
    if (!rows && rows.error().sqlstate == noSuchTrigger)
        return QString();
    LOCKKEEPER_TRY(rows);
    return rows->at(0, u"SQL Original Statement").toString();
}

Status MySqlDdlGuard::runOne(const QString &statement, std::chrono::milliseconds lockTimeout)
{
    const auto watch = m_session.watchBlockers(lockTimeout);
    auto done = m_session.query(statement);
    watch->statementEnded();
    if (watch->hasGivenUp() && done) // its KILL came too late, and would hit the next statement
        std::ignore = m_session.query(u"DO 0"_s);
    if (done)
        return {};
    Error error = std::move(done).error();
    if (watch->hasGivenUp() && error.code == Errc::Cancelled)
        error.code = Errc::LockTimeout;
    if (error.code == Errc::LockTimeout || error.code == Errc::Deadlock)
        error.facts.insert(watch->facts());
    return failure(std::move(error));
}

} // namespace lockkeeper
