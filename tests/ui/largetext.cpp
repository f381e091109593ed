// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cuttext.h"
#include "tests/support/snapshots.h"
#include "ui/mainwindow.h"
#include "ui/shell/looksmenu.h"
#include "ui/theme/textsize.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace lockkeeper;
using namespace lockkeeper::test;

/// Text of twice the usual size is there to be read: nothing of it is cut off, whatever the window shows.
class LargeTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
    }
    void cleanup() { setTextSize(1); }
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void keptFontsFollow();
    void aWindowBeginsWithTheSizeItHad();
    void theMenuRemembersTheSize();
    void presentingIsLarger();
};

namespace {

const QSize screen(1920, 1200);

void settle()
{
    for (int i = 0; i < 10; ++i)
        QApplication::processEvents();
}

} // namespace

void LargeTextTest::nothingIsCutOff_data()
{
    QTest::addColumn<double>("size");
    QTest::addColumn<QString>("screen");
    for (const double size : {1.0, 1.5, 2.0}) {
        for (const char *name :
             {"welcome", "backfill", "gate", "failed", "done", "editor", "sessions", "charts"})
            QTest::addRow("%s at %d %%", name, qRound(size * 100)) << size << QString::fromLatin1(name);
    }
}

void LargeTextTest::nothingIsCutOff()
{
    QFETCH(double, size);
    QFETCH(QString, screen);
    MainWindow window;
    window.resize(::screen);
    window.showTarget(u"postgresql://app_owner@prod-eu/shop"_s);
    window.showConnected(true, u"Connected"_s);
    window.show();
    if (screen == "welcome"_L1)
        window.showWelcome();
    else if (screen == "gate"_L1)
        window.showSnapshot(beforeContract());
    else if (screen == "failed"_L1)
        window.showSnapshot(failedStep());
    else if (screen == "done"_L1)
        window.showSnapshot(finished());
    else
        window.showSnapshot(backfilling());
    if (screen == "failed"_L1)
        window.showError(errorFromJson(MigrationSnapshot(failedStep()).steps.first().record.error));
    if (screen == "sessions"_L1)
        window.showActivity(blockedSample());
    if (auto *dock = window.findChild<QDockWidget *>(screen)) {
        dock->show();
        dock->raise();
    }
    setTextSize(size); // on a window that is there: it must follow
    settle();
    const QStringList cut = allCutOff(window);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    QVERIFY2(window.minimumSizeHint().width() <= ::screen.width(),
             qPrintable(QString::number(window.minimumSizeHint().width())));
    QVERIFY2(window.minimumSizeHint().height() <= ::screen.height(),
             qPrintable(QString::number(window.minimumSizeHint().height())));
}

void LargeTextTest::keptFontsFollow()
{
    QLabel usual;
    QLabel title;
    QLabel code;
    keepFont(&title, 1.5, true);
    keepMonospace(&code);
    for (QLabel *label : {&usual, &title, &code})
        label->show();
    const double before = usual.font().pointSizeF();
    const double codeBefore = code.font().pointSizeF();
    QVERIFY(qAbs(title.font().pointSizeF() - before * 1.5) < 0.1);
    setTextSize(2);
    settle();
    QVERIFY2(qAbs(usual.font().pointSizeF() - before * 2) < 0.1,
             qPrintable(u"%1 after %2, application %3"_s.arg(usual.font().pointSizeF())
                            .arg(before)
                            .arg(QApplication::font().pointSizeF())));
    QVERIFY(qAbs(title.font().pointSizeF() - before * 3) < 0.1);
    QVERIFY(qAbs(code.font().pointSizeF() - codeBefore * 2) < 0.1);
    QCOMPARE(title.font().weight(), QFont::DemiBold);
    setTextSize(1);
    settle();
    QVERIFY(qAbs(usual.font().pointSizeF() - before) < 0.1);
}

void LargeTextTest::aWindowBeginsWithTheSizeItHad()
{
    QLabel before;
    const double usual = before.font().pointSizeF();
    QSettings().setValue("window/text-size"_L1, 2.0);
    MainWindow window;
    QSettings().clear();
    window.resize(screen);
    window.showSnapshot(beforeContract());
    window.show();
    settle();
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible())
            QVERIFY2(label->font().pointSizeF() > 1.7 * usual, qPrintable(label->text()));
    }
    const QStringList cut = allCutOff(window);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

void LargeTextTest::theMenuRemembersTheSize()
{
    QMenu menu;
    LooksMenu looks(&menu);
    looks.restore();
    const auto trigger = [&menu](const QString &text) {
        for (QAction *action : menu.findChildren<QAction *>()) {
            if (action->text() == text)
                action->trigger();
        }
    };
    trigger(u"Larger text"_s);
    trigger(u"Larger text"_s);
    QCOMPARE(textSize(), 1.25);
    trigger(u"Smaller text"_s);
    QCOMPARE(textSize(), 1.1);
    trigger(u"200 %"_s);
    trigger(u"Larger text"_s); // there is no larger one
    QCOMPARE(textSize(), 2.0);
    setTextSize(1);
    QMenu other;
    LooksMenu again(&other);
    again.restore();
    QCOMPARE(textSize(), 2.0);
    QSettings().clear();
}

void LargeTextTest::presentingIsLarger()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    const auto choose = [&window](const QString &text) {
        for (QAction *action : window.findChildren<QAction *>()) {
            if (action->text() == text)
                action->trigger();
        }
    };
    choose(u"Present"_s);
    QCOMPARE(textSize(), 1.5);
    choose(u"Run"_s);
    QCOMPARE(textSize(), 1.0);
}

QTEST_MAIN(LargeTextTest)
#include "largetext.moc"
