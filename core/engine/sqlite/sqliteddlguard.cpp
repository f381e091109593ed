// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqliteddlguard.h"

#include "core/engine/sqlite/sqlitesession.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QScopeGuard>

namespace lockkeeper {

using namespace Qt::StringLiterals;

Status SqliteDdlGuard::attempt(const GuardedDdl &ddl)
{
    const auto restore = qScopeGuard(
        [this, before = m_session.watch().lockTimeout()] { m_session.watch().setLockTimeout(before); });
    m_session.watch().setLockTimeout(ddl.lockTimeout);
    auto done = inTransaction(ddl);
    if (!done && done.error().code == Errc::LockTimeout)
        return failure(std::move(done).error().with(u"relation"_s, QFileInfo(m_session.path()).fileName()));
    return done;
}

Status SqliteDdlGuard::inTransaction(const GuardedDdl &ddl)
{
    auto transaction = Transaction::begin(m_session);
    LOCKKEEPER_TRY(transaction);
    if (ddl.before)
        LOCKKEEPER_TRY(ddl.before());
    QElapsedTimer clock;
    clock.start();
    for (const QString &statement : ddl.statements)
        LOCKKEEPER_TRY(m_session.query(statement));
    if (ddl.record)
        LOCKKEEPER_TRY(ddl.record({.took = std::chrono::milliseconds(clock.elapsed())}));
    return transaction->commit();
}

} // namespace lockkeeper
