// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/connectionprofile.h"

#include <QProcess>
#include <QTimer>

#include <functional>

namespace lockkeeper {

/// From here to a port that only another machine reaches.
struct SshRoute
{
    SshHop hop;
    QString host; ///< the database's, as the hop calls it
    int port = 0;
};

/// A forwarded port of 127.0.0.1, kept open by the system's ssh, which brings the user's configuration, agent and known
/// hosts. It asks nothing: what would need an answer is an error. A tunnel that breaks is opened again on the same port,
/// after 1 s and then less often, until its owner drops it. ssh ends with this object.
///
/// Lives on a thread with an event loop; nothing blocks but the end, for as long as it takes to kill a process.
class SshTunnel
{
public:
    /// Called when the tunnel opens and when it can't or breaks: Errc::TunnelFailed with ssh's own words.
    using Listener = std::function<void(const Status &)>;

    explicit SshTunnel(SshRoute route, QString program = QStringLiteral("ssh"));
    ~SshTunnel();
    SshTunnel(const SshTunnel &) = delete;
    SshTunnel &operator=(const SshTunnel &) = delete;

    void open(Listener listener);
    /// From now on told instead of whoever listened.
    void listen(Listener listener) { m_listener = std::move(listener); }
    bool isOpen() const { return m_isOpen; }
    /// On 127.0.0.1; the same for the tunnel's whole life.
    int port() const { return m_port; }

    /// What ssh is started with.
    static QStringList arguments(const SshRoute &route, int localPort);

private:
    void start();
    void readReady();
    void ended();
    void report(const QString &words);

    const SshRoute m_route;
    const QString m_program;
    Listener m_listener;
    int m_port = 0;
    int m_failures = 0;
    bool m_isOpen = false;
    bool m_wasOpen = false;
    QProcess m_process;
    QTimer m_retry;
    QTimer m_patience;
};

} // namespace lockkeeper
