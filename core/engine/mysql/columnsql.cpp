// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/columnsql.h"

#include "core/engine/mysql/mysqldialect.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

bool isOneOf(const QString &type, std::initializer_list<QLatin1StringView> types)
{
    return std::ranges::find(types, type) != types.end();
}

bool isNumber(const QString &type)
{
    return isOneOf(type, {"tinyint"_L1, "smallint"_L1, "mediumint"_L1, "int"_L1, "bigint"_L1, "decimal"_L1,
                          "float"_L1, "double"_L1, "bit"_L1, "year"_L1});
}

bool isInteger(const QString &type)
{
    return isOneOf(type, {"tinyint"_L1, "smallint"_L1, "mediumint"_L1, "int"_L1, "bigint"_L1});
}

bool isBytes(const QString &type) { return type.endsWith("binary"_L1) || type.endsWith("blob"_L1); }

bool isText(const QString &type) { return type.endsWith("char"_L1) || type.endsWith("text"_L1); }

/// "decimal(10,2) unsigned" → "decimal(10,2)".
QString sizedType(const QString &columnType) { return columnType.section(u' ', 0, 0); }

/// "datetime(3)" and "timestamp(3)" → "datetime(3)".
QString momentType(const QString &columnType)
{
    return sizedType(columnType).replace("timestamp"_L1, "datetime"_L1);
}

QString asBytes(const QString &value) { return u"CAST(CONVERT(%1 USING utf8mb4) AS binary)"_s.arg(value); }

QString cast(const QString &value, const QString &type) { return u"CAST(%1 AS %2)"_s.arg(value, type); }

/// What a value is compared by.
QString comparable(const QString &columnType, const QString &value)
{
    const QString type = baseType(columnType);
    if (isText(type))
        return asBytes(value);
    if (isBytes(type))
        return cast(value, u"binary"_s);
    return type == "bit"_L1 ? u"(%1 + 0)"_s.arg(value) : value;
}

/// The same of an expression, with what storing it would do to it: round it, cut it to its fraction, pad it.
QString stored(const QString &columnType, const QString &value)
{
    const QString type = baseType(columnType);
    if (type == "char"_L1) // blanks at its end are forgotten
        return asBytes(u"TRIM(TRAILING ' ' FROM CONVERT(%1 USING utf8mb4))"_s.arg(value));
    if (type == "binary"_L1) // zeros are added
        return cast(value, sizedType(columnType));
    if (isInteger(type) || type == "bit"_L1)
        return cast(value,
                    columnType.contains("unsigned"_L1) || type == "bit"_L1 ? u"unsigned"_s : u"signed"_s);
    if (type == "decimal"_L1 || type == "float"_L1 || type == "double"_L1 || type == "date"_L1)
        return cast(value, type == "decimal"_L1 ? sizedType(columnType) : type);
    if (isOneOf(type, {"datetime"_L1, "timestamp"_L1, "time"_L1}))
        return cast(value, momentType(columnType));
    if (type == "json"_L1)
        return cast(value, u"json"_s);
    return comparable(columnType, value);
}

} // namespace

QString baseType(const QString &columnType)
{
    static const QRegularExpression other(u"[^a-z0-9_]"_s);
    return columnType.toLower().section(other, 0, 0);
}

QString defaultSql(bool isMariaDb, const QVariant &value, const QString &columnType, const QString &extra)
{
    if (!value.isValid())
        return {};
    QString text = value.toString();
    if (isMariaDb)
        return text == "NULL"_L1 ? QString() : text;
    if (extra.contains("DEFAULT_GENERATED"_L1))
        return text.replace(R"(\')"_L1, "'"_L1);
    const QString type = baseType(columnType);
    return isNumber(type) || isBytes(type) ? text : MySqlDialect::literal(text);
}

QString writtenName(const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return plain.match(name).hasMatch() ? name : MySqlDialect().quoted(name);
}

QString distinctSql(const Column &column, const QString &left, const QString &right)
{
    return u"NOT (%1 <=> %2)"_s.arg(comparable(column.type, left), stored(column.type, right));
}

QString differsSql(const TableInfo &table, const QList<Assignment> &assignments, const QString &row)
{
    QStringList tests;
    tests.reserve(assignments.size());
    for (const Assignment &assignment : assignments)
        tests << distinctSql(columnOf(table, assignment.column),
                             row + MySqlDialect().quoted(assignment.column),
                             inBrackets(assignment.expression));
    return u'(' + tests.join(" OR "_L1) + u')';
}

// Any collation will do, since the column has its own; but the character set must hold everything.
QString variableType(const QString &columnType)
{
    const QString type = baseType(columnType);
    return isText(type) || isOneOf(type, {"enum"_L1, "set"_L1}) ? columnType + " CHARACTER SET utf8mb4"_L1
                                                                : columnType;
}

Column columnOf(const TableInfo &table, const QString &name)
{
    const Column *known = table.column(name);
    return known ? *known : Column{.name = name, .type = {}, .defaultExpression = {}};
}

} // namespace lockkeeper
