// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"
#include "ui/charts/chartspanel.h"
#include "ui/charts/charttable.h"
#include "ui/cockpit/cockpit.h"
#include "ui/gates/effectbutton.h"
#include "ui/journal/journalpanel.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// From a real database to the charts, and a note back.
class CockpitChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        installTheme(*qApp);
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void drawsWhatTheServerDoes_data();
    void drawsWhatTheServerDoes();
};

namespace {

constexpr int patience = 60'000; // milliseconds

struct Screen
{
    MainWindow window;

    EffectButton *button() { return window.findChild<EffectButton *>(); }
    QAbstractItemModel *table() { return window.charts().findChild<QTableView *>()->model(); }

    /// Whether some row's cell of that column passes.
    bool shows(int column, const std::function<bool(const QString &)> &passes)
    {
        window.charts().refresh();
        for (int row = 0; row < table()->rowCount(); ++row) {
            if (passes(table()->index(row, column).data().toString()))
                return true;
        }
        return false;
    }
    bool waitFor(int column, const std::function<bool(const QString &)> &passes)
    {
        return QTest::qWaitFor([&] { return shows(column, passes); }, patience);
    }
    bool journalSays(const QString &text)
    {
        const EventModel *model = window.findChild<JournalPanel *>()->model();
        return model->rowCount() > 0
               && model->index(0, EventModel::TextColumn).data().toString().contains(text);
    }
};

bool isFigure(const QString &text) { return !text.isEmpty() && text.front().isDigit(); }

} // namespace

void CockpitChartsTest::drawsWhatTheServerDoes_data()
{
    QTest::addColumn<bool>("hasServer");
    QTest::addRow("sqlite") << false;
    QTest::addRow("postgresql") << true;
}

void CockpitChartsTest::drawsWhatTheServerDoes()
{
    QFETCH(bool, hasServer);
    const QString engine = QString::fromLatin1(QTest::currentDataTag());
    const auto world = demo::World::start({.engine = engine, .rows = 20'000, .statementsPerSecond = 20});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    Screen screen;
    Cockpit cockpit(screen.window);
    screen.window.show();
    cockpit.open((*world)->planPath(), (*world)->url());
    QVERIFY(QTest::qWaitFor([&] { return screen.button()->isVisible(); }, patience));
    QVERIFY(screen.waitFor(ChartTable::WaitsColumn, [&](const QString &text) {
        return hasServer ? isFigure(text) : text == u"not measured"_s;
    }));
    QVERIFY(screen.waitFor(ChartTable::ErrorsColumn, [&](const QString &text) {
        return hasServer ? isFigure(text) : text == u"not measured"_s;
    }));
    QVERIFY(!screen.shows(ChartTable::ShareColumn, isFigure)); // no backfill, so nothing of it

    for (const QString &next : {u"Expand"_s, u"Backfill"_s, u"Flip"_s}) {
        screen.button()->click();
        QVERIFY(QTest::qWaitFor([&] { return screen.button()->text().startsWith(next); }, patience));
    }
    QVERIFY(
        screen.waitFor(ChartTable::ShareColumn, [](const QString &text) { return text.contains(u"100"_s); }));
    QVERIFY(screen.waitFor(ChartTable::EventColumn,
                           [](const QString &text) { return text.contains(u"done"_s); }));

    Q_EMIT screen.window.charts().noteRequested(u"cache flushed"_s, 0);
    QVERIFY(QTest::qWaitFor([&] { return screen.journalSays(u"cache flushed"_s); }, patience));
    QVERIFY(screen.waitFor(ChartTable::EventColumn,
                           [](const QString &text) { return text.contains(u"cache flushed"_s); }));
    if (const QString folder = qEnvironmentVariable("LOCKKEEPER_SHOTS"); !folder.isEmpty()) {
        screen.window.charts().parentWidget()->show();
        screen.window.resize(1280, 1000);
        QCoreApplication::processEvents();
        QVERIFY(screen.window.grab().save(folder + u"/cockpit-charts-"_s + engine + u".png"_s));
    }
}

QTEST_MAIN(CockpitChartsTest)
#include "cockpit_charts.moc"
