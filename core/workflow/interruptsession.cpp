// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/interruptsession.h"

#include "core/engine/activity.h"
#include "core/engine/engine.h"
#include "core/ledger/eventchain.h"
#include "core/ledger/helm.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

Status writeDown(Session &connection, const QString &migration, const SessionInfo &session, Interruption how,
                 const QString &reason)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return failure(transaction.error());
    const QString kind = how == Interruption::EndSession ? u"session-end-asked"_s : u"session-cancel-asked"_s;
    LOCKKEEPER_TRY(EventChain(Ledger(connection, migration))
                       .append(Holder::self().name, kind,
                               {{u"session"_s, session.id},
                                {u"application"_s, session.application},
                                {u"user"_s, session.user},
                                {u"reason"_s, reason}}));
    return transaction->commit();
}

} // namespace

Result<bool> interruptSession(const Target &target, const QString &migration, const SessionInfo &session,
                              Interruption how, const QString &reason)
{
    if (reason.trimmed().isEmpty() && !session.isOurs)
        return failure(Errc::Usage, {{u"reason"_s, u"ending somebody else's work needs a reason"_s}});
    auto connection = openSession(target);
    if (!connection)
        return failure(connection.error());
    LOCKKEEPER_TRY(writeDown(**connection, migration, session, how, reason.trimmed()));
    return (*connection)->activity().interrupt(session, how);
}

} // namespace lockkeeper
