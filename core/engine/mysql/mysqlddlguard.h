// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ddlguard.h"

namespace lockkeeper {

class MySqlBlockerWatch;
class MySqlSession;

/// DDL commits by itself here: what must be true before it, and what is written down with it, are transactions of their
/// own right before and right after. Statements that only change rows are one transaction together with both.
///
/// A change of a table runs with the least that the server can do it with: ALGORITHM and LOCK are found out on an empty
/// copy first (altersql.h). A large table is copied only by a statement that says ALGORITHM=COPY itself. Our triggers go
/// together with the change that makes them useless, under one LOCK TABLES … WRITE: writes wait, none fails; should the
/// change fail, the triggers are made again before the lock is given back. A next attempt of the same statements goes on
/// behind those that took effect.
class MySqlDdlGuard final : public DdlGuard
{
public:
    explicit MySqlDdlGuard(MySqlSession &session) : m_session(session) {}

    Status attempt(const GuardedDdl &ddl) override;

private:
    Status attemptTogether(const GuardedDdl &ddl);
    Status attemptAlone(const GuardedDdl &ddl);
    Status inTransaction(const std::function<Status()> &part);
    struct Prepared
    {
        QStringList statements;
        QStringList locked; ///< tables to be kept locked from the first statement to the last
    };
    Result<Prepared> prepared(const QStringList &statements);
    Status runStatements(std::chrono::milliseconds lockTimeout);
    Status runUnderLock(std::chrono::milliseconds lockTimeout);
    Result<QString> triggerAsMade(const QString &dropping);
    Status runOne(const QString &statement, std::chrono::milliseconds lockTimeout);
    Status refuseLargeCopy(const QString &statement, const QString &table);

    MySqlSession &m_session;
    QStringList m_wanted; // the statements of an attempt that didn't get its lock
    Prepared m_prepared;  // what became of them
    qsizetype m_done = 0; // how many took effect
};

} // namespace lockkeeper
