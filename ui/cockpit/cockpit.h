// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/plan/planfile.h"
#include "core/text/sentences.h"
#include "ui/cockpit/migrationconnection.h"
#include "ui/connections/targetlookup.h"
#include "ui/results/queryconnection.h"

#include <QObject>
#include <QPointer>

namespace lockkeeper {

class MainWindow;

/// Joins a window with the migration that is open in it: snapshots one way, intents the other.
class Cockpit final : public QObject
{
    Q_OBJECT

public:
    explicit Cockpit(MainWindow &window, QObject *parent = nullptr);
    ~Cockpit() override;

    /// Reads the plan and the URL on a thread of its own, and runs nothing.
    void open(const QString &planPath, const QString &url);
    /// The same on a kept connection, whose tunnel lasts as long as the migration is open.
    void open(const QString &planPath, const ReachedTarget &reached);
    void open(const Target &target, const Plan &plan);
    bool isOpen() const { return m_connection != nullptr; }

private:
    struct Opening
    {
        std::optional<Target> target;
        std::optional<Plan> plan;
        sentences::ErrorText problem;
        QString detail;
    };

    static Opening readOpening(const QString &planPath, const Result<Target> &target);
    void start(const QString &planPath, const std::function<Result<Target>()> &target,
               const std::optional<ReachedTarget> &reached);
    static Opening problemsOf(const QString &planPath, const QList<PlanProblem> &problems);
    void opened(const Opening &opening, const std::optional<ReachedTarget> &reached);
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
    quint64 m_ticket = 0;
    Worker m_opener;
};

} // namespace lockkeeper
