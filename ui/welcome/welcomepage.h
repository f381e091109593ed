// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/welcome/recentplans.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace lockkeeper {

class OpenForm;
class RecentList;

/// The window before a plan is open: the plan that was open last, others, a new one, the sample, scripts. Nothing here
/// runs anything on a database, and nothing is opened by itself.
class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    void showRecent(const QList<RecentPlan> &plans);
    /// Something is on its way; empty: nothing.
    void showBusy(const QString &text);
    /// A plan is open behind this page; empty: none.
    void showOpenPlan(const QString &title);
    /// How many scripts are open behind this page.
    void showScripts(int count);
    /// Puts a list of the caller's (connections) below the recent plans.
    void addList(QWidget *list);
    /// Opens a plan as it was opened last, and asks for a password where it had one.
    void reopen(const RecentPlan &plan);

protected:
    void showEvent(QShowEvent *event) override;

Q_SIGNALS:
    /// Somebody looks: what it lists may have changed meanwhile.
    void shown();
    void openRequested(const QString &planPath, const lockkeeper::Target &target);
    void removeRequested(const lockkeeper::RecentPlan &plan);
    void failed(const lockkeeper::Error &error);
    void sampleRequested();
    void newPlanRequested();
    void backRequested();
    void newScriptRequested();
    void openScriptRequested();
    void scriptsRequested();
    void shortcutsRequested();

private:
    void build();
    QWidget *buildPage();
    QWidget *buildHead();
    QWidget *buildSample();
    QWidget *buildScripts();
    QWidget *buildHelp();
    void showContinue();

    QList<RecentPlan> m_plans;
    QString m_openTitle;
    bool m_wasOffered = false;
    QPushButton *m_continue = nullptr;
    QLabel *m_continueDetail = nullptr;
    RecentList *m_recent = nullptr;
    QBoxLayout *m_lists = nullptr;
    QPushButton *m_scripts = nullptr;
    OpenForm *m_form = nullptr;
    QLabel *m_busyText = nullptr;
    QProgressBar *m_busy = nullptr;
};

} // namespace lockkeeper
