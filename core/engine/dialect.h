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
    /// A condition: both values are the same, NULL being the same as NULL.
    virtual QString same(const QString &left, const QString &right) const = 0;
    /// The ledger's table called @p table, ready for SQL: `lockkeeper.step`, `lockkeeper_step`.
    virtual QString ledgerTable(QLatin1StringView table) const = 0;
    /// What must be there before the ledger's tables: the schema, where the engine has schemas.
    virtual QStringList ledgerPreparation() const = 0;
    /// Column types for names that may be part of a key, and for text of any length.
    virtual QString shortText() const = 0;
    virtual QString longText() const = 0;
    /// An expression: milliseconds since the epoch by the server's clock, moving on inside a transaction.
    virtual QString serverMillis() const = 0;
    /// Appended to a SELECT so that the row can't be changed by others before we commit; empty where a
    /// transaction that writes is alone anyway.
    virtual QString lockedForShare() const = 0;
    virtual QString lockedForUpdate() const = 0;
};

} // namespace lockkeeper
