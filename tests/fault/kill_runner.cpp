// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/faultworld.h"

#include <QtTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// The runner dies without a word, anywhere; the next one goes on, and nobody's data tells.
class KillRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAnywhereLosesNothing_data();
    void killedAnywhereLosesNothing();
    void whoSleptTooLongWritesNothing();

private:
    void migrate(FaultWorld &world, const QList<Moment> &moments);
    QList<Stage> unhit() const;

    QMap<Stage, int> m_kills;
    int m_total = 0;
};

namespace {

constexpr qint64 rows = 150'000;
constexpr qint64 rowsOfMySql = 60'000; // its short form is to stay short
constexpr int mostInOneMigration = 12;
constexpr int mostMigrations = 20;

} // namespace

QList<Stage> KillRunnerTest::unhit() const
{
    QList<Stage> stages;
    for (const Stage stage : allStages) {
        if (!m_kills.contains(stage))
            stages << stage;
    }
    return stages;
}

void KillRunnerTest::killedAnywhereLosesNothing_data()
{
    QTest::addColumn<int>("kills");
    QTest::newRow("postgresql") << 8;
    for (const char *engine : {"mariadb", "mysql", "sqlite"})
        QTest::newRow(engine) << static_cast<int>(allStages.size());
}

void KillRunnerTest::killedAnywhereLosesNothing()
{
    const QString engine = QString::fromLatin1(QTest::currentDataTag());
    if (!World::canHave(engine)) // only MySQL may be missing
        QSKIP("MySQL is not on this machine");
    QFETCH(int, kills);
    const int wanted = fromEnvironment("LOCKKEEPER_FAULT_KILLS", kills);
    m_kills.clear();
    m_total = 0;
    const bool isMySql = engine == "mysql"_L1 || engine == "mariadb"_L1;
    Moments moments;
    int migrations = 0;
    while ((m_total < wanted || !unhit().isEmpty()) && ++migrations <= mostMigrations) {
        QElapsedTimer timer;
        timer.start();
        const int before = m_total;
        const int left = std::max(wanted - m_total, static_cast<int>(unhit().size()));
        FaultWorld world(engine, isMySql ? rowsOfMySql : rows);
        migrate(world, moments.draw(std::min(left, mostInOneMigration), unhit()));
        const QStringList problems = world.problems();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        qInfo("migration %d: %d kills, %lld errors of the application, %.1f s", migrations, m_total - before,
              world.figures(demo::Version::Old).errors + world.figures(demo::Version::New).errors,
              double(timer.elapsed()) / 1000);
    }
    for (const auto &[stage, times] : m_kills.asKeyValueRange())
        qInfo("%-10s killed %2d times", qPrintable(stageName(stage)), times);
    QVERIFY2(unhit().isEmpty(), "no kill hit some of the stages");
    QVERIFY(m_total >= wanted);
}

void KillRunnerTest::migrate(FaultWorld &world, const QList<Moment> &moments)
{
    for (const Moment &moment : moments) {
        while (!world.reach(moment)) {
            if (world.runner().exitCode() == Runner::Done)
                return;
            QVERIFY2(world.runner().exitCode() == Runner::GateRefused, world.runner().words().constData());
            const QString wrong = world.passTheGate();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        world.runner().kill();
        ++m_kills[world.stage()];
        ++m_total;
    }
    QVERIFY2(world.finish() == Runner::Done, world.runner().words().constData());
}

/// A lease runs out under a runner that hangs: another one takes over, and the first must not write when it wakes.
void KillRunnerTest::whoSleptTooLongWritesNothing()
{
    FaultWorld world(u"postgresql"_s, rows, {{u"max: 20000"_s, u"max: 1000"_s}});
    const auto token = [&] {
        return world.world().scalar(u"SELECT token FROM lockkeeper.lease"_s).toLongLong();
    };
    QVERIFY(world.reach({Stage::Backfill, Millis(300)}));
    world.runner().freeze();
    const qint64 before = token();

    const auto second = world.another();
    second->start();
    const auto tookOver = [&] {
        if (second->endsWithin(Millis(0)))
            second->start(); // refused, as it should be while the lease lasts
        return token() > before;
    };
    QElapsedTimer lease;
    lease.start();
    QVERIFY(QTest::qWaitFor(tookOver,
                            90'000)); // the sleeper may hold locks until the server ends its transaction
    QVERIFY(lease.elapsed() > 5'000);

    world.runner().thaw();
    QVERIFY(world.runner().endsWithin(std::chrono::seconds(20)));
    QCOMPARE(world.runner().exitCode(), Runner::HelmHeld);
    QVERIFY(second->endsWithin(std::chrono::seconds(90)));
    QVERIFY2(second->exitCode() == Runner::GateRefused, second->words().constData());
    const QString wrong = world.passTheGate();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY2(world.finish() == Runner::Done, world.runner().words().constData());
    const QStringList problems = world.problems();
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

QTEST_GUILESS_MAIN(KillRunnerTest)
#include "kill_runner.moc"
