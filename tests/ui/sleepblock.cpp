// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/sleepblock.h"

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>

#include <poll.h>
#include <unistd.h>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Says what logind says, on a bus of our own: a real logind belongs to the computer that the test runs on.
class Logind : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    QStringList asked;

    /// Whether somebody has the block that was given last.
    bool isBlocked() const
    {
        pollfd end{.fd = m_ours, .events = 0, .revents = 0};
        return m_ours >= 0 && ::poll(&end, 1, 0) == 0;
    }
    ~Logind() override
    {
        if (m_ours >= 0)
            ::close(m_ours);
    }

public Q_SLOTS:
    // NOLINTNEXTLINE(readability-identifier-naming): the name on the bus
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &who, const QString &why,
                                    const QString &mode)
    {
        asked = {what, who, why, mode};
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0)
            return {};
        m_ours = ends[0];
        QDBusUnixFileDescriptor theirs;
        theirs.giveFileDescriptor(ends[1]);
        return theirs;
    }

private:
    int m_ours = -1;
};

class SleepBlockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isHeldWhileItIsWanted();
    void noBusIsNoTrouble();
};

namespace {

constexpr int patience = 30'000; // milliseconds

const auto busConfiguration =
    uR"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=%1</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>)"_s;

/// A bus daemon of our own, at the place where the system's is looked for.
class SystemBus
{
public:
    bool start()
    {
        const QString socket = m_folder.filePath(u"bus"_s);
        QFile configuration(m_folder.filePath(u"bus.conf"_s));
        if (!configuration.open(QIODevice::WriteOnly))
            return false;
        configuration.write(busConfiguration.arg(socket).toUtf8());
        configuration.close();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + socket.toUtf8());
        m_daemon.start(u"dbus-daemon"_s,
                       {u"--nofork"_s, u"--nopidfile"_s, u"--config-file="_s + configuration.fileName()});
        return m_daemon.waitForStarted() && QTest::qWaitFor([&] { return QFile::exists(socket); }, patience);
    }
    ~SystemBus()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
};

} // namespace

void SleepBlockTest::isHeldWhileItIsWanted()
{
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        QSKIP("no dbus-daemon here");
    SystemBus bus;
    QVERIFY(bus.start());
    QDBusConnection connection = QDBusConnection::connectToBus(QDBusConnection::SystemBus, u"logind"_s);
    Logind logind;
    QVERIFY(
        connection.registerObject(u"/org/freedesktop/login1"_s, &logind, QDBusConnection::ExportAllSlots));
    QVERIFY(connection.registerService(u"org.freedesktop.login1"_s));

    SleepBlock block;
    block.set(true);
    QVERIFY(QTest::qWaitFor([&] { return logind.isBlocked(); }, patience));
    QCOMPARE(logind.asked.value(0), u"sleep:idle"_s);
    QCOMPARE(logind.asked.value(1), u"Lockkeeper"_s);
    QCOMPARE(logind.asked.value(3), u"block"_s);
    block.set(false);
    QVERIFY(QTest::qWaitFor([&] { return !logind.isBlocked(); }, patience));
    {
        SleepBlock another; // a program that ends
        another.set(true);
        QVERIFY(QTest::qWaitFor([&] { return logind.isBlocked(); }, patience));
    }
    QVERIFY(QTest::qWaitFor([&] { return !logind.isBlocked(); }, patience));
    QDBusConnection::disconnectFromBus(u"logind"_s);
}

void SleepBlockTest::noBusIsNoTrouble()
{
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus");
    SleepBlock block;
    block.set(true);
    block.set(false);
}

QTEST_MAIN(SleepBlockTest)
#include "sleepblock.moc"
