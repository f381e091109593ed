// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/database.h"

#include <QJsonObject>

#include <functional>

namespace lockkeeper::ctl {

/// What an operator changes of a migration while others may be running it: the change and its event, together.
struct LiveChange
{
    QString event;
    QJsonObject data;
    std::function<Status(Migrations &)> apply;
};

/// Writes @p change to @p migration's ledger.
/// @returns Errc::Usage when the migration is finished.
Status writeChange(Session &session, const MigrationRecord &migration, const LiveChange &change);

/// Who is at the helm now; empty: nobody.
Result<QString> helmHolder(Session &session, const QString &migration);

} // namespace lockkeeper::ctl
