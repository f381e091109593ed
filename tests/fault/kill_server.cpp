// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/faultworld.h"

#include <QtTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The server dies under runner and application, or loses its replica.
class KillServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void crashesOfTheServerLoseNothing_data();
    void crashesOfTheServerLoseNothing();
    void aReplicaThatVanishesHoldsTheBackfill();

private:
    void migrate(FaultWorld &world, const QList<Moment> &moments);
    void crash(FaultWorld &world);

    QMap<Stage, int> m_crashes;
    int m_total = 0;
};

namespace {

constexpr qint64 rows = 150'000;
constexpr qint64 rowsOfMySql = 60'000; // its short form is to stay short
constexpr int mostInOneMigration = 5;
constexpr int mostMigrations = 20;
constexpr auto longestEnd = 30s;

FillSnapshot fillOf(const World &world)
{
    const auto fills = world.snapshot().fills;
    return fills.isEmpty() ? FillSnapshot() : fills.first();
}

} // namespace

void KillServerTest::crashesOfTheServerLoseNothing_data()
{
    QTest::addColumn<int>("crashes");
    QTest::newRow("postgresql") << 3;
    QTest::newRow("mariadb") << 1;
    QTest::newRow("mysql") << 1;
}

void KillServerTest::crashesOfTheServerLoseNothing()
{
    const QString engine = QString::fromLatin1(QTest::currentDataTag());
    if (!World::canHave(engine)) // only MySQL may be missing
        QSKIP("MySQL is not on this machine");
    QFETCH(int, crashes);
    const int wanted = fromEnvironment("LOCKKEEPER_FAULT_RESTARTS", crashes);
    m_crashes.clear();
    m_total = 0;
    const bool isMySql = engine == "mysql"_L1 || engine == "mariadb"_L1;
    Moments moments;
    for (int migration = 1; m_total < wanted && migration <= mostMigrations; ++migration) {
        QElapsedTimer timer;
        timer.start();
        const int before = m_total;
        FaultWorld world(engine, isMySql ? rowsOfMySql : rows);
        migrate(world, moments.draw(std::min(wanted - m_total, mostInOneMigration), {Stage::Backfill}));
        const QStringList problems = world.problems();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        qInfo("migration %d: %d crashes, %lld + %lld reconnects of the application, %.1f s", migration,
              m_total - before, world.figures(demo::Version::Old).reconnects,
              world.figures(demo::Version::New).reconnects, double(timer.elapsed()) / 1000);
    }
    for (const auto &[stage, times] : m_crashes.asKeyValueRange())
        qInfo("%-10s crashed %2d times", qPrintable(stageName(stage)), times);
    QVERIFY(m_total >= wanted);
}

void KillServerTest::migrate(FaultWorld &world, const QList<Moment> &moments)
{
    for (const Moment &moment : moments) {
        while (!world.reach(moment)) {
            if (world.runner().exitCode() == Runner::Done)
                return;
            QVERIFY2(world.runner().exitCode() == Runner::GateRefused, world.runner().words().constData());
            const QString wrong = world.passTheGate();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        crash(world);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY2(world.finish() == Runner::Done, world.runner().words().constData());
}

void KillServerTest::crash(FaultWorld &world)
{
    const Status started = World::crashServer(world.world().engine());
    QVERIFY2(started, told(started).constData());
    // It must notice: a runner that waits for ever for a server that came back is a hung deployment.
    QVERIFY2(world.runner().endsWithin(longestEnd), "the runner hangs");
    const QList<int> resumable{Runner::DatabaseError, Runner::Resumable};
    QVERIFY2(resumable.contains(world.runner().exitCode()), world.runner().words().constData());
    ++m_crashes[world.stage()];
    ++m_total;
}

/// A replica that lags and then goes isn't one lag less: it comes back, and then lacks all that was written meanwhile.
void KillServerTest::aReplicaThatVanishesHoldsTheBackfill()
{
    auto replica = require(World::server().createReplica(u"standby"_s), "a replica");
    const auto replicaSession =
        require(openSession(require(Target::parse(replica->url()), "the replica's URL")), "the replica");
    FaultWorld world(u"postgresql"_s, rows,
                     {{u"replication_lag: 5s, lock"_s, u"replication_lag: 1s, lock"_s},
                      {u"max: 20000"_s, u"max: 200"_s}}); // slow enough to fall behind in
    const auto heldFor = [&](const QString &code) {
        const FillSnapshot fill = fillOf(world.world());
        return fill.state == FillState::Held && fill.holdReason.contains(u'"' + code + u'"');
    };
    require(replicaSession->query(u"SELECT pg_wal_replay_pause()"_s), "a replica that lags");
    QVERIFY(world.reach({Stage::Backfill, 100ms}));
    QVERIFY(QTest::qWaitFor([&] { return heldFor(u"replication-lag"_s); }, 15'000));

    const qint64 seen = fillOf(world.world()).rowsSeen;
    QVERIFY(replica->stop());
    QVERIFY(QTest::qWaitFor([&] { return heldFor(u"replication-lag-unknown"_s); }, 5'000));
    const qint64 statements = world.figures(demo::Version::New).statements();
    QVERIFY(QTest::qWaitFor([&] { return world.figures(demo::Version::New).statements() > statements + 300; },
                            30'000));
    QVERIFY(heldFor(u"replication-lag-unknown"_s));
    QCOMPARE(fillOf(world.world()).rowsSeen, seen);

    QVERIFY(replica->start());
    QVERIFY(QTest::qWaitFor([&] { return fillOf(world.world()).rowsSeen > seen; }, 15'000));
    QVERIFY(world.runner().endsWithin(60s));
    QCOMPARE(world.runner().exitCode(), Runner::GateRefused);
    const QString wrong = world.passTheGate();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY2(world.finish() == Runner::Done, world.runner().words().constData());
    const QStringList problems = world.problems();
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

QTEST_GUILESS_MAIN(KillServerTest)
#include "kill_server.moc"
