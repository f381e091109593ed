// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/text/sentences.h"
#include "core/workflow/snapshot.h"

#include <QMainWindow>

#include <optional>

class QDockWidget;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace lockkeeper {

class BackfillPanel;
class ChartsPanel;
class GatePanel;
class HeaderBar;
class JournalPanel;
class MessageBar;
class StepPanel;
class TimelineWidget;
class WelcomePage;

/// The cockpit. Draws snapshots and says what its user wants; it knows no database, keeps no truth of its own and decides
/// nothing.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    void showSnapshot(const MigrationSnapshot &snapshot);
    void showTarget(const QString &target);
    void showConnected(bool connected, const QString &detail);
    /// Whether an intent of this window is being followed.
    void showBusy(bool busy);
    void showError(const Error &error);
    /// The core's refusal of an intent, with its reasons.
    void showRefusal(const Error &error);
    void showMessage(const sentences::ErrorText &text, const QString &detail = {});
    /// A short line in the status bar.
    void showProgress(const QString &text);
    void showWelcome(const QString &busy = {});
    ChartsPanel &charts() { return *m_charts; }
    /// Puts a widget of the caller's above the journal.
    void addPanel(QWidget *panel);

Q_SIGNALS:
    void runRequested(lockkeeper::Stage through);
    void pauseRequested();
    void checkRequested(lockkeeper::Stage gate);
    void rollbackRequested(lockkeeper::Stage to);
    void openRequested(const QString &planPath, const QString &url);
    void sampleRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildActions();
    void buildPages();
    QWidget *buildCockpit();
    void buildCharts();
    void buildStatusBar();
    void buildMenus();
    void connectIntents();
    void restore();

    void runNext();
    void askForRollback();
    void showStatus(const MigrationSnapshot &snapshot);

    MigrationSnapshot m_snapshot;
    QAction *m_run = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_check = nullptr;
    QAction *m_rollback = nullptr;
    QAction *m_open = nullptr;
    QAction *m_table = nullptr;
    QStackedWidget *m_pages = nullptr;
    WelcomePage *m_welcome = nullptr;
    QWidget *m_cockpit = nullptr;
    HeaderBar *m_header = nullptr;
    TimelineWidget *m_timeline = nullptr;
    QTableView *m_stageTable = nullptr;
    MessageBar *m_messages = nullptr;
    QSplitter *m_splitter = nullptr;
    StepPanel *m_steps = nullptr;
    BackfillPanel *m_backfill = nullptr;
    JournalPanel *m_journal = nullptr;
    GatePanel *m_gate = nullptr;
    ChartsPanel *m_charts = nullptr;
    QDockWidget *m_chartsDock = nullptr;
    QVBoxLayout *m_extra = nullptr;
    QLabel *m_connection = nullptr;
    QLabel *m_helm = nullptr;
    QLabel *m_progress = nullptr;
    QLabel *m_refreshed = nullptr;
};

} // namespace lockkeeper
