// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordedrun.h"
#include "ui/charts/qtchart.h"
#include "ui/charts/timescale.h"

#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::test;

/// Where times and figures stand on the charts.
class ChartScalesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAndPlacesFit();
    void ticksAreRoundAndHaveRoom_data();
    void ticksAreRoundAndHaveRoom();
    void axesEndInShortNumbers();
};

void ChartScalesTest::timesAndPlacesFit()
{
    const TimeScale scale{.from = noon, .to = noon + 300'000, .left = 54, .right = 654};
    QCOMPARE(scale.x(noon), 54.0);
    QCOMPARE(scale.x(noon + 150'000), 354.0);
    for (const qint64 at : {noon, noon + 500, noon + 299'000})
        QCOMPARE(scale.at(scale.x(at)), at);
    QCOMPARE(scale.at(0), noon); // left of the plot is its edge
    QCOMPARE(scale.at(9999), noon + 300'000);
    QCOMPARE(scale.column(), 1'000);
}

void ChartScalesTest::ticksAreRoundAndHaveRoom_data()
{
    QTest::addColumn<qint64>("span");
    QTest::addColumn<double>("width");
    for (const qint64 minutes : {5, 60, 360, 1440, 10080}) {
        for (const double width : {240.0, 700.0, 3000.0})
            QTest::addRow("%lld min on %g px", minutes, width) << minutes * minute << width;
    }
}

void ChartScalesTest::ticksAreRoundAndHaveRoom()
{
    QFETCH(qint64, span);
    QFETCH(double, width);
    const TimeScale scale{.from = noon + 12'345, .to = noon + 12'345 + span, .left = 0, .right = width};
    const auto ticks = timeTicks(scale);
    QVERIFY(!ticks.isEmpty());
    for (qsizetype i = 0; i < ticks.size(); ++i) {
        QVERIFY(scale.contains(ticks.at(i).at));
        QCOMPARE(ticks.at(i).at % 10'000, 0);
        QVERIFY(i == 0 || scale.x(ticks.at(i).at) - scale.x(ticks.at(i - 1).at) >= 80);
    }
}

void ChartScalesTest::axesEndInShortNumbers()
{
    for (const auto &[most, top] : {std::pair{0.0, 1.0},
                                    {0.3, 0.4},
                                    {1.0, 1.0},
                                    {3.2, 4.0},
                                    {7.0, 8.0},
                                    {9.5, 10.0},
                                    {6'900.0, 8'000.0}})
        QVERIFY2(qFuzzyCompare(roundTop(most), top), qPrintable(QString::number(roundTop(most))));
}

QTEST_MAIN(ChartScalesTest)
#include "chart_scales.moc"
