// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgressessions.h"

#include "core/engine/postgres/postgressession.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

// backend_start as text: it only has to come back as it was.
const QString sessionsSql = uR"(
SELECT pid, coalesce(backend_start::text, '') AS started,
       coalesce(nullif(application_name, ''), backend_type, '') AS application, coalesce(usename, '') AS "user",
       coalesce(host(client_addr), '') AS client, coalesce(state, '') AS state,
       coalesce(greatest(extract(epoch FROM clock_timestamp() - xact_start) * 1000, 0), 0)::bigint AS age,
       coalesce(left(query, 500), '') AS statement, application_name LIKE 'lockkeeper%' AS ours
FROM pg_catalog.pg_stat_activity WHERE pid = ANY (string_to_array(:pids, ',')::int[]) LIMIT 200)"_s;

// NULL: the role sees too little to know whether it is still the same session.
const QString cancelSql = uR"(
SELECT CASE WHEN backend_start IS NULL THEN NULL WHEN backend_start::text <> :started THEN false
            ELSE pg_catalog.pg_cancel_backend(pid) END
FROM pg_catalog.pg_stat_activity WHERE pid = :pid::int)"_s;

const QString endSql = uR"(
SELECT CASE WHEN backend_start IS NULL THEN NULL WHEN backend_start::text <> :started THEN false
            ELSE pg_catalog.pg_terminate_backend(pid) END
FROM pg_catalog.pg_stat_activity WHERE pid = :pid::int)"_s;

} // namespace

Result<QList<SessionInfo>> describeSessions(PostgresSession &session, const QStringList &pids)
{
    QList<SessionInfo> sessions;
    if (pids.isEmpty())
        return sessions;
    const auto rows = session.query({sessionsSql, {{u"pids"_s, pids.join(u',')}}});
    if (!rows)
        return failure(rows.error());
    sessions.reserve(rows->size());
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const auto text = [&](QStringView name) { return rows->at(row, name).toString(); };
        sessions.append({.id = text(u"pid"),
                         .started = text(u"started"),
                         .application = text(u"application"),
                         .user = text(u"user"),
                         .client = text(u"client"),
                         .state = text(u"state"),
                         .transactionAge = std::chrono::milliseconds(rows->at(row, u"age").toLongLong()),
                         .statement = text(u"statement"),
                         .isOurs = rows->at(row, u"ours").toBool()});
    }
    return sessions;
}

Result<bool> interruptSession(PostgresSession &session, const SessionInfo &wanted, Interruption how)
{
    const QString &sql = how == Interruption::EndSession ? endSql : cancelSql;
    const auto rows = session.query({sql, {{u"pid"_s, wanted.id}, {u"started"_s, wanted.started}}});
    if (!rows)
        return failure(rows.error());
    if (!rows->isEmpty() && !rows->scalar().isValid())
        return failure(Errc::MissingPrivilege, {{u"missing"_s, u"pg_read_all_stats"_s}});
    return rows->scalar().toBool();
}

} // namespace lockkeeper
