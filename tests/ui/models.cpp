// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshots.h"
#include "ui/backfill/ratewindow.h"
#include "ui/journal/eventmodel.h"
#include "ui/plan/stepmodel.h"
#include "ui/sessions/waitmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::test;

class ModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void stepsChangeInPlace();
    void stepsOfAnotherPlanAreNew();
    void eventsArriveOnTop();
    void rateIsOfTheRecentPast();
    void timeLeftIsARange();
    void rowsThatFallForgetThePast();
    void waitsChangeInPlace();
};

void ModelsTest::stepsChangeInPlace()
{
    StepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(SnapshotBuilder());
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex fill = model.indexOf(u"fill-display-name"_s);
    for (const MigrationSnapshot &snapshot :
         {MigrationSnapshot(backfilling()), MigrationSnapshot(heldBackfill()),
          MigrationSnapshot(beforeContract()), MigrationSnapshot(finished())})
        model.setSnapshot(snapshot);
    QCOMPARE(resets.count(), 0);
    QVERIFY(fill.isValid());
    QCOMPARE(model.stepAt(fill)->record.state, StepState::Done);
    QCOMPARE(model.rowCount(model.indexOf(Stage::Flip)), 4);
}

void ModelsTest::stepsOfAnotherPlanAreNew()
{
    StepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(backfilling());
    MigrationSnapshot other = backfilling();
    other.steps.removeFirst();
    model.setSnapshot(other);
    QCOMPARE(model.rowCount(model.indexOf(Stage::Expand)), 0);
}

void ModelsTest::eventsArriveOnTop()
{
    EventModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const MigrationSnapshot snapshot = backfilling();
    model.add(snapshot.events.first(3));
    model.add(snapshot.events);
    model.add(snapshot.events);
    QCOMPARE(model.rowCount(), static_cast<int>(snapshot.events.size()));
    const QString newest = model.index(0, EventModel::TimeColumn).data().toString();
    QCOMPARE(newest, QDateTime::fromMSecsSinceEpoch(snapshot.events.last().at).toString(u"HH:mm:ss"_s));
}

void ModelsTest::rateIsOfTheRecentPast()
{
    RateWindow window;
    QVERIFY(!window.rate());
    for (qint64 second = 0; second <= 60; ++second)
        window.add(second * 1000, second <= 30 ? second * 100 : 3000 + (second - 30) * 500);
    QCOMPARE(window.rate().value(), 500.0);
    QCOMPARE(window.history().size(), 60);
}

void ModelsTest::timeLeftIsARange()
{
    RateWindow window;
    window.add(0, 0);
    QVERIFY(!window.timeLeft(1000));
    for (qint64 second = 1; second <= 20; ++second)
        window.add(second * 1000, second * 100);
    const auto left = window.timeLeft(60'000);
    QVERIFY(left);
    QVERIFY(left->least < 600'000 && left->most > 600'000);
}

void ModelsTest::rowsThatFallForgetThePast()
{
    RateWindow window;
    window.add(0, 900);
    window.add(1000, 1000);
    window.add(2000, 10);
    QVERIFY(!window.rate());
    QVERIFY(window.history().isEmpty());
}

namespace {

WaitNode waitNode(const QString &id, const QList<WaitNode> &waiting = {})
{
    WaitNode node{.session = {}, .relation = u"users"_s, .mode = u"ShareLock"_s, .waiting = waiting};
    node.session.id = id;
    return node;
}

} // namespace

void ModelsTest::waitsChangeInPlace()
{
    WaitModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show({waitNode(u"1"_s, {waitNode(u"2"_s), waitNode(u"3"_s)})});
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex third = model.index(1, 0, model.index(0, 0));
    QCOMPARE(third.data().toString(), u"3"_s);
    // The first waiter is gone, somebody queues behind the second, and another blocker is on top.
    model.show({waitNode(u"7"_s), waitNode(u"1"_s, {waitNode(u"3"_s, {waitNode(u"4"_s)})})});
    QVERIFY(third.isValid());
    QCOMPARE(third.row(), 0);
    QCOMPARE(model.rowCount(third), 1);
    QCOMPARE(third.parent().data().toString(), u"1"_s);
    model.show({waitNode(u"1"_s), waitNode(u"7"_s)}); // the order changes
    QCOMPARE(model.index(0, 0).data().toString(), u"1"_s);
    QCOMPARE(model.rowCount(), 2);
    model.show({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.count(), 0);
}

QTEST_MAIN(ModelsTest)
#include "models.moc"
