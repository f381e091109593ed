// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sourcetext.h"

#include <QElapsedTimer>
#include <QTest>

#include <utility>

using namespace lockkeeper;

class SourceTextTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void positions_data();
    void positions();
    void lines();
    void texts();
    void spans();
    void longLineIsQuick();
};

void SourceTextTest::positions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("byte");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const QByteArray &text, int byte, int line, int column) {
        QTest::newRow(name) << text << byte << line << column;
    };
    row("empty", "", 0, 1, 1);
    row("before", "a", -1, 1, 1);
    row("behind", "ab", 9, 1, 3);
    row("second line", "a\nbc", 3, 2, 2);
    row("line break", "a\nb", 1, 1, 2);
    row("both", "a\r\nb", 3, 2, 1);
    row("old", "a\rb", 2, 2, 1);
    row("end with a break", "a\n", 2, 2, 1);
    row("tab", "\ta", 1, 1, 2);
    row("characters", "\xc3\xa4\xf0\x9f\x98\x80z", 6, 1, 3);
    row("inside of a character", "a\xf0\x9f\x98\x80z", 3, 1, 2);
    row("not UTF-8", "\x80\x80\xff\xc3(z", 5, 1, 6);
    row("overlong", "\xc0\x80\xe0\x80\x80z", 5, 1, 6);
    row("surrogate", "\xed\xa0\x80z", 3, 1, 4);
    row("cut off", "\xf0\x9f\x98", 3, 1, 4);
    row("mark at the start",
        "\xef\xbb\xbf"
        "ab",
        4, 1, 2);
    row("inside of the mark", "\xef\xbb\xbf", 1, 1, 1);
    row("blocks", QByteArray("\xc3\xa4").repeated(5000) + "z", 10'000, 1, 5001);
}

void SourceTextTest::positions()
{
    QFETCH(QByteArray, text);
    QFETCH(int, byte);
    const TextPosition position = SourceText(text.toStdString()).position(byte);
    QTEST(position.line, "line");
    QTEST(position.column, "column");
}

void SourceTextTest::lines()
{
    const SourceText text("\xef\xbb\xbf"
                          "a\r\n\rb\nc");
    QCOMPARE(text.lineCount(), 4);
    QVERIFY(text.line(1) == "a");
    QVERIFY(text.line(2).empty());
    QVERIFY(text.line(3) == "b");
    QVERIFY(text.line(4) == "c");
    QVERIFY(text.line(0).empty());
    QVERIFY(text.line(5).empty());
    QCOMPARE(SourceText("").lineCount(), 1);
}

void SourceTextTest::texts()
{
    const SourceText text("abc");
    QVERIFY(text.text({1, 3}) == "bc");
    QVERIFY(text.text({1, 1}).empty());
    QVERIFY(text.text({1, 4}).empty());
    QVERIFY(text.text({}).empty());
}

void SourceTextTest::spans()
{
    QVERIFY(united({2, 3}, {0, 1}) == (Span{0, 3}));
    QVERIFY(united({}, {0, 1}) == (Span{0, 1}));
    QVERIFY(united({0, 1}, {}) == (Span{0, 1}));
    QVERIFY(!united({}, {}).isValid());
}

// A statement of ten megabytes may have thousands of findings.
void SourceTextTest::longLineIsQuick()
{
    std::string bytes;
    bytes.resize(10'000'000, 'a');
    const SourceText text(std::move(bytes));
    QElapsedTimer timer;
    timer.start();
    for (int byte = 0; byte < 10'000'000; byte += 1000)
        QCOMPARE(text.position(byte).column, byte + 1);
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(SourceTextTest)
#include "sourcetext.moc"
