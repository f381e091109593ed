// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/sessioninfo.h"

#include <QStringList>

namespace lockkeeper {

class PostgresSession;

/// What pg_stat_activity says of @p pids. Those that are gone are left out.
Result<QList<SessionInfo>> describeSessions(PostgresSession &session, const QStringList &pids);

/// pg_cancel_backend() or pg_terminate_backend(), if @p wanted is still the session it was.
/// @returns false: it is gone. Errc::MissingPrivilege: it is another role's.
Result<bool> interruptSession(PostgresSession &session, const SessionInfo &wanted, Interruption how);

} // namespace lockkeeper
