// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/cockpit/nextstage.h"
#include "ui/documents/scriptbar.h"
#include "ui/editor/editorpanel.h"
#include "ui/editor/sqleditor.h"
#include "ui/gates/tablenamedialog.h"
#include "ui/messagebar.h"
#include "ui/plan/rollbackdialog.h"
#include "ui/shell/cockpitpage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/looksmenu.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/theme/environmentbadge.h"
#include "ui/theme/icons.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"
#include "ui/welcome/welcomepage.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDateTime>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTime>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int stateVersion = 2; // raise it when toolbars change

QAction *makeAction(QObject *owner, const QString &icon, const QString &text, const QKeySequence &shortcut,
                    const QString &tip)
{
    auto *action = new QAction(themedIcon(icon), text, owner);
    action->setShortcut(shortcut);
    action->setToolTip(tip + u" (%1)"_s.arg(shortcut.toString(QKeySequence::NativeText)));
    return action;
}

/// Plan and connection may disagree; the one that asks for more care is believed.
Environment environmentOf(const Plan *plan, std::optional<Environment> marked)
{
    const std::optional<Environment> planned =
        plan ? environmentNamed(plan->environment) : std::optional<Environment>();
    return std::max(planned.value_or(marked.value_or(Environment::Production)),
                    marked.value_or(Environment::Sandbox));
}

} // namespace

MainWindow::MainWindow(QWidget *parent) : QMainWindow(parent)
{
    buildActions();
    buildPages();
    buildMenus();
    buildStatusBar();
    m_palette = new CommandPalette(this);
    connectIntents();
    restore();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildActions()
{
    m_run = makeAction(this, u"run"_s, tr("Run next stage"), Qt::CTRL | Qt::Key_Return,
                       tr("Does what the big button says"));
    m_pause = makeAction(this, u"pause"_s, tr("Pause"), Qt::Key_F6,
                         tr("Stops at the next batch or step; nothing is lost"));
    m_check = makeAction(this, u"gate"_s, tr("Check gate"), Qt::Key_F5,
                         tr("Asks every condition of the shown gate now"));
    m_rollback = makeAction(this, u"roll-back"_s, tr("Roll back…"), Qt::CTRL | Qt::SHIFT | Qt::Key_Backspace,
                            tr("Undoes steps, newest first"));
    m_open = makeAction(this, u"open"_s, tr("Open plan…"), QKeySequence::Open,
                        tr("Another plan or another database"));
    m_table = makeAction(this, u"table"_s, tr("Stages as a table"), Qt::CTRL | Qt::Key_T,
                         tr("The timeline's facts in rows"));
    m_table->setCheckable(true);
}

void MainWindow::buildPages()
{
    m_welcome = new WelcomePage;
    m_cockpit = new CockpitPage({.header = {m_run, m_pause, m_rollback}, .check = m_check, .table = m_table});
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_cockpit);
    m_messages = new MessageBar;
    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(12, 12, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_messages);
    layout->addWidget(m_pages, 1);
    setCentralWidget(central);
    setWindowTitle(tr("Lockkeeper"));
    resize(1280, 800);
}

void MainWindow::buildMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("New plan from a recipe…"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, this,
                    &MainWindow::newPlanRequested);
    file->addAction(m_open);
    file->addAction(themedIcon(u"database"_s), tr("Connections…"), Qt::CTRL | Qt::ALT | Qt::Key_D, this,
                    &MainWindow::connectionsRequested);
    file->addSeparator();
    file->addActions(m_cockpit->editor().scripts().actions());
    file->addSeparator();
    file->addAction(themedIcon(u"find"_s), tr("Go to…"), Qt::CTRL | Qt::Key_P, this, &MainWindow::quickOpen);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), QKeySequence(QKeySequence::Quit), this, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);
    QMenu *migration = menuBar()->addMenu(tr("&Migration"));
    migration->addActions({m_run, m_pause, m_check, m_rollback});
    QMenu *view = menuBar()->addMenu(tr("&View"));
    buildPerspectives(*view);
    view->addSeparator();
    view->addActions(m_cockpit->workspace().panelActions());
    view->addAction(m_table);
    view->addSeparator();
    m_looks = new LooksMenu(view);
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("Commands…"), Qt::CTRL | Qt::SHIFT | Qt::Key_P, this, &MainWindow::openPalette);
    help->addAction(tr("Keyboard shortcuts"), Qt::Key_F1, this,
                    [this] { showShortcutSheet(*menuBar(), this); });
}

void MainWindow::buildPerspectives(QMenu &menu)
{
    m_perspectives = new QActionGroup(this);
    const auto add = [&](const QString &text, Qt::Key key, Perspective perspective) {
        QAction *action = menu.addAction(text, QKeySequence(Qt::CTRL | Qt::ALT | key), this,
                                         [this, perspective] { setPerspective(perspective); });
        action->setCheckable(true);
        action->setData(QVariant::fromValue(perspective));
        m_perspectives->addAction(action);
    };
    add(tr("Plan"), Qt::Key_1, Perspective::Plan);
    add(tr("Run"), Qt::Key_2, Perspective::Run);
    add(tr("Present"), Qt::Key_3, Perspective::Present);
    add(tr("Write"), Qt::Key_4, Perspective::Write);
    menu.addAction(tr("Arrange panels anew"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_0),
                   &m_cockpit->workspace(), &Workspace::resetArrangement);
}

void MainWindow::buildStatusBar()
{
    m_environment = new EnvironmentBadge;
    statusBar()->addWidget(m_environment);
    m_environment->hide();
    m_connection = new QLabel;
    m_helm = new QLabel;
    m_progress = new QLabel;
    m_refreshed = new QLabel;
    for (QLabel *label : {m_connection, m_helm, m_progress, m_refreshed})
        label->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_connection);
    statusBar()->addWidget(m_helm);
    statusBar()->addWidget(m_progress, 1);
    statusBar()->addPermanentWidget(m_refreshed);
}

void MainWindow::connectIntents()
{
    connect(m_run, &QAction::triggered, this, &MainWindow::runNext);
    connect(m_cockpit, &CockpitPage::runRequested, this, &MainWindow::runNext);
    connect(m_cockpit, &CockpitPage::interruptRequested, this, &MainWindow::interruptRequested);
    connect(m_pause, &QAction::triggered, this, &MainWindow::pauseRequested);
    connect(m_check, &QAction::triggered, this, [this] { Q_EMIT checkRequested(m_cockpit->gate()); });
    connect(m_rollback, &QAction::triggered, this, &MainWindow::askForRollback);
    connect(m_open, &QAction::triggered, this, [this] { showWelcome(); });
    connect(m_welcome, &WelcomePage::backRequested, this, &MainWindow::showCockpit);
    connect(m_welcome, &WelcomePage::failed, this, &MainWindow::showError);
    connect(m_welcome, &WelcomePage::newPlanRequested, this, &MainWindow::newPlanRequested);
    ScriptBar &scripts = m_cockpit->editor().scripts();
    connect(&scripts, &ScriptBar::shown, this, &MainWindow::showEditor);
    connect(&scripts, &ScriptBar::failed, this, &MainWindow::showError);
    connect(&scripts.desk(), &ScriptDesk::changed, m_welcome,
            [this, &scripts] { m_welcome->showScripts(scripts.desk().countFilled()); });
    connect(m_welcome, &WelcomePage::newScriptRequested, &scripts, [&scripts] { scripts.desk().addNew(); });
    connect(m_welcome, &WelcomePage::openScriptRequested, &scripts, &ScriptBar::askForFile);
    connect(m_welcome, &WelcomePage::scriptsRequested, this, &MainWindow::showEditor);
    connect(m_welcome, &WelcomePage::shortcutsRequested, this,
            [this] { showShortcutSheet(*menuBar(), this); });
}

void MainWindow::restore()
{
    QSettings settings;
    restoreGeometry(settings.value("window/geometry"_L1).toByteArray());
    restoreState(settings.value("window/state"_L1).toByteArray(), stateVersion);
    m_looks->restore();
    m_cockpit->workspace().restore(settings);
    setPerspective(m_cockpit->workspace().perspective());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue("window/geometry"_L1, saveGeometry());
    settings.setValue("window/state"_L1, saveState(stateVersion));
    m_cockpit->workspace().save(settings);
    event->accept();
}

void MainWindow::showSnapshot(const MigrationSnapshot &snapshot)
{
    m_snapshot = snapshot;
    const bool isFirst = std::exchange(m_isOpening, false);
    // Write is for scripts alone, and somebody wants to see a plan.
    if (isFirst && m_cockpit->workspace().perspective() == Perspective::Write)
        setPerspective(Perspective::Plan);
    m_welcome->showOpenPlan(snapshot.record.title);
    m_perspectives->setEnabled(true);
    const Environment environment = environmentOf(snapshot.plan.get(), m_marked);
    setWindowTitle(tr("%1 · %2 – Lockkeeper").arg(environmentWord(environment), snapshot.record.title));
    m_cockpit->setEnvironment(environment);
    m_environment->setEnvironment(environment);
    m_environment->show();
    m_cockpit->show(snapshot);
    showStatus(snapshot);
    if (isFirst)
        showCockpit(); // filled first: what is in sight is laid out anew with each word
}

void MainWindow::showStatus(const MigrationSnapshot &snapshot)
{
    const QString holder = snapshot.helmHolder;
    m_helm->setText(holder.isEmpty() ? tr("Helm: free") : tr("Helm: %1").arg(holder));
    const QTime at = QDateTime::fromMSecsSinceEpoch(snapshot.takenAt).time();
    m_refreshed->setText(tr("Refreshed %1").arg(at.toString(u"HH:mm:ss"_s)));
}

void MainWindow::showActivity(const ActivitySample &sample) { m_cockpit->showActivity(sample); }

void MainWindow::showTarget(const QString &target) { m_cockpit->setTarget(target); }

void MainWindow::showEnvironment(std::optional<Environment> environment) { m_marked = environment; }

void MainWindow::showConnected(bool connected, const QString &detail)
{
    const Tone tone = connected ? Tone::Done : Tone::Failed;
    m_connection->setPalette(withText(palette(), toneColor(tone, palette())));
    m_connection->setText(detail);
}

void MainWindow::showBusy(bool busy)
{
    if (busy) {
        m_cockpit->clearRefusal();
        m_messages->hide();
    } else {
        m_progress->clear();
    }
}

void MainWindow::showError(const Error &error) { m_messages->showError(error); }

void MainWindow::showRefusal(const Error &error)
{
    m_cockpit->showGate(nextStage(m_snapshot).value_or(m_cockpit->gate()));
    m_cockpit->showRefusal(error, QTime::currentTime().toString(u"HH:mm:ss"_s));
}

void MainWindow::askForTable()
{
    const std::optional<Stage> next = nextStage(m_snapshot);
    if (!next || !m_snapshot.plan)
        return;
    auto *dialog = new TableNameDialog(m_snapshot, *next, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TableNameDialog::named, this,
            [this, stage = *next](const QString &table) { Q_EMIT runRequested(stage, table); });
    dialog->open();
}

void MainWindow::showMessage(const sentences::ErrorText &text, const QString &detail)
{
    m_messages->showMessage(text, detail);
}

void MainWindow::showProgress(const QString &text) { m_progress->setText(text); }

void MainWindow::showWelcome(const QString &busy)
{
    m_isOpening = !busy.isEmpty();
    m_welcome->showBusy(busy);
    m_pages->setCurrentWidget(m_welcome);
}

void MainWindow::showCockpit() { m_pages->setCurrentWidget(m_cockpit); }

void MainWindow::showEditor()
{
    if (m_snapshot.stages.isEmpty())
        setPerspective(Perspective::Write);
    showCockpit();
    m_cockpit->workspace().reveal(u"editor"_s);
    m_cockpit->editor().editor().setFocus();
}

ChartsPanel &MainWindow::charts() { return m_cockpit->charts(); }

EditorPanel &MainWindow::editor() { return m_cockpit->editor(); }

void MainWindow::addNotice(QWidget *notice) { m_cockpit->addNotice(notice); }

void MainWindow::forgetPlan()
{
    m_snapshot = {};
    m_cockpit->hideMigration();
    m_perspectives->setEnabled(false);
    m_welcome->showOpenPlan({});
    setWindowTitle(tr("Lockkeeper"));
}

void MainWindow::addBar(QWidget *bar)
{
    qobject_cast<QBoxLayout *>(centralWidget()->layout())->insertWidget(0, bar);
}

void MainWindow::runNext()
{
    if (const std::optional<Stage> next = nextStage(m_snapshot); next && !m_snapshot.stages.isEmpty())
        Q_EMIT runRequested(*next, {});
}

void MainWindow::askForRollback()
{
    auto *dialog = new RollbackDialog(m_snapshot, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RollbackDialog::rollbackRequested, this, &MainWindow::rollbackRequested);
    dialog->open();
}

void MainWindow::setPerspective(Perspective perspective)
{
    m_looks->setPresenting(perspective == Perspective::Present);
    m_cockpit->workspace().setPerspective(perspective);
    for (QAction *action : m_perspectives->actions())
        action->setChecked(action->data().value<Perspective>() == perspective);
}

void MainWindow::openPalette()
{
    QList<Command> commands;
    for (QAction *menu : menuBar()->actions())
        commands += commandsOf(menu->menu()->actions(), menu->text().remove(u'&'));
    m_palette->open(tr("Commands"), tr("What do you want to do?"), commands);
}

void MainWindow::quickOpen()
{
    m_palette->open(tr("Go to"), tr("A stage, a step, a gate, a panel, a script, a finding"),
                    m_cockpit->thingsToOpen(m_snapshot));
}

} // namespace lockkeeper
