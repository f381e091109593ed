// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresddlguard.h"

#include "core/engine/postgres/postgressession.h"
#include "core/sql/tokens.h"

#include <QElapsedTimer>

#include <tuple>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

/// The statement's words and names without space and comments; unquoted words in capitals when asked for.
QStringList wordsOf(QStringView statement, bool capitals)
{
    QStringList words;
    for (const Token &token : tokenize(statement)) {
        if (token.kind == TokenKind::Space || token.kind == TokenKind::Comment)
            continue;
        const QString word = statement.sliced(token.begin, token.end - token.begin).toString();
        words.append(capitals && token.kind == TokenKind::Word ? word.toUpper() : word);
    }
    return words;
}

/// What a `CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] name ON [ONLY] table` names.
struct ConcurrentIndex
{
    QString index;
    QString table; ///< as written, to be resolved by the server
};

std::optional<ConcurrentIndex> concurrentIndex(const QString &statement)
{
    const QStringList words = wordsOf(statement, true);
    const QStringList written = wordsOf(statement, false);
    const qsizetype concurrently = words.indexOf(u"CONCURRENTLY"_s);
    const qsizetype on = words.indexOf(u"ON"_s);
    if (words.value(0) != "CREATE"_L1 || concurrently < 0 || on < concurrently + 2)
        return std::nullopt; // something else, or an index that the server names
    const qsizetype first = words.value(on + 1) == "ONLY"_L1 ? on + 2 : on + 1;
    QString table = written.value(first);
    for (qsizetype dot = first + 1; words.value(dot) == "."_L1; dot += 2)
        table += u'.' + written.value(dot + 1);
    return ConcurrentIndex{TableName::parse(written[on - 1]).name, table};
}

} // namespace

bool PostgresDdlGuard::runsAlone(QStringView statement)
{
    const QStringList words = wordsOf(statement, true);
    const QString first = words.value(0);
    const QString second = words.value(1);
    if (first == "VACUUM"_L1)
        return true;
    if (first == "ALTER"_L1 && second == "SYSTEM"_L1)
        return true;
    if (second == "DATABASE"_L1 || second == "TABLESPACE"_L1)
        return first == "CREATE"_L1 || first == "DROP"_L1 || first == "REINDEX"_L1;
    static const QStringList concurrent{u"CREATE"_s, u"DROP"_s, u"REINDEX"_s, u"ALTER"_s};
    return words.contains("CONCURRENTLY"_L1) && concurrent.contains(first);
}

Status PostgresDdlGuard::attempt(const GuardedDdl &ddl)
{
    const bool alone = std::ranges::any_of(ddl.statements, runsAlone);
    return alone ? attemptAlone(ddl) : attemptTogether(ddl);
}

Status PostgresDdlGuard::attemptTogether(const GuardedDdl &ddl)
{
    auto transaction = Transaction::begin(m_session);
    if (!transaction)
        return failure(std::move(transaction).error());
    LOCKKEEPER_TRY(setLockTimeout(ddl.lockTimeout, true));
    if (ddl.before)
        LOCKKEEPER_TRY(ddl.before());
    auto seen = runStatements(ddl);
    LOCKKEEPER_TRY(seen);
    if (ddl.record) {
        auto locks = ownLocks();
        LOCKKEEPER_TRY(locks);
        seen->locks = std::move(*locks);
        LOCKKEEPER_TRY(ddl.record(*seen));
    }
    return transaction->commit();
}

// Between the three parts anything can happen; that is why each such step can be asked whether it took effect.
Status PostgresDdlGuard::attemptAlone(const GuardedDdl &ddl)
{
    const auto inTransaction = [this](const auto &part) -> Status {
        auto transaction = Transaction::begin(m_session);
        if (!transaction)
            return failure(std::move(transaction).error());
        LOCKKEEPER_TRY(part());
        return transaction->commit();
    };
    if (ddl.before)
        LOCKKEEPER_TRY(inTransaction(ddl.before));
    LOCKKEEPER_TRY(setLockTimeout(ddl.lockTimeout, false));
    const auto seen = runStatements(ddl);
    std::ignore = m_session.query(u"RESET lock_timeout"_s);
    LOCKKEEPER_TRY(seen);
    return ddl.record ? inTransaction([&] { return ddl.record(*seen); }) : Status();
}

Result<DdlObservation> PostgresDdlGuard::runStatements(const GuardedDdl &ddl)
{
    QElapsedTimer clock;
    clock.start();
    const auto watch = m_session.watchBlockers(ddl.lockTimeout);
    for (const QString &statement : ddl.statements) {
        LOCKKEEPER_TRY(dropInvalidIndex(statement));
        auto done = m_session.query(statement);
        if (done)
            continue;
        Error error = std::move(done).error();
        if (error.code == Errc::LockTimeout || error.code == Errc::Deadlock)
            error.facts.insert(watch->facts());
        std::ignore = dropInvalidIndex(statement); // best effort: the next attempt does it again
        return failure(std::move(error));
    }
    return DdlObservation{.took = std::chrono::milliseconds(clock.elapsed())};
}

// pg_locks (manual 53.13). Who only reads a table is in nobody's way but that of ACCESS EXCLUSIVE, and the conditions asked
// in this transaction read. A table that this transaction dropped has no name any more.
Result<QList<DdlObservation::Lock>> PostgresDdlGuard::ownLocks()
{
    const auto rows = m_session.query(
        u"SELECT DISTINCT ON (n.nspname, c.relname) n.nspname || '.' || c.relname AS relation,"
        " ltrim(upper(regexp_replace(left(l.mode, -4), '([A-Z])', ' \\1', 'g'))) AS mode"
        " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.mode <> 'AccessShareLock'"
        " AND c.relkind IN ('r', 'p', 'm', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'lockkeeper')"
        " ORDER BY n.nspname, c.relname, array_position(ARRAY['AccessExclusiveLock', 'ExclusiveLock',"
        " 'ShareRowExclusiveLock', 'ShareLock', 'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock'], l.mode)"_s);
    if (!rows)
        return failure(rows.error());
    QList<DdlObservation::Lock> locks;
    for (qsizetype i = 0; i < rows->size(); ++i)
        locks << DdlObservation::Lock{.relation = rows->at(i, u"relation").toString(),
                                      .mode = rows->at(i, u"mode").toString()};
    return locks;
}

Status PostgresDdlGuard::setLockTimeout(std::chrono::milliseconds limit, bool local)
{
    LOCKKEEPER_TRY(m_session.query({u"SELECT set_config('lock_timeout', :limit, :local)"_s,
                                    {{u"limit"_s, QString::number(limit.count())}, {u"local"_s, local}}}));
    return {};
}

// A CREATE INDEX CONCURRENTLY that failed leaves an invalid index behind: writes pay for it, "IF NOT EXISTS" is
// content with it, and the same name is taken. One that another session is building right now is invalid as well.
Status PostgresDdlGuard::dropInvalidIndex(const QString &statement)
{
    if (m_session.inTransaction())
        return {};
    const auto named = concurrentIndex(statement);
    if (!named)
        return {};
    const auto left = m_session.query(
        {u"SELECT format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_index i"
         " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
         " WHERE NOT i.indisvalid AND c.relname = :index AND i.indrelid = to_regclass(:table)"
         " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)"_s,
         {{u"index"_s, named->index}, {u"table"_s, named->table}}});
    if (!left)
        return failure(left.error());
    if (left->isEmpty())
        return {};
    LOCKKEEPER_TRY(m_session.query(Sql(u"DROP INDEX CONCURRENTLY IF EXISTS "_s + left->scalar().toString())));
    return {};
}

} // namespace lockkeeper
