// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/blockerwatch.h"

#include "core/engine/postgres/postgresconnection.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lockkeeper {

namespace {

constexpr auto quick = 100ms; // most DDL is done by then
constexpr auto period = 150ms;

// pg_blocking_pids() stops the lock manager for a moment, so it is called only while the session really waits.
// The blockers' query texts are NULL for those who may not see them.
const QString lookSql = uR"(
SELECT b.pid, coalesce(nullif(b.application_name, ''), b.backend_type, '?') AS application,
       coalesce(b.usename::text, '') AS username, coalesce(b.state, '') AS state,
       extract(epoch FROM clock_timestamp() - CASE WHEN b.state LIKE 'idle%' THEN b.state_change
                                                   ELSE coalesce(b.xact_start, b.backend_start) END)::bigint AS age,
       left(b.query, 400) AS query,
       coalesce(l.relation::regclass::text, l.locktype, '') AS relation, coalesce(l.mode, '') AS mode
FROM (SELECT CASE WHEN wait_event_type = 'Lock' THEN pg_catalog.pg_blocking_pids(pid) ELSE '{}' END AS pids
      FROM pg_catalog.pg_stat_get_activity(:pid)) waiting
CROSS JOIN LATERAL unnest(waiting.pids) blocking(pid)
LEFT JOIN pg_catalog.pg_stat_activity b ON b.pid = blocking.pid
LEFT JOIN pg_catalog.pg_locks l ON l.pid = :pid AND NOT l.granted
LIMIT 5)"_s;

/// `4711 (psql, user app, idle in transaction for 12 s: UPDATE users …)`
QString described(const Rows &rows, qsizetype row)
{
    const auto text = [&](QStringView name) { return rows.at(row, name).toString(); };
    if (!rows.at(row, u"pid").isValid())
        return u"a prepared transaction"_s; // pg_blocking_pids() reports those as process 0
    QStringList words{text(u"application")};
    if (const QString user = text(u"username"); !user.isEmpty())
        words.append(u"user "_s + user);
    if (const QString state = text(u"state"); !state.isEmpty())
        words.append(u"%1 for %2 s"_s.arg(state, text(u"age")));
    QString description = words.join(u", "_s);
    if (QString query = redacted(text(u"query").simplified()); !query.isEmpty()) {
        if (query.size() > 120)
            query = query.left(119) + u'…';
        description += u": "_s + query;
    }
    return u"%1 (%2)"_s.arg(text(u"pid"), description);
}

QMap<QString, QString> factsFrom(const Rows &rows)
{
    QStringList blockers;
    for (qsizetype row = 0; row < rows.size(); ++row)
        blockers.append(described(rows, row));
    return {{u"blocker"_s, blockers.join(u"; "_s)},
            {u"relation"_s, rows.at(0, u"relation").toString()},
            {u"mode"_s, rows.at(0, u"mode").toString()}};
}

} // namespace

BlockerWatch::BlockerWatch(Target target, QString application, int processId,
                           std::chrono::milliseconds lockTimeout)
    : m_target(std::move(target))
    , m_application(std::move(application))
    , m_processId(processId)
    , m_lockTimeout(lockTimeout)
    , m_thread([this](const std::stop_token &stop) { watch(stop); })
{}

BlockerWatch::~BlockerWatch()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

QMap<QString, QString> BlockerWatch::facts() const
{
    const std::scoped_lock lock(m_guard);
    return m_facts;
}

void BlockerWatch::watch(const std::stop_token &stop)
{
    if (!sleep(stop, std::min(quick, m_lockTimeout / 4)))
        return;
    const auto connection = PostgresConnection::open(
        m_target,
        {.application = m_application, .readOnly = true, .connectTimeout = 2s, .statementTimeout = 2s});
    if (!connection)
        return; // the lock timeout itself is still reported, only without a name
    do {
        look(**connection);
    } while (sleep(stop, std::min(period, m_lockTimeout / 4)));
}

void BlockerWatch::look(PostgresConnection &connection)
{
    const auto rows = connection.run({lookSql, {{u"pid"_s, m_processId}}});
    if (!rows || rows->isEmpty())
        return;
    const std::scoped_lock lock(m_guard);
    m_facts = factsFrom(*rows);
}

/// @returns false when it is time to stop.
bool BlockerWatch::sleep(const std::stop_token &stop, std::chrono::milliseconds time)
{
    std::unique_lock lock(m_guard);
    m_wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

} // namespace lockkeeper
