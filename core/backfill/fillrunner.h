// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backfill/batchsizer.h"
#include "core/backfill/throttle.h"
#include "core/engine/backfillsql.h"
#include "core/engine/target.h"
#include "core/ledger/backfilljournal.h"
#include "core/ledger/helm.h"

#include <functional>

namespace lockkeeper {

/// What a fill asks of the run around it. All are called from the fill's worker threads.
struct FillSurroundings
{
    std::function<bool()> stopWanted;       ///< a pause or cancel was asked for
    std::function<HoldReason()> holdReason; ///< why to wait, from the newest sample
    std::function<BatchLimits()> limits;    ///< the plan's, as changed live
    std::function<void(const FillRecord &)> afterBatch;
    std::function<void(Session &)> attach; ///< a session whose statement may be cancelled from now on …
    std::function<void(Session &)> detach; ///< … and no longer
};

/// Walks one table by key and fills it, batch by batch; each batch and its checkpoint are one transaction, fenced by
/// the helm. A fill that was killed anywhere goes on from its last checkpoint.
class FillRunner
{
public:
    FillRunner(Target target, QString migration, QString step, Helm helm, FillSpec spec,
               FillSurroundings surroundings);

    /// Makes the fill's records when there are none: statistics, plan check, frozen upper bound, one range a worker.
    /// The trigger that keeps later rows right must be live.
    Status prepare(Session &session, qint64 expectedRows, int workers);

    /// Runs all ranges to their end, one thread and session each; blocks until they stop.
    /// @returns Errc::Paused when stopWanted said so; otherwise the first error of a worker.
    Status run(Session &session);

private:
    Status runRange(FillRecord record);
    Status runBatches(Session &session, FillRecord &record);
    Result<bool> runBatch(Session &session, FillRecord &record, BatchSizer &sizer);
    Status waitWhileHeld(Session &session, FillRecord &record);
    Status waitForLocks(Session &session, FillRecord &record);
    Status writeHold(Session &session, const FillRecord &record);

    Target m_target;
    QString m_migration;
    QString m_step;
    Helm m_helm;
    FillSpec m_spec;
    FillSurroundings m_surroundings;
};

} // namespace lockkeeper
