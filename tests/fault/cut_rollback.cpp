// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/world.h"

#include <QtTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// A rollback that was cut off between two steps can be ended, or taken back; either way nothing is left half done.
class CutRollbackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canBeEnded_data() { everyStep(); }
    void canBeEnded();
    void canBeTakenBack_data() { everyStep(); }
    void canBeTakenBack();

private:
    static void everyStep();
};

namespace {

constexpr qint64 rows = 2'000;
/// Four cohorts of the flag, the fill, the triggers, the column.
constexpr int steps = 7;

Plan quickPlan(const World &world)
{
    return world.plan({{u"soak: 1s"_s, u"soak: 20ms"_s}, {u"watch: 3s"_s, u"watch: 100ms"_s}});
}

/// Rolls back, and ends the runner's session when the undo of the @p nth step is about to begin. Its lease ends too.
Status cutOff(const World &world, const Plan &plan, int nth)
{
    const auto migration = world.open(plan);
    RunControl control;
    int begun = 0;
    const Status cut = migration->rollback({}, control, [&](const RunEvent &event) {
        if (event.kind == u"undo-started"_s && ++begun == nth)
            world.scalar(
                u"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name = 'lockkeeper' AND pid <> pg_backend_pid()"_s);
    });
    require(world.session()->query(u"UPDATE lockkeeper.lease SET expires_at = 0"_s), "the end of the lease");
    return cut;
}

} // namespace

void CutRollbackTest::everyStep()
{
    QTest::addColumn<int>("nth");
    for (int nth = 1; nth <= steps; ++nth)
        QTest::addRow("step %d", nth) << nth;
}

void CutRollbackTest::canBeEnded()
{
    QFETCH(int, nth);
    const World world = World::postgres(rows);
    const QString before = world.schema();
    const Plan plan = quickPlan(world);
    QVERIFY(world.run(plan, {.through = Stage::Flip}));
    QVERIFY(!cutOff(world, plan, nth));

    RunControl control;
    const Status undone = world.open(plan)->rollback({}, control, {});
    QVERIFY2(undone, told(undone).constData());
    QCOMPARE(world.schema(), before);
    QCOMPARE(world.scalar(u"SELECT percent FROM app_flags"_s).toInt(), 0);
    QCOMPARE(world.snapshot().record.state, MigrationState::RolledBack);
}

void CutRollbackTest::canBeTakenBack()
{
    QFETCH(int, nth);
    const World world = World::postgres(rows);
    const Plan plan = quickPlan(world);
    QVERIFY(world.run(plan, {.through = Stage::Flip}));
    QVERIFY(!cutOff(world, plan, nth));

    const Status unasked = world.run(plan, {.through = Stage::Flip});
    QVERIFY(!unasked);
    QCOMPARE(unasked.error().code, Errc::MigrationExists);
    const Status resumed = world.run(plan, {.through = Stage::Flip, .resume = true});
    QVERIFY2(resumed, told(resumed).constData());
    for (const StepSnapshot &step : world.snapshot().steps)
        QVERIFY2(step.record.state == StepState::Done || step.step.stage > Stage::Flip,
                 qPrintable(step.step.id));
    QCOMPARE(world.scalar(u"SELECT percent FROM app_flags"_s).toInt(), 100);
    const Status done = world.run(plan);
    QVERIFY2(done, told(done).constData());
    QCOMPARE(world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
}

QTEST_GUILESS_MAIN(CutRollbackTest)
#include "cut_rollback.moc"
