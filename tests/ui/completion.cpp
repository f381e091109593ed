// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completer.h"
#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"

#include <QRegularExpression>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class CompletionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void fitsThePlace_data();
    void fitsThePlace();
    void commentsAndStringsGetNothing_data();
    void commentsAndStringsGetNothing();
    void listIsShort();
    void listOpensAndIsTaken();
    void escapeMeansEscape();
    void canBeSwitchedOff();
};

namespace {

using Sci = QsciScintillaBase;

CatalogNames shop()
{
    return {.tables = {{.name = u"users"_s, .columns = {u"id"_s, u"email"_s, u"display_name"_s}},
                       {.name = u"sales.orders"_s, .columns = {u"id"_s, u"total"_s, u"\"Ship to\""_s}},
                       {.name = u"\"Odd\""_s, .columns = {u"emitted"_s}}}};
}

/// @p text with the caret at `|`.
QStringList offered(const QString &text)
{
    std::string bytes = text.toStdString();
    const auto caret = bytes.find('|');
    bytes.erase(caret, 1);
    const CompletionIndex index(shop(), {u"EMPTY"_s, u"SELECT"_s, u"UNION"_s});
    return index.complete(completionPoint(bytes, caret, SqlDialect::PostgreSQL));
}

bool isListOpen(const SqlEditor &editor) { return tell(editor, Sci::SCI_AUTOCACTIVE) != 0; }

void show(SqlEditor &editor)
{
    editor.resize(600, 300);
    editor.show();
    std::ignore = QTest::qWaitForWindowActive(&editor);
    editor.setFocus();
}

} // namespace

void CompletionTest::fitsThePlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("wanted");
    QTest::addRow("table") << u"SELECT * FROM u|"_s << QStringList{u"users"_s, u"UNION"_s};
    QTest::addRow("quoted table") << u"SELECT * FROM o|"_s << QStringList{u"\"Odd\""_s};
    QTest::addRow("schema") << u"SELECT * FROM sales.o|"_s << QStringList{u"orders"_s};
    QTest::addRow("columns first") << u"SELECT em| FROM users"_s << QStringList{u"email"_s, u"EMPTY"_s};
    QTest::addRow("alias") << u"SELECT u.e| FROM users AS u"_s << QStringList{u"email"_s};
    QTest::addRow("alias without as") << u"SELECT 1 FROM users u JOIN sales.orders o ON o.|"_s
                                      << QStringList{u"id"_s, u"\"Ship to\""_s, u"total"_s};
    QTest::addRow("table's own name") << u"UPDATE users SET x = users.d|"_s << QStringList{u"display_name"_s};
    QTest::addRow("other statement") << u"SELECT 1 FROM users; SELECT em|"_s << QStringList{u"EMPTY"_s};
    QTest::addRow("behind emoji") << u"SELECT '🙂', em| FROM users"_s << QStringList{u"email"_s, u"EMPTY"_s};
    QTest::addRow("unknown qualifier") << u"SELECT z.e|"_s << QStringList();
}

void CompletionTest::fitsThePlace()
{
    QFETCH(QString, text);
    QTEST(offered(text), "wanted");
}

void CompletionTest::commentsAndStringsGetNothing_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u"-- em|"_s, u"/* em| */"_s, u"SELECT 'em|'"_s, u"SELECT 'em|"_s, u"SELECT $$em|$$"_s})
        QTest::addRow("%s", qPrintable(text)) << text;
}

void CompletionTest::commentsAndStringsGetNothing()
{
    QFETCH(QString, text);
    QCOMPARE(offered(text), QStringList());
}

void CompletionTest::listIsShort()
{
    CatalogNames names;
    for (int i = 0; i < 20'000; ++i)
        names.tables.append({.name = u"table_%1"_s.arg(i), .columns = {u"id"_s}});
    const CompletionIndex index(names, {});
    QCOMPARE(index.complete({.prefix = u"ta"_s}).size(), CompletionIndex::most);
    QCOMPARE(index.complete({.prefix = u"TABLE_1999"_s}).size(), 11);
}

void CompletionTest::listOpensAndIsTaken()
{
    SqlEditor editor;
    Completer completer(editor);
    completer.setNames(shop());
    show(editor);
    QTest::keyClicks(&editor, u"UPDATE us"_s);
    QVERIFY(isListOpen(editor));
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.utf8(), "UPDATE users");
}

void CompletionTest::escapeMeansEscape()
{
    SqlEditor editor;
    Completer completer(editor);
    completer.setNames(shop());
    show(editor);
    QTest::keyClicks(&editor, u"UPDATE us"_s);
    QVERIFY(isListOpen(editor));
    QTest::keyClick(&editor, Qt::Key_Escape);
    QVERIFY(!isListOpen(editor));
    QTest::keyClicks(&editor, u"e"_s);
    QVERIFY(!isListOpen(editor));
    QCOMPARE(editor.utf8(), "UPDATE use");
    completer.offer();
    QVERIFY(isListOpen(editor));
}

void CompletionTest::canBeSwitchedOff()
{
    SqlEditor editor;
    Completer completer(editor);
    completer.setNames(shop());
    completer.setAutomatic(false);
    show(editor);
    QTest::keyClicks(&editor, u"UPDATE us"_s);
    QVERIFY(!isListOpen(editor));
}

QTEST_MAIN(CompletionTest)
#include "completion.moc"
