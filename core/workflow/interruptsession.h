// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sessioninfo.h"
#include "core/engine/target.h"

namespace lockkeeper {

/// Cancels a session's statement or ends the session, for an operator who gives a @p reason. Who, whom and why is in the
/// migration's journal before it happens. Our own sessions need no reason.
/// @returns false: the session is gone. Errc::Usage without a reason, Errc::UnknownMigration,
/// Errc::MissingPrivilege.
Result<bool> interruptSession(const Target &target, const QString &migration, const SessionInfo &session,
                              Interruption how, const QString &reason);

} // namespace lockkeeper
