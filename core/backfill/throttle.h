// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "core/plan/plan.h"

#include <QJsonObject>

#include <optional>

namespace lockkeeper {

/// Why a backfill waits: {"code": "replication-lag", "value": 6.2, "limit": 5}, in seconds or counts.
/// Codes: replication-lag, replication-lag-unknown, lock-waiters, oldest-transaction, error-rate;
/// elsewhere: paused, no-figures, locked-rows.
using HoldReason = std::optional<QJsonObject>;

/// The plan's limits with what an operator changed since, by `set`.
HoldLimits liveLimits(HoldLimits limits, const QJsonObject &settings);

/// Whether @p sample passes the limits. Unknown is not fine: a replica whose lag can't be told holds.
/// @param errorRateRise the rate's factor over the one before the backfill, where it is known.
HoldReason holdReason(const HoldLimits &limits, const ActivitySample &sample,
                      std::optional<double> errorRateRise);

} // namespace lockkeeper
