// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"

namespace lockkeeper {

/// A file has no sessions to look at, no replicas and no counters.
class SqliteActivity final : public Activity
{
public:
    Result<ActivitySample> sample() override
    {
        ActivitySample nothing;
        nothing.coverage = {.lockWaits = false, .replicas = false, .transactions = false};
        return nothing;
    }
    Result<bool> interrupt(const SessionInfo & /*session*/, Interruption /*how*/) override { return false; }
};

} // namespace lockkeeper
