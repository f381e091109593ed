// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dualwrite.h"

namespace lockkeeper {

/// The text of one dual write's triggers, and the question whether a row obeys the mapping.
class SqliteTriggerSql
{
public:
    explicit SqliteTriggerSql(const DualWrite &dualWrite);

    QString insertName() const;
    QString updateName() const;
    QString createInsert() const;
    QString createUpdate() const;
    /// An expression over a row of the table, 1 or 0: `new = up(old)`, or `old = down(new)`.
    QString isRight(QLatin1StringView row = {}) const;

private:
    QString table() const;
    QString column(const QString &name, QLatin1StringView row) const;
    QString over(const QString &expression, QLatin1StringView row) const;
    QString follows(const QList<Assignment> &assignments, QLatin1StringView row) const;
    QString changed(const QStringList &columns) const;
    QString given(const QStringList &columns) const;
    QString allNull(const QStringList &columns) const;
    QStringList keyColumns() const;
    QString write(const QList<Assignment> &assignments, const QString &when) const;
    QString body(QString up, QString down, const QString &conflict) const;

    const DualWrite &m_dualWrite;
    QStringList m_columns;
    QStringList m_newColumns;
};

} // namespace lockkeeper
