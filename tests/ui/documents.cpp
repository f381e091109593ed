// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshots.h"
#include "ui/documents/scriptbar.h"
#include "ui/editor/editorpanel.h"
#include "ui/mainwindow.h"
#include "ui/noticebar.h"
#include "ui/plan/stepdetails.h"
#include "ui/plan/steppanel.h"
#include "ui/welcome/welcomepage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <memory>

using namespace lockkeeper;
using namespace lockkeeper::test;
using namespace Qt::StringLiterals;

class DocumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void savedBytesAreThoseThatWereRead_data();
    void savedBytesAreThoseThatWereRead();
    void whatIsNoTextIsRefused();
    void latin1IsNeverCutShort();
    void eachScriptHasItsOwnHistory();
    void openFileTakesTheEmptyScriptsPlace();
    void sameFileIsOpenedOnce();
    void modifiedMarkIsAWordToo();
    void savingWhileSomebodyTypes();
    void nothingIsWrittenOverAnothersChange();
    void changeOnDiskIsOfferedNotTaken();
    void reloadCanBeUndone();
    void removedFileCanBeSavedAgain();
    void undoCloseBringsTextCaretAndHistory();
    void closingUnsavedTextOffersItsReturn();
    void findingsBelongToTheShownScript();
    void everyButtonHasAName();
    void shortcutsWorkWhileSomebodyTypes();
    void scriptsAreReachedWithoutAPlan();
    void stepOpensAsACopy();
};

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    std::ignore = file.open(QIODevice::WriteOnly);
    file.write(bytes);
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The editor's panel in a window of its own, and a folder for files.
struct Bench
{
    QTemporaryDir folder;
    EditorPanel panel;
    ScriptBar &bar = panel.scripts();
    ScriptDesk &desk = bar.desk();
    SqlEditor &editor = panel.editor();
    QSignalSpy failed{&bar, &ScriptBar::failed};

    Bench()
    {
        panel.resize(900, 600);
        panel.show();
        std::ignore = QTest::qWaitForWindowActive(&panel);
        editor.setFocus();
    }
    QString path(const QString &name) const { return folder.filePath(name); }
    bool open(const QString &name)
    {
        QSignalSpy opened(&desk, &ScriptDesk::opened);
        desk.open(path(name));
        return QTest::qWaitFor([&] { return opened.count() > 0 || failed.count() > 0; });
    }
    void type(const QString &text) { QTest::keyClicks(editor.viewport(), text); }
    bool saved()
    {
        return QTest::qWaitFor([this] { return !desk.isModified(desk.current()); });
    }
    NoticeBar *notice() const
    {
        for (NoticeBar *one : panel.findChildren<NoticeBar *>()) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    bool answer(const QString &text) const
    {
        for (QAbstractButton *button : notice()->findChildren<QAbstractButton *>()) {
            if (button->isVisibleTo(notice()) && button->text() == text) {
                button->click();
                return true;
            }
        }
        return false;
    }
};

} // namespace

void DocumentsTest::savedBytesAreThoseThatWereRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("utf-8") << "select 'ü€🙂';\n"_ba;
    QTest::addRow("bom and crlf") << "\xef\xbb\xbfselect 1;\r\nselect 2;\r\n"_ba;
    QTest::addRow("mixed ends") << "a\nb\r\nc\rd"_ba;
    QTest::addRow("latin-1") << "select 'gr\xfc\xdf"_ba + "e';\n"_ba;
    QTest::addRow("utf-16le") << QByteArray("\xff\xfes\0q\0l\0\xac\x20", 10);
    QTest::addRow("utf-16be") << QByteArray("\xfe\xff\0s\0q\0l\x20\xac", 10);
}

void DocumentsTest::savedBytesAreThoseThatWereRead()
{
    QFETCH(QByteArray, bytes);
    Bench bench;
    write(bench.path(u"a.sql"_s), bytes);
    QVERIFY(bench.open(u"a.sql"_s));
    QCOMPARE(bench.failed.count(), 0);
    bench.type(u"x"_s);
    QVERIFY(bench.desk.isModified(0));
    bench.editor.undo();
    bench.type(u"y"_s);
    QTest::keyClick(bench.editor.viewport(), Qt::Key_Backspace);
    bench.desk.save();
    QVERIFY(bench.saved());
    QCOMPARE(read(bench.path(u"a.sql"_s)), bytes);
}

void DocumentsTest::whatIsNoTextIsRefused()
{
    Bench bench;
    write(bench.path(u"zero.sql"_s), QByteArray("select\0 1", 9));
    write(bench.path(u"odd.sql"_s), QByteArray("\xff\xfes", 3));
    for (const QString &name : {u"zero.sql"_s, u"odd.sql"_s, u"missing.sql"_s}) {
        QVERIFY(bench.open(name));
        QCOMPARE(bench.failed.takeFirst().first().value<Error>().code, Errc::UnreadableFile);
        QCOMPARE(bench.desk.countFilled(), 0);
    }
}

void DocumentsTest::latin1IsNeverCutShort()
{
    Bench bench;
    const QByteArray bytes = "-- gr\xfc\xdf"_ba;
    write(bench.path(u"a.sql"_s), bytes);
    QVERIFY(bench.open(u"a.sql"_s));
    bench.editor.insert(u"日本 "_s);
    bench.desk.save();
    QVERIFY(QTest::qWaitFor([&] { return bench.failed.count() == 1; }));
    QCOMPARE(bench.failed.first().first().value<Error>().code, Errc::UnwritableFile);
    QCOMPARE(read(bench.path(u"a.sql"_s)), bytes);
    bench.desk.saveAs(bench.path(u"b.sql"_s));
    QVERIFY(bench.saved());
    QCOMPARE(read(bench.path(u"b.sql"_s)), u"日本 -- grüß"_s.toUtf8());
}

void DocumentsTest::eachScriptHasItsOwnHistory()
{
    Bench bench;
    bench.type(u"select 1"_s);
    bench.desk.addNew();
    bench.type(u"select 22"_s);
    bench.desk.setCurrent(0);
    QCOMPARE(bench.panel.text(), u"select 1"_s);
    QCOMPARE(bench.editor.view().caret, 8);
    bench.editor.undo();
    QCOMPARE(bench.panel.text(), QString());
    bench.editor.redo();
    bench.desk.setCurrent(1);
    QCOMPARE(bench.panel.text(), u"select 22"_s);
    bench.editor.undo();
    QCOMPARE(bench.panel.text(), QString());
}

void DocumentsTest::openFileTakesTheEmptyScriptsPlace()
{
    Bench bench;
    write(bench.path(u"a.sql"_s), "select 1;\n");
    write(bench.path(u"b.sql"_s), "select 2;\n");
    QVERIFY(bench.open(u"a.sql"_s));
    QCOMPARE(bench.desk.count(), 1);
    QVERIFY(bench.open(u"b.sql"_s));
    QCOMPARE(bench.desk.count(), 2);
    QCOMPARE(bench.desk.current(), 1);
    QCOMPARE(bench.panel.text(), u"select 2;\n"_s);
    QVERIFY(!bench.desk.isModified(0) && !bench.desk.isModified(1));
}

void DocumentsTest::sameFileIsOpenedOnce()
{
    Bench bench;
    write(bench.path(u"a.sql"_s), "select 1;\n");
    QVERIFY(bench.open(u"a.sql"_s));
    bench.desk.addNew();
    QCOMPARE(bench.desk.current(), 1);
    QVERIFY(bench.open(u"a.sql"_s));
    QCOMPARE(bench.desk.count(), 2);
    QCOMPARE(bench.desk.current(), 0);
}

void DocumentsTest::modifiedMarkIsAWordToo()
{
    Bench bench;
    write(bench.path(u"a&b.sql"_s), "select 1;\n");
    QVERIFY(bench.open(u"a&b.sql"_s));
    auto *tabs = bench.bar.findChild<QTabBar *>();
    QCOMPARE(tabs->tabText(0), u"a&&b.sql"_s);
    QCOMPARE(tabs->accessibleTabName(0), u"a&b.sql"_s);
    bench.type(u"x"_s);
    QCOMPARE(tabs->tabText(0), u"a&&b.sql ●"_s);
    QCOMPARE(tabs->accessibleTabName(0), u"a&b.sql, modified"_s);
    bench.editor.undo();
    QCOMPARE(tabs->tabText(0), u"a&&b.sql"_s);
}

void DocumentsTest::savingWhileSomebodyTypes()
{
    Bench bench;
    bench.type(u"select 1"_s);
    QSignalSpy changed(&bench.desk, &ScriptDesk::changed);
    bench.desk.saveAs(bench.path(u"a.sql"_s));
    bench.type(u"2"_s);
    QVERIFY(QTest::qWaitFor([&] { return !bench.desk.path(0).isEmpty(); }));
    QCOMPARE(read(bench.path(u"a.sql"_s)), "select 1"_ba);
    QVERIFY(bench.desk.isModified(0));
    bench.desk.save();
    QVERIFY(bench.saved());
    QCOMPARE(read(bench.path(u"a.sql"_s)), "select 12"_ba);
    bench.type(u"3"_s);
    bench.desk.save();
    bench.desk.addNew(); // its save ends while another script is shown
    QVERIFY(QTest::qWaitFor([&] { return !bench.desk.isModified(0); }));
    bench.desk.setCurrent(0);
    QVERIFY(!bench.desk.isModified(0));
    QCOMPARE(read(bench.path(u"a.sql"_s)), "select 123"_ba);
}

void DocumentsTest::nothingIsWrittenOverAnothersChange()
{
    Bench bench;
    write(bench.path(u"a.sql"_s), "mine\n");
    QVERIFY(bench.open(u"a.sql"_s));
    bench.type(u"x"_s);
    write(bench.path(u"a.sql"_s), "theirs\n");
    bench.desk.save(); // ahead of the file watch, or after it: it is the bytes that count
    QVERIFY(QTest::qWaitFor([&] { return bench.desk.isRefused(0); }));
    QCOMPARE(read(bench.path(u"a.sql"_s)), "theirs\n"_ba);
    QVERIFY(bench.notice());
    QVERIFY2(bench.notice()->text().startsWith(u"Not saved"_s), qPrintable(bench.notice()->text()));
    QVERIFY(bench.answer(u"Keep mine"_s));
    QVERIFY(QTest::qWaitFor([&] { return bench.desk.disk(0) == DiskState::Same; }));
    bench.desk.save();
    QVERIFY(bench.saved());
    QCOMPARE(read(bench.path(u"a.sql"_s)), "xmine\n"_ba);
}

void DocumentsTest::changeOnDiskIsOfferedNotTaken()
{
    Bench bench;
    write(bench.path(u"a.sql"_s), "mine\n");
    QVERIFY(bench.open(u"a.sql"_s));
    write(bench.path(u"a.sql"_s), "theirs\n");
    QVERIFY(QTest::qWaitFor([&] { return bench.notice() != nullptr; }));
    QVERIFY(bench.notice()->text().contains(u"a.sql"_s));
    QCOMPARE(bench.panel.text(), u"mine\n"_s);
    QVERIFY(bench.answer(u"Show theirs"_s));
    QVERIFY(QTest::qWaitFor([&] { return bench.desk.count() == 2; }));
    QCOMPARE(bench.panel.text(), u"theirs\n"_s);
    bench.desk.setCurrent(0);
    QVERIFY(bench.notice()); // not answered yet
    QCOMPARE(bench.panel.text(), u"mine\n"_s);
    write(bench.path(u"a.sql"_s), "mine\n"); // and taken back
    QVERIFY(QTest::qWaitFor([&] { return bench.notice() == nullptr; }));
}

void DocumentsTest::reloadCanBeUndone()
{
    Bench bench;
    write(bench.path(u"a.sql"_s), "mine\n");
    QVERIFY(bench.open(u"a.sql"_s));
    bench.type(u"x"_s);
    write(bench.path(u"a.sql"_s), "theirs\n");
    QVERIFY(QTest::qWaitFor([&] { return bench.notice() != nullptr; }));
    QVERIFY(bench.answer(u"Reload"_s));
    QVERIFY(QTest::qWaitFor([&] { return bench.panel.text() == u"theirs\n"_s; }));
    QVERIFY(!bench.desk.isModified(0));
    bench.editor.undo();
    QCOMPARE(bench.panel.text(), u"xmine\n"_s);
    QVERIFY(bench.desk.isModified(0));
}

void DocumentsTest::removedFileCanBeSavedAgain()
{
    Bench bench;
    write(bench.path(u"a.sql"_s), "mine\n");
    QVERIFY(bench.open(u"a.sql"_s));
    QVERIFY(QFile::remove(bench.path(u"a.sql"_s)));
    QVERIFY(QTest::qWaitFor([&] { return bench.notice() != nullptr; }));
    QVERIFY(bench.notice()->text().contains(u"no longer there"_s));
    QVERIFY(bench.answer(u"Keep mine"_s));
    QVERIFY(QTest::qWaitFor([&] { return bench.desk.isModified(0); }));
    bench.desk.save();
    QVERIFY(bench.saved());
    QCOMPARE(read(bench.path(u"a.sql"_s)), "mine\n"_ba);
}

void DocumentsTest::undoCloseBringsTextCaretAndHistory()
{
    Bench bench;
    bench.type(u"select 1"_s);
    bench.desk.addNew(u"select 2"_s, u"two"_s);
    bench.editor.setView({.caret = 3, .anchor = 6, .topLine = 0});
    bench.desk.close(1);
    QCOMPARE(bench.desk.count(), 1);
    bench.desk.close(0);
    QCOMPARE(bench.desk.count(), 1); // an empty one
    QCOMPARE(bench.panel.text(), QString());
    bench.desk.undoClose();
    QCOMPARE(bench.panel.text(), u"select 1"_s);
    bench.editor.undo();
    QCOMPARE(bench.panel.text(), QString());
    bench.editor.redo();
    bench.desk.undoClose();
    QCOMPARE(bench.panel.text(), u"select 2"_s);
    QCOMPARE(bench.editor.view(), (EditorView{.caret = 3, .anchor = 6, .topLine = 0}));
    QVERIFY(!bench.desk.canUndoClose());
}

void DocumentsTest::closingUnsavedTextOffersItsReturn()
{
    Bench bench;
    bench.type(u"select 1"_s);
    bench.desk.addNew();
    bench.desk.close(1); // empty: nothing to say
    QVERIFY(!bench.notice());
    bench.desk.close(0);
    QVERIFY(bench.notice());
    QVERIFY(bench.answer(u"Bring it back"_s));
    QCOMPARE(bench.panel.text(), u"select 1"_s);
    QVERIFY(!bench.notice());
}

void DocumentsTest::findingsBelongToTheShownScript()
{
    Bench bench;
    bench.panel.load(u"CREATE INDEX i ON t (x);"_s);
    const auto *problems = bench.panel.findChild<QTabWidget *>();
    QVERIFY(QTest::qWaitFor([&] { return problems->tabText(0) != u"Problems"_s; }));
    bench.desk.addNew();
    QCOMPARE(problems->tabText(0), u"Problems"_s);
    bench.desk.setCurrent(0);
    QVERIFY(QTest::qWaitFor([&] { return problems->tabText(0) != u"Problems"_s; }));
}

void DocumentsTest::everyButtonHasAName()
{
    Bench bench;
    bench.type(u"select 1"_s);
    bench.desk.addNew();
    for (QAbstractButton *button : bench.bar.findChildren<QAbstractButton *>()) {
        const QString name = QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name);
        // Qt's own arrows are shown when there are too many tabs.
        QVERIFY2(!name.isEmpty() || button->parentWidget()->inherits("QTabBar"),
                 button->metaObject()->className());
    }
    for (const QAction *action : bench.bar.actions())
        QVERIFY2(!action->text().isEmpty() && !action->shortcut().isEmpty(), qPrintable(action->text()));
}

void DocumentsTest::shortcutsWorkWhileSomebodyTypes()
{
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    ScriptDesk &desk = window.editor().scripts().desk();
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    QWidget *editor = &window.editor().editor();
    QVERIFY(QTest::qWaitFor([&] { return editor->hasFocus(); }));
    QTest::keyClicks(editor, u"select 1"_s);
    QTest::keyClick(editor, Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(desk.count(), 2);
    QTest::keyClick(editor, Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(window.editor().text(), u"select 1"_s);
    QTest::keyClick(editor, Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(window.editor().text(), QString());
    QTest::keyClick(editor, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(window.editor().text(), u"select 1"_s);
    QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier);
    auto *dialog = window.findChild<QFileDialog *>();
    QVERIFY(dialog); // it has no path yet
    dialog->reject();
}

void DocumentsTest::scriptsAreReachedWithoutAPlan()
{
    MainWindow window;
    window.show();
    QVERIFY(!window.editor().isVisible());
    window.editor().scripts().desk().addNew(u"select 1"_s);
    QVERIFY(QTest::qWaitFor([&] { return window.editor().isVisible(); }));
    for (const QString &id : {u"steps"_s, u"gate"_s, u"charts"_s})
        QVERIFY2(!window.findChild<QDockWidget *>(id)->isVisible(), qPrintable(id));
    window.showWelcome();
    for (QAbstractButton *button : window.welcome().findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text().startsWith(u"Open scripts: 1"_s))
            button->click();
    }
    QVERIFY(window.editor().isVisible());
    window.showWelcome(u"Connecting…"_s);
    window.showSnapshot(backfilling());
    QVERIFY(window.findChild<QDockWidget *>(u"steps"_s)->isVisible()); // a plan is more than its scripts
    window.forgetPlan();
    window.editor().scripts().desk().addNew();
    QVERIFY(!window.findChild<QDockWidget *>(u"steps"_s)->isVisible()); // nothing of the plan before
}

void DocumentsTest::stepOpensAsACopy()
{
    MainWindow window;
    window.showSnapshot(backfilling());
    window.show();
    auto *steps = window.findChild<StepPanel *>();
    auto *tree = steps->findChild<QTreeView *>();
    auto *open = window.findChild<StepDetails *>()->findChild<QPushButton *>();
    tree->setCurrentIndex(steps->model()->indexOf(u"dual-write"_s));
    QVERIFY(!open->isVisible()); // the engine writes it
    tree->setCurrentIndex(steps->model()->indexOf(u"add-display-name"_s));
    QVERIFY(open->isVisible());
    open->click();
    QVERIFY(window.editor().isVisible());
    QCOMPARE(window.editor().text(), u"ALTER TABLE public.users ADD COLUMN display_name text;\n"_s);
    const ScriptDesk &desk = window.editor().scripts().desk();
    QCOMPARE(desk.title(desk.current()), u"add-display-name"_s);
    QVERIFY(desk.path(desk.current()).isEmpty());
}

QTEST_MAIN(DocumentsTest)
#include "documents.moc"
