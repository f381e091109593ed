// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshots.h"
#include "ui/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QButtonGroup>
#include <QDockWidget>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::test;

/// The Tab key reaches everything that can be pressed, chosen or typed into, and gets out of it again.
class KeyboardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void tabReachesEverything_data();
    void tabReachesEverything();
};

namespace {

QString nameOf(const QWidget *widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return u"%1 \"%2\""_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                              button ? button->text() : widget->accessibleName());
}

/// What somebody could act on now.
QList<QWidget *> controls(const QWidget &window)
{
    QList<QWidget *> found;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        const bool acts = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QAbstractItemView *>(widget)
                          || qobject_cast<QLineEdit *>(widget);
        if (acts && widget->isVisible() && widget->isEnabled() && widget->focusPolicy() & Qt::TabFocus
            && widget->focusProxy() == nullptr)
            found << widget;
    }
    return found;
}

} // namespace

void KeyboardTest::tabReachesEverything_data()
{
    QTest::addColumn<QString>("screen");
    for (const char *name : {"welcome", "gate", "failed", "sessions", "charts", "journal"})
        QTest::addRow("%s", name) << QString::fromLatin1(name);
}

void KeyboardTest::tabReachesEverything()
{
    QFETCH(QString, screen);
    MainWindow window;
    window.resize(1400, 900);
    window.show();
    if (screen != "welcome"_L1)
        window.showSnapshot(screen == "failed"_L1 ? failedStep() : beforeContract());
    if (screen == "sessions"_L1)
        window.showActivity(blockedSample());
    if (auto *dock = window.findChild<QDockWidget *>(screen)) {
        dock->show();
        dock->raise();
    }
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const QList<QWidget *> wanted = controls(window);
    QVERIFY(!wanted.isEmpty());
    QSet<QWidget *> reached;
    wanted.first()->setFocus();
    for (qsizetype i = 0; i < 20 + 4 * wanted.size(); ++i) {
        QWidget *at = QApplication::focusWidget();
        QVERIFY(at);
        reached << at;
        QTest::keyClick(at, Qt::Key_Tab);
        QVERIFY2(QApplication::focusWidget() != at, qPrintable(u"a trap: "_s + nameOf(at)));
    }
    const auto isChosenByArrows = [&reached](QWidget *widget) { // Tab goes to the chosen one of a group
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const QButtonGroup *group = button ? button->group() : nullptr;
        return group && group->exclusive() && reached.contains(group->checkedButton());
    };
    for (QWidget *widget : wanted)
        QVERIFY2(reached.contains(widget) || isChosenByArrows(widget), qPrintable(nameOf(widget)));
}

QTEST_MAIN(KeyboardTest)
#include "keyboard.moc"
