// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/mysqlserver.h"
#include "core/engine/activity.h"
#include "core/engine/catalog.h"
#include "core/engine/ddlguard.h"
#include "core/engine/engine.h"
#include "tests/support/world.h"

#include <QFileInfo>
#include <QtTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What only MySQL and MariaDB have; the rest is in tests/live/conformance.
class MySqlEngineTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_servers.clear(); }

    void connectsAsTheModeWants_data();
    void connectsAsTheModeWants();
    void saysWhyItCannotConnect_data();
    void saysWhyItCannotConnect();
    void oddPasswordsAreOnlyPasswords_data() { servers(); }
    void oddPasswordsAreOnlyPasswords();
    void otherNameLeadsToTheSameServer_data() { servers(); }
    void otherNameLeadsToTheSameServer();
    void namesMissingPrivileges_data() { servers(); }
    void namesMissingPrivileges();
    void wantsTransactions_data() { servers(); }
    void wantsTransactions();
    void seesLessWithoutTheProcessPrivilege_data() { servers(); }
    void seesLessWithoutTheProcessPrivilege();
    void namesTheBlockerExactlyWherePerformanceSchemaIsOn();
    void agesAreRightInAnyTimeZone();
    void followsReplicas_data() { servers(); }
    void followsReplicas();

private:
    void servers();
    Target target(const QString &name, const QString &database = u"shop"_s) const
    {
        return require(Target::parse(m_servers.at(name)->url(database)));
    }
    std::unique_ptr<Session> session(const Target &target) const { return require(openSession(target)); }
    Target weak(const QString &name, const QStringList &grants);

    std::map<QString, std::unique_ptr<MySqlServer>> m_servers;
};

namespace {

MySqlServer::Make makeOf(const QString &name)
{
    return name == "mysql"_L1 ? MySqlServer::Make::MySql : MySqlServer::Make::MariaDb;
}

Rows run(Session &session, const QStringList &statements)
{
    Rows last;
    for (const QString &statement : statements)
        last = require(session.query(statement), qPrintable(statement));
    return last;
}

} // namespace

void MySqlEngineTest::initTestCase()
{
    for (const QString &name : {u"mariadb"_s, u"mysql"_s}) {
        if (!World::canHave(name))
            continue;
        auto server = MySqlServer::create(makeOf(name), MySqlServer::replicable());
        QVERIFY2(server, server ? "" : told(server.error()).constData());
        m_servers[name] = std::move(*server);
        run(*session(target(name, {})),
            {u"CREATE DATABASE shop"_s, u"CREATE TABLE shop.t (id int PRIMARY KEY, x int)"_s,
             u"INSERT INTO shop.t VALUES (1, 1)"_s, u"CREATE USER anna IDENTIFIED BY 'a;b}c{d e=''\\\\'"_s,
             u"GRANT ALL ON *.* TO anna"_s});
    }
}

void MySqlEngineTest::servers()
{
    QTest::addColumn<QString>("server");
    for (const auto &[name, server] : m_servers)
        QTest::newRow(qPrintable(name)) << name;
    if (!m_servers.contains(u"mysql"_s))
        qInfo("SKIP   : MySQL: there is no such server on this machine");
}

void MySqlEngineTest::connectsAsTheModeWants_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("isEncrypted");
    for (const auto &[name, server] : m_servers) {
        for (const auto &[mode, isEncrypted] :
             {std::pair(u""_s, true), std::pair(u"prefer"_s, true), std::pair(u"require"_s, true),
              std::pair(u"disable"_s, false), std::pair(u"REQUIRED"_s, true)})
            QTest::addRow("%s, %s", qPrintable(name), qPrintable(mode)) << name << mode << isEncrypted;
    }
}

/// By password over either kind of line: caching_sha2_password on MySQL.
void MySqlEngineTest::connectsAsTheModeWants()
{
    QFETCH(QString, server);
    QFETCH(QString, mode);
    QFETCH(bool, isEncrypted);
    Target wanted = target(server);
    wanted.user = u"anna"_s;
    wanted.password = Secret(uR"(a;b}c{d e='\)"_s);
    if (!mode.isEmpty())
        wanted.options.insert(u"sslmode"_s, mode);
    const auto link = session(wanted)->link();
    QVERIFY(link);
    QCOMPARE(!link->tlsVersion.isEmpty(), isEncrypted);
    QCOMPARE(!link->cipher.isEmpty(), isEncrypted);
    QVERIFY(!link->isStandby);
}

void MySqlEngineTest::saysWhyItCannotConnect_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("cause");
    for (const auto &[name, server] : m_servers) {
        for (const auto &[change, cause] :
             {std::pair("password", "password"), std::pair("none", "no-password"),
              std::pair("database", "database"), std::pair("root", "tls-root"), std::pair("host", "")})
            QTest::addRow("%s, %s", qPrintable(name), change)
                << name << QString::fromLatin1(change) << QString::fromLatin1(cause);
    }
}

void MySqlEngineTest::saysWhyItCannotConnect()
{
    QFETCH(QString, server);
    QFETCH(QString, change);
    QFETCH(QString, cause);
    Target wanted = target(server);
    if (change == "password"_L1 || change == "none"_L1)
        wanted.user = u"anna"_s;
    if (change == "password"_L1)
        wanted.password = Secret(u"geheim"_s);
    if (change == "database"_L1)
        wanted.database = u"nowhere"_s;
    if (change == "host"_L1)
        wanted.host = u"127.0.0.1;ssl-verify-server-cert=0"_s;
    if (change == "root"_L1)
        wanted.options = {{u"sslmode"_s, u"verify-full"_s}, {u"sslrootcert"_s, u"/nowhere/ca.pem"_s}};
    const auto refused = openSession(wanted);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::ConnectionFailed);
    QCOMPARE(refused.error().facts.value(u"cause"_s), cause);
    QVERIFY(!told(refused.error()).contains("geheim"));
}

void MySqlEngineTest::oddPasswordsAreOnlyPasswords()
{
    QFETCH(QString, server);
    Target wanted = target(server);
    wanted.user = u"anna"_s;
    wanted.password = Secret(uR"(a;b}c{d e='\)"_s);
    wanted.options = {{u"sslmode"_s, u"require"_s}};
    QCOMPARE(session(wanted)->identity()->user, u"anna@%"_s);
}

void MySqlEngineTest::otherNameLeadsToTheSameServer()
{
    QFETCH(QString, server);
    Target wanted = target(server);
    wanted.scheme = server == "mysql"_L1 ? u"mariadb"_s : u"mysql"_s;
    const auto identity = session(wanted)->identity();
    QVERIFY(identity);
    QCOMPARE(identity->engine, server);
    QCOMPARE(identity->key(), session(target(server))->identity()->key());
}

Target MySqlEngineTest::weak(const QString &name, const QStringList &grants)
{
    QStringList statements{u"DROP USER IF EXISTS weak"_s, u"CREATE USER weak"_s};
    for (const QString &grant : grants)
        statements << "GRANT "_L1 + grant + " TO weak"_L1;
    run(*session(target(name)), statements);
    Target wanted = target(name);
    wanted.user = u"weak"_s;
    return wanted;
}

void MySqlEngineTest::namesMissingPrivileges()
{
    QFETCH(QString, server);
    const auto missing = [&](const QStringList &grants) {
        const auto user = session(weak(server, grants));
        return require(user->catalog().missingPrivileges({{{}, u"t"_s}})).join(u"; "_s);
    };
    const QString few = missing({u"SELECT, INSERT ON shop.*"_s});
    QVERIFY2(few.contains(u"CREATE"_s) && few.contains(u"on shop.*"_s), qPrintable(few));
    QVERIFY2(few.contains(u"ALTER"_s) && few.contains(u"TRIGGER on shop.t"_s), qPrintable(few));
    QVERIFY2(few.contains(u"LOCK TABLES on shop.*"_s), qPrintable(few));
    QVERIFY2(few.contains(u"log_bin_trust_function_creators"_s), qPrintable(few));

    const QString all =
        uR"(SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, TRIGGER, LOCK TABLES ON `sh_p`.*)"_s;
    const QString onlyBinlog = missing({all});
    QVERIFY2(!onlyBinlog.contains(u"shop"_s), qPrintable(onlyBinlog));
    const auto root = session(target(server));
    run(*root, {u"SET GLOBAL log_bin_trust_function_creators = 1"_s});
    QCOMPARE(missing({all}), QString());
    run(*root, {u"SET GLOBAL log_bin_trust_function_creators = 0"_s});
}

void MySqlEngineTest::wantsTransactions()
{
    QFETCH(QString, server);
    const auto own = session(target(server));
    run(*own,
        {u"DROP TABLE IF EXISTS old_one"_s, u"CREATE TABLE old_one (id int PRIMARY KEY) ENGINE = MyISAM"_s,
         u"SET GLOBAL binlog_format = 'STATEMENT'"_s});
    const auto missing = require(own->catalog().missingPrivileges({{{}, u"old_one"_s}})).join(u"; "_s);
    run(*own, {u"SET GLOBAL binlog_format = 'ROW'"_s});
    QVERIFY2(missing.contains(u"InnoDB as the storage engine of shop.old_one (it is MyISAM)"_s),
             qPrintable(missing));
    QVERIFY2(missing.contains(u"it is STATEMENT"_s), qPrintable(missing));
}

void MySqlEngineTest::seesLessWithoutTheProcessPrivilege()
{
    QFETCH(QString, server);
    const auto user = session(weak(server, {u"SELECT ON shop.*"_s}));
    const auto sample = user->activity().sample();
    QVERIFY2(sample, sample ? "" : told(sample.error()).constData());
    QVERIFY(!sample->coverage.lockWaits && !sample->coverage.transactions);
    QVERIFY(!sample->coverage.replicas);
}

void MySqlEngineTest::namesTheBlockerExactlyWherePerformanceSchemaIsOn()
{
    const auto server = require(MySqlServer::create(
        MySqlServer::Make::MariaDb,
        {u"--performance-schema=ON"_s, u"--performance-schema-instrument=wait/lock/metadata/sql/mdl=ON"_s}));
    run(*session(require(Target::parse(server->url({})))),
        {u"CREATE DATABASE shop"_s, u"CREATE TABLE shop.t (id int PRIMARY KEY)"_s,
         u"CREATE TABLE shop.u (id int)"_s});
    const Target wanted = require(Target::parse(server->url(u"shop"_s)));
    const auto holder = session(wanted);
    const auto bystander = session(wanted);
    const auto changer = session(wanted);
    const auto held = Transaction::begin(*holder);
    run(*holder, {u"SELECT * FROM t"_s});
    const auto other = Transaction::begin(*bystander);
    run(*bystander, {u"SELECT * FROM u"_s});
    const Status refused = changer->ddl().attempt({.statements = {u"ALTER TABLE t ADD COLUMN x int"_s},
                                                   .lockTimeout = 500ms,
                                                   .before = {},
                                                   .record = {}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::LockTimeout);
    const QString blocker = refused.error().facts.value(u"blocker"_s);
    const QString id = run(*holder, {u"SELECT connection_id()"_s}).scalar().toString();
    QVERIFY2(blocker.startsWith(id + u' ') && !blocker.contains(u';'), qPrintable(blocker));
    QCOMPARE(refused.error().facts.value(u"relation"_s), u"shop.t"_s);
}

/// InnoDB's times are in the zone of the server's machine.
void MySqlEngineTest::agesAreRightInAnyTimeZone()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "Asia/Tokyo");
    const auto server = require(MySqlServer::create(MySqlServer::Make::MariaDb));
    qputenv("TZ", before);
    const Target wanted = require(Target::parse(server->url({})));
    run(*session(wanted), {u"CREATE DATABASE shop"_s, u"CREATE TABLE shop.t (id int PRIMARY KEY)"_s});
    const auto holder = require(openSession(wanted, {.application = u"app"_s}));
    const auto held = Transaction::begin(*holder);
    run(*holder, {u"INSERT INTO shop.t VALUES (1)"_s});
    const auto watcher = require(openSession(wanted, {.application = u"lockkeeper monitor"_s}));
    const auto sample = require(watcher->activity().sample());
    QVERIFY2(sample.oldestTransaction < 60s, qPrintable(QString::number(sample.oldestTransaction.count())));
    QVERIFY(sample.oldestTransactionSession.contains(u"root"_s));
}

void MySqlEngineTest::followsReplicas()
{
    QFETCH(QString, server);
    const auto replica = require(m_servers.at(server)->createReplica());
    const auto watcher = session(target(server));
    const auto lag = [&]() -> std::optional<ReplicaLag> {
        const auto sample = require(watcher->activity().sample());
        return sample.replicas.isEmpty() ? std::nullopt : std::optional(sample.replicas.first());
    };
    QVERIFY(QTest::qWaitFor([&] { return lag() && lag()->seconds == 0.0 && lag()->streaming; }, 20'000));
    QCOMPARE(lag()->name, u"127.0.0.1:%1"_s.arg(replica->port()));
    const auto follower = session(require(Target::parse(replica->url({}))));
    QVERIFY(follower->link()->isStandby);
    // What doesn't go on has no known lag, and that is not zero.
    run(*follower, {u"STOP REPLICA SQL_THREAD"_s});
    QVERIFY(QTest::qWaitFor([&] { return lag() && !lag()->seconds; }, 10'000));
}

QTEST_GUILESS_MAIN(MySqlEngineTest)
#include "mysql_engine.moc"
