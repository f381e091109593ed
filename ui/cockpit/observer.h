// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/workflow/snapshot.h"

#include <memory>

namespace lockkeeper {

/// What one look at the database brought.
struct Observation
{
    MigrationSnapshot snapshot;
    bool started = false; ///< false: the ledger doesn't know the migration yet, the snapshot is the plan's
    std::optional<ActivitySample> activity; ///< none: the server would not tell
};

/// Looks at a migration through a read-only session of its own. Lives on the monitor's thread.
class Observer
{
public:
    Observer(Target target, Plan plan) : m_target(std::move(target)), m_plan(std::move(plan)) {}

    /// Connects when it has to. A connection that broke is dropped, so that the next look makes a new one.
    Result<Observation> look();
    void close() { m_session.reset(); }

private:
    Status connect();
    Result<Observation> read();

    Target m_target;
    Plan m_plan;
    std::unique_ptr<Session> m_session;
    std::shared_ptr<const ExpectedByStep> m_expected; ///< by the version of the server of m_session
};

} // namespace lockkeeper
