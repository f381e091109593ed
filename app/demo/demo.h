// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <stop_token>

namespace lockkeeper {
class MySqlServer;
class PostgresServer;
} // namespace lockkeeper

namespace lockkeeper::demo {

struct WorldOptions
{
    QString engine = QStringLiteral("postgresql"); ///< or "mariadb", "mysql", "sqlite"
    qint64 rows = 1'000'000;
    double statementsPerSecond = 200; ///< of each version
};

/// Throwaway servers (PostgreSQL, MariaDB or MySQL, each with a replica, or an SQLite file), sample data, and the traffic of an old
/// and a new application version. Everything goes when it goes: servers, files, traffic.
///
/// Making one takes seconds and blocks: not for a user interface's thread.
class World
{
public:
    /// Hears in a few words what is being made now: "Loading 1,000,000 rows".
    using Listener = std::function<void(const QString &)>;

    /// Starts everything, traffic last.
    /// @returns Errc::Cancelled when @p stop asked for it; Errc::UnknownEngine for one without a sample.
    static Result<std::unique_ptr<World>> start(const WorldOptions &options, const std::stop_token &stop = {},
                                                const Listener &listener = {});
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    const QString &url() const { return m_url; }
    const Target &target() const { return m_target; }
    /// The sample's plan, as text and as a file that lives as long as the world.
    const QByteArray &planText() const { return m_planText; }
    QString planPath() const;
    Traffic &traffic() { return *m_traffic; }

    /// Stops the traffic and holds the database against the account of what was written.
    Result<Verification> settle();

private:
    World() = default;

    Status makeDatabase(const WorldOptions &options, const Listener &listener);
    Status makeServers(const Listener &listener);
    Status makeMySqlServers(QStringView engine, const Listener &listener);
    Status load(const WorldOptions &options, const std::stop_token &stop, const Listener &listener);
    Status writePlan();

    QTemporaryDir m_directory;
    std::unique_ptr<PostgresServer> m_primary;
    std::unique_ptr<PostgresServer> m_replica; // goes before its primary
    std::unique_ptr<MySqlServer> m_source;
    std::unique_ptr<MySqlServer> m_follower;
    QString m_url;
    Target m_target;
    QByteArray m_planText;
    std::unique_ptr<Traffic> m_traffic; // goes first
};

} // namespace lockkeeper::demo
