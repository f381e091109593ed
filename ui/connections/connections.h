// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/connectionhealth.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/targetlookup.h"

#include <QPointer>

namespace lockkeeper {

class ConnectionsDialog;

/// The door to the kept connections: the manager's window, the list for whoever shows it, and the way from one of them to
/// a target that can be opened. Asks for the plan and the password where they are missing.
class Connections final : public QObject
{
    Q_OBJECT

public:
    /// @p window is what dialogs stand above.
    Connections(QWidget &window, SecretStore &secrets, ConnectionList &list);

    ConnectionList &list() { return m_list; }
    void showManager();
    /// Tries all kept connections; answers come by healthChanged.
    void checkHealth() { m_health.check(m_list.profiles()); }
    /// Opens a plan on a kept connection; without a path its user chooses one first. Ends in openRequested, in failed, or
    /// in nothing when its user doesn't go on.
    void open(const QString &id, const QString &planPath = {});

Q_SIGNALS:
    void openRequested(const QString &planPath, const lockkeeper::ReachedTarget &target);
    /// On the way: "Opening the SSH tunnel…"; empty: done.
    void progressed(const QString &text);
    void failed(const lockkeeper::Error &error);
    void healthChanged(const QString &id, const lockkeeper::ConnectionHealth &health);

private:
    void managerClosed();
    void begin(const ConnectionProfile &profile, const std::optional<Secret> &typed);
    void choosePlan(const ConnectionProfile &profile, const std::optional<Secret> &typed);
    void askPassword(const ConnectionProfile &profile, bool keyringWorks);

    QWidget &m_window;
    SecretStore &m_secrets;
    ConnectionList &m_list;
    TargetLookup m_lookup;
    HealthCheck m_health;
    QPointer<ConnectionsDialog> m_dialog;
    QString m_planPath;
};

} // namespace lockkeeper
