// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"
#include "ui/cockpit/cockpit.h"
#include "ui/cockpit/recentconnection.h"
#include "ui/gates/effectbutton.h"
#include "ui/mainwindow.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/welcome/recentplans.h"
#include "ui/welcome/welcomepage.h"

#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// The whole way on a real database, by pressing the window's own button.
class CockpitSqliteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void stepsThroughAllStages();
};

namespace {

constexpr int patience = 60'000; // milliseconds

struct Screen
{
    MainWindow window;

    EffectButton *button() { return window.findChild<EffectButton *>(); }
    QString state(Stage stage)
    {
        const TimelineModel *model = window.findChild<TimelineWidget *>()->model();
        return model->index(static_cast<int>(stage), TimelineModel::StateColumn).data().toString();
    }
    bool isDone(Stage stage) { return state(stage) == sentences::state(StageState::Done); }
    bool says(const QString &text)
    {
        const auto labels = window.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    void press() { QTest::mouseClick(button(), Qt::LeftButton); }
    bool pressAndLook(Stage stage)
    {
        if (button()->isVisible())
            press();
        return QTest::qWaitFor([&] { return isDone(stage); }, 500);
    }
};

} // namespace

void CockpitSqliteTest::stepsThroughAllStages()
{
    const auto world = demo::World::start({.engine = u"sqlite"_s, .rows = 3000, .statementsPerSecond = 20});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    Screen screen;
    Cockpit cockpit(screen.window);
    const QTemporaryDir state;
    RecentPlans recent(state.path());
    connectRecentPlans(recent, screen.window.welcome(), cockpit);
    screen.window.show();
    cockpit.open((*world)->planPath(), (*world)->url());
    QVERIFY(QTest::qWaitFor([&] { return screen.button()->isVisible(); }, patience));
    QCOMPARE(screen.state(Stage::Classify), sentences::state(StageState::NotStarted)); // opening runs nothing

    for (const Stage stage : {Stage::Classify, Stage::Expand, Stage::Backfill, Stage::Flip}) {
        screen.press();
        QVERIFY(QTest::qWaitFor([&] { return screen.isDone(stage); }, patience));
    }
    const QString refusal =
        sentences::error({.code = Errc::GateRefused, .facts = {{u"gate"_s, u"contract"_s}}}).what;
    QVERIFY(QTest::qWaitFor([&] { return screen.button()->text().startsWith(u"Contract"_s); }, patience));
    screen.press();
    QVERIFY(QTest::qWaitFor([&] { return screen.says(refusal.left(12)); }, patience));
    QVERIFY(!screen.isDone(Stage::Contract));

    (*world)->traffic().retire(demo::Version::Old);
    QVERIFY(QTest::qWaitFor([&] { return screen.pressAndLook(Stage::Contract); }, patience));
    QVERIFY(QTest::qWaitFor([&] { return screen.pressAndLook(Stage::Verify); }, patience));
    QVERIFY(QTest::qWaitFor([&] { return !screen.button()->isVisible(); }, patience));
    const auto isRemembered = [&] {
        return recent.plans().size() == 1 && recent.plans().first().stage == Stage::Verify;
    };
    QVERIFY(QTest::qWaitFor(isRemembered, patience));
    QCOMPARE(recent.plans().first().path, (*world)->planPath());
    screen.window.showWelcome(); // snapshots go on behind it
    const auto next = screen.window.findChild<QPushButton *>(u"continue"_s);
    QVERIFY2(next->isVisible() && next->text().startsWith(u"Back to"_s), qPrintable(next->text()));
}

QTEST_MAIN(CockpitSqliteTest)
#include "cockpit_sqlite.moc"
