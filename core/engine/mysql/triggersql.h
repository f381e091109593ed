// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dualwrite.h"
#include "core/engine/mysql/mysqldialect.h"

namespace lockkeeper {

/// The text of one dual write's triggers: BEFORE INSERT and BEFORE UPDATE, both directions in each. Made last, they run
/// last among the table's BEFORE triggers and see what the others made of the row.
class MySqlTriggerSql
{
public:
    explicit MySqlTriggerSql(const DualWrite &dualWrite) : m_dualWrite(dualWrite) {}

    /// Harmless when they ran before: before the backfill begins nobody relies on the triggers.
    QStringList install() const;
    QStringList remove() const;
    /// Unquoted, the one for INSERT first.
    QStringList triggerNames() const;
    /// Columns whose change the triggers must hear of.
    QStringList watched() const;

private:
    QString trigger(const QString &name) const; // quoted, with its schema
    QString create(const QString &name, const QString &event, const QString &body) const;
    QString insertBody() const;
    QString updateBody() const;
    QString assigned(const QList<Assignment> &assignments) const;
    QString conflict() const;
    QString consistent() const;
    QString unset(const QStringList &columns) const;
    QString changed(const QStringList &columns) const;
    QList<Assignment> inNew(const QList<Assignment> &assignments) const;

    const DualWrite &m_dualWrite;
    MySqlDialect m_dialect;
};

} // namespace lockkeeper
