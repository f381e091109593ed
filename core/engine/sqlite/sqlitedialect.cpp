// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqlitedialect.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

QString sqliteQuoted(const QString &identifier)
{
    return u'"' + QString(identifier).replace(u'"', R"("")"_L1) + u'"';
}

QString SqliteDialect::quoted(const QString &identifier) const { return sqliteQuoted(identifier); }

QString SqliteDialect::quoted(const TableName &table) const
{
    const QString name = sqliteQuoted(table.name);
    return table.schema.isEmpty() ? name : sqliteQuoted(table.schema) + u'.' + name;
}

QString SqliteDialect::same(const QString &left, const QString &right) const
{
    return u"(%1\n) IS (%2\n)"_s.arg(left, right);
}

QString SqliteDialect::ledgerTable(QLatin1StringView table) const { return u"lockkeeper_"_s + table; }

QString SqliteDialect::shortText() const { return u"TEXT"_s; }
QString SqliteDialect::longText() const { return u"TEXT"_s; }

// 'now' stands still inside one statement only.
QString SqliteDialect::serverMillis() const
{
    return u"CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"_s;
}

} // namespace lockkeeper
