// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/stage.h"
#include "core/base/suggestion.h"
#include "core/plan/durations.h"
#include "core/plan/expectation.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

class PlanWordsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void expectations_data();
    void expectations();
    void suggestions_data();
    void suggestions();
    void stageNamesGoBothWays();
};

void PlanWordsTest::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("millis");
    QTest::newRow("ms") << u"500ms"_s << qint64(500);
    QTest::newRow("s") << u"5s"_s << qint64(5000);
    QTest::newRow("m") << u"10m"_s << qint64(600'000);
    QTest::newRow("h") << u"24h"_s << qint64(86'400'000);
    QTest::newRow("d") << u"7d"_s << qint64(604'800'000);
    QTest::newRow("zero") << u"0s"_s << qint64(0);
    QTest::newRow("ten years") << u"3660d"_s << qint64(3660) * 86'400'000;
    for (const char *bad :
         {"", "5", "seconds", "-5s", "5 s", "5S", "1.5h", "1h30m", "5sec", "+5s", "3661d", "5s\n",
          "99999999999999999999s", "9223372036854775807d", "٥s", "0x5s", "5ms ", "5mss"})
        QTest::newRow(bad) << QString::fromUtf8(bad) << qint64(-1);
}

void PlanWordsTest::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, millis);
    const auto duration = parseDuration(text);
    QCOMPARE(duration ? duration->count() : -1, millis);
    if (duration)
        QCOMPARE(parseDuration(durationText(*duration)), duration);
}

void PlanWordsTest::expectations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("equal") << u"= 0"_s << u"= 0"_s;
    QTest::newRow("no space") << u">=10"_s << u">= 10"_s;
    QTest::newRow("twice") << u"== 1"_s << u"= 1"_s;
    QTest::newRow("not") << u"<> -1.5"_s << u"!= -1.5"_s;
    QTest::newRow("text") << u"!= 'it''s'"_s << u"!= 'it''s'"_s;
    QTest::newRow("true") << u"true"_s << u"= true"_s;
    QTest::newRow("false") << u" false "_s << u"= false"_s;
    QTest::newRow("less") << u"<5"_s << u"< 5"_s;
    for (const char *bad :
         {"", "0", "=", "~ 0", "= x", "= 'x", "=> 1", "= 0; DROP TABLE t", "= 1 2", "yes", "== == 1"})
        QTest::newRow(bad) << QString::fromUtf8(bad) << QString();
}

void PlanWordsTest::expectations()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    const auto expectation = Expectation::parse(text);
    QCOMPARE(expectation ? expectation->text() : QString(), canonical);
    if (expectation)
        QCOMPARE(Expectation::parse(expectation->text()), expectation);
}

void PlanWordsTest::suggestions_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("meant");
    QTest::newRow("dash") << u"rollback-window"_s << u"rollback_window"_s;
    QTest::newRow("case") << u"SQL"_s << u"sql"_s;
    QTest::newRow("plural") << u"step"_s << u"steps"_s;
    QTest::newRow("swapped") << u"unod"_s << u"undo"_s;
    QTest::newRow("short and other") << u"x"_s << QString();
    QTest::newRow("other") << u"database"_s << QString();
    QTest::newRow("very long") << QString(100'000, u'a') << QString();
}

void PlanWordsTest::suggestions()
{
    QFETCH(QString, written);
    QFETCH(QString, meant);
    QCOMPARE(suggestion(written, {u"sql"_s, u"undo"_s, u"steps"_s, u"rollback_window"_s}), meant);
}

void PlanWordsTest::stageNamesGoBothWays()
{
    for (const Stage stage : allStages)
        QCOMPARE(stageNamed(stageName(stage)), stage);
    QVERIFY(!stageNamed(u"Expand"));
    QVERIFY(!stageNamed(u""));
}

QTEST_GUILESS_MAIN(PlanWordsTest)
#include "plan_words.moc"
