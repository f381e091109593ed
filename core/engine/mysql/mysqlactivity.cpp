// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlactivity.h"

#include "core/engine/mysql/lockwaits.h"
#include "core/engine/mysql/mysqlsession.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

bool isOfWait(const MySqlSeen &seen, const QList<LockWait> &waits)
{
    return std::ranges::any_of(waits, [&](const LockWait &wait) {
        return wait.session == seen.info.id || wait.blocker == seen.info.id;
    });
}

void noteOldest(ActivitySample &sample, const QList<MySqlSeen> &sessions)
{
    for (const MySqlSeen &seen : sessions) {
        if (!seen.inTransaction || seen.info.isOurs || seen.info.transactionAge < sample.oldestTransaction)
            continue;
        sample.oldestTransaction = seen.info.transactionAge;
        sample.oldestTransactionSession =
            u"%1 (%2, %3)"_s.arg(seen.info.id, seen.info.started, seen.info.state);
    }
}

} // namespace

Result<ActivitySample> MySqlActivity::sample()
{
    ActivitySample sample;
    LOCKKEEPER_TRY(readSessions(sample));
    LOCKKEEPER_TRY(readCounters(sample));
    LOCKKEEPER_TRY(m_replicas.read(m_session, sample));
    return sample;
}

Status MySqlActivity::readSessions(ActivitySample &sample)
{
    const MySqlLockWaits locks([this](const Sql &sql) { return m_session.query(sql); },
                               m_session.isMariaDb());
    const auto sessions = locks.sessions();
    if (!sessions && sessions.error().code == Errc::MissingPrivilege) {
        sample.coverage.lockWaits = sample.coverage.transactions = false;
        return {};
    }
    LOCKKEEPER_TRY(sessions);
    noteOldest(sample, *sessions);
    sample.lockWaiters = int(std::ranges::count_if(*sessions, &MySqlSeen::waits));
    if (sample.lockWaiters == 0)
        return {};
    auto waits = locks.waits(*sessions);
    LOCKKEEPER_TRY(waits);
    for (const LockWait &wait : std::as_const(*waits))
        sample.longestWait = std::max(sample.longestWait, wait.waited);
    for (const MySqlSeen &seen : *sessions) {
        if (isOfWait(seen, *waits))
            sample.sessions << seen.info;
    }
    sample.lockWaits = std::move(*waits);
    return {};
}

Status MySqlActivity::readCounters(ActivitySample &sample)
{
    const auto rows = m_session.query(
        u"SHOW GLOBAL STATUS WHERE Variable_name IN ('Handler_commit', 'Handler_rollback')"_s);
    LOCKKEEPER_TRY(rows);
    for (const QVariantList &row : rows->rows) {
        const bool isCommit = row[0].toString() == "Handler_commit"_L1;
        (isCommit ? sample.commits : sample.rollbacks) = row[1].toLongLong();
    }
    return {};
}

// A number is given out again only after a restart; then the account or the port are others.
Result<bool> MySqlActivity::interrupt(const SessionInfo &session, Interruption how)
{
    const auto found = m_session.query(
        {u"SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = :id AND CONCAT(USER, '@', HOST) = :started"_s,
         {{u"id"_s, session.id.toLongLong()}, {u"started"_s, session.started}}});
    LOCKKEEPER_TRY(found);
    if (found->isEmpty())
        return false;
    const QString kind = how == Interruption::EndSession ? u"CONNECTION"_s : u"QUERY"_s;
    const auto killed = m_session.query(u"KILL %1 %2"_s.arg(kind, QString::number(session.id.toLongLong())));
    constexpr auto noSuchThread = "HY000"_L1;
    if (!killed && killed.error().sqlstate == noSuchThread
        && killed.error().code == Errc::StatementFailed) // it went in between
        return false;
    LOCKKEEPER_TRY(killed);
    return true;
}

} // namespace lockkeeper
