// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"
#include "core/engine/engine.h"
#include "tests/support/blackhole.h"
#include "ui/cockpit/cockpit.h"
#include "ui/gates/effectbutton.h"
#include "ui/mainwindow.h"
#include "ui/shell/lastresort.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// A server that keeps every connection and says nothing.
class SilenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void aStoppedServerIsSaidToBeSilent();
    void anotherPlanOpensBesideAStoppedServer();
    void aWindowClosesOnAStoppedServer();
    void aBlackHoleKeepsNobodyWaiting();
    void aQueryThatWaitsForALockIsCancelled();
    void afterSleepEverythingIsReadAnew();
};

namespace {

constexpr int patience = 60'000; // milliseconds

qint64 parentOf(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readAll();
    return line.mid(line.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
}

/// Stops a server's processes, and lets them go on when it goes.
class Stopped
{
public:
    explicit Stopped(qint64 server) : m_processes{server}
    {
        for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
            if (parentOf(entry.toLongLong()) == server)
                m_processes << entry.toLongLong();
        }
        send(SIGSTOP);
    }
    ~Stopped() { send(SIGCONT); }
    Stopped(const Stopped &) = delete;
    Stopped &operator=(const Stopped &) = delete;

private:
    void send(int signal) const
    {
        for (const qint64 process : m_processes)
            ::kill(static_cast<pid_t>(process), signal);
    }

    QList<qint64> m_processes;
};

bool says(const MainWindow &window, const QString &text)
{
    const auto labels = window.findChildren<QLabel *>();
    return std::ranges::any_of(
        labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

qint64 serverOf(const demo::World &world)
{
    const auto session = openSession(world.target());
    const auto own = (*session)->query({u"SELECT pg_backend_pid()"_s, {}});
    return parentOf(own->scalar().toLongLong());
}

} // namespace

void SilenceTest::aStoppedServerIsSaidToBeSilent()
{
    const auto world = demo::World::start({.rows = 100, .statementsPerSecond = 5});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    MainWindow window;
    Cockpit cockpit(window);
    window.show();
    cockpit.open((*world)->planPath(), (*world)->url());
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"Connected"_s); }, patience));
    {
        const Stopped stopped(serverOf(**world));
        QVERIFY(QTest::qWaitFor([&] { return says(window, u"has not answered"_s); }, patience));
        QVERIFY(!says(window, u"Connected"_s));
        // Its user isn't kept waiting: what is pressed is taken at once, and answered when the server is back.
        QTest::mouseClick(window.findChild<EffectButton *>(), Qt::LeftButton);
        QTest::keyClick(&window, Qt::Key_F6);
        QVERIFY(says(window, u"has not answered"_s));
    }
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"Connected"_s); }, patience));
}

/// Leaving the silent one must not wait for it: the window's thread does it.
void SilenceTest::anotherPlanOpensBesideAStoppedServer()
{
    const auto silent = demo::World::start({.rows = 100, .statementsPerSecond = 5});
    const auto other = demo::World::start({.engine = u"sqlite"_s, .rows = 100, .statementsPerSecond = 5});
    QVERIFY(silent && other);
    MainWindow window;
    Cockpit cockpit(window);
    window.show();
    cockpit.open((*silent)->planPath(), (*silent)->url());
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"Connected"_s); }, patience));
    const Stopped stopped(serverOf(**silent));
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"has not answered"_s); }, patience));
    cockpit.open((*other)->planPath(), (*other)->url());
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"sqlite:"_s) && says(window, u"Connected"_s); },
                            patience));
}

/// The child is a window on the same migration, which ends when it is told to.
void SilenceTest::aWindowClosesOnAStoppedServer()
{
    const auto world = demo::World::start({.rows = 100, .statementsPerSecond = 5});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
                {u"--window"_s, (*world)->planPath(), (*world)->url()});
    const auto hears = [&child](const QByteArray &word) {
        return QTest::qWaitFor([&] { return child.readAllStandardOutput().contains(word); }, patience);
    };
    QVERIFY(hears("connected"));
    const Stopped stopped(serverOf(**world));
    QVERIFY(hears("silent")); // a question is under way
    child.closeWriteChannel();
    QVERIFY(QTest::qWaitFor([&] { return child.state() == QProcess::NotRunning; }, patience));
    QCOMPARE(child.exitStatus(), QProcess::NormalExit);
    QCOMPARE(child.exitCode(), 0);
}

/// A network that takes everything and brings nothing: the run that goes on can't be stopped, but its user is free.
void SilenceTest::aBlackHoleKeepsNobodyWaiting()
{
    const auto world = demo::World::start({.rows = 50'000, .statementsPerSecond = 5});
    const auto other = demo::World::start({.engine = u"sqlite"_s, .rows = 100, .statementsPerSecond = 5});
    QVERIFY(world && other);
    Target target = (*world)->target();
    test::BlackHole network(target.port);
    target.port = network.port();
    MainWindow window;
    Cockpit cockpit(window);
    window.show();
    cockpit.open((*world)->planPath(), target);
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"Connected"_s); }, patience));
    QVERIFY(QTest::qWaitFor([&] { return window.findChild<EffectButton *>()->isVisible(); }, patience));
    QTest::mouseClick(window.findChild<EffectButton *>(), Qt::LeftButton);
    network.swallow();
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"has not answered"_s); }, patience));

    // The longest that the thread of the window is away from its events, while all that could wait is asked for.
    QElapsedTimer sinceLast;
    qint64 longest = 0;
    QTimer pulse;
    connect(&pulse, &QTimer::timeout, this, [&] { longest = qMax(longest, sinceLast.restart()); });
    sinceLast.start();
    pulse.start(1);
    QTest::keyClick(&window, Qt::Key_F6); // pause
    QTest::keyClick(&window, Qt::Key_F5); // check the gate
    cockpit.open((*other)->planPath(), (*other)->url());
    QVERIFY(QTest::qWaitFor([&] { return says(window, u"sqlite:"_s) && says(window, u"Connected"_s); },
                            patience));
    QVERIFY2(longest < 1000, qPrintable(u"%1 ms without an event"_s.arg(longest)));
}

void SilenceTest::aQueryThatWaitsForALockIsCancelled()
{
    const auto world = demo::World::start({.rows = 100, .statementsPerSecond = 5});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    const auto blocker = openSession((*world)->target());
    QVERIFY((*blocker)->begin());
    QVERIFY((*blocker)->query(Sql(u"LOCK TABLE users IN ACCESS EXCLUSIVE MODE"_s)));
    QueryConnection queries((*world)->target());
    QSignalSpy ends(&queries, &QueryConnection::finished);
    queries.run(u"SELECT count(*) FROM users"_s);
    const auto watcher = openSession((*world)->target());
    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto waiting = (*watcher)->query(
                Sql(u"SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%SELECT count(*) FROM users%'"
                    " AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'"_s));
            return waiting && waiting->scalar().toInt() == 1;
        },
        patience));
    queries.cancel();
    queries.run(u"SELECT 1"_s); // on the same session: it can run only when the one before has ended
    QVERIFY(QTest::qWaitFor([&] { return !ends.isEmpty(); }, patience));
    (*blocker)->rollback();
}

/// The clock on the wall goes on by an hour between two looks, as it does when a lid is closed.
void SilenceTest::afterSleepEverythingIsReadAnew()
{
    const auto world = demo::World::start({.rows = 100, .statementsPerSecond = 5});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    const auto text = PlanFile::read((*world)->planPath());
    QVERIFY(text);
    const auto plan = PlanFile::parse(*text, vocabulary());
    QVERIFY(plan);
    const auto session = openSession((*world)->target());
    const auto monitor = [&session] {
        const auto pid = (*session)->query(
            Sql(u"SELECT min(pid) FROM pg_stat_activity WHERE application_name = 'lockkeeper monitor'"_s));
        return pid->scalar().toLongLong();
    };
    std::chrono::hours slept{0};
    MigrationConnection connection((*world)->target(), *plan, [&slept] {
        ClockWatch::Moment now = ClockWatch::now();
        now.wall += slept;
        return now;
    });
    QSignalSpy jumps(&connection, &MigrationConnection::clockJumped);
    QSignalSpy looks(&connection, &MigrationConnection::snapshotChanged);
    connection.start();
    QVERIFY(QTest::qWaitFor([&] { return looks.count() >= 3; }, patience));
    QCOMPARE(jumps.count(), 0);
    const qint64 before = monitor();
    QVERIFY(before != 0);
    slept = std::chrono::hours(1);
    QVERIFY(QTest::qWaitFor([&] { return jumps.count() == 1; }, patience));
    QVERIFY(qAbs(jumps.first().first().toLongLong() - 3'600'000) < 5'000);
    QVERIFY(QTest::qWaitFor([&] { return monitor() != 0 && monitor() != before; }, patience));
    slept = std::chrono::hours(0); // and set back
    QVERIFY(QTest::qWaitFor([&] { return jumps.count() == 2; }, patience));
    QVERIFY(jumps.last().first().toLongLong() < -3'500'000);
}

namespace {

int showWindow(QApplication &application, const QString &plan, const QString &url)
{
    LastResort resort;
    MainWindow window;
    Cockpit cockpit(window);
    window.show();
    QTimer speaker;
    QObject::connect(&speaker, &QTimer::timeout, &application, [&window] {
        std::puts(says(window, u"has not answered"_s) ? "silent"
                  : says(window, u"Connected"_s)      ? "connected"
                                                      : "");
        std::fflush(stdout);
    });
    speaker.start(100);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, &QApplication::quit);
    cockpit.open(plan, url);
    const int code = QApplication::exec();
    resort.arm(code, std::chrono::seconds(2));
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == "--window"_L1) {
        QStandardPaths::setTestModeEnabled(true);
        return showWindow(application, arguments.value(2), arguments.value(3));
    }
    SilenceTest test;
    return QTest::qExec(&test, arguments);
}

#include "silence.moc"
