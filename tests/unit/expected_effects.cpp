// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/expectedeffects.h"
#include "core/plan/leasttime.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

class ExpectedEffectsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void locksAddUpInAStep();
    void laterStepsKnowWhatEarlierOnesMade();
    void whatIsNoSqlIsAbsent();
    void versionsDiffer();
    void soaksAddUp();
};

namespace {

Step sqlStep(const QString &id, const QStringList &statements)
{
    return {.id = id, .stage = Stage::Expand, .action = SqlAction{.statements = statements}};
}

Plan planWith(const QString &engine, const QList<Step> &steps)
{
    Plan plan;
    plan.engine = engine;
    plan.steps = steps;
    return plan;
}

QStringList locksOf(const ExpectedEffects &effects)
{
    QStringList locks;
    for (const ExpectedEffects::Lock &lock : effects.locks)
        locks << lock.mode + u" on "_s + lock.relation;
    locks.sort();
    return locks;
}

} // namespace

void ExpectedEffectsTest::locksAddUpInAStep()
{
    const Plan plan = planWith(u"postgresql"_s, {sqlStep(u"one"_s, {u"CREATE INDEX ON public.users (a)"_s,
                                                                    u"ALTER TABLE public.users ADD b int"_s,
                                                                    u"CREATE INDEX ON shops (c)"_s})});
    const ExpectedByStep expected = expectedEffects(plan, u"17.4"_s);
    QCOMPARE(expected.size(), 1);
    const ExpectedEffects one = expected[u"one"_s];
    QCOMPARE(locksOf(one), (QStringList{u"ACCESS EXCLUSIVE on public.users"_s, u"SHARE on shops"_s}));
    QCOMPARE(one.keepsWaiting, KeepsWaiting::ReadsAndWrites);
    QCOMPARE(one.indexBuilds, (QStringList{u"public.users"_s, u"shops"_s}));
    QVERIFY(one.isLong);
}

void ExpectedEffectsTest::laterStepsKnowWhatEarlierOnesMade()
{
    const auto notNull = u"ALTER TABLE t ALTER a SET NOT NULL"_s;
    const Step proof =
        sqlStep(u"proof"_s, {u"ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID"_s,
                             u"ALTER TABLE t VALIDATE CONSTRAINT c"_s});
    const Plan with = planWith(u"postgresql"_s, {proof, sqlStep(u"set"_s, {notNull})});
    QVERIFY(expectedEffects(with, u"17"_s)[u"set"_s].scans.isEmpty());
    const Plan without = planWith(u"postgresql"_s, {sqlStep(u"set"_s, {notNull})});
    QCOMPARE(expectedEffects(without, u"17"_s)[u"set"_s].scans, QStringList{u"t"_s});
}

void ExpectedEffectsTest::whatIsNoSqlIsAbsent()
{
    Step fill{.id = u"fill"_s, .stage = Stage::Backfill, .action = FillAction{}};
    const Plan plan = planWith(u"sqlite"_s, {fill, sqlStep(u"add"_s, {u"ALTER TABLE t ADD a"_s})});
    const ExpectedByStep expected = expectedEffects(plan, {});
    QCOMPARE(expected.keys(), QStringList{u"add"_s});
    QVERIFY(expectedEffects(planWith(u"postgresql"_s, {fill}), {}).isEmpty());
    QVERIFY(expectedEffects(planWith(u"nothing known"_s, {sqlStep(u"a"_s, {u"SELECT 1"_s})}), {}).isEmpty());
}

void ExpectedEffectsTest::versionsDiffer()
{
    const Plan plan =
        planWith(u"mysql"_s, {sqlStep(u"add"_s, {u"ALTER TABLE t ADD COLUMN a int AFTER b"_s})});
    QCOMPARE(expectedEffects(plan, u"8.0.20"_s)[u"add"_s].algorithm, u"INPLACE"_s);
    QCOMPARE(expectedEffects(plan, u"8.4.3"_s)[u"add"_s].algorithm, u"INSTANT"_s);
}

void ExpectedEffectsTest::soaksAddUp()
{
    using namespace std::chrono_literals;
    Plan plan;
    plan.watch = 1h;
    const FlagAction flag{.flag = u"f"_s, .soak = 10min};
    plan.steps = {{.id = u"a"_s, .stage = Stage::Flip, .action = flag},
                  {.id = u"b"_s, .stage = Stage::Flip, .action = flag}};
    plan.conditions = {{.id = u"soak"_s, .kind = u"soak"_s, .parameters = {{u"duration"_s, 86'400'000}}},
                       {.id = u"soak-2"_s, .kind = u"soak"_s, .parameters = {{u"duration"_s, 3'600'000}}}};
    QCOMPARE(leastTime(plan, Stage::Flip), 20min);
    QCOMPARE(leastTime(plan, Stage::Verify), 1h);
    QCOMPARE(leastTime(plan, Stage::Expand), 0min);
    QCOMPARE(leastSoak(plan, Stage::Contract), 24h);
    QCOMPARE(leastSoak(plan, Stage::Flip), 0min);
}

QTEST_APPLESS_MAIN(ExpectedEffectsTest)
#include "expected_effects.moc"
