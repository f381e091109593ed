// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ddlguard.h"

namespace lockkeeper {

class PostgresSession;

/// DDL in one short transaction with `SET LOCAL lock_timeout`; what PostgreSQL refuses to run inside a transaction
/// (CREATE INDEX CONCURRENTLY and its like) runs alone, and is recorded right after.
class PostgresDdlGuard final : public DdlGuard
{
public:
    explicit PostgresDdlGuard(PostgresSession &session) : m_session(session) {}

    Status attempt(const GuardedDdl &ddl) override;

    /// True for statements that PostgreSQL refuses inside a transaction.
    static bool runsAlone(QStringView statement);

private:
    Status attemptTogether(const GuardedDdl &ddl);
    Status attemptAlone(const GuardedDdl &ddl);
    Result<DdlObservation> runStatements(const GuardedDdl &ddl);
    Result<QList<DdlObservation::Lock>> ownLocks();
    Status setLockTimeout(std::chrono::milliseconds limit, bool local);
    Status dropInvalidIndex(const QString &statement);

    PostgresSession &m_session;
};

} // namespace lockkeeper
