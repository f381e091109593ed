// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/world.h"

#include <QtTest>

using namespace lockkeeper;
using namespace lockkeeper::demo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Somebody else's long transaction is in the way of a lock. The migration waits for it; the application must not.
class DdlBlockerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsWaitWithoutBlockingOthers_data();
    void stepsWaitWithoutBlockingOthers();
    void aLockedRowHoldsUpItsBatchOnly();
};

namespace {

constexpr qint64 rows = 20'000;
constexpr qsizetype wantedRetries = 3;

const QString oldNames = u"SELECT first_name FROM users WHERE id = 7"_s;
// The contract gate of quickPlan().
const QString oldInstances = u"SELECT count(*) FROM app_instances WHERE version = 'old' AND"
                             " last_seen > extract(epoch FROM clock_timestamp()) * 1000 - 1000"_s;
const QString touched = u"UPDATE users SET email = 'blocked@example.org' WHERE id = 7"_s;

/// A session called "nightly-report" that keeps a transaction open.
class Blocker
{
public:
    Blocker(const World &world, const QString &statement)
        : m_session(world.session({.application = u"nightly-report"_s}))
    {
        require(m_session->begin(), "the blocker's transaction");
        require(m_session->query(statement), "the blocker's statement");
        m_process =
            require(m_session->query(u"SELECT pg_backend_pid()"_s), "its process").scalar().toString();
        require(m_session->query(statement), "the blocker's statement"); // the last one is what others see
    }

    const QString &process() const { return m_process; }
    void commit() { require(m_session->commit(), "the blocker's commit"); }

private:
    std::unique_ptr<Session> m_session;
    QString m_process;
};

/// One run in a thread of its own, and what it told of its retries.
class Run
{
public:
    Run(const World &world, const Plan &plan, Stage through)
        : m_thread([this, &world, plan, through] {
            m_status = world.run(plan, {.through = through}, [this](const RunEvent &event) { hear(event); });
        })
    {}

    QList<QJsonObject> retries() const
    {
        const std::scoped_lock lock(m_guard);
        return m_retries;
    }
    Status end()
    {
        m_thread.join();
        return m_status;
    }

private:
    void hear(const RunEvent &event)
    {
        const std::scoped_lock lock(m_guard);
        if (event.kind == u"retry"_s)
            m_retries << event.data;
    }

    mutable std::mutex m_guard;
    QList<QJsonObject> m_retries;
    Status m_status;
    std::jthread m_thread; // last: starts when the rest is there
};

QString blockerIn(const QJsonObject &retry)
{
    return errorFromJson(retry.value(u"error"_s).toObject()).facts.value(u"blocker"_s);
}

QStringList blockersInTheLedger(const World &world)
{
    QStringList blockers;
    for (const Event &event : world.snapshot().events) {
        if (event.kind == u"step-retry"_s)
            blockers << blockerIn(event.data);
    }
    return blockers;
}

/// Runs everything before @p stage, without faults.
void bringTo(const World &world, const Plan &plan, Traffic &traffic, Stage stage)
{
    if (stage == Stage::Expand)
        return;
    if (stage == Stage::Contract) {
        traffic.retire(Version::Old);
        QVERIFY2(QTest::qWaitFor([&] { return world.scalar(oldInstances).toInt() == 0; }, 10'000),
                 "the old version still reports");
    }
    require(world.run(plan, {.through = static_cast<Stage>(static_cast<int>(stage) - 1)}),
            "the stages before");
}

double millis(Latency::Micros time) { return double(time.count()) / 1000; }

Plan quickPlan(const World &world)
{
    return world.plan({{u"soak: 1s"_s, u"soak: 50ms"_s}, {u"* 1000 - 3000"_s, u"* 1000 - 1000"_s}});
}

} // namespace

void DdlBlockerTest::stepsWaitWithoutBlockingOthers_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<QString>("statement");
    QTest::newRow("ADD COLUMN behind a reader") << Stage::Expand << oldNames;
    QTest::newRow("ADD COLUMN behind a writer") << Stage::Expand << touched;
    QTest::newRow("CREATE TRIGGER behind a writer") << Stage::Backfill << touched;
    QTest::newRow("DROP COLUMN behind a reader")
        << Stage::Contract << u"SELECT email FROM users WHERE id = 7"_s;
}

void DdlBlockerTest::stepsWaitWithoutBlockingOthers()
{
    QFETCH(Stage, stage);
    QFETCH(QString, statement);
    const World world = World::postgres(rows);
    const Plan plan = quickPlan(world);
    Traffic traffic(world.target(), {.heartbeat = 100ms});
    QVERIFY(traffic.start());
    bringTo(world, plan, traffic, stage);

    traffic.resetFigures();
    Blocker blocker(world, statement);
    Run run(world, plan, stage);
    QVERIFY(QTest::qWaitFor([&] { return run.retries().size() >= wantedRetries; }, 30'000));
    const ClientFigures during = traffic.figures(Version::New);
    blocker.commit();
    const Status done = run.end();
    QVERIFY2(done, told(done).constData());
    traffic.stop();

    qInfo("%lld retries; the application: p99 %.1f ms, longest %.1f ms, %lld errors",
          static_cast<qint64>(run.retries().size()), millis(during.latency.percentile(0.99)),
          millis(during.latency.longest()), during.errors);
    QVERIFY(during.latency.percentile(0.99) < 1s);
    for (const QString &told : blockersInTheLedger(world)) {
        QVERIFY2(told.contains(blocker.process() + u" (nightly-report, user lk, idle in transaction for"_s),
                 qPrintable(told));
        QVERIFY2(told.contains(statement.left(20)), qPrintable(told));
    }
    QVERIFY(blockersInTheLedger(world).size() >= 2);
    const auto account = traffic.verify(*world.session());
    QVERIFY(account);
    QVERIFY2(account->isClean(), qPrintable(account->examples.join(u"; "_s)));
}

/// A batch that waits for one row holds the locks of all before it: it must let go of them, and try again.
void DdlBlockerTest::aLockedRowHoldsUpItsBatchOnly()
{
    const World world = World::postgres(rows);
    const Plan plan = quickPlan(world);
    std::unique_ptr<Blocker> blocker; // comes with the first batch: the triggers would wait for it
    std::atomic<bool> isBlocked = false;
    Status done;
    std::jthread run([&] {
        done = world.run(plan, {.through = Stage::Backfill}, [&](const RunEvent &event) {
            if (event.kind == u"batch"_s && !isBlocked) {
                blocker =
                    std::make_unique<Blocker>(world, u"UPDATE users SET email = email WHERE id = 9000"_s);
                isBlocked = true;
            }
        });
    });
    QVERIFY(QTest::qWaitFor([&] { return isBlocked.load(); }, 10'000));
    const auto application = world.session();
    qint64 longest = 0;
    const auto appWritesWhileHeld = [&] {
        QElapsedTimer timer;
        timer.start();
        require(application->query(u"UPDATE users SET email = 'free@example.org' WHERE id = 8999"_s),
                "the application");
        longest = std::max(longest, timer.elapsed());
        return world.snapshot().fills.first().holdMs >= 2'000;
    };
    QVERIFY(QTest::qWaitFor(appWritesWhileHeld, 30'000));
    std::exchange(blocker, nullptr)->commit();
    run.join();
    QVERIFY2(done, told(done).constData());
    qInfo("the application waited %lld ms at most", longest);
    QVERIFY2(longest < 1'500, "a batch kept its locks while it waited");
    QCOMPARE(world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
}

QTEST_GUILESS_MAIN(DdlBlockerTest)
#include "ddl_blocker.moc"
