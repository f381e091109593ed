// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshots.h"
#include "ui/timeline/timelinewidget.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::test;

class TimelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
    void progressIsAPartOfTheEdge_data();
    void progressIsAPartOfTheEdge();
    void clicksFindTheirStage();
    void tableFollowsSnapshots();
    void isReadAloud();
    void arrowKeysMoveBetweenStages();
    void stagesAreItemsForScreenReaders();
    void plansTimesAreTold();
};

void TimelineTest::everythingHasItsPlace_data()
{
    QTest::addColumn<QRectF>("area");
    QTest::addColumn<int>("line");
    for (const int line : {15, 16, 24, 32}) {
        const QRectF least(0, 0, TimelineLayout::leastWidth(line), TimelineLayout::height(line));
        QTest::addRow("least, lines of %d", line) << least << line;
    }
    QTest::addRow("window") << QRectF(16, 4, 1224, 92) << 16;
    QTest::addRow("wide") << QRectF(0, 0, 3800, 100) << 16;
}

void TimelineTest::everythingHasItsPlace()
{
    QFETCH(QRectF, area);
    QFETCH(int, line);
    const TimelineLayout layout = TimelineLayout::in(area, line);
    for (std::size_t i = 0; i < layout.cells.size(); ++i) {
        const auto &cell = layout.cells.at(i);
        QVERIFY(area.contains(cell.node));
        QVERIFY(area.contains(cell.labels));
        QVERIFY(cell.labels.height() >= 3 * line);
        QVERIFY(cell.edge.length() > 30);
        QVERIFY(!cell.labels.intersects(cell.node));
        QCOMPARE(cell.gate.isEmpty(), i == 0);
        if (i == 0)
            continue;
        // edge, gate, bar, node: from left to right and apart
        QVERIFY(layout.cells.at(i - 1).edge.x2() < cell.gate.left());
        QVERIFY(cell.gate.right() < cell.node.left());
        QVERIFY(!layout.cells.at(i - 1).labels.intersects(cell.gateText));
    }
    const auto &contract = layout.cells.at(static_cast<std::size_t>(Stage::Contract));
    for (const QLineF &bar : layout.pointOfNoReturn)
        QVERIFY(bar.x1() > contract.gate.right() && bar.x1() < contract.node.left());
}

void TimelineTest::progressIsAPartOfTheEdge_data()
{
    QTest::addColumn<double>("fraction");
    QTest::addColumn<double>("part");
    QTest::addRow("none") << 0.0 << 0.0;
    QTest::addRow("half") << 0.5 << 0.5;
    QTest::addRow("all") << 1.0 << 1.0;
    QTest::addRow("never more") << 1.7 << 1.0;
    QTest::addRow("never less") << -0.2 << 0.0;
}

void TimelineTest::progressIsAPartOfTheEdge()
{
    QFETCH(double, fraction);
    QFETCH(double, part);
    const TimelineLayout layout = TimelineLayout::in(QRectF(0, 0, 1200, 100));
    const double length = layout.progress(2, fraction).length();
    QVERIFY(qAbs(length - layout.cells.at(2).edge.length() * part) < 0.001);
}

void TimelineTest::clicksFindTheirStage()
{
    const TimelineLayout layout = TimelineLayout::in(QRectF(0, 0, 1200, 100));
    for (int stage = 0; stage < TimelineLayout::stages; ++stage)
        QCOMPARE(layout.stageAt(layout.cells.at(static_cast<std::size_t>(stage)).node.center()), stage);
    QCOMPARE(layout.stageAt({-5, 10}), -1);
}

void TimelineTest::tableFollowsSnapshots()
{
    TimelineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setNodes(timelineNodes(backfilling()));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setNodes(timelineNodes(heldBackfill()));
    model.setNodes(timelineNodes(beforeContract()));
    model.setNodes(timelineNodes(finished()));
    QCOMPARE(resets.count(), 0);
    QVERIFY(changes.count() > 0);
    QCOMPARE(model.rowCount(), 6);
}

void TimelineTest::isReadAloud()
{
    const QString spoken = spokenNode(timelineNodes(backfilling()), static_cast<int>(Stage::Backfill));
    QVERIFY2(spoken.startsWith(u"Stage 3 of 6, Backfill"_s), qPrintable(spoken));
    QVERIFY2(spoken.contains(u"62 percent"_s), qPrintable(spoken));
    const QString gate = spokenNode(timelineNodes(beforeContract()), static_cast<int>(Stage::Flip));
    QVERIFY2(gate.contains(u"gate blocked"_s), qPrintable(gate));
}

void TimelineTest::arrowKeysMoveBetweenStages()
{
    TimelineWidget timeline;
    timeline.show(backfilling());
    QSignalSpy opened(&timeline, &TimelineWidget::stageActivated);
    QCOMPARE(timeline.current(), static_cast<int>(Stage::Backfill));
    QTest::keyClick(&timeline, Qt::Key_Left);
    QVERIFY(timeline.accessibleDescription().startsWith(u"Stage 2 of 6"_s));
    QTest::keyClick(&timeline, Qt::Key_End);
    QTest::keyClick(&timeline, Qt::Key_Right);
    QCOMPARE(timeline.current(), 5);
    QTest::keyClick(&timeline, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
}

void TimelineTest::stagesAreItemsForScreenReaders()
{
    auto timeline = std::make_unique<TimelineWidget>();
    timeline->resize(1200, 100);
    timeline->show(backfilling());
    QSignalSpy opened(timeline.get(), &TimelineWidget::stageActivated);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(timeline.get());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), 6);
    for (int stage = 0; stage < 6; ++stage) {
        QAccessibleInterface *item = list->child(stage);
        QCOMPARE(item->role(), QAccessible::ListItem);
        QCOMPARE(item->text(QAccessible::Name), timeline->spoken(stage));
        QCOMPARE(item->state().selected, stage == timeline->current());
        QCOMPARE(list->indexOfChild(item), stage);
        QCOMPARE(list->childAt(item->rect().center().x(), item->rect().center().y()), item);
        QCOMPARE(item->parent(), list);
    }
    QAccessibleInterface *contract = list->child(4);
    contract->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(timeline->current(), 4);
    timeline.reset(); // takes its items along
}

void TimelineTest::plansTimesAreTold()
{
    const QList<TimelineNode> before = timelineNodes(backfilling(6'640'000 / 2));
    const TimelineNode &flip = before.at(static_cast<int>(Stage::Flip));
    QCOMPARE(flip.timesText(), u"at least 40 min"_s); // four cohorts, ten minutes of soak each
    const TimelineNode &fill = before.at(static_cast<int>(Stage::Backfill));
    // half of the rows took rows / 18 ms, so the rest takes as long
    const qint64 end = noon + 6'640'000 / 2 / 18;
    QCOMPARE(fill.expectedEnd, end - end % 60'000);
    QVERIFY2(fill.timesText().contains(u"about"_s), qPrintable(fill.timesText()));
    QCOMPARE(timelineNodes(heldBackfill()).at(static_cast<int>(Stage::Backfill)).expectedEnd, 0);
    QCOMPARE(timelineNodes(backfilling(1000)).at(static_cast<int>(Stage::Backfill)).expectedEnd, 0);
}

QTEST_MAIN(TimelineTest)
#include "timeline.moc"
