// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dialect.h"

namespace lockkeeper {

class SqliteDialect final : public Dialect
{
public:
    QString quoted(const QString &identifier) const override;
    QString quoted(const TableName &table) const override;
    QString same(const QString &left, const QString &right) const override;
    QString ledgerTable(QLatin1StringView table) const override;
    QStringList ledgerPreparation() const override { return {}; }
    QString shortText() const override;
    QString longText() const override;
    QString serverMillis() const override;
    QString lockedForShare() const override { return {}; }
    QString lockedForUpdate() const override { return {}; }
};

/// The same without an object: "odd ""name""".
QString sqliteQuoted(const QString &identifier);

} // namespace lockkeeper
