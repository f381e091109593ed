// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session.h"
#include "core/plan/plan.h"

namespace lockkeeper {

/// Whether @p identity is a server that @p plan may act on.
/// @returns Errc::WrongEngine, ServerTooOld, ReadOnlyServer.
Status checkServer(const Identity &identity, const Plan &plan);

/// Whether the server is still the one a migration is bound to.
/// @returns Errc::WrongTarget with facts "expected", "found"; ReadOnlyServer.
Status checkTarget(const Identity &identity, const QString &expected);

/// Everything that can be known to fail before anything is changed: tables, keys, privileges.
/// Dual-write expressions are tried when their columns exist, before the triggers go live.
/// @returns Errc::TableNotFound, NoUsableKey, MissingPrivilege.
Status checkDatabase(Session &session, const Plan &plan);

} // namespace lockkeeper
