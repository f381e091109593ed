// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/value.h"

namespace lockkeeper {

/// How one engine spells what every engine has. Stateless and thread-safe.
class Dialect
{
public:
    virtual ~Dialect() = default;

    virtual QString quoted(const QString &identifier) const = 0;
    virtual QString quoted(const TableName &table) const = 0;
    /// The ledger's table called @p table, ready for SQL: `lockkeeper.step`, `lockkeeper_step`.
    virtual QString ledgerTable(QLatin1StringView table) const = 0;
    /// Statements that bring a ledger of version @p from (0: none) to the version this program knows.
    virtual QStringList ledgerUpgrade(int from) const = 0;
    /// An expression: milliseconds since the epoch by the server's clock, moving on inside a transaction.
    virtual QString serverMillis() const = 0;
    /// Appended to a SELECT so that the row can't be changed by others before we commit; empty where a
    /// transaction that writes is alone anyway.
    virtual QString lockedForShare() const = 0;
    virtual QString lockedForUpdate() const = 0;
};

} // namespace lockkeeper
