// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backfill/batchsizer.h"
#include "core/backfill/throttle.h"
#include "core/monitor/errorrate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace std::chrono_literals;

/// What decides a backfill's speed: the batch's size, and when to wait.
class BackfillUnitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesGrowByHalves();
    void oneSlowBatchShrinksAtOnce();
    void slowBatchesAreForgottenAfterTen();
    void sizesStayWithinTheLimits();
    void emptyBatchesTellNothing();
    void newLimitsHoldAtOnce();
    void holds_data();
    void holds();
    void risesOverTheBaseline();
    void fewTransactionsTellNothing();
    void resetCountersTellNothing();
};

namespace {

constexpr BatchLimits limits{.targetTime = 100ms, .smallest = 100, .largest = 10'000};

/// A busy server at one moment.
ActivitySample sampleWith(qint64 commits, qint64 rollbacks)
{
    ActivitySample sample;
    sample.commits = commits;
    sample.rollbacks = rollbacks;
    return sample;
}

ActivitySample sampleWithLag(const QList<std::optional<double>> &lags)
{
    ActivitySample sample;
    for (const auto &lag : lags)
        sample.replicas << ReplicaLag{.name = u"r"_s, .seconds = lag};
    return sample;
}

/// Two samples a second: @p perSample transactions each, one in @p failing of them rolled back.
void watch(ErrorRate &rate, ActivitySample &now, int samples, qint64 perSample, qint64 failing)
{
    for (int i = 0; i < samples; ++i) {
        now.commits += perSample - perSample / failing;
        now.rollbacks += perSample / failing;
        rate.add(now);
    }
}

} // namespace

void BackfillUnitsTest::batchesGrowByHalves()
{
    BatchSizer sizer(limits, 1'000);
    sizer.record(1ms, 1'000);
    QCOMPARE(sizer.size(), 1'500);
    sizer.record(0ms, 1'500); // quicker than the clock
    QCOMPARE(sizer.size(), 2'250);
}

void BackfillUnitsTest::oneSlowBatchShrinksAtOnce()
{
    BatchSizer sizer(limits, 1'000);
    sizer.record(1'000ms, 1'000); // 1 ms a row: 100 rows fit
    QCOMPARE(sizer.size(), 100);
    sizer.record(1ms, 100);
    QCOMPARE(sizer.size(), 100); // it is still among the last ten
}

void BackfillUnitsTest::slowBatchesAreForgottenAfterTen()
{
    BatchSizer sizer(limits, 1'000);
    sizer.record(1'000ms, 1'000);
    for (int i = 0; i < 9; ++i)
        sizer.record(1ms, 100);
    QCOMPARE(sizer.size(), 100);
    sizer.record(1ms, 100);
    QCOMPARE(sizer.size(), 150);
}

void BackfillUnitsTest::sizesStayWithinTheLimits()
{
    QCOMPARE(BatchSizer(limits, 1).size(), 100);
    QCOMPARE(BatchSizer(limits, 1'000'000).size(), 10'000);
    BatchSizer sizer(limits, 9'000);
    sizer.record(1ms, 9'000);
    QCOMPARE(sizer.size(), 10'000);
    sizer.record(std::chrono::hours(24 * 365), 1);
    QCOMPARE(sizer.size(), 100);
    BatchSizer single({.targetTime = 100ms, .smallest = 1, .largest = 1}, 1);
    single.record(1ms, 1);
    QCOMPARE(single.size(), 1);
}

void BackfillUnitsTest::emptyBatchesTellNothing()
{
    BatchSizer sizer(limits, 1'000);
    sizer.record(5'000ms, 0);
    QCOMPARE(sizer.size(), 1'000);
}

void BackfillUnitsTest::newLimitsHoldAtOnce()
{
    BatchSizer sizer(limits, 5'000);
    sizer.setLimits({.targetTime = 100ms, .smallest = 10, .largest = 200});
    QCOMPARE(sizer.size(), 200);
    sizer.setLimits({.targetTime = 100ms, .smallest = 500, .largest = 2'000});
    QCOMPARE(sizer.size(), 500);
}

void BackfillUnitsTest::holds_data()
{
    QTest::addColumn<HoldLimits>("holdLimits");
    QTest::addColumn<ActivitySample>("sample");
    QTest::addColumn<double>("rise"); // below zero: unknown
    QTest::addColumn<QString>("code");
    const HoldLimits lag{.replicationLag = 5s};
    const HoldLimits all{
        .replicationLag = 5s, .lockWaiters = 3, .oldestTransaction = 60s, .errorRateRise = 2.0};
    ActivitySample busy;
    busy.lockWaiters = 4;
    busy.oldestTransaction = 61s;
    ActivitySample atLimits = sampleWithLag({5.0});
    atLimits.lockWaiters = 3;
    atLimits.oldestTransaction = 60s;
    const auto row = [](const char *name, const HoldLimits &holdLimits, const ActivitySample &sample,
                        double rise,
                        const QString &code) { QTest::newRow(name) << holdLimits << sample << rise << code; };
    row("no limits, whatever happens", {}, busy, 100, u""_s);
    row("no replicas", lag, {}, -1, u""_s);
    row("lag", lag, sampleWithLag({0.1, 5.1}), -1, u"replication-lag"_s);
    row("unknown lag is not zero", lag, sampleWithLag({0.1, std::nullopt}), -1, u"replication-lag-unknown"_s);
    row("just at every limit", all, atLimits, 2.0, u""_s);
    row("waiters", {.lockWaiters = 3}, busy, -1, u"lock-waiters"_s);
    row("no waiter allowed", {.lockWaiters = 0}, {}, -1, u""_s);
    row("old transaction", {.oldestTransaction = 60s}, busy, -1, u"oldest-transaction"_s);
    row("errors", {.errorRateRise = 2.0}, {}, 2.1, u"error-rate"_s);
    row("unknown rate", {.errorRateRise = 2.0}, {}, -1, u""_s);
    row("the first of several", all, busy, 9, u"lock-waiters"_s);
}

void BackfillUnitsTest::holds()
{
    QFETCH(HoldLimits, holdLimits);
    QFETCH(ActivitySample, sample);
    QFETCH(double, rise);
    QFETCH(QString, code);
    const auto reason = holdReason(holdLimits, sample, rise < 0 ? std::nullopt : std::optional(rise));
    QCOMPARE(reason ? reason->value("code"_L1).toString() : QString(), code);
    if (reason && code != "replication-lag-unknown"_L1)
        QVERIFY(reason->value("value"_L1).toDouble() > reason->value("limit"_L1).toDouble());
}

void BackfillUnitsTest::risesOverTheBaseline()
{
    ErrorRate rate;
    ActivitySample now;
    watch(rate, now, 20, 100, 100); // 1 % for ten seconds
    QVERIFY(!rate.rise());
    watch(rate, now, 1, 100, 100);
    QVERIFY(qAbs(rate.rise().value_or(-1) - 1) < 0.01);
    watch(rate, now, 20, 100, 20); // 5 %
    QVERIFY(qAbs(rate.rise().value_or(-1) - 5) < 0.01);
    watch(rate, now, 20, 100, 100);
    QVERIFY(qAbs(rate.rise().value_or(-1) - 1) < 0.01);
}

void BackfillUnitsTest::fewTransactionsTellNothing()
{
    ErrorRate rate;
    ActivitySample now;
    watch(rate, now, 100, 1, 1); // 20 in a window
    QVERIFY(!rate.rise());
}

void BackfillUnitsTest::resetCountersTellNothing()
{
    ErrorRate rate;
    ActivitySample now;
    watch(rate, now, 21, 100, 10);
    QVERIFY(rate.rise());
    now = sampleWith(0, 0); // the server was restarted
    rate.add(now);
    QVERIFY(!rate.rise());
    watch(rate, now, 20, 100, 10);
    QVERIFY(qAbs(rate.rise().value_or(-1) - 1) < 0.01);
}

QTEST_GUILESS_MAIN(BackfillUnitsTest)
#include "backfill_units.moc"
