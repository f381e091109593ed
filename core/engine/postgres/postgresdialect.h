// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dialect.h"

namespace lockkeeper {

/// PostgreSQL's spelling.
class PostgresDialect final : public Dialect
{
public:
    QString quoted(const QString &identifier) const override;
    QString quoted(const TableName &table) const override;
    QString same(const QString &left, const QString &right) const override;
    QString ledgerTable(QLatin1StringView table) const override;
    QStringList ledgerPreparation() const override;
    QString shortText() const override;
    QString longText() const override;
    QString serverMillis() const override;
    QString lockedForShare() const override;
    QString lockedForUpdate() const override;

    /// A string literal that is read the same whatever `standard_conforming_strings` says.
    static QString literal(QString text);
    QString quotedList(const QStringList &identifiers, const QString &prefix = {}) const;
};

} // namespace lockkeeper
