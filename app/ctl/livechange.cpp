// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/livechange.h"

#include "core/ledger/eventchain.h"
#include "core/ledger/helm.h"
#include "core/text/sentences.h"
#include "core/workflow/snapshot.h"

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

Status writeChange(Session &session, const MigrationRecord &migration, const LiveChange &change)
{
    if (isFinished(migration)) {
        const QString state = sentences::state(migration.state).toLower();
        return failure(Errc::Usage, {{u"reason"_s, u"migration %1 is %2"_s.arg(migration.id, state)}});
    }
    auto transaction = Transaction::begin(session);
    if (!transaction)
        return failure(transaction.error());
    const Ledger ledger(session, migration.id);
    Migrations migrations(ledger);
    LOCKKEEPER_TRY(change.apply(migrations));
    LOCKKEEPER_TRY(EventChain(ledger).append(Holder::self().name, change.event, change.data));
    return transaction->commit();
}

Result<QString> helmHolder(Session &session, const QString &migration)
{
    return readSnapshot(session, migration, 0).transform([](const MigrationSnapshot &s) {
        return s.helmHolder;
    });
}

} // namespace lockkeeper::ctl
