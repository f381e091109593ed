// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/backfill/backfillpanel.h"
#include "ui/charts/chartspanel.h"
#include "ui/cockpit/headerbar.h"
#include "ui/cockpit/nextstage.h"
#include "ui/gates/gatepanel.h"
#include "ui/journal/journalpanel.h"
#include "ui/messagebar.h"
#include "ui/plan/rollbackdialog.h"
#include "ui/plan/steppanel.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/welcome/welcomepage.h"

#include <QCloseEvent>
#include <QDateTime>
#include <QDockWidget>
#include <QHeaderView>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>
#include <QTime>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int stateVersion = 1; // raise it when the splitter's parts change

QAction *makeAction(QObject *owner, const QString &text, const QKeySequence &shortcut, const QString &tip)
{
    auto *action = new QAction(text, owner);
    action->setShortcut(shortcut);
    action->setToolTip(tip + u" (%1)"_s.arg(shortcut.toString(QKeySequence::NativeText)));
    return action;
}

} // namespace

MainWindow::MainWindow(QWidget *parent) : QMainWindow(parent)
{
    buildActions();
    buildPages();
    buildCharts();
    buildMenus();
    buildStatusBar();
    connectIntents();
    restore();
    showWelcome();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildActions()
{
    m_run = makeAction(this, tr("Run next stage"), Qt::CTRL | Qt::Key_Return,
                       tr("Does what the big button says"));
    m_pause = makeAction(this, tr("Pause"), Qt::CTRL | Qt::Key_P,
                         tr("Stops at the next batch or step; nothing is lost"));
    m_check =
        makeAction(this, tr("Check gate"), Qt::Key_F5, tr("Asks every condition of the shown gate now"));
    m_rollback = makeAction(this, tr("Roll back…"), Qt::CTRL | Qt::Key_Z, tr("Undoes steps, newest first"));
    m_open = makeAction(this, tr("Open plan…"), QKeySequence::Open, tr("Another plan or another database"));
    m_table =
        makeAction(this, tr("Stages as a table"), Qt::CTRL | Qt::Key_T, tr("The timeline's facts in rows"));
    m_table->setCheckable(true);
}

void MainWindow::buildPages()
{
    m_welcome = new WelcomePage;
    m_cockpit = buildCockpit();
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

QWidget *MainWindow::buildCockpit()
{
    m_header = new HeaderBar({m_run, m_pause, m_rollback});
    m_timeline = new TimelineWidget;
    m_stageTable = new QTableView;
    m_stageTable->setModel(m_timeline->model());
    m_stageTable->setAccessibleName(tr("Stages"));
    m_stageTable->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_stageTable->verticalHeader()->hide();
    m_stageTable->setFixedHeight(220);
    m_stageTable->hide();
    m_steps = new StepPanel;
    m_backfill = new BackfillPanel;
    m_journal = new JournalPanel;
    m_gate = new GatePanel(m_check);

    auto *middle = new QSplitter(Qt::Vertical);
    auto *upper = new QWidget;
    m_extra = new QVBoxLayout(upper);
    m_extra->setContentsMargins(0, 0, 0, 0);
    m_extra->addWidget(m_backfill, 1);
    middle->addWidget(upper);
    middle->addWidget(m_journal);
    middle->setSizes({320, 240});
    middle->setChildrenCollapsible(false);
    m_splitter = new QSplitter;
    for (QWidget *part :
         {static_cast<QWidget *>(m_steps), static_cast<QWidget *>(middle), static_cast<QWidget *>(m_gate)})
        m_splitter->addWidget(part);
    m_splitter->setSizes({430, 450, 370});
    m_splitter->setHandleWidth(8);
    middle->setHandleWidth(8);
    m_splitter->setChildrenCollapsible(false);

    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_timeline);
    layout->addWidget(m_stageTable);
    layout->addWidget(m_splitter, 1);
    return page;
}

// Below everything, and away until somebody wants them: four charts need room.
void MainWindow::buildCharts()
{
    m_charts = new ChartsPanel;
    m_chartsDock = new QDockWidget(tr("Live charts"), this);
    m_chartsDock->setObjectName("charts"_L1);
    m_chartsDock->setWidget(m_charts);
    m_chartsDock->setTitleBarWidget(new QWidget); // the panel has its own title
    m_chartsDock->toggleViewAction()->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    addDockWidget(Qt::BottomDockWidgetArea, m_chartsDock);
    m_chartsDock->hide();
}

void MainWindow::buildMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_open);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), QKeySequence(QKeySequence::Quit), this, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);
    QMenu *migration = menuBar()->addMenu(tr("&Migration"));
    migration->addActions({m_run, m_pause, m_check, m_rollback});
    menuBar()->addMenu(tr("&View"))->addActions({m_table, m_chartsDock->toggleViewAction()});
}

void MainWindow::buildStatusBar()
{
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
    connect(m_gate, &GatePanel::runRequested, this, &MainWindow::runNext);
    connect(m_pause, &QAction::triggered, this, &MainWindow::pauseRequested);
    connect(m_check, &QAction::triggered, this, [this] { Q_EMIT checkRequested(m_gate->gate()); });
    connect(m_rollback, &QAction::triggered, this, &MainWindow::askForRollback);
    connect(m_open, &QAction::triggered, this, [this] { showWelcome(); });
    connect(m_table, &QAction::toggled, m_stageTable, &QWidget::setVisible);
    connect(m_timeline, &TimelineWidget::stageActivated, m_steps, &StepPanel::select);
    connect(m_timeline, &TimelineWidget::gateActivated, m_gate, &GatePanel::choose);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::openRequested);
    connect(m_welcome, &WelcomePage::sampleRequested, this, &MainWindow::sampleRequested);
}

void MainWindow::restore()
{
    const QSettings settings;
    restoreGeometry(settings.value("window/geometry"_L1).toByteArray());
    restoreState(settings.value("window/state"_L1).toByteArray(), stateVersion);
    m_splitter->restoreState(settings.value("window/splitter"_L1).toByteArray());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue("window/geometry"_L1, saveGeometry());
    settings.setValue("window/state"_L1, saveState(stateVersion));
    settings.setValue("window/splitter"_L1, m_splitter->saveState());
    event->accept();
}

void MainWindow::showSnapshot(const MigrationSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_pages->setCurrentWidget(m_cockpit);
    setWindowTitle(tr("%1 – Lockkeeper").arg(snapshot.record.title));
    m_header->show(snapshot);
    m_timeline->show(snapshot);
    m_steps->show(snapshot);
    m_backfill->show(snapshot);
    m_charts->show(snapshot);
    m_gate->show(snapshot);
    m_journal->show(snapshot);
    showStatus(snapshot);
}

void MainWindow::showStatus(const MigrationSnapshot &snapshot)
{
    const QString holder = snapshot.helmHolder;
    m_helm->setText(holder.isEmpty() ? tr("Helm: free") : tr("Helm: %1").arg(holder));
    const QTime at = QDateTime::fromMSecsSinceEpoch(snapshot.takenAt).time();
    m_refreshed->setText(tr("Refreshed %1").arg(at.toString(u"HH:mm:ss"_s)));
}

void MainWindow::showTarget(const QString &target) { m_header->setTarget(target); }

void MainWindow::showConnected(bool connected, const QString &detail)
{
    const Tone tone = connected ? Tone::Done : Tone::Failed;
    m_connection->setPalette(withText(palette(), toneColor(tone, palette())));
    m_connection->setText(detail);
}

void MainWindow::showBusy(bool busy)
{
    if (busy) {
        m_gate->clearRefusal();
        m_messages->hide();
    } else {
        m_progress->clear();
    }
}

void MainWindow::showError(const Error &error) { m_messages->showError(error); }

void MainWindow::showRefusal(const Error &error)
{
    m_gate->choose(nextStage(m_snapshot).value_or(m_gate->gate()));
    m_gate->showRefusal(error, QTime::currentTime().toString(u"HH:mm:ss"_s));
}

void MainWindow::showMessage(const sentences::ErrorText &text, const QString &detail)
{
    m_messages->showMessage(text, detail);
}

void MainWindow::showProgress(const QString &text) { m_progress->setText(text); }

void MainWindow::showWelcome(const QString &busy)
{
    m_welcome->showBusy(busy);
    m_pages->setCurrentWidget(m_welcome);
}

void MainWindow::addPanel(QWidget *panel) { m_extra->insertWidget(0, panel); }

void MainWindow::runNext()
{
    if (const std::optional<Stage> next = nextStage(m_snapshot); next && !m_snapshot.stages.isEmpty())
        Q_EMIT runRequested(*next);
}

void MainWindow::askForRollback()
{
    auto *dialog = new RollbackDialog(m_snapshot, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RollbackDialog::rollbackRequested, this, &MainWindow::rollbackRequested);
    dialog->open();
}

} // namespace lockkeeper
