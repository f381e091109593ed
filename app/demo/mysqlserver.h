// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace lockkeeper {

/// A MariaDB or MySQL server of our own, in a directory that goes when it goes: for the demo and for tests.
///
/// Listens on a free port of 127.0.0.1 and on a socket; "root" needs no password. Everything blocks; not for the
/// thread of a user interface. Not thread-safe.
class MySqlServer
{
public:
    enum class Make { MariaDb, MySql };

    /// Makes a data directory below @p parent (the system's temporary folder when empty) and starts a server on it.
    /// @p options are the program's ("--log-bin") and win over the throwaway defaults.
    static Result<std::unique_ptr<MySqlServer>> create(Make make, const QStringList &options = {},
                                                       const QString &parent = {});
    /// Whether the server's programs are on this machine.
    static bool isInstalled(Make make);

    /// A server that follows this one, which must have been made with replicable() among its options, and reports its own
    /// address to it.
    Result<std::unique_ptr<MySqlServer>> createReplica(const QStringList &options = {});
    /// Options of a server that others can follow.
    static QStringList replicable();

    ~MySqlServer();
    MySqlServer(const MySqlServer &) = delete;
    MySqlServer &operator=(const MySqlServer &) = delete;

    /// Again, with the same data on the same port.
    Status start();
    /// Ends it in order.
    Status stop();
    /// SIGKILL: the next start recovers.
    Status kill();

    int port() const { return m_port; }
    QString socket() const { return m_directory.filePath(QStringLiteral("socket")); }
    QString url(const QString &database) const;
    /// The server's own log, for what went wrong.
    QString log() const;

private:
    MySqlServer(Make make, QStringList options, const QString &parent);

    Status makeData();
    Status startOnFreePort();
    Status waitUntilReady() const;
    Status end(int signal);
    QStringList arguments() const;
    QString data() const { return m_directory.filePath(QStringLiteral("data")); }

    Make m_make;
    QStringList m_options;
    QTemporaryDir m_directory;
    int m_port = 0;
    qint64 m_process = 0;
};

} // namespace lockkeeper
