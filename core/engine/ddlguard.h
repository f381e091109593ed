// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>

#include <chrono>
#include <functional>

namespace lockkeeper {

/// What an attempt was seen to do.
struct DdlObservation
{
    struct Lock
    {
        QString relation;
        QString mode; ///< in the engine's words: "ACCESS EXCLUSIVE"
    };
    /// The strongest on each table that the attempt held at its end; empty where the engine doesn't tell.
    QList<Lock> locks;
    std::chrono::milliseconds took{0}; ///< all statements, waiting for locks included; by our clock
};

/// DDL to be tried once, together with what must be true before it and what is written down with it.
struct GuardedDdl
{
    QStringList statements;
    std::chrono::milliseconds lockTimeout{1000};
    /// Runs first, in the same transaction (right before the statement where the engine's DDL is not transactional).
    std::function<Status()> before;
    /// Runs after the statements, in the same transaction (in its own right after, where that can't be).
    std::function<Status(const DdlObservation &)> record;
};

/// Runs DDL without ever waiting long for a lock. Lives on its session's thread.
class DdlGuard
{
public:
    virtual ~DdlGuard() = default;

    /// One attempt; the caller retries.
    /// @returns Errc::LockTimeout with facts "blocker" (who holds the lock, for how long, doing what; several are
    /// joined by "; ") and "relation"; Errc::Deadlock; or what @c before and @c record return. After an error
    /// nothing of a transactional attempt remains.
    virtual Status attempt(const GuardedDdl &ddl) = 0;
};

} // namespace lockkeeper
