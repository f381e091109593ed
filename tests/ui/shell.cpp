// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshots.h"
#include "ui/documents/scriptbar.h"
#include "ui/documents/scriptdesk.h"
#include "ui/editor/editorpanel.h"
#include "ui/editor/sqleditor.h"
#include "ui/mainwindow.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/workspace.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDockWidget>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace lockkeeper;
using namespace lockkeeper::test;

class ShellTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QSettings().clear();
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void commandsAreFoundByTheirWords_data();
    void commandsAreFoundByTheirWords();
    void thePaletteDoesWhatIsChosen();
    void theContractButtonOnlyAsksFromThePalette();
    void quickOpenGoesToAStep();
    void quickOpenGoesToPanelsScriptsAndFindings();
    void everyPlaceHasItsRoom();
    void eachPerspectiveKeepsItsPanels();
    void aClosedPanelComesBackWithItsGate();
    void theArrangementOutlivesTheWindow();
    void theSheetHasEveryShortcut();
    void noTwoActionsShareAShortcut();
};

namespace {

QDockWidget *dock(const MainWindow &window, const QString &id) { return window.findChild<QDockWidget *>(id); }

QAction *action(const MainWindow &window, const QString &text)
{
    for (QAction *menu : window.menuBar()->actions()) {
        for (QAction *action : menu->menu()->actions()) {
            if (action->text() == text)
                return action;
        }
    }
    return nullptr;
}

void type(MainWindow &window, Qt::KeyboardModifiers modifiers, const QString &words)
{
    // Without a window manager a closed palette stays the active window until another one is asked for.
    QVERIFY(QTest::qWaitFor([&window] {
        window.activateWindow();
        return QApplication::activeWindow() == &window;
    }));
    QTest::keyClick(&window, Qt::Key_P, modifiers);
    auto *palette = window.findChild<CommandPalette *>();
    QVERIFY(palette->isVisible());
    QTest::keyClicks(palette->findChild<QLineEdit *>(), words);
    QTest::keyClick(palette->findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY(!palette->isVisible());
}

} // namespace

void ShellTest::commandsAreFoundByTheirWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("all") << QString() << QStringList{u"Check gate"_s, u"Roll back…"_s, u"Back up"_s};
    QTest::newRow("the beginning first") << u"back"_s << QStringList{u"Back up"_s, u"Roll back…"_s};
    QTest::newRow("any order") << u"gate ch"_s << QStringList{u"Check gate"_s};
    QTest::newRow("by the detail") << u"database"_s << QStringList{u"Back up"_s};
    QTest::newRow("nothing") << u"drop"_s << QStringList();
}

void ShellTest::commandsAreFoundByTheirWords()
{
    QFETCH(QString, words);
    CommandModel model;
    const QAbstractItemModelTester tester(&model);
    model.setCommands({{.title = u"Check gate"_s, .detail = u"Migration"_s, .shortcut = {}, .run = {}},
                       {.title = u"Roll back…"_s, .detail = u"Migration"_s, .shortcut = {}, .run = {}},
                       {.title = u"Back up"_s, .detail = u"Database"_s, .shortcut = {}, .run = {}}});
    model.setFilter(words);
    QStringList titles;
    for (int row = 0; row < model.rowCount(); ++row)
        titles << model.at(row).title;
    QTEST(titles, "found");
}

void ShellTest::thePaletteDoesWhatIsChosen()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy paused(&window, &MainWindow::pauseRequested);
    type(window, Qt::ControlModifier | Qt::ShiftModifier, u"pause"_s);
    QCOMPARE(paused.count(), 1);
}

void ShellTest::theContractButtonOnlyAsksFromThePalette()
{
    MainWindow window;
    window.showSnapshot(beforeContract());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy asked(&window, &MainWindow::runRequested);
    type(window, Qt::ControlModifier | Qt::ShiftModifier, u"run next"_s);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().value<Stage>(), Stage::Contract);
}

void ShellTest::quickOpenGoesToAStep()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    type(window, Qt::ControlModifier, u"drop-old"_s);
    const auto *tree = dock(window, u"steps"_s)->findChild<QTreeView *>();
    QCOMPARE(tree->currentIndex().siblingAtColumn(0).data().toString(), u"drop-old-names"_s);
}

void ShellTest::quickOpenGoesToPanelsScriptsAndFindings()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    type(window, Qt::ControlModifier, u"sessions"_s);
    QVERIFY(QTest::qWaitFor([&] { return !dock(window, u"sessions"_s)->visibleRegion().isEmpty(); }));
    EditorPanel &panel = window.editor();
    panel.load(u"SELECT 1;\n\nDROP TABLE users;\n"_s);
    QVERIFY(QTest::qWaitFor([&] { return !panel.problems().isEmpty(); }));
    type(window, Qt::ControlModifier, panel.problems().first().title);
    QVERIFY(!dock(window, u"editor"_s)->visibleRegion().isEmpty());
    int line = 0;
    int column = 0;
    panel.editor().getCursorPosition(&line, &column);
    QCOMPARE(line, 2);
    panel.scripts().desk().addNew();
    QCOMPARE(panel.scripts().desk().count(), 2);
    type(window, Qt::ControlModifier, panel.scripts().desk().title(0));
    QCOMPARE(panel.scripts().desk().current(), 0);
}

void ShellTest::everyPlaceHasItsRoom()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto place = [&window](const QString &id) { return dock(window, id)->geometry(); };
    QVERIFY2(window.minimumSizeHint().height() <= 700, "a laptop's screen has 768 lines");
    QVERIFY(place(u"steps"_s).right() < place(u"backfill"_s).left());
    QVERIFY(place(u"backfill"_s).right() < place(u"gate"_s).left());
    QVERIFY(place(u"backfill"_s).bottom() < place(u"journal"_s).top());
    QVERIFY(place(u"journal"_s).right() < place(u"gate"_s).left());
    QVERIFY(!dock(window, u"backfill"_s)->visibleRegion().isEmpty()); // in front of the charts
}

void ShellTest::eachPerspectiveKeepsItsPanels()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(!dock(window, u"journal"_s)->isHidden());
    action(window, u"Present"_s)->trigger();
    QVERIFY(dock(window, u"journal"_s)->isHidden());
    QVERIFY(dock(window, u"steps"_s)->isHidden());
    QVERIFY(!dock(window, u"gate"_s)->isHidden());
    dock(window, u"backfill"_s)->close();
    action(window, u"Run"_s)->trigger();
    QVERIFY(!dock(window, u"backfill"_s)->isHidden());
    action(window, u"Present"_s)->trigger();
    QVERIFY(dock(window, u"backfill"_s)->isHidden());
    action(window, u"Arrange panels anew"_s)->trigger();
    QVERIFY(!dock(window, u"backfill"_s)->isHidden());
}

// A refusal that nobody sees would be worse than one too many panels.
void ShellTest::aClosedPanelComesBackWithItsGate()
{
    MainWindow window;
    window.showSnapshot(beforeContract());
    window.show();
    dock(window, u"gate"_s)->close();
    window.showRefusal({.code = Errc::GateRefused, .facts = {{u"gate"_s, u"contract"_s}}});
    QVERIFY(dock(window, u"gate"_s)->isVisible());
}

void ShellTest::theArrangementOutlivesTheWindow()
{
    {
        MainWindow window;
        window.showSnapshot(backfilling());
        window.show();
        action(window, u"Plan"_s)->trigger();
        dock(window, u"gate"_s)->close();
        window.close();
    }
    MainWindow window;
    window.showSnapshot(backfilling());
    window.show();
    QVERIFY(action(window, u"Plan"_s)->isChecked());
    QVERIFY(dock(window, u"gate"_s)->isHidden());
}

void ShellTest::theSheetHasEveryShortcut()
{
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_F1);
    const auto *sheet = window.findChild<QTreeWidget *>();
    QVERIFY(sheet);
    for (const QAction *menu : window.menuBar()->actions()) {
        for (const QAction *entry : menu->menu()->actions()) {
            if (!entry->shortcut().isEmpty())
                QVERIFY2(!sheet
                              ->findItems(QString(entry->text()).remove(u'&'),
                                          Qt::MatchExactly | Qt::MatchRecursive)
                              .isEmpty(),
                         qPrintable(entry->text()));
        }
    }
}

// Two that share one do nothing at all.
void ShellTest::noTwoActionsShareAShortcut()
{
    const MainWindow window;
    QMap<QKeySequence, QString> known;
    for (const QAction *menu : window.menuBar()->actions()) {
        for (const QAction *entry : menu->menu()->actions()) {
            for (const QKeySequence &keys : entry->shortcuts()) {
                QVERIFY2(!known.contains(keys), qPrintable(known.value(keys) + u" = "_s + entry->text()));
                known.insert(keys, entry->text());
            }
        }
    }
    QVERIFY(known.size() > 10);
}

QTEST_MAIN(ShellTest)
#include "shell.moc"
