// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/target.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace lockkeeper {

class PostgresConnection;

/// Finds out for whom a session waits, while it waits: after the lock timeout it is too late to ask.
/// Looks from a connection of its own, which it opens only when the statement hasn't come back at once.
class BlockerWatch
{
public:
    BlockerWatch(Target target, QString application, int processId, std::chrono::milliseconds lockTimeout);
    ~BlockerWatch();
    BlockerWatch(const BlockerWatch &) = delete;
    BlockerWatch &operator=(const BlockerWatch &) = delete;

    /// What was seen last, as facts for an Error: "blocker", "relation", "mode". Empty: nothing was.
    QMap<QString, QString> facts() const;

private:
    void watch(const std::stop_token &stop);
    void look(PostgresConnection &connection);
    bool sleep(const std::stop_token &stop, std::chrono::milliseconds time);

    Target m_target;
    QString m_application;
    int m_processId;
    std::chrono::milliseconds m_lockTimeout;
    mutable std::mutex m_guard;
    std::condition_variable_any m_wake;
    QMap<QString, QString> m_facts;
    std::jthread m_thread; // last: starts when everything is there
};

} // namespace lockkeeper
