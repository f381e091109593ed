// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordedrun.h"
#include "ui/charts/chartexport.h"
#include "ui/charts/chartstack.h"
#include "ui/charts/charttable.h"
#include "ui/charts/livepill.h"
#include "ui/charts/qtchart.h"
#include "ui/charts/timescale.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QChartView>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QLineSeries>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::test;

class ChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void markersDoNotStandOnOneAnother();
    void pausedTimeStandsStill();
    void atMostTwoPointsAPixel();
    void wideTimesAreDrawnLessOften();
    void oneCrosshairForAll();
    void clickPinsAndPauses();
    void keysMoveThePlace();
    void spacePauses();
    void readingIsOneLine();
    void copiesTheReading();
    void gapsBreakTheLine();
    void unmeasuredIsSaidInWords();
    void notesAreAskedFor();
    void holdsAndEventsAreMarked();
    void tableKeepsItsPlace();
    void tableIsReachedByKeyboard();
    void csvHasEveryFigureAndNoFormula();
    void pictureIsTwiceAsSharp();
    void failedExportSaysSo();
    void everythingHasAName();
    void patternsDifferWithoutColour();
    void paletteChangesAtRuntime();
};

namespace {

ChartStack *stackOf(PlayedRun &played) { return played.panel.findChild<ChartStack *>(); }

void open(PlayedRun &played)
{
    played.panel.resize(900, 640);
    played.panel.setVisible(true);
    played.panel.refresh();
    QVERIFY(QTest::qWaitForWindowActive(&played.panel));
}

QList<QChartView *> chartsOf(PlayedRun &played) { return played.panel.findChildren<QChartView *>(); }

int pointsOf(QChartView *view)
{
    int most = 0;
    for (QAbstractSeries *series : view->chart()->series())
        most = std::max(most, static_cast<QLineSeries *>(series)->count());
    return most;
}

QAbstractButton *buttonNamed(QWidget &window, const QString &text)
{
    const auto buttons = window.findChildren<QAbstractButton *>();
    const auto found =
        std::ranges::find_if(buttons, [&](const auto *button) { return button->text() == text; });
    return found == buttons.end() ? nullptr : *found;
}

QPoint middleOf(QChartView *view, double part)
{
    const QRectF plot = view->chart()->plotArea();
    return QPointF(plot.left() + plot.width() * part, plot.center().y()).toPoint();
}

} // namespace

void ChartsTest::markersDoNotStandOnOneAnother()
{
    const TimeScale scale{.from = noon, .to = noon + 100'000, .left = 0, .right = 100};
    const auto marker = [](qint64 second, MarkerKind kind) {
        return Marker{.at = noon + second * 1000, .kind = kind, .text = {}};
    };
    const auto kept = withRoom({marker(1, MarkerKind::Held), marker(2, MarkerKind::Note),
                                marker(3, MarkerKind::Released), marker(50, MarkerKind::Held)},
                               scale);
    QCOMPARE(kept.size(), 2);
    QCOMPARE(kept.first().kind,
             MarkerKind::Note); // what somebody wrote is worth more than what happens by itself
    QCOMPARE(kept.last().at, noon + 50'000);
}

void ChartsTest::pausedTimeStandsStill()
{
    ChartWindow window;
    QCOMPARE(window.from(noon, noon + 600'000), noon + 300'000);
    window.pause(noon + 600'000);
    QCOMPARE(window.to(noon + 700'000), noon + 600'000);
    QCOMPARE(window.behind(noon + 642'000), 42'000);
    window.reveal(noon + 100'000, noon);
    QCOMPARE(window.from(noon, noon + 700'000), noon + 100'000);
    window.goLive();
    QCOMPARE(window.to(noon + 700'000), noon + 700'000);
    window.setRange(ChartRange::All);
    QCOMPARE(window.from(noon, noon + 700'000), noon);
}

void ChartsTest::atMostTwoPointsAPixel()
{
    PlayedRun played;
    played.play(4'000);
    open(played);
    for (const QString &range : {u"5 min"_s, u"1 h"_s, u"6 h"_s, u"All"_s}) {
        buttonNamed(played.panel, range)->click();
        for (QChartView *view : chartsOf(played)) {
            QVERIFY(pointsOf(view) > 20);
            QVERIFY2(pointsOf(view) <= 2 * view->chart()->plotArea().width() + 4, qPrintable(range));
        }
    }
}

void ChartsTest::wideTimesAreDrawnLessOften()
{
    PlayedRun played;
    played.play(60);
    open(played);
    const ChartStack *stack = stackOf(played);
    QVERIFY(stack->isDue(played.run.at() + 1'000));
    buttonNamed(played.panel, u"6 h"_s)->click();
    QVERIFY(!stack->isDue(played.run.at() + 1'000));
    QVERIFY(stack->isDue(played.run.at() + 5'000));
    played.run.pass(1'000);
    played.panel.follow();
    QCOMPARE(stack->to(), played.run.at() - 1'000);
}

void ChartsTest::oneCrosshairForAll()
{
    PlayedRun played;
    played.play(300);
    open(played);
    ChartStack *stack = stackOf(played);
    QChartView *second = chartsOf(played).at(1);
    QTest::mouseMove(second->viewport(), middleOf(second, 0.5));
    QVERIFY(QTest::qWaitFor([&] { return stack->crosshair().has_value(); }, 2'000));
    QVERIFY(!stack->window().isPaused()); // looking is not touching
    QVERIFY(qAbs(stack->crosshair()->at - (stack->from() + stack->to()) / 2) < 2'000);
    QVERIFY2(stack->reading().contains(u"lock waits"_s) && stack->reading().contains(u"lag of replica-1"_s),
             qPrintable(stack->reading()));
}

void ChartsTest::clickPinsAndPauses()
{
    PlayedRun played;
    played.play(300);
    open(played);
    ChartStack *stack = stackOf(played);
    auto *pill = played.panel.findChild<LivePill *>();
    QCOMPARE(pill->text(), u"Live"_s);
    QTest::mouseClick(chartsOf(played).first()->viewport(), Qt::LeftButton, {},
                      middleOf(chartsOf(played).first(), 0.25));
    QVERIFY(stack->crosshair() && stack->crosshair()->isPinned);
    const qint64 pinned = stack->crosshair()->at;
    played.play(42);
    QCOMPARE(pill->text(), u"Paused, 0:42 behind"_s);
    QCOMPARE(stack->crosshair()->at, pinned);
    QTest::mouseMove(chartsOf(played).first()->viewport(), middleOf(chartsOf(played).first(), 0.9));
    QCOMPARE(stack->crosshair()->at, pinned); // pinned is pinned
    QTest::mouseClick(buttonNamed(played.panel, u"Go live"_s), Qt::LeftButton);
    QCOMPARE(pill->text(), u"Live"_s);
    QCOMPARE(stack->to(), played.run.at());
}

void ChartsTest::keysMoveThePlace()
{
    PlayedRun played;
    played.play(600);
    open(played);
    ChartStack *stack = stackOf(played);
    stack->setFocus();
    QTest::keyClick(stack, Qt::Key_Left);
    QVERIFY(stack->window().isPaused());
    QCOMPARE(stack->crosshair()->at, played.run.at() - 1'000);
    QTest::keyClick(stack, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(stack->crosshair()->at, played.run.at() - 11'000);
    QTest::keyClick(stack, Qt::Key_Home);
    const qint64 edge = stack->from();
    QTest::keyClick(stack, Qt::Key_Left);
    QCOMPARE(stack->from(), edge - 1'000); // the picture follows
    QTest::keyClick(stack, Qt::Key_Return);
    QVERIFY(stack->crosshair()->isPinned);
    QTest::keyClick(stack, Qt::Key_Escape);
    QVERIFY(!stack->crosshair());
}

void ChartsTest::spacePauses()
{
    PlayedRun played;
    played.play(60);
    open(played);
    ChartStack *stack = stackOf(played);
    QSignalSpy paused(stack, &ChartStack::pausedChanged);
    QTest::keyClick(stack, Qt::Key_Space);
    QTest::keyClick(stack, Qt::Key_Space);
    QCOMPARE(paused.count(), 2);
    QVERIFY(!stack->window().isPaused());
}

void ChartsTest::readingIsOneLine()
{
    const Bucket seven{.at = noon, .least = 7, .most = 7, .sum = 7, .last = 7, .count = 1};
    const Bucket lag{.at = noon, .least = 1.8, .most = 1.8, .sum = 1.8, .last = 1.8, .count = 1};
    const Bucket several{.at = noon, .least = 3, .most = 7, .sum = 20, .last = 4, .count = 4};
    QCOMPARE(chartwords::line(noon + 131'000, {{.id = {MetricKind::LockWaits}, .bucket = seven},
                                               {.id = {MetricKind::ReplicationLag}, .bucket = lag}}),
             u"12:02:11 lock waits 7, lag 1.8 s"_s);
    QCOMPARE(chartwords::value(MetricKind::LockWaits, several), u"3–7"_s);
    QCOMPARE(chartwords::line(noon, {}), u"12:00:00 no data"_s);
    QCOMPARE(chartwords::behind(3'723'000), u"1:02:03"_s);
}

void ChartsTest::copiesTheReading()
{
    PlayedRun played;
    played.play(60);
    open(played);
    stackOf(played)->setFocus();
    QTest::keySequence(stackOf(played), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), stackOf(played)->reading());
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"12:01:00 lock waits "_s));
}

void ChartsTest::gapsBreakTheLine()
{
    PlayedRun played;
    played.play(100);
    open(played);
    QCOMPARE(chartsOf(played).first()->chart()->series().size(), 1);
    played.panel.showDisconnected();
    played.run.pass(60'000);
    played.play(60);
    QCOMPARE(chartsOf(played).first()->chart()->series().size(), 2);
    const Gap gap{.from = noon + 2 * minute, .to = noon + 9 * minute, .reason = GapReason::NotConnected};
    QCOMPARE(chartwords::gap(gap).first(), u"no data 12:02–12:09\nnot connected"_s);
}

void ChartsTest::unmeasuredIsSaidInWords()
{
    PlayedRun played;
    played.run.advance();
    played.run.activity().coverage = {.lockWaits = false, .replicas = false, .transactions = false};
    played.look();
    open(played);
    QChartView *waits = chartsOf(played).first();
    QVERIFY(waits->chart()->series().isEmpty());
    QVERIFY2(waits->accessibleDescription().startsWith(u"Not measured here"_s),
             qPrintable(waits->accessibleDescription()));
    auto *table = played.panel.findChild<QTableView *>();
    QCOMPARE(table->model()->index(0, ChartTable::WaitsColumn).data().toString(), u"not measured"_s);
}

void ChartsTest::notesAreAskedFor()
{
    PlayedRun played;
    played.play(60);
    open(played);
    QSignalSpy asked(&played.panel, &ChartsPanel::noteRequested);
    stackOf(played)->setFocus();
    QTest::keyClick(stackOf(played), Qt::Key_N);
    auto *edit = played.panel.findChild<QLineEdit *>();
    QVERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u"cache flushed"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toString(), u"cache flushed"_s);
    QVERIFY(!edit->isVisible() && stackOf(played)->hasFocus());
    played.happen(u"note"_s, {{u"text"_s, u"cache flushed"_s}});
    played.panel.refresh();
    auto *table = played.panel.findChild<QTableView *>();
    QVERIFY(table->model()->index(0, ChartTable::EventColumn).data().toString().contains(u"cache flushed"_s));
}

void ChartsTest::holdsAndEventsAreMarked()
{
    ChartFeed feed;
    RecordedRun run(3);
    for (int second = 0; second < 600; ++second) {
        run.advance();
        feed.add(run.snapshot(), run.activity(), run.steady());
    }
    run.event(u"gate-refused"_s, {{u"gate"_s, u"contract"_s}});
    feed.add(run.snapshot(), run.activity(), run.steady());
    feed.add(run.snapshot(), run.activity(), run.steady()); // the same event again is no other
    const auto markers = feed.history().markers(noon, run.at());
    const auto count = [&](MarkerKind kind) { return std::ranges::count(markers, kind, &Marker::kind); };
    QVERIFY(count(MarkerKind::Held) >= 1);
    QVERIFY(count(MarkerKind::Held) - count(MarkerKind::Released) <= 1);
    QCOMPARE(count(MarkerKind::GateRefused), 1);
    QVERIFY(
        std::ranges::any_of(markers, [](const Marker &marker) { return marker.text.contains(u"lag"_s); }));
}

void ChartsTest::tableKeepsItsPlace()
{
    RecordedRun run(5);
    ChartFeed feed;
    ChartTable table(feed.history());
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto play = [&](int seconds) {
        for (int second = 0; second < seconds; ++second) {
            run.advance();
            feed.add(run.snapshot(), run.activity(), run.steady());
        }
        table.advance(feed.now(run.steady()));
    };
    play(35);
    QCOMPARE(table.rowCount(), 4);
    const QPersistentModelIndex place = table.index(3, ChartTable::TimeColumn);
    QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
    play(1);
    QCOMPARE(table.rowCount(), 4);
    QVERIFY(changes.count() > 0);
    for (int i = 0; i < 30; ++i)
        play(20);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(place.row(), 63);
    QCOMPARE(place.data().toString(), u"12:00:00"_s);
    QVERIFY(table.index(1, ChartTable::LagColumn).data().toString().contains(u"replica-1"_s));
}

void ChartsTest::tableIsReachedByKeyboard()
{
    PlayedRun played;
    played.play(60);
    open(played);
    auto *button = buttonNamed(played.panel, u"Table"_s);
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    auto *table = played.panel.findChild<QTableView *>();
    QVERIFY(table->isVisible() && table->hasFocus());
    QTest::keyClick(table, Qt::Key_Tab);
    QVERIFY(!table->hasFocus()); // no trap
}

void ChartsTest::csvHasEveryFigureAndNoFormula()
{
    RecordedRun run(7);
    ChartFeed feed;
    for (int second = 0; second < 30; ++second) {
        run.advance();
        if (second == 10)
            run.event(u"note"_s, {{u"text"_s, u"=HYPERLINK(\"x\")"_s}});
        run.activity().replicas.first().name = u"=cmd"_s;
        feed.add(run.snapshot(), run.activity(), run.steady());
    }
    const QString csv = QString::fromUtf8(chartCsv(feed.history(), noon, run.at()));
    const QStringList lines = csv.split(u"\r\n"_s, Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 31);
    QVERIFY(lines.at(1).startsWith(u"2026-03-09T12:00:01Z,"_s)
            || lines.at(1).startsWith(u"2026-03-09T12:00:01+"_s));
    QVERIFY2(csv.contains(u"\"'=HYPERLINK(\"\"x\"\")\""_s), qPrintable(lines.at(11)));
    QVERIFY(csv.contains(u"Replication lag of =cmd"_s)); // behind words it is no formula
    QVERIFY(lines.at(1).contains(u",,"_s));              // no rate yet: empty, not 0
    for (const QString &line : lines.first(5))
        QCOMPARE(line.count(u','), lines.first().count(u','));
}

void ChartsTest::pictureIsTwiceAsSharp()
{
    const QTemporaryDir folder;
    PlayedRun played;
    played.play(60);
    open(played);
    const QString path = folder.filePath(u"charts.png"_s);
    QVERIFY(played.panel.savePicture(path).isEmpty());
    const QImage picture(path);
    QCOMPARE(picture.size(), stackOf(played)->size() * 2);
    const QString csv = folder.filePath(u"charts.csv"_s);
    QVERIFY(played.panel.saveCsv(csv).isEmpty());
    QVERIFY(QFile(csv).size() > 1'000);
}

void ChartsTest::failedExportSaysSo()
{
    const PlayedRun played;
    QVERIFY(!played.panel.saveCsv(u"/nowhere/charts.csv"_s).isEmpty());
    QVERIFY(!played.panel.savePicture(u"/nowhere/charts.png"_s).isEmpty());
}

void ChartsTest::everythingHasAName()
{
    PlayedRun played;
    played.play(60);
    open(played);
    for (QAbstractButton *button : played.panel.findChildren<QAbstractButton *>()) {
        if (!button->inherits("QTableCornerButton"))
            QVERIFY(!QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name).isEmpty());
    }
    for (QChartView *view : chartsOf(played)) {
        QVERIFY(!view->accessibleName().isEmpty());
        QVERIFY(!view->accessibleDescription().isEmpty());
    }
    QVERIFY(stackOf(played)->accessibleDescription().isEmpty()
            || stackOf(played)->accessibleDescription().contains(u"lock waits"_s));
}

void ChartsTest::patternsDifferWithoutColour()
{
    PlayedRun played;
    played.play(60);
    open(played);
    const auto lags = chartsOf(played).at(1)->chart()->series();
    QCOMPARE(lags.size(), 2);
    QVERIFY(static_cast<QLineSeries *>(lags.first())->pen().dashPattern()
            != static_cast<QLineSeries *>(lags.last())->pen().dashPattern());
}

void ChartsTest::paletteChangesAtRuntime()
{
    PlayedRun played;
    played.play(60);
    open(played);
    const auto colour = [&] {
        return static_cast<QLineSeries *>(chartsOf(played).first()->chart()->series().first())->pen().color();
    };
    played.panel.setPalette(lightPalette());
    played.panel.refresh();
    const QColor light = colour();
    played.panel.setPalette(darkPalette());
    played.panel.refresh();
    QVERIFY(colour() != light);
}

QTEST_MAIN(ChartsTest)
#include "live_charts.moc"
