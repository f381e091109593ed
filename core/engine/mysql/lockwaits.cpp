// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/lockwaits.h"

#include "core/base/secret.h"
#include "core/sql/tokens.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// InnoDB's times are in the zone of the server's machine, whatever the session's is.
const QString localNow = u"CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM')"_s;

QString sessionsSql(bool isMariaDb)
{
    return uR"(
SELECT p.ID AS id, p.USER AS account, p.HOST AS client, p.DB AS db, p.COMMAND AS command, p.STATE AS state,
       %1 AS in_state, LEFT(p.INFO, 500) AS statement, t.trx_state AS trx_state,
       GREATEST(TIMESTAMPDIFF(SECOND, t.trx_started, %2), 0) * 1000 AS age,
       IS_USED_LOCK(CONCAT('lockkeeper:', p.ID)) IS NOT NULL AS ours
FROM information_schema.PROCESSLIST p
LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID
WHERE p.ID <> CONNECTION_ID() AND p.COMMAND NOT IN ('Daemon', 'Binlog Dump', 'Binlog Dump GTID')
  AND (t.trx_id IS NOT NULL OR p.COMMAND <> 'Sleep')
ORDER BY p.ID LIMIT 1000)"_s.arg(
        isMariaDb ? u"CAST(GREATEST(p.TIME_MS, 0) AS signed)"_s : u"GREATEST(p.TIME, 0) * 1000"_s, localNow);
}

const QString rowsOfMySql = uR"(
SELECT r.trx_mysql_thread_id AS session, b.trx_mysql_thread_id AS blocker,
       CONCAT(l.OBJECT_SCHEMA, '.', l.OBJECT_NAME) AS relation, l.LOCK_MODE AS mode,
       GREATEST(TIMESTAMPDIFF(SECOND, r.trx_wait_started, %1), 0) * 1000 AS waited
FROM performance_schema.data_lock_waits w
JOIN performance_schema.data_locks l ON l.ENGINE_LOCK_ID = w.REQUESTING_ENGINE_LOCK_ID
JOIN information_schema.INNODB_TRX r ON r.trx_id = w.REQUESTING_ENGINE_TRANSACTION_ID
JOIN information_schema.INNODB_TRX b ON b.trx_id = w.BLOCKING_ENGINE_TRANSACTION_ID
LIMIT 200)"_s;

const QString rowsOfMariaDb = uR"(
SELECT r.trx_mysql_thread_id AS session, b.trx_mysql_thread_id AS blocker,
       REPLACE(l.lock_table, '`', '') AS relation, l.lock_mode AS mode,
       GREATEST(TIMESTAMPDIFF(SECOND, r.trx_wait_started, %1), 0) * 1000 AS waited
FROM information_schema.INNODB_LOCK_WAITS w
JOIN information_schema.INNODB_LOCKS l ON l.lock_id = w.requested_lock_id
JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id
JOIN information_schema.INNODB_TRX b ON b.trx_id = w.blocking_trx_id
LIMIT 200)"_s;

// Readers and writers of a table don't wait for each other, but for a change of the table that itself waits.
const QString metadataSql = uR"(
SELECT pt.PROCESSLIST_ID AS session, gt.PROCESSLIST_ID AS blocker,
       CONCAT_WS('.', p.OBJECT_SCHEMA, p.OBJECT_NAME) AS relation, p.LOCK_TYPE AS mode,
       pt.PROCESSLIST_TIME * 1000 AS waited
FROM performance_schema.metadata_locks p
JOIN performance_schema.threads pt ON pt.THREAD_ID = p.OWNER_THREAD_ID
LEFT JOIN (performance_schema.metadata_locks g
           JOIN performance_schema.threads gt ON gt.THREAD_ID = g.OWNER_THREAD_ID)
  ON g.OBJECT_TYPE = p.OBJECT_TYPE AND g.OBJECT_SCHEMA <=> p.OBJECT_SCHEMA AND g.OBJECT_NAME <=> p.OBJECT_NAME
     AND g.LOCK_STATUS = 'GRANTED' AND g.OWNER_THREAD_ID <> p.OWNER_THREAD_ID
     AND (p.LOCK_TYPE NOT IN ('SHARED_READ', 'SHARED_WRITE')
          OR g.LOCK_TYPE NOT IN ('SHARED', 'SHARED_HIGH_PRIO', 'SHARED_READ', 'SHARED_WRITE'))
WHERE p.LOCK_STATUS = 'PENDING' AND p.OBJECT_TYPE <> 'USER LEVEL LOCK'
GROUP BY 1, 2, 3, 4, 5
LIMIT 200)"_s;

bool isMetadataState(const QString &state)
{
    return state.startsWith("Waiting for "_L1) && state.endsWith(" lock"_L1);
}

MySqlSeen seenFrom(const Rows &rows, qsizetype row)
{
    const auto text = [&](QStringView name) { return rows.at(row, name).toString(); };
    const QVariant age = rows.at(row, u"age");
    const bool isIdle = text(u"command") == "Sleep"_L1;
    const QString state = isIdle                     ? (age.isValid() ? u"idle in transaction"_s : u"idle"_s)
                          : text(u"state").isEmpty() ? text(u"command")
                                                     : text(u"state");
    return {.info = {.id = text(u"id"),
                     .started = text(u"account") + u'@' + text(u"client"),
                     .application = {},
                     .user = text(u"account"),
                     .client = text(u"client").section(u':', 0, 0),
                     .state = state,
                     .transactionAge = std::chrono::milliseconds(age.toLongLong()),
                     .statement = text(u"statement"),
                     .isOurs = rows.at(row, u"ours").toBool()},
            .database = text(u"db"),
            .inState = std::chrono::milliseconds(rows.at(row, u"in_state").toLongLong()),
            .inTransaction = age.isValid(),
            .waitsForRow = text(u"trx_state") == "LOCK WAIT"_L1,
            .waitsForMetadata = isMetadataState(text(u"state"))};
}

bool changesTables(const QString &statement)
{
    static const QStringList words{u"ALTER"_s,  u"CREATE"_s,   u"DROP"_s,     u"LOCK"_s,
                                   u"RENAME"_s, u"TRUNCATE"_s, u"OPTIMIZE"_s, u"FLUSH"_s};
    for (const Token &token : tokenize(statement, SqlDialect::MySQL)) {
        if (token.kind == TokenKind::Word)
            return words.contains(statement.sliced(token.begin, token.end - token.begin).toUpper());
    }
    return false;
}

/// Whether @p other may hold what @p waiter waits for, as far as times and databases tell.
bool mayBlock(const MySqlSeen &other, const MySqlSeen &waiter)
{
    constexpr auto rounding = 1s;
    if (other.info.id == waiter.info.id)
        return false;
    const bool waiterChanges = changesTables(waiter.info.statement);
    if (other.waitsForMetadata) // a change that waits itself keeps out who comes after it
        return !waiterChanges && changesTables(other.info.statement)
               && other.inState + rounding >= waiter.inState;
    const bool wasInTransaction =
        other.inTransaction && other.info.transactionAge + rounding >= waiter.inState;
    const bool ran = other.info.state != "idle in transaction"_L1
                     && other.inState + rounding >= waiter.inState && other.database == waiter.database;
    return wasInTransaction || ran;
}

void guess(const MySqlSeen &waiter, const QList<MySqlSeen> &sessions, QList<LockWait> &waits)
{
    const qsizetype before = waits.size();
    const LockWait unknown{.session = waiter.info.id,
                           .relation = waiter.database,
                           .mode = waiter.info.state,
                           .waited = waiter.inState,
                           .blocker = {},
                           .description = {}};
    for (const MySqlSeen &other : sessions) {
        if (!mayBlock(other, waiter))
            continue;
        waits << unknown;
        waits.last().blocker = other.info.id;
        waits.last().description = "perhaps "_L1 + other.described();
    }
    if (waits.size() == before)
        waits << unknown;
}

} // namespace

QString MySqlSeen::described() const
{
    const auto age =
        info.state == "idle in transaction"_L1 ? std::max(info.transactionAge, inState) : inState;
    QString text = u"%1@%2, %3 for %4 s"_s.arg(
        info.user, info.client, info.state,
        QString::number(std::chrono::duration_cast<std::chrono::seconds>(age).count()));
    if (QString statement = redacted(info.statement.simplified()); !statement.isEmpty()) {
        if (statement.size() > 120)
            statement = statement.left(119) + u'…';
        text += ": "_L1 + statement;
    }
    return u"%1 (%2)"_s.arg(info.id, text);
}

Result<QList<MySqlSeen>> MySqlLockWaits::sessions() const
{
    // Asked by itself: whoever sees nobody but himself never gets so far as to be refused the join's other half.
    LOCKKEEPER_TRY(m_ask(u"SELECT 1 FROM information_schema.INNODB_TRX LIMIT 1"_s));
    const auto rows = m_ask(sessionsSql(m_isMariaDb));
    LOCKKEEPER_TRY(rows);
    QList<MySqlSeen> sessions;
    sessions.reserve(rows->size());
    for (qsizetype row = 0; row < rows->size(); ++row)
        sessions << seenFrom(*rows, row);
    return sessions;
}

Result<QList<LockWait>> MySqlLockWaits::waits(const QList<MySqlSeen> &sessions) const
{
    QList<LockWait> all;
    if (std::ranges::any_of(sessions, &MySqlSeen::waitsForRow)) {
        auto rows = rowWaits();
        LOCKKEEPER_TRY(rows);
        all += *rows;
    }
    if (std::ranges::any_of(sessions, &MySqlSeen::waitsForMetadata)) {
        auto metadata = metadataWaits(sessions);
        LOCKKEEPER_TRY(metadata);
        all += *metadata;
    }
    for (LockWait &wait : all) {
        const auto blocker = std::ranges::find_if(
            sessions, [&](const MySqlSeen &seen) { return seen.info.id == wait.blocker; });
        if (wait.description.isEmpty() && !wait.blocker.isEmpty())
            wait.description = blocker == sessions.end() ? wait.blocker : blocker->described();
    }
    return all;
}

Result<QList<LockWait>> MySqlLockWaits::rowWaits() const
{
    return waitsFrom((m_isMariaDb ? rowsOfMariaDb : rowsOfMySql).arg(localNow));
}

Result<QList<LockWait>> MySqlLockWaits::metadataWaits(const QList<MySqlSeen> &sessions) const
{
    const auto seen = seesMetadataLocks();
    LOCKKEEPER_TRY(seen);
    if (*seen)
        return waitsFrom(metadataSql);
    QList<LockWait> waits;
    for (const MySqlSeen &session : sessions) {
        if (session.waitsForMetadata)
            guess(session, sessions, waits);
    }
    return waits;
}

Result<bool> MySqlLockWaits::seesMetadataLocks() const
{
    const auto isOn = m_ask(u"SELECT @@performance_schema"_s);
    LOCKKEEPER_TRY(isOn);
    if (!isOn->scalar().toBool())
        return false;
    const auto instrument = m_ask(u"SELECT ENABLED = 'YES' FROM performance_schema.setup_instruments"
                                  " WHERE NAME = 'wait/lock/metadata/sql/mdl'"_s);
    if (!instrument) // who may not read it must do without
        return instrument.error().isConnectionGone() ? Result<bool>(failure(instrument.error()))
                                                     : Result<bool>(false);
    return instrument->scalar().toBool();
}

Result<QList<LockWait>> MySqlLockWaits::waitsFrom(const QString &sql) const
{
    const auto rows = m_ask(sql);
    LOCKKEEPER_TRY(rows);
    QList<LockWait> waits;
    waits.reserve(rows->size());
    for (qsizetype row = 0; row < rows->size(); ++row)
        waits << LockWait{.session = rows->at(row, u"session").toString(),
                          .relation = rows->at(row, u"relation").toString(),
                          .mode = rows->at(row, u"mode").toString(),
                          .waited = std::chrono::milliseconds(rows->at(row, u"waited").toLongLong()),
                          .blocker = rows->at(row, u"blocker").toString(),
                          .description = {}};
    return waits;
}

} // namespace lockkeeper
