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

/// A fill with the key it walks by.
/// @returns Errc::TableNotFound, Errc::NoUsableKey.
Result<FillSpec> resolveFill(Session &session, const FillAction &fill);

} // namespace lockkeeper
