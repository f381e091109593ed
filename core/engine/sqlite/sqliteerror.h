// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/sqlite/statementwatch.h"

#include <QSqlError>

namespace lockkeeper {

/// SQLite's result code as ours; @p end tells a cancelled statement from one that took too long.
Error sqliteError(const QSqlError &error, const QString &statement, StatementWatch::End end);

/// The error of a database that can't be opened or used.
Error sqliteConnectionError(const QString &path, const QString &detail);

} // namespace lockkeeper
