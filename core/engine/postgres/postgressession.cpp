// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgressession.h"

#include "core/sql/tokens.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

bool isQuery(const QString &sql)
{
    const auto tokens = tokenize(sql);
    const auto first = std::ranges::find_if(tokens, [&](const Token &token) {
        return token.kind == TokenKind::Word || sql.sliced(token.begin, 1) == "("_L1;
    });
    if (first == tokens.end())
        return false;
    const QString word = sql.sliced(first->begin, first->end - first->begin).toLower();
    return QStringList{u"select"_s, u"with"_s, u"values"_s, u"table"_s, u"("_s}.contains(word);
}

} // namespace

PostgresSession::PostgresSession(Target target, SessionOptions options,
                                 std::unique_ptr<PostgresConnection> connection)
    : m_target(std::move(target)), m_options(std::move(options)), m_connection(std::move(connection))
{}

Result<Rows> PostgresSession::query(const Sql &sql)
{
    auto rows = m_connection->run(sql);
    if (!rows)
        m_statementFailed = true;
    return rows;
}

// A cursor, because a plain result arrives whole or not at all. EXPLAIN and SHOW can't have one and are short.
Status PostgresSession::read(const QString &sql, qsizetype chunk, const RowTaker &take)
{
    if (!isQuery(sql))
        return Session::read(sql, chunk, take);
    LOCKKEEPER_TRY(query(u"DECLARE lockkeeper_rows NO SCROLL CURSOR FOR "_s + sql));
    while (true) {
        auto rows = query(u"FETCH FORWARD %1 FROM lockkeeper_rows"_s.arg(chunk));
        LOCKKEEPER_TRY(rows);
        const bool isLast = rows->size() < chunk;
        if (!take(std::move(*rows)) || isLast)
            break;
    }
    LOCKKEEPER_TRY(query(u"CLOSE lockkeeper_rows"_s));
    return {};
}

Status PostgresSession::start(const QString &statement)
{
    LOCKKEEPER_TRY(m_connection->run(statement));
    m_inTransaction = true;
    m_statementFailed = false;
    return {};
}

// The level is named because batches rely on it: under a stricter default of the user's role, every row that somebody
// else changed meanwhile would be a serialization failure.
Status PostgresSession::begin() { return start(u"BEGIN ISOLATION LEVEL READ COMMITTED"_s); }

Status PostgresSession::beginReadOnly()
{
    return start(u"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"_s);
}

Status PostgresSession::commit()
{
    if (m_statementFailed)
        LOCKKEEPER_TRY(confirmHealthy());
    m_inTransaction = false;
    auto committed = m_connection->run(u"COMMIT"_s);
    if (committed)
        return {};
    if (committed.error().isConnectionGone())
        committed.error().code = Errc::InDoubt;
    else
        rollback();
    return failure(std::move(committed).error());
}

// COMMIT of a failed transaction rolls back and reports success: after a failed statement, ask first. A transaction
// that went back to a savepoint is healthy.
Status PostgresSession::confirmHealthy()
{
    auto healthy = m_connection->run(u"SELECT 1"_s);
    if (healthy)
        return {};
    rollback();
    return failure(std::move(healthy).error());
}

void PostgresSession::rollback()
{
    m_inTransaction = false;
    if (m_connection->isOpen())
        std::ignore = m_connection->run(u"ROLLBACK"_s); // without a transaction it is only a warning
}

Result<QString> PostgresSession::clusterName()
{
    // Everybody may ask by default, but a provider can take that away; and a refused statement would end the
    // caller's transaction.
    const auto allowed =
        query(u"SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')"_s);
    if (!allowed)
        return failure(allowed.error());
    const QString identifier = u"SELECT system_identifier::text FROM pg_catalog.pg_control_system()"_s;
    // Without it, the address is the best name: it survives a restart, and after a fail-over it asks the operator.
    const QString address = u"SELECT coalesce(host(inet_server_addr()), 'local') || ':' || "
                            "coalesce(inet_server_port()::text, current_setting('port'))"_s;
    auto name = query(allowed->scalar().toBool() ? identifier : address);
    if (!name)
        return failure(std::move(name).error());
    return name->scalar().toString();
}

Result<Identity> PostgresSession::identity()
{
    auto cluster = clusterName();
    if (!cluster)
        return failure(std::move(cluster).error());
    const auto rows =
        query(u"SELECT current_database()::text AS database, current_user::text AS user,"
              " split_part(current_setting('server_version'), ' ', 1) AS version,"
              " current_setting('server_version_num')::int AS number,"
              " pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only"_s);
    if (!rows)
        return failure(rows.error());
    return Identity{.engine = u"postgresql"_s,
                    .cluster = *cluster,
                    .database = rows->at(0, u"database").toString(),
                    .user = rows->at(0, u"user").toString(),
                    .version = rows->at(0, u"version").toString(),
                    .versionNumber = rows->at(0, u"number").toInt(),
                    .readOnly = rows->at(0, u"read_only").toBool()};
}

Result<Link> PostgresSession::link()
{
    const auto rows = query(u"SELECT coalesce(version, '') AS version, coalesce(cipher, '') AS cipher,"
                            " pg_is_in_recovery() AS standby"
                            " FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()"_s);
    if (!rows)
        return failure(rows.error());
    return Link{.tlsVersion = rows->at(0, u"version").toString(),
                .cipher = rows->at(0, u"cipher").toString(),
                .isStandby = rows->at(0, u"standby").toBool()};
}

Status PostgresSession::setStatementTimeout(std::chrono::milliseconds limit)
{
    LOCKKEEPER_TRY(query({u"SELECT set_config('statement_timeout', :limit, :local)"_s,
                          {{u"limit"_s, QString::number(limit.count())}, {u"local"_s, m_inTransaction}}}));
    return {};
}

std::unique_ptr<BlockerWatch> PostgresSession::watchBlockers(std::chrono::milliseconds lockTimeout) const
{
    return std::make_unique<BlockerWatch>(m_target, m_options.application, processId(), lockTimeout);
}

} // namespace lockkeeper
