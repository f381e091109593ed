// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/connections/connectionprofile.h"
#include "core/connections/diagnosis.h"
#include "core/connections/sshtunnel.h"

#include <QObject>

#include <memory>

namespace lockkeeper {

class SecretStore;

/// A connection that is ready to be opened: its password is in the target, its tunnel is open and lasts as long as
/// somebody holds it.
struct ReachedTarget
{
    ConnectionProfile profile;
    Target target;
    std::shared_ptr<SshTunnel> tunnel; ///< null: none is needed
    Way way() const { return tunnel ? Way::Tunnel : Way::Direct; }
};

/// From a profile to a target: fetches the password and opens the tunnel, one profile at a time. Nothing blocks.
class TargetLookup final : public QObject
{
    Q_OBJECT

public:
    explicit TargetLookup(SecretStore &secrets, QObject *parent = nullptr);

    /// Begins anew. @p typed is taken instead of asking anybody, also when it is empty.
    void start(const ConnectionProfile &profile, const std::optional<Secret> &typed = {});
    /// Nothing is told any more.
    void cancel();

Q_SIGNALS:
    void reached(const lockkeeper::ReachedTarget &target);
    /// Start it again with what was typed. @p keyringWorks: false when the password is in a keyring that can't be had.
    void passwordNeeded(const lockkeeper::ConnectionProfile &profile, bool keyringWorks);
    void failed(const lockkeeper::Error &error);

private:
    void readPassword();
    void readPassfile();
    void have(const Secret &password);
    void openTunnel(const Target &target);
    void tunnelTold(quint64 ticket, const Target &target, const Status &status);

    SecretStore &m_secrets;
    ConnectionProfile m_profile;
    quint64 m_ticket = 0;
    std::shared_ptr<SshTunnel> m_tunnel; // while it opens
    Worker m_worker;
};

} // namespace lockkeeper
