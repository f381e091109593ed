// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cockpit/demopanel.h"
#include "app/cockpit/demosession.h"
#include "ui/cockpit/cockpit.h"
#include "ui/cockpit/recentconnection.h"
#include "ui/connections/connections.h"
#include "ui/connections/connectionspanel.h"
#include "ui/connections/secretstore.h"
#include "ui/documents/scriptbar.h"
#include "ui/documents/scriptkeeper.h"
#include "ui/editor/editorpanel.h"
#include "ui/mainwindow.h"
#include "ui/noticebar.h"
#include "ui/notify/notifier.h"
#include "ui/notify/sleepblock.h"
#include "ui/recipes/newplan.h"
#include "ui/shell/lastresort.h"
#include "ui/shell/statefolder.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/welcome/welcomepage.h"

#include <QApplication>
#include <QCommandLineParser>

namespace {

using namespace lockkeeper;
using namespace Qt::StringLiterals;

struct Options
{
    QString plan;
    QString url;
    QStringList scripts;
    bool isDemo = false;
    demo::WorldOptions world;
};

QString translated(const char *text) { return QCoreApplication::translate("main", text); }

Options readOptions(const QApplication &application)
{
    const demo::WorldOptions defaults;
    const QCommandLineOption database({u"d"_s, u"database"_s},
                                      translated("The database to open the plan on."), u"URL"_s);
    const QCommandLineOption demoOption(u"demo"_s,
                                        translated("Starts throwaway servers and opens the sample."));
    const QCommandLineOption engine(u"engine"_s,
                                    translated("The demo's engine: postgresql, mariadb, mysql or sqlite."),
                                    u"ENGINE"_s, defaults.engine);
    const QCommandLineOption rows(u"rows"_s, translated("How many rows the demo's table has."), u"N"_s,
                                  QString::number(defaults.rows));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        translated("Cockpit for online schema migrations. Opening runs nothing."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({database, demoOption, engine, rows});
    parser.addPositionalArgument(u"FILE"_s, translated("A plan, or SQL scripts (*.sql)."), u"[FILE…]"_s);
    parser.process(application);
    QStringList plans = parser.positionalArguments();
    const auto isScript = [](const QString &file) { return file.endsWith(".sql"_L1, Qt::CaseInsensitive); };
    QStringList scripts = plans;
    scripts.removeIf([&](const QString &file) { return !isScript(file); });
    plans.removeIf(isScript);
    Options options{.plan = plans.value(0),
                    .url = parser.value(database),
                    .scripts = scripts,
                    .isDemo = parser.isSet(demoOption),
                    .world = defaults};
    options.world.engine = parser.value(engine);
    options.world.rows = parser.value(rows).toLongLong();
    return options;
}

/// The kept connections in the window.
class ConnectionsInWindow final : public QObject
{
public:
    ConnectionsInWindow(MainWindow &window, Cockpit &cockpit) : m_connections(window, m_keyring, m_list)
    {
        connect(&window, &MainWindow::connectionsRequested, &m_connections, &Connections::showManager);
        connect(&m_connections, &Connections::progressed, &window, &MainWindow::showProgress);
        connect(&m_connections, &Connections::failed, &window, &MainWindow::showError);
        connect(&m_connections, &Connections::openRequested, &cockpit,
                qOverload<const QString &, const ReachedTarget &>(&Cockpit::open));
        connectNewPlan(window, cockpit, m_list, m_keyring);
        auto *panel = new ConnectionsPanel(m_list);
        window.welcome().addList(panel);
        connect(panel, &ConnectionsPanel::checkRequested, &m_connections, &Connections::checkHealth);
        connect(&m_connections, &Connections::healthChanged, panel, &ConnectionsPanel::showHealth);
        connect(panel, &ConnectionsPanel::managerRequested, &m_connections, &Connections::showManager);
        connect(panel, &ConnectionsPanel::openRequested, &m_connections,
                [this](const QString &id) { m_connections.open(id); });
    }

private:
    Keyring m_keyring;
    ConnectionList m_list;
    Connections m_connections;
};

/// The demo in the window: made once, and only when somebody asks for it.
class DemoInWindow final : public QObject
{
public:
    DemoInWindow(MainWindow &window, Cockpit &cockpit, const demo::WorldOptions &options)
        : m_window(window), m_cockpit(cockpit), m_session(options)
    {
        connect(&m_session, &DemoSession::progressed, &window, &MainWindow::showWelcome);
        connect(&m_session, &DemoSession::failed, this, [this](const Error &error) { showFailure(error); });
        connect(&m_session, &DemoSession::ready, this,
                [this](const QString &plan, const QString &url) { opened(plan, url); });
    }

    void start()
    {
        if (!std::exchange(m_started, true))
            m_session.start();
    }

private:
    void showFailure(const Error &error)
    {
        m_started = false;
        m_window.showWelcome();
        m_window.showError(error);
    }

    void opened(const QString &plan, const QString &url)
    {
        auto *panel = new DemoPanel;
        m_window.addNotice(panel);
        connect(panel, &DemoPanel::retireRequested, &m_session, &DemoSession::retireOldVersion);
        connect(&m_session, &DemoSession::oldVersionRetired, panel, &DemoPanel::showRetired);
        m_cockpit.open(plan, url, Cockpit::Memory::Forget); // the database goes with the window
    }

    MainWindow &m_window;
    Cockpit &m_cockpit;
    DemoSession m_session;
    bool m_started = false;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"lockkeeper"_s);
    QApplication::setApplicationName(u"lockkeeper"_s);
    QApplication::setApplicationVersion(QStringLiteral(LOCKKEEPER_VERSION));
    const Options options = readOptions(application);
    installTheme(application);
    QApplication::setWindowIcon(programIcon());

    LastResort resort;
    MainWindow window;
    // Before the cockpit, so that the servers outlive the connections to them.
    std::unique_ptr<DemoInWindow> demo;
    Cockpit cockpit(window);
    demo = std::make_unique<DemoInWindow>(window, cockpit, options.world);
    QObject::connect(&window.welcome(), &WelcomePage::sampleRequested, demo.get(), &DemoInWindow::start);
    RecentPlans recent(stateFolder());
    connectRecentPlans(recent, window.welcome(), cockpit);
    auto *notice = new NoticeBar;
    window.addBar(notice);
    ScriptKeeper keeper(window.editor().scripts().desk(), *notice, stateFolder());
    QObject::connect(&keeper, &ScriptKeeper::failed, &window, &MainWindow::showError);
    keeper.start();
    const ConnectionsInWindow connections(window, cockpit);
    Notifier notifier(window);
    QObject::connect(&cockpit, &Cockpit::snapshotShown, &window,
                     [&notifier](const MigrationSnapshot &snapshot) { notifier.show(snapshot); });
    SleepBlock awake;
    QObject::connect(&cockpit, &Cockpit::busyChanged, &window, [&awake](bool busy) { awake.set(busy); });
    window.show();
    if (options.isDemo)
        demo->start();
    else if (!options.plan.isEmpty())
        cockpit.open(options.plan, options.url);
    for (const QString &script : options.scripts)
        window.editor().scripts().desk().open(script);
    const int code = QApplication::exec();
    resort.arm(code);
    return code;
}
