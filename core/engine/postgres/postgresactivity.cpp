// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresactivity.h"

#include "core/engine/postgres/postgressession.h"
#include "core/engine/postgres/postgressessions.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

constexpr std::size_t longestMemory = 3600; // samples; an hour at one a second

// pg_blocking_pids() takes the lock manager's locks, so it is asked only about sessions that wait; when nobody
// does, this reads pg_stat_activity once and nothing else.
const QString waitsSql = uR"(
WITH waiting AS MATERIALIZED (
    SELECT pid FROM pg_catalog.pg_stat_activity WHERE wait_event_type = 'Lock' LIMIT 200)
SELECT w.pid, blocking.pid AS blocker, coalesce(l.relation::regclass::text, l.locktype, '') AS relation,
       coalesce(l.mode, '') AS mode,
       greatest(extract(epoch FROM clock_timestamp() - l.waitstart) * 1000, 0)::bigint AS waited,
       coalesce(nullif(b.application_name, ''), b.backend_type, '?') AS application, coalesce(b.state, '') AS state,
       extract(epoch FROM clock_timestamp() - CASE WHEN b.state LIKE 'idle%' THEN b.state_change
                                                   ELSE b.xact_start END)::bigint AS age
FROM waiting w
LEFT JOIN LATERAL unnest(pg_catalog.pg_blocking_pids(w.pid)) blocking(pid) ON true
LEFT JOIN LATERAL (SELECT * FROM pg_catalog.pg_locks WHERE pid = w.pid AND NOT granted LIMIT 1) l ON true
LEFT JOIN pg_catalog.pg_stat_activity b ON b.pid = blocking.pid
LIMIT 200)"_s;

// Only what holds back our database counts; a vacuum may run for hours and is nobody's fault.
const QString sessionsSql = uR"(
SELECT (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE wait_event_type = 'Lock') AS waiters,
       d.xact_commit AS commits, d.xact_rollback AS rollbacks, oldest.session, oldest.age
FROM pg_catalog.pg_stat_database d
LEFT JOIN LATERAL (
    SELECT pid || ' (' || coalesce(nullif(application_name, ''), '?') || ', ' || coalesce(state, '?') || ')' AS session,
           (extract(epoch FROM clock_timestamp() - xact_start) * 1000)::bigint AS age
    FROM pg_catalog.pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND xact_start IS NOT NULL
      AND pid <> pg_backend_pid() AND application_name NOT LIKE 'lockkeeper%'
    ORDER BY xact_start LIMIT 1) oldest ON true
WHERE d.datname = current_database())"_s;

const QString replicasSql = uR"(
SELECT coalesce(nullif(application_name, ''), host(client_addr), pid::text) AS name, state = 'streaming' AS streaming,
       pg_wal_lsn_diff(replay_lsn, '0/0')::bigint AS replayed,
       extract(epoch FROM replay_lag)::float8::text AS lag,
       pg_wal_lsn_diff(written.lsn, '0/0')::bigint AS written
FROM (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END AS lsn) written
LEFT JOIN pg_catalog.pg_stat_replication ON true
ORDER BY 1)"_s;

} // namespace

Result<ActivitySample> PostgresActivity::sample()
{
    ActivitySample sample;
    LOCKKEEPER_TRY(readLockWaits(sample));
    LOCKKEEPER_TRY(readSessions(sample));
    LOCKKEEPER_TRY(readReplicas(sample));
    return sample;
}

Status PostgresActivity::readLockWaits(ActivitySample &sample)
{
    const auto rows = m_session.query(waitsSql);
    if (!rows)
        return failure(rows.error());
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const auto text = [&](QStringView name) { return rows->at(row, name).toString(); };
        LockWait wait{.session = text(u"pid"),
                      .relation = text(u"relation"),
                      .mode = text(u"mode"),
                      .waited = std::chrono::milliseconds(rows->at(row, u"waited").toLongLong()),
                      .blocker = text(u"blocker"),
                      .description = {}};
        if (!wait.blocker.isEmpty())
            wait.description = u"%1 (%2, %3 for %4 s)"_s.arg(wait.blocker, text(u"application"),
                                                             text(u"state"), text(u"age"));
        sample.longestWait = std::max(sample.longestWait, wait.waited);
        sample.lockWaits.append(std::move(wait));
    }
    return readWaitingSessions(sample);
}

Status PostgresActivity::readWaitingSessions(ActivitySample &sample)
{
    QStringList pids;
    for (const LockWait &wait : std::as_const(sample.lockWaits))
        pids << wait.session << wait.blocker;
    pids.removeAll(QString());
    pids.removeDuplicates();
    return describeSessions(m_session, pids).transform([&sample](const QList<SessionInfo> &sessions) {
        sample.sessions = sessions;
    });
}

Result<bool> PostgresActivity::interrupt(const SessionInfo &session, Interruption how)
{
    return interruptSession(m_session, session, how);
}

Status PostgresActivity::readSessions(ActivitySample &sample)
{
    const auto rows = m_session.query(sessionsSql);
    if (!rows)
        return failure(rows.error());
    sample.lockWaiters = rows->at(0, u"waiters").toInt();
    sample.commits = rows->at(0, u"commits").toLongLong();
    sample.rollbacks = rows->at(0, u"rollbacks").toLongLong();
    sample.oldestTransaction = std::chrono::milliseconds(rows->at(0, u"age").toLongLong());
    sample.oldestTransactionSession = rows->at(0, u"session").toString();
    return {};
}

// The server's replay_lag is NULL when a replica is idle, and stays what it was when one stops replaying. So bytes
// decide: none missing is no lag at all, and for missing ones our own memory says since when they have been there.
Status PostgresActivity::readReplicas(ActivitySample &sample)
{
    const auto rows = m_session.query(replicasSql);
    if (!rows)
        return failure(rows.error());
    const qint64 written = rows->at(0, u"written").toLongLong();
    qint64 slowest = written;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        if (!rows->at(row, u"name").isValid())
            continue; // no replica at all
        ReplicaLag replica{.name = rows->at(row, u"name").toString(),
                           .seconds = std::nullopt,
                           .bytes = 0,
                           .streaming = rows->at(row, u"streaming").toBool()};
        if (const QVariant replayed = rows->at(row, u"replayed"); replayed.isValid()) {
            replica.bytes = std::max<qint64>(written - replayed.toLongLong(), 0);
            slowest = std::min(slowest, replayed.toLongLong());
            const QVariant reported = rows->at(row, u"lag");
            if (reported.isValid())
                replica.seconds = reported.toDouble();
            if (const auto remembered = lagSince(replayed.toLongLong()))
                replica.seconds = std::max(replica.seconds.value_or(0), *remembered);
            if (replica.bytes == 0)
                replica.seconds = 0;
        }
        sample.replicas.append(std::move(replica));
    }
    remember(written, slowest);
    return {};
}

/// Seconds since the first sample that @p replayed doesn't reach: at least so old is what the replica lacks.
std::optional<double> PostgresActivity::lagSince(qint64 replayed) const
{
    const auto missing =
        std::ranges::find_if(m_written, [&](const WalPosition &at) { return at.position > replayed; });
    if (missing == m_written.cend())
        return std::nullopt;
    return std::chrono::duration<double>(Clock::now() - missing->time).count();
}

void PostgresActivity::remember(qint64 written, qint64 slowestReplica)
{
    if (m_written.empty() || m_written.back().position < written)
        m_written.push_back({Clock::now(), written});
    while (m_written.size() > 1
           && (m_written.front().position <= slowestReplica || m_written.size() > longestMemory))
        m_written.pop_front();
}

} // namespace lockkeeper
