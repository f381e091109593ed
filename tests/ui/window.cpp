// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshots.h"
#include "ui/gates/effectbutton.h"
#include "ui/mainwindow.h"
#include "ui/messagebar.h"
#include "ui/sessions/interruptdialog.h"
#include "ui/sessions/sessionspanel.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

using namespace lockkeeper;
using namespace lockkeeper::test;

class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void everyButtonHasAName();
    void everyActionHasATextAndAShortcut();
    void contractButtonOnlyAsks_data();
    void contractButtonOnlyAsks();
    void contractButtonIsNeverDisabled();
    void refusalIsShownWithItsReasons();
    void serverWordsAreNoHtml();
    void doneHasNoNextStage();
    void endingASessionNeedsAReason();
};

namespace {

EffectButton *effectButton(const MainWindow &window) { return window.findChild<EffectButton *>(); }

bool says(const MainWindow &window, const QString &text)
{
    const auto labels = window.findChildren<QLabel *>();
    return std::ranges::any_of(
        labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

void press(EffectButton *button)
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(button);
    interface->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
}

} // namespace

void WindowTest::everyButtonHasAName()
{
    MainWindow window;
    window.showSnapshot(beforeContract());
    const auto buttons = window.findChildren<QAbstractButton *>();
    QVERIFY(!buttons.isEmpty());
    for (QAbstractButton *button : buttons) {
        if (button->objectName() == "qt_menubar_ext_button"_L1 || button->inherits("QTableCornerButton"))
            continue; // Qt's own
        const QString name = QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name);
        QVERIFY2(!name.isEmpty(), button->metaObject()->className());
    }
}

void WindowTest::everyActionHasATextAndAShortcut()
{
    const MainWindow window;
    for (const QAction *action : window.findChildren<QAction *>(Qt::FindDirectChildrenOnly)) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
    }
}

void WindowTest::contractButtonOnlyAsks_data()
{
    QTest::addColumn<QString>("way");
    for (const QString &way : {u"mouse"_s, u"space"_s, u"shortcut"_s, u"screen reader"_s})
        QTest::addRow("%s", qPrintable(way)) << way;
}

void WindowTest::contractButtonOnlyAsks()
{
    QFETCH(QString, way);
    MainWindow window;
    window.showSnapshot(beforeContract());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy asked(&window, &MainWindow::runRequested);
    EffectButton *button = effectButton(window);
    const QString effect = button->text();
    if (way == "mouse"_L1)
        QTest::mouseClick(button, Qt::LeftButton);
    else if (way == "space"_L1)
        QTest::keyClick(button, Qt::Key_Space);
    else if (way == "shortcut"_L1)
        QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
    else
        press(button);
    QVERIFY(QTest::qWaitFor([&] { return asked.count() == 1; })); // a screen reader's press is animated
    QCOMPARE(asked.first().first().value<Stage>(), Stage::Contract);
    QCOMPARE(button->text(), effect); // nothing is taken for done that the core didn't say
}

void WindowTest::contractButtonIsNeverDisabled()
{
    MainWindow window;
    window.showSnapshot(beforeContract());
    EffectButton *button = effectButton(window);
    QVERIFY(button->isEnabled());
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    QVERIFY2(button->accessibleDescription().contains(u"41,203"_s),
             qPrintable(button->accessibleDescription()));
}

void WindowTest::refusalIsShownWithItsReasons()
{
    MainWindow window;
    window.showSnapshot(beforeContract());
    window.show();
    const Error error{.code = Errc::GateRefused, .facts = {{u"gate"_s, u"contract"_s}}};
    window.showRefusal(error);
    QVERIFY(says(window, sentences::error(error).what));
    QVERIFY(says(window, u"41,203"_s));
}

void WindowTest::serverWordsAreNoHtml()
{
    MainWindow window;
    window.showSnapshot(failedStep());
    window.show();
    window.showError({.code = Errc::StatementFailed,
                      .detail = u"<b>bold</b> near \"<img src=x>\""_s,
                      .sqlstate = u"42601"_s});
    const auto *bar = window.findChild<MessageBar *>();
    QVERIFY(bar->isVisible());
    QVERIFY(bar->text().contains(u"<b>bold</b>"_s));
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->text().contains(u'<'))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
}

void WindowTest::doneHasNoNextStage()
{
    MainWindow window;
    window.showSnapshot(finished());
    window.show();
    QSignalSpy asked(&window, &MainWindow::runRequested);
    QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.count(), 0);
    QVERIFY(!effectButton(window)->isVisible());
}

void WindowTest::endingASessionNeedsAReason()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    window.showActivity(blockedSample());
    window.show();
    QSignalSpy asked(&window, &MainWindow::interruptRequested);
    auto *panel = window.findChild<SessionsPanel *>();
    QCOMPARE(panel->title(), u"Sessions: 2 waiting"_s);
    auto *tree = panel->findChild<QTreeView *>();
    tree->setCurrentIndex(panel->model()->index(0, 0));
    const auto button = [&window](const QString &name) {
        const auto buttons = window.findChildren<QAbstractButton *>();
        const auto found = std::ranges::find(buttons, name, &QAbstractButton::text);
        return found == buttons.end() ? nullptr : *found;
    };
    button(u"End…"_s)->click();
    auto *dialog = window.findChild<InterruptDialog *>();
    QVERIFY(dialog);
    QVERIFY(!button(u"End session 4711"_s)->isEnabled());
    QVERIFY(says(window, u"SELECT * FROM users"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"forgotten"_s);
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return); // does nothing by itself
    QCOMPARE(asked.count(), 0);
    button(u"End session 4711"_s)->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().at(0).value<SessionInfo>().started, u"13:12:09"_s);
    QCOMPARE(asked.first().at(1).value<Interruption>(), Interruption::EndSession);
    QCOMPARE(asked.first().at(2).toString(), u"forgotten"_s);
}

QTEST_MAIN(WindowTest)
#include "window.moc"
