// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/target.h"
#include "core/ledger/helm.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace lockkeeper {

/// Renews a helm from a thread and session of its own while it lives, so that a long statement can't let the lease run
/// out. When renewing fails for good, writes fail at their fence: there is nothing to signal.
class HelmKeeper
{
public:
    HelmKeeper(Target target, QString migration, Helm helm);
    ~HelmKeeper() = default;
    HelmKeeper(const HelmKeeper &) = delete;
    HelmKeeper &operator=(const HelmKeeper &) = delete;

private:
    void keep(const std::stop_token &stop);

    Target m_target;
    QString m_migration;
    Helm m_helm;
    std::mutex m_guard;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: joins first
};

} // namespace lockkeeper
