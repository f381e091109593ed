// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dialect.h"

namespace lockkeeper {

/// The spelling of MySQL and MariaDB, under the sql_mode of our sessions (no ANSI_QUOTES).
class MySqlDialect final : public Dialect
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
    QString lockedForShare() const override;
    QString lockedForUpdate() const override;

    static QString literal(QString text);
    QString quotedList(const QStringList &identifiers) const;
};

/// An expression in parentheses that survives an end in a `--` comment.
QString inBrackets(const QString &expression);

} // namespace lockkeeper
