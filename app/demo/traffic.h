// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/client.h"

#include <memory>

namespace lockkeeper::demo {

/// The sample application under load: an old and a new version at once, and an account of what they wrote.
///
/// Thread-safe but for start(). The destructor stops both versions.
class Traffic
{
public:
    /// @p target holds the sample (createSample()).
    explicit Traffic(Target target, const TrafficOptions &options = {});

    /// Reads what is there, then lets both versions run.
    Status start();
    /// Stops one version for good, as the end of a deployment does.
    void retire(Version version);
    void stop();

    ClientFigures figures(Version version) const;
    void resetFigures();

    /// Holds the database against the account. Call stop() first.
    Result<Verification> verify(Session &session) const { return m_account.verify(session); }

private:
    std::unique_ptr<Client> &client(Version version) { return m_clients[static_cast<size_t>(version)]; }

    const Target m_target;
    const TrafficOptions m_options;
    Account m_account;
    std::array<std::unique_ptr<Client>, 2> m_clients; // before the account goes, they do
};

} // namespace lockkeeper::demo
