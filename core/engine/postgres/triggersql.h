// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dualwrite.h"
#include "core/engine/postgres/postgresdialect.h"

namespace lockkeeper {

/// The two dual-write triggers of a table and their functions, as SQL.
///
/// They decide by what the statement wrote, never by a setting of the session that a pooler may lose. Their names
/// sort last, because PostgreSQL runs triggers by name and ours must see what the application's own have made of
/// the row. They call nothing of ours at run time, so that they stay harmless when this program is gone.
class PostgresTriggerSql
{
public:
    PostgresTriggerSql(const DualWrite &dualWrite, const PostgresDialect &dialect)
        : m_dualWrite(dualWrite), m_dialect(dialect)
    {}

    QStringList install() const;
    QStringList remove() const;
    QStringList triggerNames() const;

private:
    enum class Event { Insert, Update };

    QString name(Event event, const QString &prefix) const;
    QString trigger(Event event) const
    {
        return m_dialect.quoted(name(event, QStringLiteral("zz_lockkeeper_")));
    }
    QString function(Event event) const;
    QString createFunction(Event event, const QString &body) const;
    QString createTrigger(Event event, const QString &condition) const;

    QString insertBody() const;
    QString updateBody() const;
    QString assigned(const QList<Assignment> &assignments) const;
    QString conflict() const;
    QString consistent() const;
    QString unset(const QStringList &columns) const;
    QString changed(const QStringList &columns) const;
    QList<Assignment> inNew(const QList<Assignment> &assignments) const;
    Column column(const QString &columnName) const;

    const DualWrite &m_dualWrite;
    const PostgresDialect &m_dialect;
};

} // namespace lockkeeper
