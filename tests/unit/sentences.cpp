// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sentences.h"

#include "core/text/errors.h"
#include "core/text/wording.h"

#include <QTest>

#include <algorithm>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Every code has words, an exit code, and no hole where its facts are known.
class SentencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyErrorHasAnEntry();
    void everyErrorIsTold_data();
    void everyErrorIsTold();
    void missingFactsLeaveNoBraces_data() { everyErrorIsTold_data(); }
    void missingFactsLeaveNoBraces();
    void serverTextStaysOnOneLine();
    void exitCodesAreTheContract();
    void durations_data();
    void durations();
    void rowsAreGroupedAndCounted();
    void optionalPartsGoWithTheirFacts();
    void unknownProblemsAndEventsKeepTheirWords();
};

namespace {

Error documented(Errc code)
{
    Error error{.code = code, .facts = {}, .detail = {}, .sqlstate = {}, .statement = {}};
    const auto &entry = *std::ranges::find(sentences::errorEntries(), code, &sentences::ErrorEntry::code);
    for (const QString &fact : QString::fromLatin1(entry.facts).split(u' ', Qt::SkipEmptyParts))
        error.facts.insert(fact, u"<"_s + fact + u'>');
    return error;
}

QStringList partsOf(const Error &error)
{
    const auto text = sentences::error(error);
    return {text.what, text.means, text.toDo};
}

} // namespace

void SentencesTest::everyErrorHasAnEntry()
{
    const auto entries = sentences::errorEntries();
    // HelmLost is the last code: a new one needs a line here and one in the table.
    for (int code = 0; code <= static_cast<int>(Errc::HelmLost); ++code)
        QCOMPARE(std::ranges::count(entries, static_cast<Errc>(code), &sentences::ErrorEntry::code), 1);
}

void SentencesTest::everyErrorIsTold_data()
{
    QTest::addColumn<int>("code");
    for (const auto &entry : sentences::errorEntries())
        QTest::newRow(qPrintable(errorName(entry.code))) << static_cast<int>(entry.code);
}

void SentencesTest::everyErrorIsTold()
{
    QFETCH(int, code);
    const Error error = documented(static_cast<Errc>(code));
    const QStringList parts = partsOf(error);
    for (const QString &part : parts) {
        QVERIFY2(part.endsWith(u'.'), qPrintable(part));
        QVERIFY2(part.at(0).isUpper(), qPrintable(part));
        QVERIFY2(!part.contains(u'{') && !part.contains(u'[') && !part.contains(u'…'), qPrintable(part));
        QVERIFY2(!part.contains("please"_L1, Qt::CaseInsensitive), qPrintable(part));
    }
    for (const QString &fact : error.facts)
        QVERIFY2(parts.join(u' ').contains(fact), qPrintable(fact));
    QVERIFY(!sentences::line(error).contains(u'\n'));
    QVERIFY(!sentences::line(error).endsWith(u'.'));
}

void SentencesTest::missingFactsLeaveNoBraces()
{
    QFETCH(int, code);
    Error error = documented(static_cast<Errc>(code));
    error.facts.clear();
    for (const QString &part : partsOf(error))
        QVERIFY2(!part.contains(u'{') && !part.contains(u'['), qPrintable(part));
}

void SentencesTest::serverTextStaysOnOneLine()
{
    Error error = documented(Errc::StatementFailed);
    error.detail = u"relation \"t[1]{x}\" is  odd\nHINT:  none"_s;
    error.sqlstate = u"42P01"_s;
    const QString what = sentences::error(error).what;
    QVERIFY2(what.contains(u"relation \"t[1]{x}\" is  odd HINT:  none"_s), qPrintable(what));
    QVERIFY(what.contains(u"(42P01)"_s));
}

void SentencesTest::exitCodesAreTheContract()
{
    QCOMPARE(sentences::exitCode(Errc::GateRefused), 1);
    QCOMPARE(sentences::exitCode(Errc::PointOfNoReturn), 1);
    QCOMPARE(sentences::exitCode(Errc::InvalidPlan), 2);
    QCOMPARE(sentences::exitCode(Errc::Usage), 2);
    QCOMPARE(sentences::exitCode(Errc::ConnectionFailed), 3);
    QCOMPARE(sentences::exitCode(Errc::Paused), 4);
    QCOMPARE(sentences::exitCode(Errc::Held), 4);
    QCOMPARE(sentences::exitCode(Errc::HelmHeld), 5);
    for (const auto &entry : sentences::errorEntries())
        QVERIFY(entry.exitCode >= 1 && entry.exitCode <= 5);
}

void SentencesTest::durations_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << u"0 ms"_s;
    QTest::newRow("below a second") << qint64(999) << u"999 ms"_s;
    QTest::newRow("tenths") << qint64(6200) << u"6.2 s"_s;
    QTest::newRow("whole") << qint64(5000) << u"5 s"_s;
    QTest::newRow("rounded up") << qint64(59'700) << u"1 min"_s;
    QTest::newRow("minutes") << qint64(72'000) << u"1 min 12 s"_s;
    QTest::newRow("hours") << qint64(3'900'000) << u"1 h 5 min"_s;
    QTest::newRow("days") << qint64(90'000'000) << u"1 d 1 h"_s;
}

void SentencesTest::durations()
{
    QFETCH(qint64, milliseconds);
    QTEST(sentences::duration(milliseconds), "text");
}

void SentencesTest::rowsAreGroupedAndCounted()
{
    QCOMPARE(sentences::rows(1), u"1 row"_s);
    QCOMPARE(sentences::rows(0), u"0 rows"_s);
    QCOMPARE(sentences::rows(1'204'000), u"1,204,000 rows"_s);
    QCOMPARE(sentences::rows(6'000'000'000), u"6,000,000,000 rows"_s);
}

void SentencesTest::optionalPartsGoWithTheirFacts()
{
    const QString text = u"Locked[ by {who}][ for {time}]."_s;
    QCOMPARE(sentences::filled(text, {}), u"Locked."_s);
    QCOMPARE(sentences::filled(text, {{u"time"_s, u"5 s"_s}}), u"Locked for 5 s."_s);
}

void SentencesTest::unknownProblemsAndEventsKeepTheirWords()
{
    QCOMPARE(sentences::problem({.line = 1, .column = 1, .code = u"too-odd"_s, .facts = {}}), u"too odd"_s);
    QCOMPARE(sentences::event(
                 {.sequence = 1, .at = 0, .actor = {}, .kind = u"new-kind"_s, .data = {}, .hash = {}}),
             u"new kind"_s);
}

QTEST_GUILESS_MAIN(SentencesTest)
#include "sentences.moc"
