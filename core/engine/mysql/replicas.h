// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "core/engine/target.h"

#include <chrono>
#include <map>
#include <memory>

namespace lockkeeper {

class MySqlConnection;
class MySqlSession;

/// The lag of the replicas that follow a server. A source doesn't know it: each replica is asked itself, as our own user,
/// at the address that it reported (report_host). One that can't be reached has an unknown lag, which is not zero.
/// Lives on its session's thread.
class MySqlReplicas
{
public:
    MySqlReplicas();
    ~MySqlReplicas();
    MySqlReplicas(const MySqlReplicas &) = delete;
    MySqlReplicas &operator=(const MySqlReplicas &) = delete;

    Status read(MySqlSession &source, ActivitySample &sample);

private:
    using Clock = std::chrono::steady_clock;
    struct Way
    {
        std::unique_ptr<MySqlConnection> connection; // null: not reached
        Clock::time_point triedAt{};
    };

    ReplicaLag lagOf(const Target &replica, const QString &name);

    std::map<QString, Way> m_ways; // by name
};

} // namespace lockkeeper
