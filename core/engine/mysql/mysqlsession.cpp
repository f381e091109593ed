// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlsession.h"

#include <tuple>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestIdleTransaction = 60s;
constexpr auto rowLockTimeout = 10s;         // the ledger's own waits; batches wait for less
constexpr auto longestIdleSession = 24h * 7; // a runner waits for its workers, which may take days

/// What statements mean must not hang on the server's settings: batches, triggers and conditions have one answer.
/// READ COMMITTED is named because the ledger relies on seeing what others committed.
QString preamble(MySqlFlavor flavor, const SessionOptions &options)
{
    QStringList settings{
        u"time_zone = '+00:00'"_s,
        u"sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'"_s,
        u"default_storage_engine = InnoDB"_s,
        u"autocommit = 1"_s,
        u"innodb_lock_wait_timeout = %1"_s.arg(rowLockTimeout.count()),
        u"wait_timeout = %1"_s.arg(std::chrono::seconds(longestIdleSession).count()),
    };
    if (flavor == MySqlFlavor::MariaDb) {
        settings << u"idle_transaction_timeout = %1"_s.arg(longestIdleTransaction.count())
                 << u"tx_isolation = 'READ-COMMITTED'"_s;
    } else {
        settings << u"transaction_isolation = 'READ-COMMITTED'"_s
                 << u"information_schema_stats_expiry = 0"_s; // else table sizes are a day old
    }
    if (options.readOnly)
        settings << (flavor == MySqlFlavor::MariaDb ? u"tx_read_only = 1"_s : u"transaction_read_only = 1"_s);
    return u"SET NAMES utf8mb4, SESSION "_s + settings.join(u", SESSION "_s);
}

} // namespace

MySqlSession::MySqlSession(Target target, SessionOptions options, std::unique_ptr<MySqlConnection> connection)
    : m_target(std::move(target)), m_options(std::move(options)), m_connection(std::move(connection))
{}

MySqlSession::~MySqlSession()
{
    if (m_inTransaction)
        rollback();
}

Result<std::unique_ptr<Session>> MySqlSession::make(Target target, SessionOptions options,
                                                    std::unique_ptr<MySqlConnection> connection)
{
    std::unique_ptr<MySqlSession> session(
        new MySqlSession(std::move(target), std::move(options), std::move(connection)));
    LOCKKEEPER_TRY(session->setUp());
    return session;
}

// The lock's name tells whoever looks that this session is ours: see ownSession() in mysqlsessions.h.
Status MySqlSession::setUp()
{
    LOCKKEEPER_TRY(m_connection->run(preamble(flavor(), m_options)));
    if (m_options.application.startsWith("lockkeeper"_L1))
        LOCKKEEPER_TRY(m_connection->run(u"DO GET_LOCK('lockkeeper:%1', 0)"_s.arg(id())));
    return setStatementTimeout(m_options.statementTimeout);
}

Result<Rows> MySqlSession::query(const Sql &sql)
{
    LOCKKEEPER_TRY(transactionIsIntact());
    auto rows = m_connection->run(sql);
    m_isBroken = m_inTransaction && !rows && endsTransaction(rows.error());
    return rows;
}

Status MySqlSession::read(const QString &sql, qsizetype chunk, const RowTaker &take)
{
    LOCKKEEPER_TRY(transactionIsIntact());
    auto done = m_connection->stream(sql, chunk, take);
    m_isBroken = m_inTransaction && !done && endsTransaction(done.error());
    return done;
}

// After a deadlock the server has rolled back by itself, and what follows would be committed one by one.
Status MySqlSession::transactionIsIntact() const
{
    if (m_inTransaction && m_isBroken)
        return failure(Errc::StatementFailed, {}, u"the transaction was rolled back by the server"_s);
    return {};
}

Status MySqlSession::plain(const QString &sql)
{
    LOCKKEEPER_TRY(m_connection->run(sql));
    return {};
}

Status MySqlSession::begin()
{
    LOCKKEEPER_TRY(limitIdleTime(true));
    LOCKKEEPER_TRY(plain(u"START TRANSACTION"_s));
    m_inTransaction = true;
    m_isBroken = false;
    return {};
}

Status MySqlSession::beginReadOnly()
{
    LOCKKEEPER_TRY(limitIdleTime(true));
    LOCKKEEPER_TRY(plain(u"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"_s)); // the next one only
    LOCKKEEPER_TRY(plain(u"START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"_s));
    m_inTransaction = true;
    m_isBroken = false;
    return {};
}

Status MySqlSession::commit()
{
    if (const auto intact = transactionIsIntact(); !intact) {
        rollback();
        return intact;
    }
    m_inTransaction = false;
    auto committed = m_connection->run(u"COMMIT"_s);
    if (committed) {
        endTransaction();
        return {};
    }
    if (committed.error().isConnectionGone())
        committed.error().code = Errc::InDoubt;
    else
        rollback();
    return failure(std::move(committed).error());
}

void MySqlSession::rollback()
{
    if (m_connection->isOpen())
        std::ignore = m_connection->run(u"ROLLBACK"_s); // harmless without a transaction
    endTransaction();
}

void MySqlSession::endTransaction()
{
    m_inTransaction = m_isBroken = false;
    if (!m_connection->isOpen())
        return;
    if (std::exchange(m_hasOwnLimit, false))
        std::ignore = limitTo(m_sessionLimit);
    std::ignore = limitIdleTime(false);
}

// Should this program freeze inside a transaction, its locks must not outlive the minute. MariaDB has a setting of its
// own for that; MySQL only knows idle sessions.
Status MySqlSession::limitIdleTime(bool inTransaction)
{
    if (isMariaDb())
        return {};
    const std::chrono::seconds limit = inTransaction ? longestIdleTransaction : longestIdleSession;
    return plain(u"SET SESSION wait_timeout = %1"_s.arg(limit.count()));
}

Status MySqlSession::setStatementTimeout(std::chrono::milliseconds limit)
{
    m_hasOwnLimit = m_inTransaction;
    if (!m_inTransaction)
        m_sessionLimit = limit;
    return limitTo(limit);
}

// MySQL's own limit is for SELECT only; for the rest we cancel.
Status MySqlSession::limitTo(std::chrono::milliseconds limit)
{
    if (isMariaDb())
        return plain(u"SET SESSION max_statement_time = %1"_s.arg(
            QString::number(std::chrono::duration<double>(limit).count(), 'f', 3)));
    LOCKKEEPER_TRY(plain(u"SET SESSION max_execution_time = %1"_s.arg(limit.count())));
    // A little later than the server itself, whose way needs no second connection.
    m_connection->setLimit(limit > 0ms ? limit + 200ms : limit);
    return {};
}

// A member of a group or of a Galera cluster is named by that: any member will do. MariaDB's server_uid is made of the
// machine and the port, so after a fail-over it asks the operator.
Result<QString> MySqlSession::clusterName()
{
    if (isMariaDb()) {
        const auto galera = query(u"SHOW GLOBAL STATUS LIKE 'wsrep_cluster_state_uuid'"_s);
        LOCKKEEPER_TRY(galera);
        if (QString uuid = galera->at(0, u"Value").toString(); !uuid.isEmpty())
            return uuid;
        // An older MariaDB has no number of its own.
        return query(u"SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uid', 'hostname', 'port')"_s)
            .transform([](const Rows &rows) {
                QMap<QString, QString> known;
                for (qsizetype row = 0; row < rows.size(); ++row)
                    known.insert(rows.rows[row][0].toString(), rows.rows[row][1].toString());
                const QString address = known.value(u"hostname"_s) + u':' + known.value(u"port"_s);
                return known.value(u"server_uid"_s, address);
            });
    }
    return query(
               u"SHOW GLOBAL VARIABLES WHERE Variable_name IN ('group_replication_group_name', 'server_uuid')"
               " AND Value <> ''"_s)
        .transform(
            [](const Rows &rows) { return rows.at(0, u"Value").toString(); }); // in order of their names
}

Result<Identity> MySqlSession::identity()
{
    auto cluster = clusterName();
    LOCKKEEPER_TRY(cluster);
    const auto rows = query(u"SELECT DATABASE() AS db, CURRENT_USER() AS account, @@%1 = 1 AS reads_only,"
                            " @@global.read_only AS server_reads_only"_s.arg(
                                isMariaDb() ? "tx_read_only"_L1 : "transaction_read_only"_L1));
    LOCKKEEPER_TRY(rows);
    const QString server = rows->at(0, u"server_reads_only").toString();
    return Identity{.engine = engineName(flavor()),
                    .cluster = *cluster,
                    .database = rows->at(0, u"db").toString(),
                    .user = rows->at(0, u"account").toString(),
                    .version = m_connection->version(),
                    .versionNumber = versionNumber(),
                    .readOnly =
                        rows->at(0, u"reads_only").toBool() || (server != "0"_L1 && server != "OFF"_L1)};
}

Result<Link> MySqlSession::link()
{
    const auto rows = query(u"SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_cipher', 'Ssl_version')"_s);
    LOCKKEEPER_TRY(rows);
    Link link;
    for (const QVariantList &row : rows->rows) {
        const bool isCipher = row[0].toString() == "Ssl_cipher"_L1;
        (isCipher ? link.cipher : link.tlsVersion) = row[1].toString();
    }
    // Who may not ask is told by checkWriting() that the server reads only.
    const auto replica = query(isMariaDb() ? u"SHOW ALL REPLICAS STATUS"_s : u"SHOW REPLICA STATUS"_s);
    link.isStandby = replica && !replica->isEmpty();
    return link;
}

void MySqlSession::resetBackfill()
{
    std::ignore =
        m_connection->run(u"SET @lockkeeper_backfill = NULL, SESSION innodb_lock_wait_timeout = %1"_s.arg(
            rowLockTimeout.count()));
}

std::unique_ptr<MySqlBlockerWatch> MySqlSession::watchBlockers(std::chrono::milliseconds lockTimeout) const
{
    return std::make_unique<MySqlBlockerWatch>(m_target, id(), lockTimeout);
}

} // namespace lockkeeper
