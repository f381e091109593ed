// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/environment.h"
#include "core/engine/activity.h"
#include "core/workflow/snapshot.h"
#include "ui/shell/commandmodel.h"
#include "ui/shell/workspace.h"

class QTableView;
class QVBoxLayout;

namespace lockkeeper {

class BackfillPanel;
class ChartsPanel;
class EditorPanel;
class GatePanel;
class HeaderBar;
class JournalPanel;
class SessionsPanel;
class StepPanel;
class TimelineWidget;

/// An open migration: timeline above, panels below. Joins the panels, which know nothing of each other.
class CockpitPage final : public QWidget
{
    Q_OBJECT

public:
    /// What the page's panels let people do; the window owns the actions.
    struct Actions
    {
        QList<QAction *> header;
        QAction *check = nullptr;
        QAction *table = nullptr;
    };

    explicit CockpitPage(const Actions &actions, QWidget *parent = nullptr);

    void show(const MigrationSnapshot &snapshot);
    /// Until the next show(): no migration is followed.
    void hideMigration();
    void showActivity(const ActivitySample &sample);
    void setEnvironment(Environment environment);
    void setTarget(const QString &target);
    /// Puts a widget of the caller's above the panels.
    void addNotice(QWidget *notice);
    void showStage(Stage stage);
    void showStep(const QString &step);
    void showGate(Stage gate);
    /// The stages, gates and steps of @p snapshot, each with the way there.
    QList<Command> thingsToOpen(const MigrationSnapshot &snapshot);
    void showRefusal(const Error &error, const QString &at);
    void clearRefusal();
    /// The gate whose conditions are shown.
    Stage gate() const;
    Workspace &workspace() { return *m_workspace; }
    ChartsPanel &charts() { return *m_charts; }
    EditorPanel &editor() { return *m_editor; }

Q_SIGNALS:
    void runRequested();
    void interruptRequested(const lockkeeper::SessionInfo &session, lockkeeper::Interruption how,
                            const QString &reason);

private:
    QList<Command> panelsToOpen();
    /// Open scripts, and what was found in the one that is shown.
    QList<Command> textsToOpen();
    void addPanels();
    void build(const Actions &actions);

    HeaderBar *m_header;
    TimelineWidget *m_timeline;
    QTableView *m_stages;
    QVBoxLayout *m_notices;
    Workspace *m_workspace;
    StepPanel *m_steps;
    BackfillPanel *m_backfill;
    ChartsPanel *m_charts;
    EditorPanel *m_editor;
    JournalPanel *m_journal;
    SessionsPanel *m_sessions;
    GatePanel *m_gate;
};

} // namespace lockkeeper
