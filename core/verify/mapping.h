// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backfillsql.h"
#include "core/engine/dualwrite.h"
#include "core/engine/session.h"
#include "core/plan/plan.h"

namespace lockkeeper {

/// The plan's dual write with the table's catalog as it is now.
/// @returns Errc::TableNotFound.
Result<DualWrite> resolveDualWrite(Session &session, const Plan &plan);

/// A fill with the key it walks by. Rows whose old shape is what `down` makes of the new one are left alone: a new version
/// wrote them, and `up` may not be able to make the same value again.
/// @returns Errc::TableNotFound, Errc::NoUsableKey.
Result<FillSpec> resolveFill(Session &session, const Plan &plan, const FillAction &fill);

} // namespace lockkeeper
