// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/importing.h"
#include "core/connections/passfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// Whatever stands in people's files, it ends in connections, in problems, or in nothing.
class ConnectionImportsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void servicesAreRead();
    void theUsersServiceWins();
    void variablesAreOneConnection();
    void variablesThatNamePlaceAreNeeded();
    void optionFilesAreRead();
    void optionValuesAreUnescaped_data();
    void optionValuesAreUnescaped();
    void hostileFilesAreHarmless_data();
    void hostileFilesAreHarmless();
    void urlsAreTaken_data();
    void urlsAreTaken();
    void aBadUrlIsNotRepeated();
    void passwordFiles_data();
    void passwordFiles();
    void aPasswordFileThatOthersReadIsIgnored();
    void environmentsAreGuessed_data();
    void environmentsAreGuessed();

private:
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_home->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    std::unique_ptr<QTemporaryDir> m_home;
    Surroundings m_around;
};

void ConnectionImportsTest::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_around = {.environment = QProcessEnvironment(), .home = m_home->path()};
    m_around.environment.insert(u"PGSYSCONFDIR"_s, m_home->filePath(u"system"_s));
    QVERIFY(QDir(m_home->path()).mkdir(u"system"_s));
}

void ConnectionImportsTest::servicesAreRead()
{
    write(u".pg_service.conf"_s, "# mine\nhost=nowhere\n\n[shop-staging]\n host = db.example \nport=5433\n"
                                 "dbname=shop\nuser=anna\npassword=s3cret=x\nsslmode=verify-full\n"
                                 "application_name=mine\nldap://x\n[empty]\n");
    const Findings findings = importConnections(m_around);
    QVERIFY(findings.problems.isEmpty());
    QCOMPARE(findings.connections.size(), 1);
    const FoundConnection &found = findings.connections.first();
    QCOMPARE(found.profile.name, u"shop-staging"_s);
    QCOMPARE(found.profile.environment, Environment::Staging);
    QCOMPARE(found.profile.host, u"db.example"_s);
    QCOMPARE(found.profile.port, 5433);
    QCOMPARE(found.profile.database, u"shop"_s);
    QCOMPARE(found.profile.user, u"anna"_s);
    QCOMPARE(found.profile.options, (QMap<QString, QString>{{u"sslmode"_s, u"verify-full"_s}}));
    QCOMPARE(found.password.reveal(), u"s3cret=x"_s);
    QCOMPARE(found.origin, m_home->filePath(u".pg_service.conf"_s));
}

void ConnectionImportsTest::theUsersServiceWins()
{
    write(u"own.conf"_s, "[a]\nhost=user\n[a]\nhost=second\n");
    write(u"system/pg_service.conf"_s, "[a]\nhost=system\n[b]\nhost=system\n");
    m_around.environment.insert(u"PGSERVICEFILE"_s, m_home->filePath(u"own.conf"_s));
    const Findings findings = importConnections(m_around);
    QCOMPARE(findings.connections.size(), 2);
    QCOMPARE(findings.connections[0].profile.host, u"user"_s);
    QCOMPARE(findings.connections[1].profile.host, u"system"_s);
}

void ConnectionImportsTest::variablesAreOneConnection()
{
    write(u".pg_service.conf"_s, "[a]\nhost=db\ndbname=shop\nuser=anna\n");
    m_around.environment.insert(u"PGSERVICE"_s, u"a"_s);
    m_around.environment.insert(u"PGUSER"_s, u"bea"_s);
    m_around.environment.insert(u"PGPASSWORD"_s, u"s3cret"_s);
    const Findings findings = importConnections(m_around);
    QCOMPARE(findings.connections.size(), 2);
    const FoundConnection &found = findings.connections.last();
    QVERIFY(found.profile.id != findings.connections.first().profile.id);
    QCOMPARE(found.profile.name, u"shop db PG*"_s);
    QCOMPARE(found.profile.host, u"db"_s);
    QCOMPARE(found.profile.user, u"bea"_s);
    QCOMPARE(found.password.reveal(), u"s3cret"_s);
}

void ConnectionImportsTest::variablesThatNamePlaceAreNeeded()
{
    m_around.environment.insert(u"PGSSLMODE"_s, u"require"_s);
    m_around.environment.insert(u"PGPORT"_s, u"5433"_s);
    m_around.environment.insert(u"PGSERVICE"_s, u"unknown"_s);
    QVERIFY(importConnections(m_around).connections.isEmpty());
}

void ConnectionImportsTest::optionFilesAreRead()
{
    write(u".my.cnf"_s,
          "; mine\n[mysql]\nuser=nobody\n[client]\nuser = \"anna\"\npassword='s3#cret'\nhost=db\n"
          "[client-dev]\nhost=dev-db\nssl_mode=VERIFY_IDENTITY\nssl-ca=/ca.pem\nno-beep\n");
    const Findings findings = importConnections(m_around);
    QCOMPARE(findings.connections.size(), 2);
    const FoundConnection &common = findings.connections[0];
    const FoundConnection &development = findings.connections[1];
    QCOMPARE(common.profile.user, u"anna"_s);
    QCOMPARE(common.profile.scheme, u"mysql"_s);
    QCOMPARE(common.password.reveal(), u"s3#cret"_s);
    QCOMPARE(development.profile.user, u"anna"_s);
    QCOMPARE(development.profile.host, u"dev-db"_s);
    QCOMPARE(development.profile.environment, Environment::Development);
    QCOMPARE(development.profile.options,
             (QMap<QString, QString>{{u"sslmode"_s, u"verify-full"_s}, {u"sslrootcert"_s, u"/ca.pem"_s}}));
    QVERIFY(common.profile.id != development.profile.id);
}

void ConnectionImportsTest::optionValuesAreUnescaped_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("read");
    QTest::newRow("plain") << QByteArray("a b") << u"a b"_s;
    QTest::newRow("comment behind it") << QByteArray("ab  # no") << u"ab"_s;
    QTest::newRow("hash inside") << QByteArray("a#b") << u"a#b"_s;
    QTest::newRow("quotes") << QByteArray("\"a # b\" # no") << u"a # b"_s;
    QTest::newRow("escapes") << QByteArray(R"(a\sb\\c)") << u"a b\\c"_s;
    QTest::newRow("ends in a backslash") << QByteArray("a\\") << u"a\\"_s;
    QTest::newRow("unended quote") << QByteArray("'ab") << u"ab"_s;
    QTest::newRow("equal sign") << QByteArray("a=b") << u"a=b"_s;
}

void ConnectionImportsTest::optionValuesAreUnescaped()
{
    QFETCH(QByteArray, written);
    write(u".my.cnf"_s, "[client]\nuser=u\npassword=" + written + "\n");
    QTEST(importConnections(m_around).connections.first().password.reveal(), "read");
}

void ConnectionImportsTest::hostileFilesAreHarmless_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("problems");
    QTest::newRow("zeros") << QByteArray(5'000, '\0') << 0;
    QTest::newRow("no line break") << QByteArray(900'000, '[') << 0;
    QTest::newRow("too large") << QByteArray(1'000'001, '\n') << 2;
    QTest::newRow("not UTF-8") << QByteArray("[a\xff]\nhost=\xfe\xff\n[client]\nhost=\xc3\n") << 0;
    QTest::newRow("brackets") << QByteArray("[]\nhost=a\n[\n]\n[[client]]\n=\n==\n[client]=\n") << 0;
    QTest::newRow("port") << QByteArray("[client]\nhost=a\nport=99999999999999999999\n") << 0;
}

void ConnectionImportsTest::hostileFilesAreHarmless()
{
    QFETCH(QByteArray, content);
    write(u".pg_service.conf"_s, content);
    write(u".my.cnf"_s, content);
    QTEST(static_cast<int>(importConnections(m_around).problems.size()), "problems");
    QVERIFY(QFile::remove(m_home->filePath(u".my.cnf"_s)));
    QVERIFY(QDir(m_home->path()).mkdir(u".my.cnf"_s));
    QVERIFY(!importConnections(m_around).problems.isEmpty());
}

void ConnectionImportsTest::urlsAreTaken_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("display");
    const QString plain = u"postgresql://anna@db:5433/shop"_s;
    QTest::newRow("plain") << plain << plain;
    QTest::newRow("password") << u"postgresql://anna:s3cret@db:5433/shop"_s << plain;
    QTest::newRow("line break and quotes") << u" \"postgresql://anna@db:5433/shop\"\n"_s << plain;
    QTest::newRow("JDBC") << u"jdbc:postgresql://db:5433/shop?user=anna&password=s3cret"_s << plain;
    QTest::newRow("socket") << u"postgresql:///shop?host=/run/postgresql"_s
                            << u"postgresql:///run/postgresql/shop"_s;
    QTest::newRow("file") << u"sqlite:///srv/a b.db"_s << u"sqlite:///srv/a b.db"_s;
}

void ConnectionImportsTest::urlsAreTaken()
{
    QFETCH(QString, url);
    const auto found = connectionFromUrl(url);
    QVERIFY(found);
    QTEST(found->profile.toTarget({}).display(), "display");
    QCOMPARE(!found->password.isEmpty(), url.contains("s3cret"_L1));
}

void ConnectionImportsTest::aBadUrlIsNotRepeated()
{
    for (const QString &url : {u"postgresql://anna:s3 cret@db/shop"_s, u"anna:s3cret@db"_s, u""_s,
                               u"jdbc:oracle:thin:s3cret@x"_s, u"postgresql://a:s3cret@b:1,c:2/d"_s}) {
        const auto found = connectionFromUrl(url);
        QVERIFY2(!found, qPrintable(url));
        QVERIFY(!found.error().detail.contains("cret"_L1));
        for (const QString &fact : found.error().facts)
            QVERIFY(!fact.contains("cret"_L1));
    }
}

void ConnectionImportsTest::passwordFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("password");
    QTest::newRow("exact") << QByteArray("db:5432:shop:anna:s3cret\n") << u"s3cret"_s;
    QTest::newRow("stars") << QByteArray("*:*:*:anna:s3cret") << u"s3cret"_s;
    QTest::newRow("first one") << QByteArray("#c\ndb:*:*:*:one\n*:*:*:*:two\n") << u"one"_s;
    QTest::newRow("escapes") << QByteArray(R"(db:5432:shop:anna:a\:b\\c:d)") << u"a:b\\c:d"_s;
    QTest::newRow("blank at the end") << QByteArray("*:*:*:*:s3cret \r\n") << u"s3cret "_s;
    QTest::newRow("other port") << QByteArray("db:5433:shop:anna:s3cret") << QString();
    QTest::newRow("too few") << QByteArray("db:5432:shop:anna\n:::\n") << QString();
    QTest::newRow("nonsense") << QByteArray(100'000, ':') << QString();
}

void ConnectionImportsTest::passwordFiles()
{
    QFETCH(QByteArray, content);
    write(u".pgpass"_s, content);
    ConnectionProfile profile;
    profile.host = u"db"_s;
    profile.user = u"anna"_s;
    profile.database = u"shop"_s;
    QTEST(passwordFromPassfile(profile, 5432, m_around).reveal(), "password");
}

void ConnectionImportsTest::aPasswordFileThatOthersReadIsIgnored()
{
    write(u".pgpass"_s, "*:*:*:*:s3cret\n");
    QVERIFY(!passwordFromPassfile({}, 5432, m_around).isEmpty());
    QFile::setPermissions(m_home->filePath(u".pgpass"_s), QFile::ReadOwner | QFile::ReadGroup);
    QVERIFY(passwordFromPassfile({}, 5432, m_around).isEmpty());
}

void ConnectionImportsTest::environmentsAreGuessed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Environment>("environment");
    QTest::newRow("nothing said") << u"shop"_s << Environment::Production;
    QTest::newRow("part of a word") << u"devices"_s << Environment::Production;
    QTest::newRow("word") << u"Shop_DEV1"_s << Environment::Development;
    QTest::newRow("staging") << u"shop.staging"_s << Environment::Staging;
    QTest::newRow("both") << u"test of prod"_s << Environment::Production;
    QTest::newRow("sandbox") << u"my sandbox"_s << Environment::Sandbox;
}

void ConnectionImportsTest::environmentsAreGuessed()
{
    QFETCH(QString, name);
    QTEST(environmentGuessed(name), "environment");
}

QTEST_GUILESS_MAIN(ConnectionImportsTest)
#include "connection_imports.moc"
