// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"
#include "core/engine/engine.h"
#include "ui/cockpit/cockpit.h"
#include "ui/cockpit/recentconnection.h"
#include "ui/gates/effectbutton.h"
#include "ui/gates/tablenamedialog.h"
#include "ui/mainwindow.h"
#include "ui/shell/commandpalette.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/welcome/recentplans.h"
#include "ui/welcome/welcomepage.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// The whole way on a real database, by the window's own buttons and keys.
class WalkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void stepsThroughAllStages_data();
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
    bool isDoneSoon(Stage stage)
    {
        return QTest::qWaitFor([&] { return isDone(stage); }, patience);
    }
    TableNameDialog *dialog() { return window.findChild<TableNameDialog *>(); }
    /// Presses again and again what the gate may still refuse.
    bool pressUntil(const std::function<bool()> &reached)
    {
        const auto pressed = [&] {
            if (button()->isVisible() && !dialog())
                press();
            return QTest::qWaitFor(reached, 500);
        };
        return QTest::qWaitFor(pressed, patience);
    }
    bool says(const QString &text)
    {
        const auto labels = window.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    /// Everything that is to be read, for a failure's message.
    QByteArray words()
    {
        QStringList texts;
        for (const QLabel *label : window.findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u" | "_s).toUtf8();
    }
    void press() { QTest::mouseClick(button(), Qt::LeftButton); }
    void pressWithSpace() { QTest::keyClick(button(), Qt::Key_Space); }
    void pressShortcut() { QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier); }
    void pressAsAScreenReader()
    {
        QAccessible::queryAccessibleInterface(button())->actionInterface()->doAction(
            QAccessibleActionInterface::pressAction());
    }
    void chooseInPalette()
    {
        QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto *line = window.findChild<CommandPalette *>()->findChild<QLineEdit *>();
        QTest::keyClicks(line, u"run next"_s);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void type(const QString &name)
    {
        auto *line = dialog()->findChild<QLineEdit *>();
        line->clear();
        QTest::keyClicks(line, name);
        QTest::keyClick(line, Qt::Key_Return);
    }
};

/// The ledger itself: what the window shows is not asked.
class Journal
{
public:
    explicit Journal(const demo::World &world) : m_session(openSession(world.target()))
    {
        const auto plan = PlanFile::parse(world.planText(), vocabulary());
        m_migration = migrationId(*plan);
    }

    qsizetype refusals() const
    {
        const auto snapshot = readSnapshot(**m_session, m_migration);
        return snapshot ? std::ranges::count(snapshot->events, u"gate-refused"_s, &Event::kind) : -1;
    }
    bool hasBegunContract() const
    {
        const auto snapshot = readSnapshot(**m_session, m_migration);
        return !snapshot || snapshot->stage(Stage::Contract).startedAt != 0;
    }

private:
    Result<std::unique_ptr<Session>> m_session;
    QString m_migration;
};

void refuseEveryWay(Screen &screen, const Journal &journal)
{
    const Error error{.code = Errc::GateRefused, .facts = {{u"gate"_s, u"contract"_s}}};
    const QString refusal = sentences::error(error).what.left(12);
    using Way = std::pair<const char *, void (Screen::*)()>;
    const auto ways = std::to_array<Way>({{"mouse", &Screen::press},
                                          {"space", &Screen::pressWithSpace},
                                          {"shortcut", &Screen::pressShortcut},
                                          {"screen reader", &Screen::pressAsAScreenReader},
                                          {"palette", &Screen::chooseInPalette}});
    for (const auto &[name, way] : ways) {
        const qsizetype before = journal.refusals();
        (screen.*way)();
        // What is pressed while the answer to another press is awaited asks for nothing.
        const bool isRefused = QTest::qWaitFor([&] { return journal.refusals() > before; }, patience);
        QVERIFY2(isRefused, (name + QByteArray(": ") + screen.words()).constData());
        QVERIFY(QTest::qWaitFor([&] { return screen.says(refusal); }, patience));
        QVERIFY(!screen.dialog());
        QVERIFY(!journal.hasBegunContract());
    }
}

void nameTheTable(Screen &screen, const Journal &journal)
{
    screen.type(u"orders"_s);
    QVERIFY(screen.dialog()->isVisible());
    QVERIFY(!journal.hasBegunContract());
    screen.type(u"users"_s);
    QVERIFY2(screen.isDoneSoon(Stage::Contract), screen.words().constData());
}

void isRemembered(const RecentPlans &recent, Screen &screen, const QString &path)
{
    const auto isAtItsEnd = [&] {
        return recent.plans().size() == 1 && recent.plans().first().stage == Stage::Verify;
    };
    QVERIFY(QTest::qWaitFor(isAtItsEnd, patience));
    QCOMPARE(recent.plans().first().path, path);
    screen.window.showWelcome(); // snapshots go on behind it
    const auto *next = screen.window.findChild<QPushButton *>(u"continue"_s);
    QVERIFY2(next->isVisible() && next->text().startsWith(u"Back to"_s), qPrintable(next->text()));
}

} // namespace

void WalkTest::stepsThroughAllStages_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addRow("sqlite") << u"sqlite"_s;
    QTest::addRow("postgresql") << u"postgresql"_s;
}

void WalkTest::stepsThroughAllStages()
{
    QFETCH(QString, engine);
    const auto world = demo::World::start({.engine = engine, .rows = 3000, .statementsPerSecond = 20});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    Screen screen;
    Cockpit cockpit(screen.window);
    const QTemporaryDir state;
    RecentPlans recent(state.path());
    connectRecentPlans(recent, screen.window.welcome(), cockpit);
    screen.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&screen.window));
    cockpit.open((*world)->planPath(), (*world)->url());
    QVERIFY(QTest::qWaitFor([&] { return screen.button()->isVisible(); }, patience));
    QCOMPARE(screen.state(Stage::Classify), sentences::state(StageState::NotStarted)); // opening runs nothing

    for (const Stage stage : {Stage::Classify, Stage::Expand, Stage::Backfill, Stage::Flip}) {
        screen.press();
        QVERIFY(screen.isDoneSoon(stage));
    }
    const QString effect = u"Contract: drop users.first_name, users.last_name"_s;
    QVERIFY(QTest::qWaitFor([&] { return screen.button()->text() == effect; }, patience));
    const Journal journal(**world);
    refuseEveryWay(screen, journal);

    (*world)->traffic().retire(demo::Version::Old);
    QVERIFY(screen.pressUntil([&] { return screen.dialog() != nullptr; }));
    nameTheTable(screen, journal);
    QVERIFY(screen.pressUntil([&] { return screen.isDone(Stage::Verify); }));
    QVERIFY(QTest::qWaitFor([&] { return !screen.button()->isVisible(); }, patience));
    isRemembered(recent, screen, (*world)->planPath());
}

QTEST_MAIN(WalkTest)
#include "walk.moc"
