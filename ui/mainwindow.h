// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/environment.h"
#include "core/engine/activity.h"
#include "core/text/sentences.h"
#include "core/workflow/snapshot.h"

#include <QMainWindow>

#include <optional>

class QActionGroup;
class QLabel;
class QStackedWidget;

namespace lockkeeper {

class ChartsPanel;
class EditorPanel;
class CockpitPage;
class CommandPalette;
class EnvironmentBadge;
class LooksMenu;
class MessageBar;
class WelcomePage;
enum class Perspective;
struct Command;

/// The cockpit. Draws snapshots and says what its user wants; it knows no database, keeps no truth of its own and decides
/// nothing.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    void showSnapshot(const MigrationSnapshot &snapshot);
    void showActivity(const ActivitySample &sample);
    void showTarget(const QString &target);
    /// What the open connection is marked as; nothing where it comes from a plain URL.
    void showEnvironment(std::optional<Environment> environment);
    void showConnected(bool connected, const QString &detail);
    /// Whether an intent of this window is being followed.
    void showBusy(bool busy);
    void showError(const Error &error);
    /// The core's refusal of an intent, with its reasons.
    void showRefusal(const Error &error);
    /// The core wants the table's name before steps run that can't be undone.
    void askForTable();
    void showMessage(const sentences::ErrorText &text, const QString &detail = {});
    /// Another plan is on its way, and the one before isn't followed any more.
    void forgetPlan();
    /// A short line in the status bar.
    void showProgress(const QString &text);
    /// @param busy what is being opened: the first snapshot that comes shows it. Empty: nothing, and snapshots stay behind.
    void showWelcome(const QString &busy = {});
    /// Puts a widget of the caller's above the panels.
    void addNotice(QWidget *notice);
    /// Puts a bar of the caller's above every page.
    void addBar(QWidget *bar);
    ChartsPanel &charts();
    EditorPanel &editor();
    WelcomePage &welcome() { return *m_welcome; }

Q_SIGNALS:
    /// @param typedTable empty until the core asked for it
    void runRequested(lockkeeper::Stage through, const QString &typedTable);
    void pauseRequested();
    void checkRequested(lockkeeper::Stage gate);
    void rollbackRequested(lockkeeper::Stage to);
    void connectionsRequested();
    void newPlanRequested();
    void interruptRequested(const lockkeeper::SessionInfo &session, lockkeeper::Interruption how,
                            const QString &reason);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildActions();
    void buildPages();
    void buildStatusBar();
    void buildMenus();
    void buildPerspectives(QMenu &menu);
    void connectIntents();
    void restore();
    void showCockpit();
    void showEditor();

    void runNext();
    void askForRollback();
    void openPalette();
    void quickOpen();
    void setPerspective(Perspective perspective);
    void showStatus(const MigrationSnapshot &snapshot);

    MigrationSnapshot m_snapshot;
    bool m_isOpening = true; ///< a snapshot that comes is what somebody waits for
    QAction *m_run = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_check = nullptr;
    QAction *m_rollback = nullptr;
    QAction *m_open = nullptr;
    QAction *m_table = nullptr;
    QActionGroup *m_perspectives = nullptr;
    LooksMenu *m_looks = nullptr;
    QStackedWidget *m_pages = nullptr;
    WelcomePage *m_welcome = nullptr;
    CockpitPage *m_cockpit = nullptr;
    MessageBar *m_messages = nullptr;
    CommandPalette *m_palette = nullptr;
    std::optional<Environment> m_marked;
    EnvironmentBadge *m_environment = nullptr;
    QLabel *m_connection = nullptr;
    QLabel *m_helm = nullptr;
    QLabel *m_progress = nullptr;
    QLabel *m_refreshed = nullptr;
};

} // namespace lockkeeper
