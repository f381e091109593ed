// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/postgres_world.h"

#include <thread>
#include <tuple>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the engine reads of a server: its tables, and what it is doing.
class PostgresCatalogTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world.emplace(); }
    void cleanupTestCase() { PostgresWorld::stopServer(); }

    void keyChoice_data();
    void keyChoice();
    void tableIsDescribed();
    void missingTableIsNotFound();
    void tablesAreWrittenAsSqlNeedsThem();
    void privilegesThatMiss();

    void activityShowsAWaiter();
    void activityShowsALaggingReplica();

private:
    std::optional<PostgresWorld> m_world;
};

void PostgresCatalogTest::keyChoice_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("index");
    QTest::addColumn<QStringList>("columns");
    const QStringList none;
    QTest::newRow("primary key") << u"(a int UNIQUE NOT NULL, b bigint PRIMARY KEY)"_s << u"t_pkey"_s
                                 << QStringList{u"b"_s};
    QTest::newRow("composite") << u"(a int, b text, PRIMARY KEY (b, a))"_s << u"t_pkey"_s
                               << QStringList{u"b"_s, u"a"_s};
    QTest::newRow("shortest")
        << u"(a text NOT NULL UNIQUE, b int NOT NULL UNIQUE, c int NOT NULL, UNIQUE (c, b))"_s << u"t_b_key"_s
        << QStringList{u"b"_s};
    QTest::newRow("nullable") << u"(a int UNIQUE)"_s << QString() << none;
    QTest::newRow("deferrable") << u"(a int NOT NULL UNIQUE DEFERRABLE)"_s << QString() << none;
    QTest::newRow("partial") << u"(a int NOT NULL); CREATE UNIQUE INDEX ON t (a) WHERE a > 0"_s << QString()
                             << none;
    QTest::newRow("expression") << u"(a text NOT NULL); CREATE UNIQUE INDEX ON t (lower(a))"_s << QString()
                                << none;
    QTest::newRow("descending") << u"(a int NOT NULL); CREATE UNIQUE INDEX ON t (a DESC)"_s << QString()
                                << none;
    QTest::newRow("include") << u"(a int NOT NULL, b int); CREATE UNIQUE INDEX i ON t (a) INCLUDE (b)"_s
                             << u"i"_s << QStringList{u"a"_s};
    QTest::newRow("none") << u"(a int)"_s << QString() << none;
}

void PostgresCatalogTest::keyChoice()
{
    QFETCH(QString, table);
    QFETCH(QString, index);
    QFETCH(QStringList, columns);
    const auto session = m_world->session();
    run(*session, u"CREATE TABLE t "_s + table);
    const auto info = session->catalog().table({{}, u"t"_s});
    VERIFY_OK(info);
    QCOMPARE(info->key.has_value(), !columns.isEmpty());
    if (info->key) {
        QCOMPARE(info->key->index, index);
        QCOMPARE(info->key->columns, columns);
        QCOMPARE(info->key->types.size(), columns.size());
    }
}

void PostgresCatalogTest::tableIsDescribed()
{
    const auto session = m_world->session();
    run(*session,
        {u"CREATE SCHEMA \"Odd Schema\""_s,
         u"CREATE TABLE \"Odd Schema\".\"Users\" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
         " \"Name\" varchar(20) NOT NULL DEFAULT 'x', gone int, twice int GENERATED ALWAYS AS (1 + 1) STORED)"_s,
         u"ALTER TABLE \"Odd Schema\".\"Users\" DROP gone"_s,
         u"INSERT INTO \"Odd Schema\".\"Users\" SELECT FROM generate_series(1, 500)"_s});
    auto info = session->catalog().table(TableName::parse(u"\"Odd Schema\".\"Users\""));
    VERIFY_OK(info);
    QVERIFY(info->statisticsMissing);
    QCOMPARE(info->columns.size(), 3);
    QVERIFY(info->column(u"id")->generated);
    QCOMPARE(info->column(u"Name")->type, u"character varying(20)"_s);
    QCOMPARE(info->column(u"Name")->defaultExpression, u"'x'::character varying"_s);
    QVERIFY(!info->column(u"Name")->nullable);
    QVERIFY(info->column(u"twice")->generated);
    QVERIFY(info->bytes > 0);
    run(*session, u"ANALYZE \"Odd Schema\".\"Users\""_s);
    info = session->catalog().table({u"Odd Schema"_s, u"Users"_s});
    QCOMPARE(info->estimatedRows, 500);
    QVERIFY(!info->statisticsMissing);

    run(*session, {u"CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id)"_s,
                   u"CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100)"_s,
                   u"INSERT INTO parted SELECT generate_series(1, 50)"_s, u"ANALYZE parted"_s});
    QCOMPARE(session->catalog().table({{}, u"parted"_s})->estimatedRows, 50);
}

void PostgresCatalogTest::missingTableIsNotFound()
{
    const auto session = m_world->session();
    const auto missing = session->catalog().table({u"nowhere"_s, u"t"_s});
    QCOMPARE(missing.error().code, Errc::TableNotFound);
    QCOMPARE(missing.error().facts.value(u"table"_s), u"nowhere.t"_s);
    run(*session, u"CREATE VIEW v AS SELECT 1 AS a"_s);
    QCOMPARE(session->catalog().table({{}, u"v"_s}).error().code, Errc::TableNotFound);
}

void PostgresCatalogTest::tablesAreWrittenAsSqlNeedsThem()
{
    const auto session = m_world->session();
    run(*session, u"CREATE TABLE users (id int, \"Ship to\" text, gone int)"_s);
    run(*session, u"ALTER TABLE users DROP COLUMN gone"_s);
    run(*session, u"CREATE SCHEMA sales; CREATE VIEW sales.\"Odd\" AS SELECT id AS \"order\" FROM users"_s);
    const auto tables = session->catalog().writtenTables();
    VERIFY_OK(tables);
    QCOMPARE(tables->size(), 2);
    QCOMPARE(tables->at(0).name, u"sales.\"Odd\""_s);
    QCOMPARE(tables->at(0).columns, QStringList{u"\"order\""_s});
    QCOMPARE(tables->at(1).name, u"users"_s);
    QCOMPARE(tables->at(1).columns, (QStringList{u"id"_s, u"\"Ship to\""_s}));
}

void PostgresCatalogTest::privilegesThatMiss()
{
    const auto session = m_world->session();
    const QList<TableName> tables{{{}, u"mine"_s}, {{}, u"theirs"_s}};
    run(*session,
        {u"DROP ROLE IF EXISTS plain"_s, u"CREATE ROLE plain"_s, u"CREATE TABLE mine (id int)"_s,
         u"ALTER TABLE mine OWNER TO plain"_s, u"CREATE TABLE theirs (id int)"_s, u"SET ROLE plain"_s});
    auto missing = session->catalog().missingPrivileges(tables);
    VERIFY_OK(missing);
    QCOMPARE(*missing,
             (QStringList{u"ownership of theirs"_s, u"CREATE on database "_s + m_world->database()}));
    run(*session, {u"RESET ROLE"_s, u"CREATE SCHEMA lockkeeper"_s, u"SET ROLE plain"_s});
    missing = session->catalog().missingPrivileges({});
    QCOMPARE(*missing, QStringList{u"USAGE and CREATE on schema lockkeeper"_s});
    run(*session, {u"RESET ROLE"_s, u"GRANT ALL ON SCHEMA lockkeeper TO plain"_s, u"SET ROLE plain"_s});
    QVERIFY(session->catalog().missingPrivileges({tables.first()})->isEmpty());
    run(*session, session->dialect().ledgerPreparation());
    run(*session, {u"RESET ROLE"_s, u"DROP OWNED BY plain"_s, u"DROP ROLE plain"_s});
}

void PostgresCatalogTest::activityShowsAWaiter()
{
    const auto monitor = m_world->session(u"lockkeeper monitor"_s);
    const auto blocker = m_world->session(u"blocker"_s);
    const auto waiter = m_world->session(u"waiter"_s);
    run(*blocker, {u"CREATE TABLE t (id int)"_s, u"BEGIN"_s, u"LOCK TABLE t"_s});
    const auto quiet = monitor->activity().sample();
    VERIFY_OK(quiet);
    QCOMPARE(quiet->lockWaiters, 0);
    QVERIFY(quiet->oldestTransactionSession.contains(u"blocker"_s));
    QVERIFY(quiet->commits > 0);

    std::jthread waiting([&] { std::ignore = waiter->query(u"SELECT * FROM t"_s); });
    Result<ActivitySample> sample;
    QVERIFY(eventually([&] {
        return (sample = monitor->activity().sample()) && sample->lockWaiters == 1
               && !sample->lockWaits.isEmpty();
    }));
    const LockWait &wait = sample->lockWaits.first();
    QCOMPARE(wait.relation, u"t"_s);
    QCOMPARE(wait.mode, u"AccessShareLock"_s);
    QCOMPARE(wait.blocker, scalar(*blocker, u"SELECT pg_backend_pid()::text"_s).toString());
    QVERIFY2(wait.description.contains(u"(blocker, idle in transaction for "_s),
             qPrintable(wait.description));
    QVERIFY(eventually([&] { return monitor->activity().sample()->longestWait > 0ms; }));
    run(*blocker, u"COMMIT"_s);
}

void PostgresCatalogTest::activityShowsALaggingReplica()
{
    auto made = PostgresWorld::server().createReplica(u"beta"_s, {u"hot_standby = on"_s});
    VERIFY_OK(made);
    const auto session = m_world->session(u"lockkeeper monitor"_s);
    const auto writer = m_world->session();
    const auto beta = openSession(*Target::parse((*made)->url()));
    VERIFY_OK(beta);
    QVERIFY((*beta)->identity()->readOnly);
    QCOMPARE((*beta)->identity()->cluster, session->identity()->cluster);
    Activity &activity = session->activity();
    const auto lag = [&] {
        const auto sample = activity.sample();
        return sample && !sample->replicas.isEmpty() ? sample->replicas.first() : ReplicaLag();
    };
    QVERIFY(eventually([&] { return lag().streaming && lag().bytes == 0; }));
    QCOMPARE(lag().name, u"beta"_s);
    QCOMPARE(lag().seconds.value_or(-1), 0.0);

    run(**beta, u"SELECT pg_wal_replay_pause()"_s);
    run(*writer, u"CREATE TABLE t AS SELECT generate_series(1, 1000) AS id"_s);
    // It grows, although the replica reports nothing new.
    QVERIFY(eventually([&] { return lag().bytes > 0 && lag().seconds.value_or(0) > 0.3; }));
    QVERIFY(eventually([&] { return lag().seconds.value_or(0) > 0.6; }));
    QVERIFY((*activity.sample()).worstLag().value_or(0) > 0.6);
    run(**beta, u"SELECT pg_wal_replay_resume()"_s);
    QVERIFY(eventually([&] { return lag().bytes == 0 && lag().seconds == 0.0; }));
}

QTEST_GUILESS_MAIN(PostgresCatalogTest)
#include "postgres_catalog.moc"
