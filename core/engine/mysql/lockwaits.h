// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "core/engine/value.h"

#include <functional>

namespace lockkeeper {

/// A session that is in a transaction, waits for a lock or runs something.
struct MySqlSeen
{
    SessionInfo info;
    QString database;
    std::chrono::milliseconds inState{0}; ///< since its statement began, or it fell idle
    bool inTransaction = false;
    bool waitsForRow = false;
    bool waitsForMetadata = false; ///< or for another lock above InnoDB: a table's, a backup's

    bool waits() const { return waitsForRow || waitsForMetadata; }
    /// "4711 (app@10.0.0.7, idle in transaction for 12 s: UPDATE users …)"
    QString described() const;
};

/// Who waits for whom. Borrows the way to the server; a value otherwise.
///
/// MySQL tells by performance_schema. MariaDB tells of rows by INNODB_LOCK_WAITS, and of metadata locks only where its
/// performance_schema is on, which by default it is not: then those are named that were there before the wait began and
/// may hold the lock, each as "perhaps …".
class MySqlLockWaits
{
public:
    using Ask = std::function<Result<Rows>(const Sql &)>;
    MySqlLockWaits(Ask ask, bool isMariaDb) : m_ask(std::move(ask)), m_isMariaDb(isMariaDb) {}

    /// @returns Errc::MissingPrivilege without PROCESS.
    Result<QList<MySqlSeen>> sessions() const;
    /// One entry for each pair; one without blocker where none is known.
    Result<QList<LockWait>> waits(const QList<MySqlSeen> &sessions) const;

private:
    Result<QList<LockWait>> rowWaits() const;
    Result<QList<LockWait>> metadataWaits(const QList<MySqlSeen> &sessions) const;
    Result<bool> seesMetadataLocks() const;
    Result<QList<LockWait>> waitsFrom(const QString &sql) const;

    Ask m_ask;
    bool m_isMariaDb;
};

} // namespace lockkeeper
