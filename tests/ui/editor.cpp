// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMainWindow>
#include <QRegularExpression>
#include <QTest>

#include <memory>
#include <set>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class EditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void cleanup() { QApplication::setPalette(lightPalette()); }
    void hasANameForScreenReaders();
    void textSurvivesAsItWas_data();
    void textSurvivesAsItWas();
    void keywordsAreColoured_data();
    void keywordsAreColoured();
    void coloursBehindEmojiAreInPlace();
    void commentReachesAcrossLinesAndBack();
    void onlyWhatIsShownIsStyled();
    void coloursFollowThePalette();
    void undoIsTheEditorsOwn();
    void windowKeepsItsShortcuts();
    void commentIsToggled_data();
    void commentIsToggled();
    void nextOccurrenceGetsACaret();
    void editsAreOneStepOfUndo();
    void changesAreToldInBytes();
};

namespace {

using Sci = QsciScintillaBase;

/// In a window, because an editor outside of one styles nothing.
std::unique_ptr<SqlEditor> shownEditor(const QString &text)
{
    auto editor = std::make_unique<SqlEditor>();
    editor->resize(700, 400);
    editor->load(text);
    editor->show();
    std::ignore = QTest::qWaitForWindowActive(editor.get());
    editor->setFocus();
    editor->grab();
    return editor;
}

long styleAt(const SqlEditor &editor, long byte) { return tell(editor, Sci::SCI_GETSTYLEAT, byte); }

/// Of the first place of @p word.
long styleOf(const SqlEditor &editor, const char *word)
{
    const auto at = editor.utf8().find(word);
    return at == std::string::npos ? -1 : styleAt(editor, static_cast<long>(at));
}

} // namespace

void EditorTest::hasANameForScreenReaders()
{
    SqlEditor editor;
    QCOMPARE(QAccessible::queryAccessibleInterface(&editor)->text(QAccessible::Name), u"SQL editor"_s);
}

void EditorTest::textSurvivesAsItWas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addRow("empty") << QString();
    QTest::addRow("no end") << u"select 1"_s;
    QTest::addRow("crlf") << u"select 1;\r\nselect 2;\r\n"_s;
    QTest::addRow("mixed ends") << u"a\nb\r\nc\rd"_s;
    QTest::addRow("emoji") << u"select '🙂', 'ü€' -- 日本\n"_s;
}

void EditorTest::textSurvivesAsItWas()
{
    QFETCH(QString, text);
    const auto editor = shownEditor(text);
    QCOMPARE(editor->utf8(), text.toStdString());
    QVERIFY(!editor->isUndoAvailable());
    QVERIFY(!editor->isModified());
}

void EditorTest::keywordsAreColoured_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addRow("postgresql") << SqlDialect::PostgreSQL;
    QTest::addRow("mysql") << SqlDialect::MySQL;
    QTest::addRow("mariadb") << SqlDialect::MariaDB;
    QTest::addRow("sqlite") << SqlDialect::SQLite;
}

void EditorTest::keywordsAreColoured()
{
    QFETCH(SqlDialect, dialect);
    const auto editor = shownEditor(u"CREATE TABLE t (x INTEGER); -- why\nSELECT 'text', 12;"_s);
    editor->setDialect(dialect);
    editor->grab();
    const std::set<long> styles{styleOf(*editor, "CREATE"), styleOf(*editor, "INTEGER"),
                                styleOf(*editor, "-- why"), styleOf(*editor, "text"), styleOf(*editor, "12")};
    QCOMPARE(styles.size(), 5);
    QVERIFY(!styles.contains(0));
    QCOMPARE(styleOf(*editor, "SELECT"), styleOf(*editor, "CREATE"));
    QVERIFY(editor->words().contains(u"SELECT"_s, Qt::CaseInsensitive));
}

void EditorTest::coloursBehindEmojiAreInPlace()
{
    const auto editor = shownEditor(u"SELECT '🙂🙂 ü €' AS x FROM t -- 日本 🙂\r\nSELECT 2"_s);
    const auto at = [&](const char *text) { return static_cast<long>(editor->utf8().find(text)); };
    const long keyword = styleOf(*editor, "SELECT");
    QCOMPARE(styleAt(*editor, at("AS x")), keyword);
    QCOMPARE(styleAt(*editor, at("AS x") - 1), styleOf(*editor, " FROM")); // the blank behind the string
    QCOMPARE(styleAt(*editor, at("FROM")), keyword);
    QCOMPARE(styleAt(*editor, at("SELECT 2")), keyword);
    const long commentStyle = styleOf(*editor, "-- ");
    for (long byte = at("-- "); byte < at("\r\n"); ++byte)
        QCOMPARE(styleAt(*editor, byte), commentStyle);
}

void EditorTest::commentReachesAcrossLinesAndBack()
{
    const auto editor = shownEditor(u"SELECT 1;\nSELECT 2;\nSELECT 3;\n"_s);
    const long keyword = styleAt(*editor, 0);
    editor->setCursorPosition(0, 0);
    QTest::keyClicks(editor.get(), u"/*"_s);
    editor->grab();
    const auto third = static_cast<long>(editor->utf8().find("SELECT 3"));
    QVERIFY(styleAt(*editor, third) != keyword);
    QTest::keyClick(editor.get(), Qt::Key_Backspace);
    QTest::keyClick(editor.get(), Qt::Key_Backspace);
    editor->grab();
    QCOMPARE(styleAt(*editor, third - 2), keyword);
}

void EditorTest::onlyWhatIsShownIsStyled()
{
    const auto editor = shownEditor(u"SELECT a, b FROM some_table WHERE x = 1;\n"_s.repeated(22'000));
    const long styled = tell(*editor, Sci::SCI_GETENDSTYLED);
    QVERIFY(styled > 0);
    QVERIFY2(styled < editor->length() / 10, QByteArray::number(qlonglong(styled)).constData());
    editor->goToLine(21'000);
    editor->grab();
    const long line = tell(*editor, Sci::SCI_POSITIONFROMLINE, 21'000);
    QCOMPARE(styleAt(*editor, line), styleAt(*editor, 0));
}

void EditorTest::coloursFollowThePalette()
{
    const auto editor = shownEditor(u"SELECT 1;\n"_s);
    for (const QPalette &palette : {darkPalette(), lightPalette()}) {
        QApplication::setPalette(palette);
        const QColor paper = palette.color(QPalette::Base);
        QVERIFY(QTest::qWaitFor([&] { return editor->palette().color(QPalette::Base) == paper; }));
        const QImage picture = editor->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() / 2, picture.height() - 60), paper);
        QVERIFY(qAbs(picture.pixelColor(4, picture.height() - 60).lightness() - paper.lightness())
                < 30); // margin
    }
}

void EditorTest::undoIsTheEditorsOwn()
{
    QMainWindow window;
    auto *editor = new SqlEditor;
    window.setCentralWidget(editor);
    QAction rollback;
    rollback.setShortcut(Qt::CTRL | Qt::Key_Z);
    window.addAction(&rollback);
    bool isRolledBack = false;
    connect(&rollback, &QAction::triggered, this, [&] { isRolledBack = true; });
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor->setFocus();
    QTest::keyClicks(editor, u"abc"_s);
    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!isRolledBack);
    QVERIFY(editor->utf8() != "abc");
}

void EditorTest::windowKeepsItsShortcuts()
{
    QMainWindow window;
    auto *editor = new SqlEditor;
    window.setCentralWidget(editor);
    QAction table;
    table.setShortcut(Qt::CTRL | Qt::Key_T);
    window.addAction(&table);
    bool isShown = false;
    connect(&table, &QAction::triggered, this, [&] { isShown = true; });
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor->setFocus();
    editor->load(u"one\ntwo\n"_s);
    editor->setCursorPosition(1, 0);
    QTest::keyClick(editor, Qt::Key_T, Qt::ControlModifier);
    QVERIFY(isShown);
    QCOMPARE(editor->utf8(), "one\ntwo\n");
}

void EditorTest::commentIsToggled_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addRow("one") << u"a"_s << u"-- a"_s;
    QTest::addRow("back") << u"-- a\n  --b"_s << u"a\n  b"_s;
    QTest::addRow("mixed") << u"-- a\n  b\n\nc"_s << u"-- -- a\n  -- b\n\n-- c"_s;
}

void EditorTest::commentIsToggled()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    const auto editor = shownEditor(before);
    editor->selectAll();
    editor->toggleComment();
    QCOMPARE(editor->utf8(), after.toStdString());
    editor->undo();
    QCOMPARE(editor->utf8(), before.toStdString());
}

void EditorTest::nextOccurrenceGetsACaret()
{
    const auto editor = shownEditor(u"id, my_id, id, ID, id"_s);
    editor->setCursorPosition(0, 1);
    for (int i = 0; i < 3; ++i)
        editor->addNextOccurrence();
    QTest::keyClicks(editor.get(), u"key"_s);
    QVERIFY2(editor->utf8().starts_with("key, my_"), editor->utf8().c_str());
    QCOMPARE(tell(*editor, Sci::SCI_GETSELECTIONS), 3);
    QTest::keyClick(editor.get(), Qt::Key_Escape);
    QCOMPARE(tell(*editor, Sci::SCI_GETSELECTIONS), 1);
}

void EditorTest::editsAreOneStepOfUndo()
{
    const auto editor = shownEditor(u"CREATE INDEX i ON t (🙂);\r\nDROP TABLE t;"_s);
    const std::string before = editor->utf8();
    editor->apply({{.span = {0, 0}, .text = "SET lock_timeout = '2s';\r\n"},
                   {.span = {12, 12}, .text = " CONCURRENTLY"}});
    QCOMPARE(editor->utf8(),
             "SET lock_timeout = '2s';\r\nCREATE INDEX CONCURRENTLY i ON t (🙂);\r\nDROP TABLE t;");
    editor->undo();
    QCOMPARE(editor->utf8(), before);
}

void EditorTest::changesAreToldInBytes()
{
    const auto editor = shownEditor(u"ü🙂x"_s);
    std::string mirror = editor->utf8();
    connect(editor.get(), &SqlEditor::bytesChanged, this, [&](int at, int removed, int added) {
        const auto begin = static_cast<std::size_t>(at);
        mirror.replace(begin, static_cast<std::size_t>(removed),
                       editor->utf8().substr(begin, static_cast<std::size_t>(added)));
    });
    editor->setCursorPosition(0, 2);
    QTest::keyClick(editor.get(), Qt::Key_Backspace);
    QApplication::clipboard()->setText(u"é\n🙂"_s);
    editor->paste();
    QCOMPARE(mirror, editor->utf8());
    editor->undo();
    QCOMPARE(mirror, editor->utf8());
}

QTEST_MAIN(EditorTest)
#include "editor.moc"
