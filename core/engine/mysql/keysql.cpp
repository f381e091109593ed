// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/keysql.h"

#include "core/engine/mysql/mysqldialect.h"

#include <QRegularExpression>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

/// "bigint(20) unsigned" → "bigint".
QString baseOf(const QString &type)
{
    static const QRegularExpression other(u"[^a-z0-9_]"_s);
    return type.toLower().section(other, 0, 0);
}

bool isInteger(const QString &type)
{
    static const QStringList integers{u"tinyint"_s, u"smallint"_s, u"mediumint"_s,
                                      u"int"_s,     u"bigint"_s,   u"year"_s};
    return integers.contains(baseOf(type));
}

// Both are stored as numbers and ordered by them.
bool isNumbered(const QString &type) { return baseOf(type) == "enum"_L1 || baseOf(type) == "bit"_L1; }

bool isBinary(const QString &type) { return baseOf(type) == "binary"_L1 || baseOf(type) == "varbinary"_L1; }

/// What a value must be cast to so that it is compared as the column's type; empty: it is by itself.
QString castOf(const QString &type)
{
    const QString base = baseOf(type);
    if (base == "decimal"_L1) // "decimal(10,2) unsigned"
        return type.section(u' ', 0, 0);
    if (base == "datetime"_L1 || base == "timestamp"_L1)
        return u"datetime(6)"_s;
    if (base == "time"_L1)
        return u"time(6)"_s;
    return base == "date"_L1 ? base : QString();
}

QString alias(qsizetype column) { return u"lockkeeper_key_%1"_s.arg(column + 1); }

QVariant number(const QVariant &text)
{
    bool fits = false;
    const qlonglong value = text.toString().toLongLong(&fits);
    return fits ? QVariant::fromValue(value) : QVariant::fromValue(text.toString().toULongLong());
}

} // namespace

MySqlKeySql::MySqlKeySql(const Key &key) : m_index(MySqlDialect().quoted(key.index)), m_types(key.types)
{
    m_columns.reserve(key.columns.size());
    for (const QString &column : key.columns)
        m_columns << MySqlDialect().quoted(column);
}

bool MySqlKeySql::isWalkable(const QString &type)
{
    static const QStringList without{u"float"_s,    u"double"_s, u"real"_s,   u"set"_s,        u"json"_s,
                                     u"geometry"_s, u"point"_s,  u"vector"_s, u"linestring"_s, u"polygon"_s};
    return !without.contains(baseOf(type)) && !baseOf(type).endsWith("blob"_L1);
}

bool MySqlKeySql::isOneInteger() const { return m_types.size() == 1 && isInteger(m_types.first()); }

QString MySqlKeySql::selected() const
{
    QStringList words;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const QString value = isBinary(m_types[i])     ? u"HEX(%1)"_s
                              : isNumbered(m_types[i]) ? u"CAST(%1 + 0 AS char)"_s
                                                       : u"CAST(%1 AS char)"_s;
        words << value.arg(m_columns[i]) + " AS "_L1 + alias(i);
    }
    return words.join(", "_L1);
}

QString MySqlKeySql::descending() const { return m_columns.join(" DESC, "_L1) + " DESC"_L1; }

QString MySqlKeySql::forced() const { return u" FORCE INDEX (%1)"_s.arg(m_index); }

QString MySqlKeySql::parameter(qsizetype column, const QString &name) const
{
    const QString word = u":%1_%2"_s.arg(name).arg(column + 1);
    if (isBinary(m_types[column]))
        return u"UNHEX(%1)"_s.arg(word);
    const QString type = castOf(m_types[column]);
    return type.isEmpty() ? word : u"CAST(%1 AS %2)"_s.arg(word, type);
}

/// `a > x`, `a > x OR (a = x AND b > y)`, …; with an equals sign in the operation, the last column has it.
QString MySqlKeySql::compared(const QString &operation, const QString &name, const KeyValue &key,
                              QVariantMap *values) const
{
    for (qsizetype i = 0; i < key.size(); ++i) {
        const bool travelsAsNumber = isInteger(m_types[i]) || isNumbered(m_types[i]);
        values->insert(u"%1_%2"_s.arg(name).arg(i + 1), travelsAsNumber ? number(key[i]) : key[i]);
    }
    const QString strict = operation.first(1);
    qsizetype i = m_columns.size() - 1;
    QString condition = m_columns[i] + u' ' + operation + u' ' + parameter(i, name);
    while (--i >= 0) {
        const QString value = parameter(i, name);
        condition = u"%1 %2 %3 OR (%1 = %3 AND (%4))"_s.arg(m_columns[i], strict, value, condition);
    }
    return u'(' + condition + u')';
}

QString MySqlKeySql::range(const std::optional<KeyValue> &after, const std::optional<KeyValue> &upTo,
                           QVariantMap *values) const
{
    QStringList conditions;
    if (after)
        conditions << compared(u">"_s, u"lockkeeper_after"_s, *after, values);
    if (upTo)
        conditions << compared(u"<="_s, u"lockkeeper_upto"_s, *upTo, values);
    return conditions.isEmpty() ? u"TRUE"_s : conditions.join(" AND "_L1);
}

KeyValue MySqlKeySql::read(const Rows &rows, qsizetype row) const
{
    KeyValue key;
    key.reserve(m_columns.size());
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        key << rows.at(row, alias(i));
    return key;
}

} // namespace lockkeeper
