// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/recorder.h"

#include <QRandomGenerator>
#include <QTest>

#include <numeric>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// What charts are drawn from: nothing that was measured disappears, and nothing appears that was not.
class MonitorHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsThreeResolutions();
    void aSpikeStaysInEveryResolution();
    void atMostTwoPointsAColumn();
    void noExtremeIsLost();
    void columnsStayWhereTheyAre();
    void breaksAtGaps();
    void onePointAloneIsALine();
    void figuresHoldUntilTheNextOne();
    void gapsSayWhy();
    void ratesArePerSecond_data();
    void ratesArePerSecond();
    void fallingCountersBeginAnew();
    void aClockSetBackNeverTurnsTheAxis();
    void sleepIsAGap();
    void unknownIsNotZero();
    void namesakesAreApart();
    void replicasWithoutANameDoNotPileUp();
    void markersAreInOrder();
};

namespace {

constexpr qint64 start = 1'760'400'000'000; // ms since the epoch, a full hour
constexpr qint64 hour = 3'600'000;
const MetricId waits{MetricKind::LockWaits};

ActivitySample sampleOf(int waiters, qint64 rollbacks = 0)
{
    ActivitySample sample;
    sample.lockWaiters = waiters;
    sample.rollbacks = rollbacks;
    return sample;
}

Moment moment(qint64 milliseconds) { return {.wall = start + milliseconds, .steady = milliseconds}; }

qsizetype pointsOf(const QList<Line> &lines)
{
    return std::accumulate(lines.begin(), lines.end(), qsizetype{0},
                           [](qsizetype sum, const Line &line) { return sum + line.size(); });
}

double highest(const QList<Line> &lines)
{
    double most = 0;
    for (const Line &line : lines)
        most = std::max(most, std::ranges::max_element(line, {}, &QPointF::y)->y());
    return most;
}

} // namespace

void MonitorHistoryTest::keepsThreeResolutions()
{
    MetricHistory metric;
    for (qint64 second = 0; second < 30 * hour / 1000; ++second)
        metric.add(start + second * 1000, static_cast<double>(second % 7));
    const qint64 now = start + 30 * hour;
    QCOMPARE(metric.since(now - hour + 1000).width(), 1'000);
    QCOMPARE(metric.since(now - 6 * hour).width(), 10'000);
    QCOMPARE(metric.since(start).width(), 60'000);
    QCOMPARE(metric.since(now - hour + 1000).buckets().size(), size_t{3600});
    QCOMPARE(metric.since(now - 6 * hour).buckets().size(), size_t{8640});
    QCOMPARE(metric.since(start).buckets().size(), size_t{1800});
}

void MonitorHistoryTest::aSpikeStaysInEveryResolution()
{
    MetricHistory metric;
    for (qint64 second = 0; second < 30 * hour / 1000; ++second)
        metric.add(start + second * 1000, second == 4321 ? 99 : 1);
    const Track &coarse = metric.since(start);
    const Bucket &bucket = coarse.buckets()[coarse.indexFrom(start + qint64{4321} * 1000)];
    QCOMPARE(bucket.most, 99.0);
    QCOMPARE(bucket.least, 1.0);
    QCOMPARE(bucket.last, 1.0);
    QCOMPARE(bucket.mean(), (59.0 + 99) / 60);
    QCOMPARE(highest(linesOf(coarse, start, start + 30 * hour, 100)), 99.0);
}

void MonitorHistoryTest::atMostTwoPointsAColumn()
{
    MetricHistory metric;
    for (qint64 second = 0; second < 3600; ++second)
        metric.add(start + second * 1000, static_cast<double>(second % 13));
    const auto lines = linesOf(metric.since(start), start, start + hour, 200);
    QCOMPARE(lines.size(), 1);
    QVERIFY(pointsOf(lines) > 200);
    QVERIFY(pointsOf(lines) <= qsizetype{2} * 201); // a column more: they don't begin where the picture does
}

void MonitorHistoryTest::noExtremeIsLost()
{
    bool isGiven = false;
    const int given = qEnvironmentVariableIntValue("LOCKKEEPER_SEED", &isGiven);
    const quint32 seed = isGiven ? static_cast<quint32>(given) : 20260309;
    qInfo("LOCKKEEPER_SEED=%u", seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 20; ++round) {
        Track track(1'000, hour);
        double most = 0;
        for (qint64 second = 0; second < 1000; ++second) {
            const double value = random.bounded(1000.0);
            most = std::max(most, value);
            track.add(start + second * 1000, value);
        }
        const int columns = random.bounded(1, 1500);
        const auto lines = linesOf(track, start, start + 1'000'000, columns);
        QCOMPARE(highest(lines), most);
        QVERIFY(std::ranges::is_sorted(lines.first(), {}, &QPointF::x));
    }
}

void MonitorHistoryTest::columnsStayWhereTheyAre()
{
    Track track(1'000, hour);
    for (qint64 second = 0; second < 900; ++second)
        track.add(start + second * 1000, static_cast<double>(second * 31 % 17));
    const Line before = linesOf(track, start + 100'000, start + 800'000, 70).first();
    const Line after = linesOf(track, start + 101'000, start + 801'000, 70).first();
    // The middle is the same, point by point; only the ends move.
    QCOMPARE(after.mid(10, 100), before.mid(before.indexOf(after.at(10)), 100));
}

void MonitorHistoryTest::breaksAtGaps()
{
    Track track(1'000, hour);
    for (const qint64 second : {0, 1, 2, 3, 30, 31, 32})
        track.add(start + second * 1000, 1);
    const auto lines = linesOf(track, start, start + 60'000, 600);
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.first().last().x() < static_cast<double>(start + 4'000));
    QVERIFY(lines.last().first().x() >= static_cast<double>(start + 30'000));
}

void MonitorHistoryTest::onePointAloneIsALine()
{
    Track track(1'000, hour);
    track.add(start, 5);
    const auto lines = linesOf(track, start - 10'000, start + 10'000, 100);
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.first().size(), 2);
}

void MonitorHistoryTest::figuresHoldUntilTheNextOne()
{
    MetricHistory metric;
    QVERIFY(!metric.at(start));
    metric.add(start, 3);
    metric.add(start + 2'000, 4);
    metric.add(start + 60'000, 5);
    QVERIFY(!metric.at(start - 1));
    QCOMPARE(metric.at(start + 1'500)->last, 3.0);
    QCOMPARE(metric.at(start + 2'100)->last, 4.0);
    QVERIFY(!metric.at(start + 4'000)); // in the gap
    QVERIFY(!metric.at(start + 30'000));
    QCOMPARE(metric.at(start + 60'000)->last, 5.0);
    QVERIFY(!metric.at(start + 90'000));
}

void MonitorHistoryTest::gapsSayWhy()
{
    Recorder recorder;
    recorder.add(moment(0), sampleOf(1), {});
    recorder.add(moment(1'000), sampleOf(1), {});
    recorder.disconnected();
    recorder.add(moment(60'000), sampleOf(1), {});
    for (qint64 second = 61; second < 80; ++second)
        recorder.add(moment(second * 1000), {}, {});
    const auto gaps = recorder.history().gaps(MetricKind::LockWaits, start, start + hour, start + 79'000);
    QCOMPARE(gaps.size(), 2);
    QCOMPARE(gaps.first(),
             (Gap{.from = start + 1'000, .to = start + 60'000, .reason = GapReason::NotConnected}));
    QCOMPARE(gaps.last(),
             (Gap{.from = start + 60'000, .to = start + 79'000, .reason = GapReason::NotReadable}));
}

void MonitorHistoryTest::ratesArePerSecond_data()
{
    QTest::addColumn<qint64>("interval");
    for (const qint64 interval : {100, 500, 1'000, 2'000, 4'500})
        QTest::addRow("%lld ms", interval) << interval;
}

void MonitorHistoryTest::ratesArePerSecond()
{
    QFETCH(qint64, interval);
    RateMeter meter;
    QVERIFY(!meter.add(start, 0));
    for (qint64 at = interval; at < 60'000; at += interval)
        QCOMPARE(meter.add(start + at, at * 3), 3000.0);
}

void MonitorHistoryTest::fallingCountersBeginAnew()
{
    RateMeter meter;
    std::ignore = meter.add(start, 5'000);
    QCOMPARE(meter.add(start + 1'000, 5'100), 100.0);
    QVERIFY(!meter.add(start + 2'000, 10)); // the server was restarted
    QCOMPARE(meter.add(start + 3'000, 30), 20.0);
    QVERIFY(!meter.add(start + 60'000, 9'000)); // nobody knows when in that minute
}

void MonitorHistoryTest::aClockSetBackNeverTurnsTheAxis()
{
    AxisClock clock;
    qint64 last = clock.advance(moment(0)).at;
    const auto jump = clock.advance({.wall = start - 10'000, .steady = 1'000});
    QVERIFY(jump.isJump);
    QVERIFY(jump.at > last);
    for (qint64 steady = 2'000; steady < 60'000; steady += 1'000) {
        const auto tick = clock.advance({.wall = start - 11'000 + steady, .steady = steady});
        QVERIFY(!tick.isJump);
        QVERIFY(tick.at > last);
        last = tick.at;
    }
    QCOMPARE(last, start - 11'000 + 59'000); // right again
}

void MonitorHistoryTest::sleepIsAGap()
{
    Recorder recorder;
    recorder.add(moment(0), sampleOf(1), {});
    recorder.add({.wall = start + hour, .steady = 1'000}, sampleOf(1), {});
    const auto gaps = recorder.history().gaps(MetricKind::LockWaits, start, start + 2 * hour, start + hour);
    QCOMPARE(gaps.size(), 1);
    QCOMPARE(gaps.first().reason, GapReason::ClockJump);
    QCOMPARE(recorder.now(2'500), start + hour + 1'500);
}

void MonitorHistoryTest::unknownIsNotZero()
{
    ActivitySample file;
    file.coverage = {.lockWaits = false, .replicas = false, .transactions = false};
    Recorder recorder;
    for (qint64 second = 0; second < 10; ++second)
        recorder.add(moment(second * 1000), file, {});
    for (const MetricKind kind : {MetricKind::LockWaits, MetricKind::ReplicationLag, MetricKind::ErrorRate}) {
        QVERIFY(!recorder.history().isMeasured(kind));
        QVERIFY(recorder.history().metrics(kind).isEmpty());
    }
    ActivitySample server;
    server.replicas = {{.name = u"a"_s, .seconds = {}, .bytes = 0, .streaming = false}};
    recorder.add(moment(10'000), server, {});
    QVERIFY(recorder.history().metrics(MetricKind::ReplicationLag).isEmpty());
    QVERIFY(recorder.history().isMeasured(MetricKind::ReplicationLag));
}

void MonitorHistoryTest::namesakesAreApart()
{
    ActivitySample sample;
    sample.replicas = {{.name = u"walreceiver"_s, .seconds = 1.0, .bytes = 0, .streaming = true},
                       {.name = u"walreceiver"_s, .seconds = 9.0, .bytes = 0, .streaming = true}};
    Recorder recorder;
    recorder.add(moment(0), sample, {});
    const auto metrics = recorder.history().metrics(MetricKind::ReplicationLag);
    QCOMPARE(metrics.size(), 2);
    QCOMPARE(recorder.history().at(metrics.first(), start)->most, 1.0);
    QCOMPARE(recorder.history().at(metrics.last(), start)->most, 9.0);
}

void MonitorHistoryTest::replicasWithoutANameDoNotPileUp()
{
    History history;
    for (int i = 0; i < 100; ++i)
        history.add({MetricKind::ReplicationLag, QString::number(i)}, start + qint64{i} * 1000, 1);
    QCOMPARE(history.metrics(MetricKind::ReplicationLag).size(), 12);
    QVERIFY(history.at({MetricKind::ReplicationLag, u"99"_s}, start + 99'000));
}

void MonitorHistoryTest::markersAreInOrder()
{
    History history;
    for (const qint64 at : {5, 1, 9, 3})
        history.mark({.at = start + at, .kind = MarkerKind::Note, .text = QString::number(at)});
    const auto found = history.markers(start + 2, start + 5);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first().text, u"3"_s);
    QCOMPARE(found.last().text, u"5"_s);
}

QTEST_GUILESS_MAIN(MonitorHistoryTest)
#include "monitor_history.moc"
