// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed survives the window. As `recovery child FOLDER TEXT` it is the window that is killed: the real one, with TEXT
// typed into it, which says on its standard output how far it is.
#include "ui/documents/scriptbar.h"
#include "ui/documents/scriptkeeper.h"
#include "ui/editor/editorpanel.h"
#include "ui/mainwindow.h"
#include "ui/noticebar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDirIterator>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <memory>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class RecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        folder = std::make_unique<QTemporaryDir>();
    }
    void killedWindowsTextComesBack();
    void nothingIsLostUntilSomebodyAnswers();
    void discardedTextIsGone();
    void secondWindowLeavesTheFirstOnesAlone();
    void closedWindowComesBackAsItWas();
    void closedScriptsCanStillBeBroughtBack();
    void changedFileIsNoticedAfterTheStart();
    void missingFileIsSaid();
    void twoFailedStartsRestoreNothing();
    void hugeScriptWaitsUntilItIsWanted();
    void whoTypesAlreadyStaysWhereHeIs();
    void laterVersionsFolderIsLeftAlone();
    void textsWithoutStateAreFound_data();
    void textsWithoutStateAreFound();
    void onlyTheOwnerCanRead();
    void brokenJournalIsSaidOnce();
    void realProgramIsKilledAndItsScriptOffered();

private:
    std::unique_ptr<QTemporaryDir> folder;

    QString state() const { return folder->filePath(u"state"_s); }
    QString path(const QString &name) const { return folder->filePath(name); }
    enum class Moment { Started, Kept };
    bool kill(const QString &text, Moment when);
    bool isKept(const QString &text) const;
    QStringList files(const QString &pattern) const;
};

namespace {

constexpr int patience = 20'000; // milliseconds

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

/// A window's editor with its keeper; closes as a window does, when it goes.
struct Window
{
    EditorPanel panel;
    NoticeBar notice;
    ScriptDesk &desk = panel.scripts().desk();
    SqlEditor &editor = panel.editor();
    ScriptKeeper keeper;
    QSignalSpy started{&keeper, &ScriptKeeper::started};
    QSignalSpy written{&keeper, &ScriptKeeper::written};
    QSignalSpy failed{&keeper, &ScriptKeeper::failed};

    explicit Window(const QString &folder) : keeper(desk, notice, folder)
    {
        panel.resize(800, 500);
        panel.show();
        keeper.start();
    }
    bool starts()
    {
        return QTest::qWaitFor([this] { return started.count() == 1; }, patience);
    }
    bool writes()
    {
        const auto before = written.count();
        return QTest::qWaitFor([&] { return written.count() > before; }, patience);
    }
    bool asks() const { return notice.isVisibleTo(notice.parentWidget()) && !notice.isHidden(); }
    void answer(const QString &text) const
    {
        for (QAbstractButton *button : notice.findChildren<QAbstractButton *>()) {
            if (button->text() == text)
                button->click();
        }
    }
};

int beKilled(const QStringList &arguments)
{
    QStandardPaths::setTestModeEnabled(true);
    MainWindow window;
    auto *notice = new NoticeBar;
    window.addBar(notice);
    ScriptKeeper keeper(window.editor().scripts().desk(), *notice, arguments.value(2));
    QObject::connect(&keeper, &ScriptKeeper::started, &window, [&] {
        std::puts("started");
        std::fflush(stdout);
        window.editor().scripts().desk().addNew(); // shows the editor
        QTest::keyClicks(window.editor().editor().viewport(), arguments.value(3));
    });
    window.show();
    keeper.start();
    return QApplication::exec();
}

} // namespace

/// Starts a window of its own process, where @p text is typed, and kills it.
bool RecoveryTest::kill(const QString &text, Moment when)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"child"_s, state(), text});
    QByteArray said;
    const bool came = QTest::qWaitFor(
        [&] {
            child.waitForReadyRead(0);
            said += child.readAllStandardOutput();
            return when == Moment::Started ? said.contains("started") : isKept(text);
        },
        patience);
    child.kill(); // SIGKILL
    return child.waitForFinished(patience) && came && child.exitStatus() == QProcess::CrashExit;
}

/// The text and the state that speaks of it are on disk, whoever wrote them.
bool RecoveryTest::isKept(const QString &text) const
{
    return std::ranges::any_of(files(u"*.sql"_s), [&](const QString &path) {
        const QByteArray id = QFileInfo(path).completeBaseName().toLatin1();
        return read(path) == text.toUtf8()
               && read(QFileInfo(path).path() + u"/state.json"_s).contains('"' + id + '"');
    });
}

QStringList RecoveryTest::files(const QString &pattern) const
{
    QStringList found;
    QDirIterator walk(state(), {pattern}, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext())
        found << walk.next();
    return found;
}

void RecoveryTest::killedWindowsTextComesBack()
{
    QVERIFY(kill(u"select 'never saved'"_s, Moment::Kept));
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY(window.asks());
    QVERIFY2(window.notice.text().contains(u"ended unexpectedly"_s) && window.notice.text().contains(u'1'),
             qPrintable(window.notice.text()));
    QCOMPARE(window.panel.text(), QString()); // not before somebody says so
    window.answer(u"Restore"_s);
    QCOMPARE(window.panel.text(), u"select 'never saved'"_s);
    QCOMPARE(window.editor.view().caret, 20);
    QVERIFY(window.writes());
    QVERIFY(!window.asks());
    QVERIFY(QTest::qWaitFor([this] { return files(u"*.sql"_s).size() == 1; })); // ours; the old one is gone
}

void RecoveryTest::nothingIsLostUntilSomebodyAnswers()
{
    QVERIFY(kill(u"select 1"_s, Moment::Kept));
    for (int i = 0; i < 2; ++i) {
        Window window(state());
        QVERIFY(window.starts());
        QVERIFY(window.asks());
    }
    QVERIFY(kill(u"select 2"_s, Moment::Kept)); // killed while it asked
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY2(window.notice.text().contains(u'2'), qPrintable(window.notice.text()));
    window.answer(u"Restore"_s);
    QCOMPARE(window.desk.countFilled(), 2);
}

void RecoveryTest::discardedTextIsGone()
{
    QVERIFY(kill(u"select 1"_s, Moment::Kept));
    {
        Window window(state());
        QVERIFY(window.starts());
        window.answer(u"Discard"_s);
        QVERIFY(QTest::qWaitFor([this] { return files(u"*.sql"_s).isEmpty(); }));
    }
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY(!window.asks());
    QCOMPARE(window.desk.countFilled(), 0);
}

void RecoveryTest::secondWindowLeavesTheFirstOnesAlone()
{
    QVERIFY(kill(u"select 1"_s, Moment::Kept));
    {
        Window first(state());
        QVERIFY(first.starts());
        QVERIFY(first.asks());
        Window second(state());
        QVERIFY(second.starts());
        QVERIFY(!second.asks()); // the first one asks already
        second.desk.addNew(u"select 2"_s);
        first.answer(u"Restore"_s);
        QCOMPARE(first.desk.countFilled(), 1);
    }
    Window third(state());
    QVERIFY(third.starts());
    QCOMPARE(third.desk.countFilled(), 2); // of both
}

void RecoveryTest::closedWindowComesBackAsItWas()
{
    write(path(u"a.sql"_s), "select 1;\r\nselect 2;\r\n");
    {
        Window window(state());
        QVERIFY(window.starts());
        QSignalSpy opened(&window.desk, &ScriptDesk::opened);
        window.desk.open(path(u"a.sql"_s));
        QVERIFY(QTest::qWaitFor([&] { return opened.count() == 1; }));
        window.desk.addNew(u"line\n"_s.repeated(300), u"long"_s);
        window.editor.setView({.caret = 1000, .anchor = 990, .topLine = 190});
        window.desk.addNew();
        window.desk.setCurrent(1);
    }
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY(!window.asks());
    QCOMPARE(window.desk.count(), 2); // an empty one isn't kept
    QCOMPARE(window.desk.current(), 1);
    QCOMPARE(window.desk.title(1), u"long"_s);
    QCOMPARE(window.editor.view(), (EditorView{.caret = 1000, .anchor = 990, .topLine = 190}));
    window.desk.setCurrent(0);
    QCOMPARE(window.panel.text(), u"select 1;\r\nselect 2;\r\n"_s);
    QVERIFY(!window.desk.isModified(0));
}

void RecoveryTest::closedScriptsCanStillBeBroughtBack()
{
    {
        Window window(state());
        QVERIFY(window.starts());
        window.desk.addNew(u"select 'closed'"_s);
        window.desk.close(0);
    }
    Window window(state());
    QVERIFY(window.starts());
    QCOMPARE(window.desk.countFilled(), 0);
    window.desk.undoClose();
    QCOMPARE(window.panel.text(), u"select 'closed'"_s);
}

void RecoveryTest::changedFileIsNoticedAfterTheStart()
{
    write(path(u"a.sql"_s), "mine");
    {
        Window window(state());
        QVERIFY(window.starts());
        window.desk.open(path(u"a.sql"_s));
        QVERIFY(QTest::qWaitFor([&] { return window.desk.countFilled() == 1; }));
        window.editor.insert(u"typed "_s);
    }
    write(path(u"a.sql"_s), "theirs");
    Window window(state());
    QVERIFY(window.starts());
    QCOMPARE(window.panel.text(), u"typed mine"_s);
    QVERIFY(window.desk.isModified(0));
    QVERIFY(QTest::qWaitFor([&] { return window.desk.disk(0) == DiskState::Changed; }));
}

void RecoveryTest::missingFileIsSaid()
{
    write(path(u"a.sql"_s), "select 1");
    {
        Window window(state());
        QVERIFY(window.starts());
        window.desk.open(path(u"a.sql"_s));
        QVERIFY(QTest::qWaitFor([&] { return window.desk.countFilled() == 1; }));
    }
    QVERIFY(QFile::remove(path(u"a.sql"_s)));
    Window window(state());
    QVERIFY(window.starts());
    QCOMPARE(window.failed.count(), 1);
    QCOMPARE(window.failed.first().first().value<Error>().code, Errc::UnreadableFile);
    QCOMPARE(window.desk.countFilled(), 0);
}

void RecoveryTest::twoFailedStartsRestoreNothing()
{
    {
        Window window(state());
        QVERIFY(window.starts());
        window.desk.addNew(u"select 'poison'"_s);
    }
    QVERIFY(kill(u"x"_s, Moment::Started));
    QVERIFY(kill(u"x"_s, Moment::Started));
    {
        Window window(state());
        QVERIFY(window.starts());
        QVERIFY2(window.notice.text().contains(u"nothing was restored"_s), qPrintable(window.notice.text()));
        QCOMPARE(window.desk.countFilled(), 0);
        window.answer(u"Restore"_s);
        QVERIFY(window.desk.countFilled() >= 1);
        QVERIFY(window.writes());
    }
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY(!window.asks());
    QVERIFY(window.desk.countFilled() >= 1);
}

void RecoveryTest::hugeScriptWaitsUntilItIsWanted()
{
    const QString huge = u"INSERT INTO t VALUES (1, 'some text');\n"_s.repeated(300'000);
    {
        Window window(state());
        QVERIFY(window.starts());
        window.desk.addNew(huge, u"huge"_s);
    }
    Window window(state());
    QVERIFY(window.starts());
    QCOMPARE(window.desk.count(), 2);
    QCOMPARE(window.editor.length(), 0);
    window.desk.setCurrent(1);
    QCOMPARE(window.editor.length(), huge.size());
}

void RecoveryTest::whoTypesAlreadyStaysWhereHeIs()
{
    {
        Window window(state());
        QVERIFY(window.starts());
        window.desk.addNew(u"select 1"_s);
    }
    Window window(state());
    window.editor.insert(u"typed at once"_s);
    QVERIFY(window.starts());
    QCOMPARE(window.panel.text(), u"typed at once"_s);
    QCOMPARE(window.desk.count(), 2);
}

void RecoveryTest::laterVersionsFolderIsLeftAlone()
{
    QVERIFY(QDir().mkpath(state() + u"/scripts/later"_s));
    const QString file = state() + u"/scripts/later/state.json"_s;
    write(file, R"({"version": 2, "ended": false, "scripts": [{"id": "a", "has_text": true}]})");
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY(!window.asks());
    QVERIFY(window.writes());
    QVERIFY(QFile::exists(file));
}

void RecoveryTest::textsWithoutStateAreFound_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addRow("torn") << R"({"version": 1, "scr)"_ba;
    QTest::addRow("older") << R"({"version": 1, "ended": false, "scripts": []})"_ba;
}

void RecoveryTest::textsWithoutStateAreFound()
{
    QFETCH(QByteArray, written);
    QVERIFY(QDir().mkpath(state() + u"/scripts/torn"_s));
    write(state() + u"/scripts/torn/a.sql"_s, "select 1");
    write(state() + u"/scripts/torn/state.json"_s, written);
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY(window.asks());
    window.answer(u"Restore"_s);
    QCOMPARE(window.panel.text(), u"select 1"_s);
}

void RecoveryTest::onlyTheOwnerCanRead()
{
    Window window(state());
    QVERIFY(window.starts());
    window.desk.addNew(u"create role r password 'x'"_s);
    QVERIFY(QTest::qWaitFor([this] { return files(u"*.sql"_s).size() == 1; }, patience));
    constexpr auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(files(u"*.sql"_s).first()) & others));
    QVERIFY(!(QFile::permissions(state() + u"/scripts"_s) & others));
}

void RecoveryTest::brokenJournalIsSaidOnce()
{
    write(state(), "a file where the folder should be");
    Window window(state());
    QVERIFY(window.starts());
    QVERIFY(QTest::qWaitFor([&] { return window.failed.count() == 1; }, patience));
    QCOMPARE(window.failed.first().first().value<Error>().code, Errc::UnwritableFile);
    window.desk.addNew(u"select 1"_s);
    QVERIFY(QFile::remove(state()));
    QVERIFY(QDir().mkpath(state()));
    QCOMPARE(window.failed.count(), 1);
}

void RecoveryTest::realProgramIsKilledAndItsScriptOffered()
{
    write(path(u"a.sql"_s), "select 'of the real program'");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_STATE_HOME"_s, path(u"home"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, path(u"config"_s));
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(LOCKKEEPER), {path(u"a.sql"_s)});
    const QString kept = path(u"home/lockkeeper/scripts"_s);
    const auto isKept = [&] {
        QDirIterator walk(kept, {u"state.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        return walk.hasNext() && read(walk.next()).contains("a.sql");
    };
    QVERIFY(QTest::qWaitFor(isKept, patience));
    program.kill();
    QVERIFY(program.waitForFinished(patience));
    Window window(path(u"home/lockkeeper"_s));
    QVERIFY(window.starts());
    QVERIFY(window.asks());
    window.answer(u"Restore"_s);
    QCOMPARE(window.panel.text(), u"select 'of the real program'"_s);
    QVERIFY(!window.desk.isModified(0));
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"lockkeeper-recovery"_s);
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == "child"_L1)
        return beKilled(arguments);
    RecoveryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "recovery.moc"
