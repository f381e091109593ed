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

QString PostgresDialect::same(const QString &left, const QString &right) const
{
    return u"(%1\n) IS NOT DISTINCT FROM (%2\n)"_s.arg(left, right);
}

QString PostgresDialect::ledgerTable(QLatin1StringView table) const { return u"lockkeeper."_s + table; }

QString PostgresDialect::serverMillis() const
{
    return u"(extract(epoch FROM clock_timestamp()) * 1000)::bigint"_s;
}

QString PostgresDialect::lockedForShare() const { return u" FOR SHARE"_s; }

QString PostgresDialect::lockedForUpdate() const { return u" FOR UPDATE"_s; }

// Asked for first: whoever may only use the schema that somebody made for them may not say CREATE SCHEMA, not even
// with IF NOT EXISTS.
QStringList PostgresDialect::ledgerPreparation() const
{
    return {
        u"DO $$ BEGIN IF to_regnamespace('lockkeeper') IS NULL THEN CREATE SCHEMA lockkeeper; END IF; END $$"_s};
}

// A PostgreSQL text is as good in a key as a varchar.
QString PostgresDialect::shortText() const { return u"text"_s; }

QString PostgresDialect::longText() const { return u"text"_s; }

} // namespace lockkeeper
