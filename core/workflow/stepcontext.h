// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ddlguard.h"
#include "core/engine/target.h"
#include "core/ledger/helm.h"
#include "core/monitor/runwatch.h"
#include "core/plan/plan.h"
#include "core/workflow/runcontrol.h"
#include "core/workflow/runevent.h"

namespace lockkeeper {

/// Everything a step may use while it runs. Lives as long as the run, on its thread.
struct StepContext
{
    const Target &target;
    const Ledger &ledger;
    const Plan &plan;
    const Helm &helm;
    RunControl &control;
    const RunWatch &watch;
    RunListener listener;

    Session &session() const { return ledger.session(); }
    bool stopWanted() const;
    /// Waits while an operator elsewhere has paused the migration. @returns Errc::Paused when this run is to end.
    Status waitWhilePaused() const;

    void tell(const QString &kind, const Step &step, const QJsonObject &data = {}) const;
    /// Runs @p work, an event and the fence in one transaction.
    Status write(const QString &event, const QJsonObject &data, const std::function<Status()> &work) const;
    /// The same for a caller that has a transaction already.
    Status writeHere(const QString &event, const QJsonObject &data,
                     const std::function<Status()> &work) const;
    /// Tries guarded DDL again and again, ever more patiently, until it got its lock or the tries are used up; each
    /// failure names who was in the way.
    /// @returns Errc::Held when the lock never came; Errc::Paused.
    Status guarded(const Step &step, const QStringList &statements, const std::function<Status()> &before,
                   const std::function<Status(const DdlObservation &)> &record) const;
    /// Waits by the server's clock until @p until, waking for a pause. @returns Errc::Paused.
    Status waitUntil(qint64 until) const;
};

} // namespace lockkeeper
