// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresdialect.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

QString PostgresDialect::quoted(const QString &identifier) const
{
    return u'"' + QString(identifier).replace(u'"', u"\"\""_s) + u'"';
}

QString PostgresDialect::quoted(const TableName &table) const
{
    return table.schema.isEmpty() ? quoted(table.name) : quoted(table.schema) + u'.' + quoted(table.name);
}

QString PostgresDialect::quotedList(const QStringList &identifiers, const QString &prefix) const
{
    QStringList names;
    for (const QString &identifier : identifiers)
        names.append(prefix + quoted(identifier));
    return names.join(u", "_s);
}

QString PostgresDialect::literal(QString text)
{
    const bool escaped = text.contains(u'\\');
    text.replace(u'\'', u"''"_s).replace(u'\\', u"\\\\"_s);
    return (escaped ? u" E'"_s : u"'"_s) + text + u'\'';
}

QString PostgresDialect::ledgerTable(QLatin1StringView table) const { return u"lockkeeper."_s + table; }

QString PostgresDialect::serverMillis() const
{
    return u"(extract(epoch FROM clock_timestamp()) * 1000)::bigint"_s;
}

QString PostgresDialect::lockedForShare() const { return u" FOR SHARE"_s; }

QString PostgresDialect::lockedForUpdate() const { return u" FOR UPDATE"_s; }

QStringList PostgresDialect::ledgerUpgrade(int from) const
{
    if (from > 0)
        return {};
    return {u"CREATE SCHEMA lockkeeper"_s};
}

} // namespace lockkeeper
