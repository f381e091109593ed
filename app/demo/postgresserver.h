// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace lockkeeper {

/// A PostgreSQL server of our own, in a directory that goes when it goes: for the demo and for tests.
///
/// Listens on a free port of 127.0.0.1, trusts everybody there, superuser "lk". Everything blocks; not for the
/// thread of a user interface. Not thread-safe.
class PostgresServer
{
public:
    enum class Stop {
        Fast,      ///< ends sessions, writes a checkpoint
        Immediate, ///< like a crash: the next start recovers
        Kill,      ///< SIGKILL to the server's first process
    };

    /// Makes a cluster below @p parent (the system's temporary folder when empty) and starts it.
    /// @p settings are lines of postgresql.conf ("work_mem = 8MB") and win over the throwaway defaults.
    static Result<std::unique_ptr<PostgresServer>> create(const QStringList &settings = {},
                                                          const QString &parent = {});
    /// The newest folder with initdb below /usr/lib/postgresql, else the one in PATH; empty: PostgreSQL isn't here.
    static QString binaries();

    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// A streaming replica of this server, called @p name in its pg_stat_replication.
    Result<std::unique_ptr<PostgresServer>> createReplica(const QString &name,
                                                          const QStringList &settings = {});

    /// Again, with the same data on the same port.
    Status start();
    Status stop(Stop how = Stop::Fast);

    int port() const { return m_port; }
    QString url(const QString &database = QStringLiteral("postgres")) const;
    /// The server's own log, for what went wrong.
    QString log() const;

private:
    explicit PostgresServer(const QString &parent);

    Status makeCluster();
    Status copyCluster(const PostgresServer &primary);
    Status writeSettings(const QStringList &settings);
    Status startOnFreePort(const QStringList &settings);
    Status kill();
    QString data() const;
    qint64 processId() const;

    QTemporaryDir m_directory;
    int m_port = 0;
};

} // namespace lockkeeper
