// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "core/engine/target.h"
#include "core/ledger/migrations.h"
#include "core/monitor/errorrate.h"
#include "core/monitor/replicamemory.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace lockkeeper {

/// What a run needs to know while it works, read twice a second over a read-only session of its own: what the server is
/// doing, and what operators asked for from other terminals.
///
/// Thread-safe. A sample older than freshness is no sample: who decides by it must hold.
class RunWatch
{
public:
    static constexpr std::chrono::seconds freshness{15};

    RunWatch(Target target, QString migration);
    ~RunWatch() = default;
    RunWatch(const RunWatch &) = delete;
    RunWatch &operator=(const RunWatch &) = delete;

    /// None: not sampled within freshness.
    std::optional<ActivitySample> activity() const;
    std::optional<double> errorRateRise() const;
    Control control() const;
    QJsonObject settings() const;

private:
    using Time = std::chrono::steady_clock::time_point;

    void watch(const std::stop_token &stop);
    bool sample(Session &session);

    Target m_target;
    QString m_migration;
    mutable std::mutex m_guard;
    ActivitySample m_activity;
    std::optional<Time> m_sampledAt;
    ErrorRate m_errorRate;
    ReplicaMemory m_replicas;
    Control m_control = Control::Run;
    QJsonObject m_settings;
    std::mutex m_sleepGuard;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: joins first
};

} // namespace lockkeeper
