// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/diagnosis.h"
#include "core/connections/networkprobe.h"
#include "core/connections/sshtunnel.h"
#include "tests/live/postgres_world.h"
#include "tests/support/standinssh.h"

#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// A way through another machine. Where there is no sshd, a stand-in for ssh forwards the port, so that everything but
/// ssh itself is real: its arguments, its words, its end.
class SshTunnelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { PostgresWorld::stopServer(); }
    void argumentsSayOneThing();
    void optionsInNamesAreRefused_data();
    void optionsInNamesAreRefused();
    void sshsWordsAreTheError();
    void noSshAtAll();
    void aDatabaseIsReached();
    void aBrokenTunnelComesBackOnItsPort();
    void itEndsWithItsOwner();
    void theRealSsh();

private:
    SshRoute route(const QString &hop = u"works"_s) const
    {
        return {.hop = {.host = hop}, .host = u"127.0.0.1"_s, .port = PostgresWorld::server().port()};
    }

    QTemporaryDir m_folder;
    QString m_standIn;
};

namespace {

/// Keeps what a tunnel told, in order.
struct Told
{
    QList<Status> all;
    SshTunnel::Listener listener()
    {
        return [this](const Status &status) { all.append(status); };
    }
    bool isTold(qsizetype count) const
    {
        return QTest::qWaitFor([&] { return all.size() >= count; }, 20'000);
    }
};

bool accepts(int port) { return reach(u"127.0.0.1"_s, port, std::chrono::seconds(1), {}) == Reach::Reached; }

} // namespace

void SshTunnelTest::initTestCase()
{
    m_standIn = test::makeStandInSsh(m_folder.path());
    QVERIFY(!m_standIn.isEmpty());
}

void SshTunnelTest::argumentsSayOneThing()
{
    const QStringList words = SshTunnel::arguments(
        {.hop = {.host = u"bastion"_s, .port = 2222, .user = u"ops"_s}, .host = u"::1"_s, .port = 5432},
        4711);
    QVERIFY(words.contains(u"127.0.0.1:4711:[::1]:5432"_s));
    QVERIFY(words.contains(u"BatchMode=yes"_s));
    QVERIFY(words.contains(u"ExitOnForwardFailure=yes"_s));
    QCOMPARE(words.last(4), (QStringList{u"-l"_s, u"ops"_s, u"--"_s, u"bastion"_s}));
}

void SshTunnelTest::optionsInNamesAreRefused_data()
{
    QTest::addColumn<SshRoute>("route");
    QTest::newRow("hop") << SshRoute{.hop = {.host = u"-oProxyCommand=reboot"_s}, .host = {}, .port = 1};
    QTest::newRow("user") << SshRoute{
        .hop = {.host = u"a"_s, .user = u"-oProxyCommand=reboot"_s}, .host = {}, .port = 1};
    QTest::newRow("blank") << SshRoute{.hop = {.host = u"a -o b"_s}, .host = {}, .port = 1};
    QTest::newRow("line break") << SshRoute{.hop = {.host = u"a"_s}, .host = u"b\nc"_s, .port = 1};
}

void SshTunnelTest::optionsInNamesAreRefused()
{
    QFETCH(SshRoute, route);
    QFile::remove(m_folder.filePath(u"pid"_s));
    SshTunnel tunnel(route, m_standIn);
    Told told;
    tunnel.open(told.listener());
    QVERIFY(told.isTold(1));
    QVERIFY(!told.all.first());
    QVERIFY(!QFile::exists(m_folder.filePath(u"pid"_s)));
}

void SshTunnelTest::sshsWordsAreTheError()
{
    for (const auto &[hop, words] : {std::pair{u"refuses"_s, u"Permission denied (publickey)"_s},
                                     std::pair{u"silent"_s, u"without a word"_s}}) {
        SshTunnel tunnel(route(hop), m_standIn);
        Told told;
        tunnel.open(told.listener());
        QVERIFY(told.isTold(1));
        QVERIFY(!told.all.first());
        QCOMPARE(told.all.first().error().code, Errc::TunnelFailed);
        QVERIFY2(told.all.first().error().detail.contains(words), reason(told.all.first()).constData());
        QVERIFY(!tunnel.isOpen());
    }
}

void SshTunnelTest::noSshAtAll()
{
    SshTunnel tunnel(route(), m_folder.filePath(u"none"_s));
    Told told;
    tunnel.open(told.listener());
    QVERIFY(told.isTold(1));
    QVERIFY(!told.all.first());
    QVERIFY(!told.all.first().error().detail.isEmpty());
}

void SshTunnelTest::aDatabaseIsReached()
{
    SshTunnel tunnel(route(), m_standIn);
    Told told;
    tunnel.open(told.listener());
    QVERIFY(told.isTold(1));
    VERIFY_OK(told.all.first());
    Target target = *Target::parse(PostgresWorld::server().url());
    target.host = u"db.behind.invalid"_s; // known only there
    const Target reached = engineForScheme(target.scheme)->reachedAt(target, u"127.0.0.1"_s, tunnel.port());
    const QList<Check> checks = diagnose(reached, Way::Tunnel, std::stop_token());
    QVERIFY(!checks.isEmpty());
    QCOMPARE(checks.last().step, CheckStep::Clock);
    QCOMPARE(checks.first().code, u"not-needed"_s); // not encrypted, and needs not be
}

void SshTunnelTest::aBrokenTunnelComesBackOnItsPort()
{
    SshTunnel tunnel(route(), m_standIn);
    Told told;
    tunnel.open(told.listener());
    QVERIFY(told.isTold(1));
    VERIFY_OK(told.all.first());
    const int port = tunnel.port();
    test::killStandInSsh(m_folder.path());
    QVERIFY(told.isTold(3));
    QVERIFY(!told.all.at(1));
    VERIFY_OK(told.all.at(2));
    QCOMPARE(tunnel.port(), port);
    QVERIFY(accepts(port));
}

void SshTunnelTest::itEndsWithItsOwner()
{
    int port = 0;
    {
        SshTunnel tunnel(route(), m_standIn);
        Told told;
        tunnel.open(told.listener());
        QVERIFY(told.isTold(1));
        port = tunnel.port();
        QVERIFY(accepts(port));
    }
    QVERIFY(!accepts(port));
}

// Where OpenSSH's server is there: a server of our own, for this user alone.
void SshTunnelTest::theRealSsh()
{
    const QString inPath = QStandardPaths::findExecutable(u"sshd"_s);
    const QString server =
        inPath.isEmpty() ? QStandardPaths::findExecutable(u"sshd"_s, {u"/usr/sbin"_s}) : inPath;
    const QString client = QStandardPaths::findExecutable(u"ssh"_s);
    if (server.isEmpty() || client.isEmpty())
        QSKIP("OpenSSH isn't here: the tunnel was tested with a stand-in");
    const QString key = m_folder.filePath(u"key"_s);
    QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, {}, u"-f"_s, key}),
             0);
    const int port = unusedLocalPort();
    QProcess daemon;
    daemon.start(server,
                 {u"-D"_s, u"-e"_s, u"-f"_s, u"/dev/null"_s, u"-h"_s, key, u"-p"_s, QString::number(port),
                  u"-o"_s, u"ListenAddress=127.0.0.1"_s, u"-o"_s, u"PidFile=none"_s, u"-o"_s,
                  u"AuthorizedKeysFile="_s + key + u".pub"_s, u"-o"_s, u"StrictModes=no"_s});
    QVERIFY(QTest::qWaitFor([&] { return accepts(port); }, 10'000));
    // The options that a user would have in ~/.ssh/config.
    const QString wrapper = m_folder.filePath(u"real-ssh"_s);
    QFile file(wrapper);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        u"#!/bin/sh\nexec %1 -F /dev/null -i %2 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \"$@\"\n"_s
            .arg(client, key)
            .toUtf8());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    file.close();
    SshRoute there = route(u"127.0.0.1"_s);
    there.hop.port = port;
    SshTunnel tunnel(there, wrapper);
    Told told;
    tunnel.open(told.listener());
    QVERIFY(told.isTold(1));
    VERIFY_OK(told.all.first());
    QVERIFY(accepts(tunnel.port()));
    const Target target =
        engineForScheme(u"postgresql")
            ->reachedAt(*Target::parse(PostgresWorld::server().url()), u"127.0.0.1"_s, tunnel.port());
    VERIFY_OK(openSession(target));
    daemon.kill();
    daemon.waitForFinished();
}

QTEST_GUILESS_MAIN(SshTunnelTest)
#include "ssh_tunnel.moc"
