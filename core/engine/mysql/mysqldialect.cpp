// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqldialect.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

QString inBrackets(const QString &expression) { return u'(' + expression + "\n)"_L1; }

QString MySqlDialect::quoted(const QString &identifier) const
{
    return u'`' + QString(identifier).replace(u'`', "``"_L1) + u'`';
}

QString MySqlDialect::quoted(const TableName &table) const
{
    return table.schema.isEmpty() ? quoted(table.name) : quoted(table.schema) + u'.' + quoted(table.name);
}

QString MySqlDialect::quotedList(const QStringList &identifiers) const
{
    QStringList names;
    names.reserve(identifiers.size());
    for (const QString &identifier : identifiers)
        names << quoted(identifier);
    return names.join(", "_L1);
}

QString MySqlDialect::literal(QString text)
{
    text.replace(u'\\', R"(\\)"_L1).replace(u'\'', "''"_L1);
    return u'\'' + text + u'\'';
}

QString MySqlDialect::same(const QString &left, const QString &right) const
{
    return inBrackets(left) + " <=> "_L1 + inBrackets(right);
}

QString MySqlDialect::ledgerTable(QLatin1StringView table) const { return "lockkeeper_"_L1 + table; }

// Compared byte by byte, as elsewhere. Two of them fit into a key of InnoDB (3072 bytes).
QString MySqlDialect::shortText() const
{
    return u"varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"_s;
}

QString MySqlDialect::longText() const { return u"longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"_s; }

// SYSDATE() goes on while NOW() stands still for a statement; our sessions are in UTC.
QString MySqlDialect::serverMillis() const
{
    return u"(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', SYSDATE(6)) DIV 1000)"_s;
}

QString MySqlDialect::lockedForShare() const { return u" LOCK IN SHARE MODE"_s; } // MariaDB has no FOR SHARE

QString MySqlDialect::lockedForUpdate() const { return u" FOR UPDATE"_s; }

} // namespace lockkeeper
