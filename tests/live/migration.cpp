// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/world.h"

#include <QtTest>

using namespace lockkeeper;
using namespace lockkeeper::demo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A whole migration on real databases, under the traffic of two application versions.
class MigrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesThroughSixStagesUnderTraffic_data();
    void goesThroughSixStagesUnderTraffic();
    void rollsBackFromEveryStage_data();
    void rollsBackFromEveryStage();
    void aStageIsDoneWhileTheNextGateIsAsked();
    void irreversibleStepsNeedTheTablesName();
    void contractNeedsARunOfItsOwn();
    void operatorsControlItFromElsewhere_data();
    void operatorsControlItFromElsewhere();
    void twoWorkersFillEveryRow();
    void fillKeepsWhatANewVersionWrote_data();
    void fillKeepsWhatANewVersionWrote();
    void eventsFormAChain();
};

namespace {

constexpr qint64 sampleRows = 20'000;

QByteArray told(const Verification &found)
{
    return u"%1 checked, %2 lost, %3 doubled, %4 wrong, %5 surplus: %6"_s
        .arg(QString::number(found.checked), QString::number(found.lost), QString::number(found.doubled),
             QString::number(found.wrong), QString::number(found.surplus), found.examples.join(u"; "_s))
        .toUtf8();
}

void everyEngine()
{
    QTest::addColumn<QString>("engine");
    for (const QString &engine : {u"postgresql"_s, u"mariadb"_s, u"mysql"_s, u"sqlite"_s})
        QTest::newRow(qPrintable(engine)) << engine;
}

Error refusalOf(const Status &status)
{
    return status ? Error{.code = Errc::Usage, .detail = u"it was not refused"_s} : status.error();
}

} // namespace

void MigrationTest::goesThroughSixStagesUnderTraffic_data() { everyEngine(); }

void MigrationTest::goesThroughSixStagesUnderTraffic()
{
    QFETCH(QString, engine);
    if (!World::canHave(engine))
        QSKIP("there is no MySQL on this machine");
    const World world(engine, sampleRows);
    Traffic traffic(world.target());
    QVERIFY2(traffic.start(), "traffic");

    const Status refused = world.run(world.plan());
    QCOMPARE(refusalOf(refused).code, Errc::GateRefused);
    QCOMPARE(refused.error().facts.value(u"gate"_s), u"contract"_s);
    QCOMPARE(world.snapshot().record.state, MigrationState::AtGate);
    QCOMPARE(world.snapshot().stage(Stage::Contract).state, StageState::WaitingForGate);
    QVERIFY(world.schema().contains(u"first_name"_s));

    traffic.retire(Version::Old);
    Status done;
    QVERIFY(QTest::qWaitFor(
        [&] { return (done = world.run(world.plan())) || done.error().code != Errc::GateRefused; }, 20'000));
    QVERIFY2(done, told(done).constData());
    traffic.stop();

    QVERIFY(!world.schema().contains(u"first_name"_s));
    QVERIFY(!world.schema().contains(u"lockkeeper"_s));
    const auto found = traffic.verify(*world.session());
    QVERIFY2(found, "reading the account");
    QVERIFY2(found->isClean(), told(*found).constData());
    QCOMPARE(world.snapshot().record.state, MigrationState::Done);
    for (const StageSnapshot &stage : world.snapshot().stages)
        QCOMPARE(stage.state, StageState::Done);
}

void MigrationTest::rollsBackFromEveryStage_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<Stage>("through");
    for (const QString &engine : {u"postgresql"_s, u"mariadb"_s, u"mysql"_s, u"sqlite"_s}) {
        for (const Stage stage : {Stage::Expand, Stage::Backfill, Stage::Flip})
            QTest::addRow("%s after %s", qPrintable(engine), qPrintable(stageName(stage))) << engine << stage;
    }
}

void MigrationTest::rollsBackFromEveryStage()
{
    QFETCH(QString, engine);
    if (!World::canHave(engine))
        QSKIP("there is no MySQL on this machine");
    QFETCH(Stage, through);
    const World world(engine, 2'000);
    const QString before = world.schema();
    const Plan plan = world.plan({{u"soak: 1s"_s, u"soak: 50ms"_s}, {u"watch: 3s"_s, u"watch: 100ms"_s}});
    const Status ran = world.run(plan, {.through = through});
    QVERIFY2(ran, told(ran).constData());

    RunControl control;
    const Status undone = world.open(plan)->rollback({}, control, {});
    QVERIFY2(undone, told(undone).constData());
    QCOMPARE(world.schema(), before);
    QCOMPARE(world.scalar(u"SELECT percent FROM app_flags"_s).toInt(), 0);
    QCOMPARE(world.snapshot().record.state, MigrationState::RolledBack);

    const Status again = world.run(plan); // what was rolled back can be run again
    QVERIFY2(again, told(again).constData());
    QCOMPARE(refusalOf(world.open(plan)->rollback({}, control, {})).code, Errc::PointOfNoReturn);
}

/// While a run asks the next stage's gate, the stage before is done: a window must not offer it once more.
void MigrationTest::aStageIsDoneWhileTheNextGateIsAsked()
{
    const World world(u"sqlite"_s, 100);
    QVERIFY(world.run(world.plan(), {.through = Stage::Expand}));
    const auto session = world.session();
    QVERIFY(Migrations(Ledger(*session, World::idOfSample())).setState(MigrationState::Running));
    QCOMPARE(world.snapshot().stage(Stage::Expand).state, StageState::Done);
    QVERIFY(Migrations(Ledger(*session, World::idOfSample())).setState(MigrationState::Failed));
    QCOMPARE(world.snapshot().stage(Stage::Expand).state, StageState::Done);
    QCOMPARE(world.snapshot().stage(Stage::Backfill).state, StageState::Failed); // it failed at its gate
}

/// A window asks for the table's name; the core holds it against the plan, and only when the gate is open.
void MigrationTest::irreversibleStepsNeedTheTablesName()
{
    const World world(u"sqlite"_s, 100);
    const Plan plan = world.plan({{u"soak: 1s"_s, u"soak: 50ms"_s}, {u"watch: 3s"_s, u"watch: 100ms"_s}});
    QVERIFY(world.run(plan, {.through = Stage::Flip, .typedTable = QString()}));
    for (const QString &typed : {u""_s, u"orders"_s, u"public.users"_s}) {
        const Error error = refusalOf(world.run(plan, {.resume = true, .typedTable = typed}));
        QCOMPARE(error.code, Errc::TableNotNamed);
        QCOMPARE(error.facts.value(u"table"_s), u"users"_s);
        QVERIFY(world.schema().contains(u"first_name"_s));
    }
    const Status named = world.run(plan, {.resume = true, .typedTable = u"users"_s});
    QVERIFY2(named, told(named).constData());
    QVERIFY(!world.schema().contains(u"first_name"_s));
}

void MigrationTest::contractNeedsARunOfItsOwn()
{
    const World world = World::postgres(1'000);
    const Plan plan = world.plan({{u"environment: sandbox"_s, u"environment: production"_s},
                                  {u"soak: 1s"_s, u"soak: 50ms"_s},
                                  {u"watch: 3s"_s, u"watch: 100ms"_s}});
    QCOMPARE(refusalOf(world.run(plan)).code, Errc::ContractInSameRun);
    QVERIFY(world.schema().contains(u"first_name"_s));
    const Status second = world.run(plan);
    QVERIFY2(second, told(second).constData());
    QVERIFY(!world.schema().contains(u"first_name"_s));
}

void MigrationTest::operatorsControlItFromElsewhere_data() { everyEngine(); }

/// Pause holds the backfill with a reason; resume lets it go on; cancel ends the run where it can be resumed.
void MigrationTest::operatorsControlItFromElsewhere()
{
    QFETCH(QString, engine);
    if (!World::canHave(engine))
        QSKIP("there is no MySQL on this machine");
    constexpr qint64 manyRows =
        100'000; // in batches so small that it isn't done before it hears of the pause
    const World world(engine, manyRows);
    const Plan plan = world.plan({{u"max: 20000"_s, u"max: 100"_s}});
    QVERIFY(world.run(plan, {.through = Stage::Expand}));

    const auto operatorSession = world.session();
    const Ledger ledger(*operatorSession, World::idOfSample());
    Status ended;
    std::atomic<bool> paused = false;
    std::jthread runner([&] {
        ended = world.run(plan, {.through = Stage::Backfill}, [&](const RunEvent &event) {
            if (event.kind == u"batch"_s && !paused.exchange(true))
                require(Migrations(Ledger(*world.session(), World::idOfSample())).setControl(Control::Pause));
        });
    });
    const auto fillState = [&] {
        const auto fills = world.snapshot().fills;
        return fills.isEmpty() ? FillState::Running : fills.first().state;
    };
    QVERIFY(QTest::qWaitFor([&] { return fillState() == FillState::Held; }, 10'000));
    QVERIFY(world.snapshot().fills.first().holdReason.contains(u"paused"_s));
    QCOMPARE(world.snapshot().stage(Stage::Backfill).state, StageState::Held);
    const qint64 seen = world.snapshot().fills.first().rowsSeen;
    QVERIFY(seen < manyRows);

    QVERIFY(Migrations(ledger).setControl(Control::Cancel));
    runner.join();
    QCOMPARE(refusalOf(ended).code, Errc::Paused);
    QCOMPARE(world.snapshot().record.state, MigrationState::Cancelled);
    QCOMPARE(refusalOf(world.run(plan)).code, Errc::MigrationExists);
    const Status resumed = world.run(plan, {.through = Stage::Backfill, .resume = true});
    QVERIFY2(resumed, told(resumed).constData());
    QCOMPARE(world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
    QCOMPARE(world.snapshot().fills.first().rowsSeen, manyRows);
}

void MigrationTest::twoWorkersFillEveryRow()
{
    const World world = World::postgres(sampleRows);
    const Status ran =
        world.run(world.plan({{u"workers: 1"_s, u"workers: 2"_s}}), {.through = Stage::Backfill});
    QVERIFY2(ran, told(ran).constData());
    QCOMPARE(world.scalar(u"SELECT count(*) FROM lockkeeper.backfill WHERE state = 'done'"_s).toInt(), 2);
    QCOMPARE(world.scalar(u"SELECT sum(rows_seen)::bigint FROM lockkeeper.backfill"_s).toLongLong(),
             sampleRows);
    QCOMPARE(world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
}

void MigrationTest::fillKeepsWhatANewVersionWrote_data() { everyEngine(); }

/// `up` trims: it can't make a leading blank again, and the new version's value is the newer one.
void MigrationTest::fillKeepsWhatANewVersionWrote()
{
    QFETCH(QString, engine);
    if (!World::canHave(engine))
        QSKIP("there is no MySQL on this machine");
    const World world(engine, 100);
    QVERIFY(world.run(world.plan(), {.through = Stage::Expand}));
    QVERIFY(world.session()->query(
        u"UPDATE users SET display_name = ' Ann Lee', first_name = '', last_name = 'Ann Lee' WHERE id = 7"_s));
    const Status filled = world.run(world.plan(), {.through = Stage::Backfill});
    QVERIFY2(filled, told(filled).constData());
    QCOMPARE(world.scalar(u"SELECT display_name FROM users WHERE id = 7"_s).toString(), u" Ann Lee"_s);
    QCOMPARE(world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
}

void MigrationTest::eventsFormAChain()
{
    const World world = World::postgres(500);
    QVERIFY(world.run(world.plan(), {.through = Stage::Backfill}));
    const auto session = world.session();
    const EventChain chain(Ledger(*session, World::idOfSample()));
    QCOMPARE(chain.firstBroken().value_or(-1), 0);
    QVERIFY(session->query(u"UPDATE lockkeeper.event SET actor = 'nobody' WHERE seq = 3"_s));
    QCOMPARE(chain.firstBroken().value_or(-1), 3);
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "migration.moc"
