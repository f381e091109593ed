// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/plan/planfile.h"
#include "core/text/sentences.h"
#include "ui/cockpit/migrationconnection.h"
#include "ui/connections/targetlookup.h"
#include "ui/results/queryconnection.h"
#include "ui/welcome/recentplans.h"

#include <QObject>
#include <QPointer>

namespace lockkeeper {

class CatalogConnection;
class MainWindow;

/// Joins a window with the migration that is open in it: snapshots one way, intents the other.
class Cockpit final : public QObject
{
    Q_OBJECT

public:
    explicit Cockpit(MainWindow &window, QObject *parent = nullptr);
    ~Cockpit() override;

    /// Whether a plan is one that people come back to.
    enum class Memory { Keep, Forget };

    /// Reads the plan on a thread of its own, and runs nothing.
    void open(const QString &planPath, const QString &url, Memory memory = Memory::Keep);
    void open(const QString &planPath, const Target &target, Memory memory = Memory::Keep);
    /// The same on a kept connection, whose tunnel lasts as long as the migration is open.
    void open(const QString &planPath, const ReachedTarget &reached);
    void open(const Target &target, const Plan &plan);
    bool isOpen() const { return m_connection != nullptr; }

Q_SIGNALS:
    /// What the window shows now.
    void snapshotShown(const lockkeeper::MigrationSnapshot &snapshot);
    /// Whether this program runs a step now.
    void busyChanged(bool busy);
    /// A plan from a file is open now, for the first time since it was asked for.
    void planOpened(const lockkeeper::RecentPlan &plan);
    /// The same plan is in another stage.
    void planMoved(const lockkeeper::RecentPlan &plan);

private:
    struct Opening
    {
        std::optional<Plan> plan;
        sentences::ErrorText problem;
        QString detail;
    };

    /// Where a plan is opened, and how it is remembered.
    struct Place
    {
        Target target;
        RecentPlan known;
        std::optional<ReachedTarget> reached; ///< for a kept connection
    };

    static Opening readOpening(const QString &planPath);
    static Opening problemsOf(const QString &planPath, const QList<PlanProblem> &problems);
    void start(const QString &planPath, const Place &place);
    void opened(const Opening &opening, const Place &place);
    void follow(const ReachedTarget &reached);
    void remember(const MigrationSnapshot &snapshot);
    void connectSnapshots();
    void connectIntents();
    void connectEditor(const Target &target);
    void connectCharts();
    void watchTunnel();
    void leave();
    void answer(const Error &error);

    MainWindow &m_window;
    std::shared_ptr<SshTunnel> m_tunnel; // ahead of the connections, which go through it
    std::unique_ptr<MigrationConnection> m_connection;
    std::unique_ptr<QueryConnection> m_queries;
    std::unique_ptr<CatalogConnection> m_catalog;
    std::optional<RecentPlan> m_known; ///< the open plan as it is remembered; none: it isn't
    quint64 m_ticket = 0;
    Worker m_opener;
};

} // namespace lockkeeper
