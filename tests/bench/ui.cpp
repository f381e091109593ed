// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"
#include "core/text/sentences.h"
#include "tests/bench/figures.h"
#include "tests/bench/migrationscript.h"
#include "tests/bench/watchedapplication.h"
#include "ui/cockpit/cockpit.h"
#include "ui/cockpit/nextstage.h"
#include "ui/editor/editorpanel.h"
#include "ui/editor/sqleditor.h"
#include "ui/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>
#include <utility>

// What the window costs: how soon it is there, how much memory it takes, and how long the longest event keeps its thread
// while the sample migration runs. Each window is a process of its own: ui [rows].
namespace {

using namespace lockkeeper;
using namespace lockkeeper::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int scriptStatements = 17'500; ///< 22,000 lines
constexpr auto betweenKeys = 200ms;

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

/// "Rss" of this process in MB.
double residentMb()
{
    QFile status(u"/proc/self/status"_s);
    std::ignore = status.open(QIODevice::ReadOnly);
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return 0;
}

/// Says when the window is first painted, and ends.
int showOnce(WatchedApplication &application)
{
    installTheme(application);
    MainWindow window;
    application.onFirstPaint(window, [&application] {
        say(u"painted"_s);
        application.exit(0);
    });
    window.show();
    return QApplication::exec();
}

/// Says how much memory is taken once the migration is shown.
int showSample(WatchedApplication &application, const QString &plan, const QString &url)
{
    installTheme(application);
    MainWindow window;
    Cockpit cockpit(window);
    window.show();
    cockpit.open(plan, url);
    QTimer::singleShot(5s, &application, [&application] {
        say(QString::number(residentMb(), 'f', 1));
        application.exit(0);
    });
    return QApplication::exec();
}

void type(SqlEditor &editor)
{
    QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"a"_s);
    QApplication::sendEvent(&editor, &press);
}

/// Runs the sample through its backfill while somebody types into a long script.
class Scene
{
public:
    Scene(WatchedApplication &application, MainWindow &window) : m_application(application), m_window(window)
    {
        QObject::connect(&m_tick, &QTimer::timeout, &m_window, [this] { type(m_window.editor().editor()); });
    }

    void start()
    {
        m_window.editor().load(QString::fromStdString(migrationScript(scriptStatements, 1)));
        m_window.editor().editor().goToLine(3);
        m_tick.start(betweenKeys);
    }
    void show(const MigrationSnapshot &snapshot)
    {
        if (!std::exchange(m_isArranged, true))
            QTimer::singleShot(0, &m_window,
                               [this] { arrange(); }); // our own doing, so no part of that event
        const std::optional<Stage> next = nextStage(snapshot);
        if (!next || *next > Stage::Backfill) {
            m_application.exit(0);
        } else if (m_asked != next) {
            m_asked = next;
            Q_EMIT m_window.runRequested(*next, {});
        }
    }

    /// Whether what is measured was painted: a panel behind another one costs nothing.
    bool wasSeen() const { return m_wasSeen; }

private:
    QDockWidget *dock(const QString &id) const { return m_window.findChild<QDockWidget *>(id); }

    /// Editor and charts in sight at once, which as they come share a place.
    void arrange()
    {
        auto *workspace = m_window.findChild<Workspace *>();
        workspace->addDockWidget(Qt::BottomDockWidgetArea, dock(u"charts"_s));
        for (const QString &id : {u"charts"_s, u"editor"_s})
            workspace->reveal(id);
        QTimer::singleShot(1s, &m_window, [this] {
            m_wasSeen = !dock(u"charts"_s)->visibleRegion().isEmpty()
                        && !m_window.editor().editor().visibleRegion().isEmpty();
        });
    }

    WatchedApplication &m_application;
    MainWindow &m_window;
    bool m_isArranged = false;
    bool m_wasSeen = false;
    QTimer m_tick;
    std::optional<Stage> m_asked;
};

int runSample(WatchedApplication &application, const QString &plan, const QString &url)
{
    installTheme(application);
    MainWindow window;
    Cockpit cockpit(window);
    window.show();
    Scene scene(application, window);
    QObject::connect(&cockpit, &Cockpit::snapshotShown, &window,
                     [&scene](const MigrationSnapshot &snapshot) { scene.show(snapshot); });
    cockpit.open(plan, url);
    scene.start();
    QApplication::exec();
    say(scene.wasSeen() ? u"editor and charts were in sight"_s : u"editor or charts were NOT in sight"_s);
    say(application.report());
    say(u"resident memory at the end: %1 MB"_s.arg(residentMb(), 0, 'f', 1));
    return 0;
}

QString output(const QStringList &arguments)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    child.waitForFinished(-1);
    return QString::fromUtf8(child.readAllStandardOutput()).trimmed();
}

double coldStart()
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer clock;
    clock.start();
    child.start(QCoreApplication::applicationFilePath(), {u"--once"_s});
    child.waitForReadyRead(-1);
    const auto painted = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    child.waitForFinished(-1);
    return painted;
}

int measure(qint64 rows)
{
    QList<double> starts;
    for (int i = 0; i < 7; ++i)
        starts << coldStart();
    say(u"start to the first painted window: %1 ms median, %2 ms worst of %3"_s.arg(median(starts), 0, 'f', 0)
            .arg(std::ranges::max(starts), 0, 'f', 0)
            .arg(starts.size()));
    const auto world = demo::World::start({.rows = rows});
    if (!world) {
        say(sentences::line(world.error()));
        return 1;
    }
    const QStringList place{(*world)->planPath(), (*world)->url()};
    say(u"resident memory with the sample open: %1 MB"_s.arg(output(QStringList{u"--sample"_s} + place)));
    say(u"the sample's backfill of %L1 rows, a script of 22,000 lines, a key every 200 ms:"_s.arg(rows));
    say(output(QStringList{u"--run"_s} + place));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true); // nobody's own settings
    WatchedApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString mode = arguments.value(1);
    if (mode == "--once"_L1)
        return showOnce(application);
    if (mode == "--sample"_L1)
        return showSample(application, arguments.value(2), arguments.value(3));
    if (mode == "--run"_L1)
        return runSample(application, arguments.value(2), arguments.value(3));
    return measure(mode.isEmpty() ? 1'000'000 : mode.toLongLong());
}
