// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/keysql.h"

#include "core/engine/sqlite/sqlitedialect.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

SqliteKeySql::SqliteKeySql(const Key &key)
{
    for (const QString &column : key.columns)
        m_columns << sqliteQuoted(column);
}

QString SqliteKeySql::descending() const { return m_columns.join(" DESC, "_L1) + " DESC"_L1; }

QString SqliteKeySql::compared(QLatin1StringView operation, QLatin1StringView name) const
{
    QStringList placeholders;
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        placeholders << u':' + name + QString::number(i);
    return u"(%1) %2 (%3)"_s.arg(columns(), operation, placeholders.join(", "_L1));
}

void SqliteKeySql::bind(QVariantMap &values, QLatin1StringView name, const KeyValue &key)
{
    for (qsizetype i = 0; i < key.size(); ++i)
        values.insert(name + QString::number(i), key[i]);
}

} // namespace lockkeeper
