// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/postgres_world.h"

#include <QElapsedTimer>
#include <QTemporaryFile>

#include <thread>

#include <unistd.h>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class PostgresEngineTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world.emplace(); }
    void cleanupTestCase() { PostgresWorld::stopServer(); }

    void connectionErrorsSayWhy();
    void anOddPasswordIsOnlyAPassword();
    void knowsWhoItIs();
    void identityNeedsNoPrivilege();
    void valuesTravelBesideTheStatement();
    void noticesAreNotPrinted();
    void readOnlySessionsCannotWrite();
    void rowsComeInChunks_data();
    void rowsComeInChunks();
    void unwantedRowsAreNotMade();
    void cancelReturnsAtOnce();
    void cancelHitsNothingElse();
    void statementTimeoutIsNotCancel();
    void failedTransactionDoesNotCommit();
    void lostConnectionIsReported();
    void commitOnABrokenConnectionIsInDoubt();

    void ddlAndRecordAreOne();
    void ddlTellsItsLocks();
    void beforeCanRefuse();
    void lockTimeoutNamesTheBlocker();
    void quickDdlOpensNoSecondConnection();
    void concurrentIndexRunsAlone();
    void invalidIndexIsReplaced();

private:
    std::optional<PostgresWorld> m_world;
};

void PostgresEngineTest::connectionErrorsSayWhy()
{
    Target target = m_world->target();
    target.database = u"nowhere"_s;
    const auto missing = openSession(target);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, Errc::ConnectionFailed);
    QVERIFY(missing.error().detail.contains(u"nowhere"_s));

    target = m_world->target();
    target.port = 1;
    target.password = Secret(u"geheim"_s);
    const auto refused = openSession(target);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::ConnectionFailed);
    QVERIFY(!refused.error().detail.contains(u"geheim"_s));
    QVERIFY(refused.error().facts.value(u"target"_s).contains(u"127.0.0.1"_s));
}

void PostgresEngineTest::anOddPasswordIsOnlyAPassword()
{
    Target target = m_world->target();
    target.password = Secret(u"a\\' host='192.0.2.1"_s);
    VERIFY_OK(openSession(target));
}

void PostgresEngineTest::knowsWhoItIs()
{
    const auto session = m_world->session();
    const auto identity = session->identity();
    VERIFY_OK(identity);
    QCOMPARE(identity->engine, u"postgresql"_s);
    QCOMPARE(identity->database, m_world->database());
    QCOMPARE(identity->user, u"lk"_s);
    QVERIFY(identity->cluster.toULongLong() > 0);
    QVERIFY(identity->versionNumber >= 140'000);
    QVERIFY(identity->version.startsWith(QString::number(identity->versionNumber / 10'000)));
    QVERIFY(!identity->readOnly);
}

void PostgresEngineTest::identityNeedsNoPrivilege()
{
    const auto session = m_world->session();
    const auto before = session->identity();
    run(*session, {u"DROP ROLE IF EXISTS nobody"_s, u"CREATE ROLE nobody"_s, u"SET ROLE nobody"_s});
    const auto identity = session->identity();
    VERIFY_OK(identity);
    QCOMPARE(identity->cluster, before->cluster);

    // A provider may have taken the function away.
    run(*session, {u"RESET ROLE"_s, u"REVOKE EXECUTE ON FUNCTION pg_control_system() FROM public"_s,
                   u"SET ROLE nobody"_s});
    const auto blind = session->identity();
    VERIFY_OK(blind);
    QCOMPARE(blind->cluster, u"127.0.0.1:%1"_s.arg(PostgresWorld::server().port()));
    run(*session, {u"RESET ROLE"_s, u"GRANT EXECUTE ON FUNCTION pg_control_system() TO public"_s});
}

void PostgresEngineTest::valuesTravelBesideTheStatement()
{
    const auto session = m_world->session();
    run(*session, u"CREATE TABLE t (a bigint, b boolean, c text, d uuid, e integer)"_s);
    const QString uuid = u"6e8bc430-9c3a-11d9-9669-0800200c9a66"_s;
    VERIFY_OK(session->query({u"INSERT INTO t VALUES (:a, :b, :c, :d::uuid, :e)"_s,
                              {{u"a"_s, Q_INT64_C(9'007'199'254'740'993)},
                               {u"b"_s, true},
                               {u"c"_s, u"O'Brien \\ \"x\" :a \u00e9\U0001F600"_s},
                               {u"d"_s, uuid},
                               {u"e"_s, QVariant()}}}));
    const auto rows = session->query(
        {u"SELECT *, ':a'::text AS f, 1.50::numeric AS g FROM t WHERE a = :a OR c = :a::text"_s,
         {{u"a"_s, Q_INT64_C(9'007'199'254'740'993)}}});
    VERIFY_OK(rows);
    QCOMPARE(rows->size(), 1);
    QCOMPARE(rows->at(0, u"a").typeId(), QMetaType::LongLong);
    QCOMPARE(rows->at(0, u"a").toLongLong(), Q_INT64_C(9'007'199'254'740'993));
    QCOMPARE(rows->at(0, u"b"), QVariant(true));
    QCOMPARE(rows->at(0, u"c").toString(), u"O'Brien \\ \"x\" :a \u00e9\U0001F600"_s);
    QCOMPARE(rows->at(0, u"d").toString(), uuid);
    QVERIFY(!rows->at(0, u"e").isValid());
    QCOMPARE(rows->at(0, u"f").toString(), u":a"_s);
    QCOMPARE(rows->at(0, u"g").toString(), u"1.50"_s);
    QCOMPARE(run(*session, u"UPDATE t SET b = false"_s).affected, 1);

    const auto wrong = session->query(u"SELECT * FROM missing"_s);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().sqlstate, u"42P01"_s);
    QVERIFY(wrong.error().detail.startsWith(u"relation \"missing\""_s));
}

void PostgresEngineTest::noticesAreNotPrinted()
{
    // Redirected, because libpq would print with C's own stderr.
    const auto session = m_world->session();
    std::fflush(stderr);
    QTemporaryFile captured;
    QVERIFY(captured.open());
    const int saved = ::dup(2);
    ::dup2(captured.handle(), 2);
    run(*session, u"DO $$ BEGIN RAISE WARNING 'loud'; END $$"_s);
    std::fflush(stderr);
    ::dup2(saved, 2);
    ::close(saved);
    captured.seek(0);
    QCOMPARE(captured.readAll(), QByteArray());
}

void PostgresEngineTest::readOnlySessionsCannotWrite()
{
    const auto session = openSession(m_world->target(), {.readOnly = true});
    VERIFY_OK(session);
    QVERIFY((*session)->identity()->readOnly);
    VERIFY_OK((*session)->begin());
    const auto written = (*session)->query(u"CREATE TABLE t (id int)"_s);
    QVERIFY(!written);
    QCOMPARE(written.error().code, Errc::ReadOnlyServer);
}

void PostgresEngineTest::rowsComeInChunks_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QList<qsizetype>>("sizes");
    using Sizes = QList<qsizetype>;
    QTest::addRow("none") << u"SELECT 1 AS n WHERE false"_s << Sizes{0};
    QTest::addRow("some") << u"SELECT n FROM generate_series(1, 25) AS n"_s << Sizes{10, 10, 5};
    QTest::addRow("full chunks") << u"SELECT n FROM generate_series(1, 20) AS n"_s << Sizes{10, 10, 0};
    QTest::addRow("comment first") << u"-- why\n/* and how */ WITH n AS (VALUES (1)) TABLE n;"_s << Sizes{1};
    QTest::addRow("no query") << u"SHOW lock_timeout"_s << Sizes{1};
    QTest::addRow("explain") << u"EXPLAIN (COSTS OFF) SELECT 1"_s << Sizes{1};
}

void PostgresEngineTest::rowsComeInChunks()
{
    QFETCH(QString, sql);
    const auto session = openSession(m_world->target(), {.readOnly = true});
    QVERIFY(session);
    QList<qsizetype> sizes;
    for (int round = 0; round < 2; ++round) { // nothing is left behind
        const auto transaction = Transaction::beginReadOnly(**session);
        sizes.clear();
        const auto status = (*session)->read(sql, 10, [&](Rows &&rows) {
            sizes << rows.size();
            return rows.columns.size() == 1;
        });
        QVERIFY(status);
    }
    QTEST(sizes, "sizes");
}

void PostgresEngineTest::unwantedRowsAreNotMade()
{
    const auto session = openSession(m_world->target(), {.readOnly = true});
    QVERIFY(session);
    const auto transaction = Transaction::beginReadOnly(**session);
    int chunks = 0;
    // Whoever made all of these would divide by zero.
    const auto status = (*session)->read(u"SELECT 1 / (100 - n) FROM generate_series(1, 1000) AS n"_s, 10,
                                         [&](Rows &&) { return ++chunks < 3; });
    QVERIFY(status);
    QCOMPARE(chunks, 3);
    QVERIFY((*session)->query({u"SELECT 1"_s}));
}

void PostgresEngineTest::cancelReturnsAtOnce()
{
    const auto session = m_world->session(u"sleeper"_s);
    const auto watcher = m_world->session();
    const std::jthread canceller([&] {
        while (!scalar(*watcher,
                       u"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(20)'"
                       " AND state = 'active')"_s)
                    .toBool()) {}
        session->cancel();
    });
    QElapsedTimer time;
    time.start();
    const auto slept = session->query(u"SELECT pg_sleep(20)"_s);
    QVERIFY(time.elapsed() < 2000);
    QVERIFY(!slept);
    QCOMPARE(slept.error().code, Errc::Cancelled);
    QCOMPARE(slept.error().sqlstate, u"57014"_s);
}

// Whether the first statement is hit depends on the moment (cancelReturnsAtOnce() proves that one can be); that the
// second never is doesn't.
void PostgresEngineTest::cancelHitsNothingElse()
{
    const auto session = m_world->session();
    session->cancel(); // nothing runs
    for (int i = 0; i < 200; ++i) {
        std::thread canceller([&] { session->cancel(); });
        const auto first = session->query(u"SELECT pg_sleep(%1)"_s.arg(i % 10 * 0.0003));
        canceller.join();
        const auto second = session->query(u"SELECT 1"_s);
        VERIFY_OK(second);
        QVERIFY2(first || first.error().code == Errc::Cancelled, reason(first).constData());
    }
}

void PostgresEngineTest::statementTimeoutIsNotCancel()
{
    const auto session = m_world->session();
    VERIFY_OK(session->begin());
    VERIFY_OK(session->setStatementTimeout(20ms));
    const auto slept = session->query(u"SELECT pg_sleep(20)"_s);
    QCOMPARE(slept.error().code, Errc::StatementTimeout);
    session->rollback();
    QCOMPARE(scalar(*session, u"SHOW statement_timeout"_s).toString(), u"0"_s);
}

void PostgresEngineTest::failedTransactionDoesNotCommit()
{
    const auto session = m_world->session();
    VERIFY_OK(session->begin());
    run(*session, u"CREATE TABLE t (id int)"_s);
    QVERIFY(!session->query(u"SELECT 1 / 0"_s));
    const auto committed = session->commit();
    QVERIFY(!committed);
    QCOMPARE(committed.error().sqlstate, u"25P02"_s);
    QVERIFY(!scalar(*session, u"SELECT to_regclass('t')"_s).isValid());

    VERIFY_OK(session->begin());
    run(*session, {u"CREATE TABLE t (id int)"_s, u"SAVEPOINT here"_s});
    QVERIFY(!session->query(u"SELECT 1 / 0"_s));
    run(*session, u"ROLLBACK TO here"_s);
    VERIFY_OK(session->commit());
    QVERIFY(scalar(*session, u"SELECT to_regclass('t')"_s).isValid());
}

void PostgresEngineTest::lostConnectionIsReported()
{
    const auto session = m_world->session();
    const auto other = m_world->session();
    const auto pid = scalar(*session, u"SELECT pg_backend_pid()"_s).toLongLong();
    run(*other, u"SELECT pg_terminate_backend(%1, 5000)"_s.arg(pid));
    const auto first = session->query(u"SELECT 1"_s);
    QVERIFY(!first);
    QCOMPARE(first.error().code, Errc::ConnectionLost);
    const auto second = session->query(u"SELECT 1"_s);
    QVERIFY(!second);
    QCOMPARE(second.error().code, Errc::ConnectionLost);
    session->rollback();
}

void PostgresEngineTest::commitOnABrokenConnectionIsInDoubt()
{
    const auto session = m_world->session();
    const auto other = m_world->session();
    VERIFY_OK(session->begin());
    const auto pid = scalar(*session, u"SELECT pg_backend_pid()"_s).toLongLong();
    run(*other, u"SELECT pg_terminate_backend(%1, 5000)"_s.arg(pid));
    const auto committed = session->commit();
    QVERIFY(!committed);
    QCOMPARE(committed.error().code, Errc::InDoubt);
}

void PostgresEngineTest::ddlAndRecordAreOne()
{
    const auto session = m_world->session();
    const auto refused = session->ddl().attempt(
        {.statements = {u"CREATE TABLE t (id int)"_s}, .before = {}, .record = [](const DdlObservation &) {
             return Status(failure(Errc::HelmLost));
         }});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::HelmLost);
    QVERIFY(!scalar(*session, u"SELECT to_regclass('t')"_s).isValid());

    QStringList order;
    VERIFY_OK(
        session->ddl().attempt({.statements = {u"CREATE TABLE t (id int)"_s, u"ALTER TABLE t ADD x int"_s},
                                .before =
                                    [&] {
                                        order << u"before"_s;
                                        return Status();
                                    },
                                .record =
                                    [&](const DdlObservation &) {
                                        order << u"record"_s;
                                        return Status();
                                    }}));
    QCOMPARE(order, (QStringList{u"before"_s, u"record"_s}));
    QVERIFY(scalar(*session, u"SELECT to_regclass('t')"_s).isValid());
    QCOMPARE(scalar(*session, u"SHOW lock_timeout"_s).toString(), u"0"_s);
}

void PostgresEngineTest::ddlTellsItsLocks()
{
    const auto session = m_world->session();
    run(*session,
        u"CREATE TABLE shop (id int PRIMARY KEY); CREATE TABLE \"Sale\" (shop int); CREATE TABLE read (a int)"_s);
    DdlObservation seen;
    const auto keep = [&seen](const DdlObservation &observed) {
        seen = observed;
        return Status();
    };
    VERIFY_OK(session->ddl().attempt(
        {.statements = {u"ALTER TABLE shop ADD open bool"_s,
                        u"ALTER TABLE \"Sale\" ADD FOREIGN KEY (shop) REFERENCES shop NOT VALID"_s},
         .before = [&] { return session->query(u"SELECT * FROM read"_s).transform([](const Rows &) {}); },
         .record = keep}));
    QStringList locks;
    for (const DdlObservation::Lock &lock : seen.locks)
        locks << lock.relation + u": "_s + lock.mode;
    QCOMPARE(locks, (QStringList{u"public.Sale: SHARE ROW EXCLUSIVE"_s, u"public.shop: ACCESS EXCLUSIVE"_s}));

    VERIFY_OK(session->ddl().attempt(
        {.statements = {u"CREATE INDEX CONCURRENTLY ON shop (open)"_s}, .before = {}, .record = keep}));
    QVERIFY(seen.locks.isEmpty()); // held by transactions that are over
    run(*session, u"DROP TABLE \"Sale\", shop, read"_s);
}

void PostgresEngineTest::beforeCanRefuse()
{
    const auto session = m_world->session();
    const auto refused = session->ddl().attempt({.statements = {u"CREATE TABLE t (id int)"_s},
                                                 .before = [] { return Status(failure(Errc::HelmLost)); },
                                                 .record = {}});
    QCOMPARE(refused.error().code, Errc::HelmLost);
    QVERIFY(!scalar(*session, u"SELECT to_regclass('t')"_s).isValid());
}

void PostgresEngineTest::lockTimeoutNamesTheBlocker()
{
    const auto session = m_world->session();
    const auto blocker = m_world->session(u"psql"_s);
    run(*session, u"CREATE TABLE users (id int PRIMARY KEY, name text)"_s);
    run(*blocker, {u"BEGIN"_s, u"UPDATE users SET name = 'x'"_s});
    const auto pid = scalar(*blocker, u"SELECT pg_backend_pid()"_s).toString();
    run(*blocker, u"UPDATE users SET name = 'y'"_s);

    QElapsedTimer time;
    time.start();
    const auto timedOut = session->ddl().attempt({.statements = {u"ALTER TABLE users ADD full_name text"_s},
                                                  .lockTimeout = 500ms,
                                                  .before = {},
                                                  .record = {}});
    QVERIFY(time.elapsed() < 1500);
    QVERIFY(!timedOut);
    QCOMPARE(timedOut.error().code, Errc::LockTimeout);
    QVERIFY(timedOut.error().isRetryable());
    const QString words = timedOut.error().facts.value(u"blocker"_s);
    QVERIFY2(words.startsWith(pid + u" (psql, user lk, idle in transaction for "_s), qPrintable(words));
    QVERIFY2(words.endsWith(u" s: UPDATE users SET name = 'y')"_s), qPrintable(words));
    QCOMPARE(timedOut.error().facts.value(u"relation"_s), u"users"_s);
    QCOMPARE(timedOut.error().facts.value(u"mode"_s), u"AccessExclusiveLock"_s);

    run(*blocker, u"COMMIT"_s);
    VERIFY_OK(session->ddl().attempt(
        {.statements = {u"ALTER TABLE users ADD full_name text"_s}, .before = {}, .record = {}}));
}

void PostgresEngineTest::quickDdlOpensNoSecondConnection()
{
    const auto session = m_world->session(u"lockkeeper quick"_s);
    const QString count =
        u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lockkeeper quick'"_s;
    qint64 sessions = 0;
    VERIFY_OK(session->ddl().attempt(
        {.statements = {u"CREATE TABLE t (id int)"_s}, .before = {}, .record = [&](const DdlObservation &) {
             sessions = scalar(*session, count).toLongLong();
             return Status();
         }}));
    QCOMPARE(sessions, 1);
}

void PostgresEngineTest::concurrentIndexRunsAlone()
{
    const auto session = m_world->session();
    run(*session, u"CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 1000)"_s);
    bool recorded = false;
    VERIFY_OK(session->ddl().attempt(
        {.statements = {u"create unique index /* now */ concurrently by_id on t (id)"_s},
         .before = {},
         .record = [&](const DdlObservation &) {
             recorded = scalar(*session, u"SELECT pg_current_xact_id_if_assigned() IS NULL"_s).toBool();
             return Status();
         }}));
    QVERIFY(recorded);
    QVERIFY(
        scalar(*session, u"SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_id'::regclass"_s).toBool());
    QCOMPARE(scalar(*session, u"SHOW lock_timeout"_s).toString(), u"0"_s);
}

void PostgresEngineTest::invalidIndexIsReplaced()
{
    const auto session = m_world->session();
    const auto blocker = m_world->session(u"writer"_s);
    run(*session, u"CREATE TABLE \"T\" (id int); INSERT INTO \"T\" VALUES (1), (1)"_s);
    const GuardedDdl ddl{
        .statements = {u"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"By\" ON public.\"T\" (id)"_s},
        .lockTimeout = 200ms,
        .before = {},
        .record = {}};
    const auto duplicate = session->ddl().attempt(ddl);
    QCOMPARE(duplicate.error().sqlstate, u"23505"_s);
    QVERIFY(!scalar(*session, u"SELECT to_regclass('\"By\"')"_s).isValid());

    run(*blocker, u"BEGIN; INSERT INTO \"T\" VALUES (2)"_s);
    run(*session, u"DELETE FROM \"T\" WHERE id = 1"_s);
    const auto blocked = session->ddl().attempt(ddl);
    QCOMPARE(blocked.error().code, Errc::LockTimeout);
    QVERIFY(blocked.error().facts.value(u"blocker"_s).contains(u"writer"_s));
    run(*blocker, u"COMMIT"_s);
    VERIFY_OK(session->ddl().attempt(ddl));
    QVERIFY(scalar(*session, u"SELECT indisvalid FROM pg_index WHERE indexrelid = '\"By\"'::regclass"_s)
                .toBool());
}

QTEST_GUILESS_MAIN(PostgresEngineTest)
#include "postgres_engine.moc"
