// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/diagnosis.h"
#include "core/connections/networkprobe.h"
#include "core/text/checks.h"
#include "tests/live/postgres_world.h"
#include "tests/support/listener.h"

#include <QElapsedTimer>
#include <QProcess>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// Whatever is wrong between here and a database is named at the step where it is, and what to do stands beside it.
class ConnectionDiagnosisTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everythingIsRight();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void tlsIsTold_data();
    void tlsIsTold();
    void aStandbyIsNoticed();
    void missingPrivilegesAreNoticed();
    void anotherKindOfServerIsNamed();
    void aBlackHoleIsLeftAtOnce();
    void whatIsStoppedTellsNothing();
    void files();

private:
    Target target(const QString &user = u"lk"_s, const QString &password = {}) const
    {
        Target target = *Target::parse(m_server->url());
        target.user = user;
        target.password = Secret(password);
        return target;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<PostgresServer> m_server;
};

namespace {

QList<Check> checksOf(const Target &target, Way way = Way::Direct)
{
    return diagnose(target, way, std::stop_token());
}

QString seen(const QList<Check> &checks)
{
    QStringList lines;
    for (const Check &check : checks)
        lines.append(sentences::check(check.step) + u'/' + check.code + u'/'
                     + sentences::outcome(check.outcome) + u": "_s + sentences::check(check).what + u' '
                     + check.facts.value(u"detail"_s));
    return lines.join(u'\n');
}

const Check *find(const QList<Check> &checks, CheckStep step)
{
    const auto found = std::ranges::find(checks, step, &Check::step);
    return found == checks.end() ? nullptr : &*found;
}

bool run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

} // namespace

void ConnectionDiagnosisTest::initTestCase()
{
    const QString key = m_folder.filePath(u"server.key"_s);
    const QString certificate = m_folder.filePath(u"server.crt"_s);
    QVERIFY(run(u"openssl"_s, {u"req"_s, u"-new"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-nodes"_s, u"-subj"_s,
                               u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s,
                               u"-keyout"_s, key, u"-out"_s, certificate}));
    QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner);
    QFile access(m_folder.filePath(u"hba"_s));
    QVERIFY(access.open(QIODevice::WriteOnly));
    access.write("host all outsider 127.0.0.1/32 reject\n"
                 "host all keyed 127.0.0.1/32 scram-sha-256\n"
                 "local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\n"
                 "local replication all trust\nhost replication all 127.0.0.1/32 trust\n");
    access.close();
    auto server = PostgresServer::create({u"ssl = on"_s, u"ssl_key_file = '%1'"_s.arg(key),
                                          u"ssl_cert_file = '%1'"_s.arg(certificate),
                                          u"hba_file = '%1'"_s.arg(access.fileName())});
    VERIFY_OK(server);
    m_server = std::move(*server);
    auto session = openSession(target());
    VERIFY_OK(session);
    lockkeeper::run(**session,
                    {u"CREATE ROLE keyed LOGIN PASSWORD 's3cret'"_s, u"CREATE ROLE outsider LOGIN"_s,
                     u"CREATE ROLE poor LOGIN"_s, u"CREATE ROLE sleeper"_s});
}

void ConnectionDiagnosisTest::cleanupTestCase() { m_server.reset(); }

void ConnectionDiagnosisTest::everythingIsRight()
{
    const QList<Check> checks = checksOf(target(u"keyed"_s, u"s3cret"_s));
    QList<CheckStep> steps;
    for (const Check &check : checks)
        steps.append(check.step);
    using enum CheckStep;
    QVERIFY2(steps == (QList{Name, Port, Tls, SignIn, Database, Server, Writing, Privileges, Clock}),
             qPrintable(seen(checks)));
    QVERIFY2(std::ranges::none_of(checks,
                                  [](const Check &check) { return check.outcome == CheckOutcome::Failed; }),
             qPrintable(seen(checks)));
    QCOMPARE(find(checks, SignIn)->facts.value(u"user"_s), u"keyed"_s);
    QVERIFY(sentences::check(*find(checks, Server)).what.startsWith("PostgreSQL "_L1));
    // Every sentence is one, and none has a hole in it.
    for (const Check &check : checks)
        QVERIFY2(sentences::check(check).what.endsWith(u'.') && !sentences::check(check).what.contains(u'{'),
                 qPrintable(seen(checks)));
}

void ConnectionDiagnosisTest::whatIsWrongIsNamed_data()
{
    QTest::addColumn<Target>("target");
    QTest::addColumn<CheckStep>("step");
    QTest::addColumn<QString>("code");
    const auto row = [this](const char *name, CheckStep step, const QString &code, auto change) {
        Target target = this->target(u"keyed"_s, u"s3cret"_s);
        change(target);
        QTest::newRow(name) << target << step << code;
    };
    row("name", CheckStep::Name, u"unknown"_s, [](Target &target) { target.host = u"nowhere.invalid"_s; });
    row("odd name", CheckStep::Name, u"unknown"_s, [](Target &target) { target.host = u"a b\n--'"_s; });
    row("port", CheckStep::Port, u"refused"_s, [](Target &target) { target.port = unusedLocalPort(); });
    row("password", CheckStep::SignIn, u"password"_s,
        [](Target &target) { target.password = Secret(u"wrong"_s); });
    row("no password", CheckStep::SignIn, u"no-password"_s, [](Target &target) { target.password = {}; });
    row("no such user", CheckStep::SignIn, u"account"_s, [](Target &target) { target.user = u"nobody"_s; });
    row("may not sign in", CheckStep::SignIn, u"account"_s,
        [](Target &target) { target.user = u"sleeper"_s; });
    row("kept out", CheckStep::SignIn, u"access"_s, [](Target &target) { target.user = u"outsider"_s; });
    row("database", CheckStep::Database, u"unknown"_s, [](Target &target) { target.database = u"nodb"_s; });
    row("engine", CheckStep::SignIn, u"unknown-engine"_s,
        [](Target &target) { target.scheme = u"oracle"_s; });
    row("untrusted", CheckStep::Tls, u"untrusted"_s, [](Target &target) {
        target.options = {{u"sslmode"_s, u"verify-full"_s}, {u"sslrootcert"_s, u"system"_s}};
    });
    row("no authority", CheckStep::Tls, u"root"_s, [](Target &target) {
        target.options = {{u"sslmode"_s, u"verify-ca"_s}, {u"sslrootcert"_s, u"/nowhere.pem"_s}};
    });
    row("certificate's name", CheckStep::Tls, u"name"_s, [this](Target &target) {
        target.options = {{u"sslmode"_s, u"verify-full"_s},
                          {u"sslrootcert"_s, m_folder.filePath(u"server.crt"_s)}};
    });
    row("nothing behind a tunnel", CheckStep::Port, u"behind-tunnel"_s,
        [](Target &target) { target.port = -1; });
}

void ConnectionDiagnosisTest::whatIsWrongIsNamed()
{
    QFETCH(Target, target);
    QFETCH(CheckStep, step);
    // What ssh's end does when it reaches nobody.
    const test::Listener closing(test::Listener::Manner::Closing);
    const Way way = target.port == -1 ? Way::Tunnel : Way::Direct;
    if (way == Way::Tunnel)
        target.port = closing.port();
    const QList<Check> checks = checksOf(target, way);
    QVERIFY(!checks.isEmpty());
    const Check &last = checks.last();
    QVERIFY2(last.step == step && last.outcome == CheckOutcome::Failed, qPrintable(seen(checks)));
    QTEST(last.code, "code");
    QVERIFY(!sentences::check(last).toDo.isEmpty());
    QVERIFY(!seen(checks).contains("s3cret"_L1));
    QCOMPARE(std::ranges::count(checks, CheckOutcome::Failed, &Check::outcome), 1);
}

void ConnectionDiagnosisTest::tlsIsTold_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("code");
    QTest::newRow("off") << u"disable"_s << u"127.0.0.1"_s << u"not-needed"_s;
    QTest::newRow("required") << u"require"_s << u"127.0.0.1"_s << u"not-verified"_s;
    QTest::newRow("authority") << u"verify-ca"_s << u"127.0.0.1"_s << u"name-not-verified"_s;
    QTest::newRow("full") << u"verify-full"_s << u"localhost"_s << u"verified"_s;
}

void ConnectionDiagnosisTest::tlsIsTold()
{
    QFETCH(QString, mode);
    QFETCH(QString, host);
    Target target = this->target();
    target.host = host;
    target.options.insert(u"sslmode"_s, mode);
    if (mode.startsWith("verify"_L1))
        target.options.insert(u"sslrootcert"_s, m_folder.filePath(u"server.crt"_s));
    const QList<Check> checks = checksOf(target);
    const Check *tls = find(checks, CheckStep::Tls);
    QVERIFY2(tls, qPrintable(seen(checks)));
    QTEST(tls->code, "code");
    QCOMPARE(tls->facts.value(u"version"_s).startsWith("TLSv1"_L1), mode != "disable"_L1);
}

void ConnectionDiagnosisTest::aStandbyIsNoticed()
{
    auto replica = m_server->createReplica(u"second"_s);
    VERIFY_OK(replica);
    const QList<Check> checks = checksOf(*Target::parse((*replica)->url()));
    const Check *writing = find(checks, CheckStep::Writing);
    QVERIFY2(writing, qPrintable(seen(checks)));
    QCOMPARE(writing->code, u"standby"_s);
    QCOMPARE(writing->outcome, CheckOutcome::Notice);
}

void ConnectionDiagnosisTest::missingPrivilegesAreNoticed()
{
    const QList<Check> checks = checksOf(target(u"poor"_s));
    const Check *privileges = find(checks, CheckStep::Privileges);
    QVERIFY2(privileges, qPrintable(seen(checks)));
    QCOMPARE(privileges->code, u"missing"_s);
    QVERIFY(sentences::check(*privileges).what.contains("CREATE on database postgres"_L1));
}

// It takes the connection and waits for us to speak first, as a web server does.
void ConnectionDiagnosisTest::anotherKindOfServerIsNamed()
{
    const test::Listener silent(test::Listener::Manner::Silent);
    Target target = this->target();
    target.port = silent.port();
    const QList<Check> checks = checksOf(target);
    QVERIFY2(checks.last().step == CheckStep::SignIn && checks.last().code == "timeout"_L1,
             qPrintable(seen(checks)));
}

// 192.0.2.1 is for documentation and routed nowhere; where a network refuses it at once, that is an answer, too.
void ConnectionDiagnosisTest::aBlackHoleIsLeftAtOnce()
{
    Target target = this->target();
    target.host = u"192.0.2.1"_s;
    std::stop_source stop;
    std::atomic<bool> waits = false;
    QList<Check> checks;
    std::jthread diagnosing([&] {
        checks = diagnose(target, Way::Direct, stop.get_token(), [&waits](const Check &) { waits = true; });
    });
    QVERIFY(QTest::qWaitFor([&] { return waits.load(); }, 10'000));
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    diagnosing.join();
    QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(checks.size() <= 2);
}

void ConnectionDiagnosisTest::whatIsStoppedTellsNothing()
{
    std::stop_source stop;
    stop.request_stop();
    int told = 0;
    const QList<Check> checks =
        diagnose(target(), Way::Direct, stop.get_token(), [&told](const Check &) { ++told; });
    QCOMPARE(told, 0);
    QVERIFY(checks.size() <= 1);
}

void ConnectionDiagnosisTest::files()
{
    Target target{.scheme = u"sqlite"_s, .database = m_folder.filePath(u"none.db"_s)};
    const QList<Check> missing = checksOf(target);
    QCOMPARE(missing.size(), 1);
    QCOMPARE(missing.first().step, CheckStep::Database);
    QCOMPARE(missing.first().outcome, CheckOutcome::Failed);
    QVERIFY(!QFile::exists(target.database));
    target.options.insert(u"mode"_s, u"rwc"_s);
    VERIFY_OK(openSession(target));
    target.options.clear();
    QVERIFY(QFile::exists(target.database));
    const QList<Check> checks = checksOf(target);
    QVERIFY2(checks.size() == 4 && checks.last().outcome == CheckOutcome::Good, qPrintable(seen(checks)));
}

QTEST_GUILESS_MAIN(ConnectionDiagnosisTest)
#include "connection_diagnosis.moc"
