// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/assignmentsql.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

bool hasEquality(const QString &type)
{
    static const QStringList without{u"json"_s, u"xml"_s, u"point"_s, u"polygon"_s};
    return !without.contains(type);
}

} // namespace

QString wrapped(const QString &expression) { return u'(' + expression + u"\n)"_s; }

QString asStored(const Column &column, const QString &expression)
{
    return column.type.isEmpty() ? wrapped(expression) : wrapped(expression) + u"::"_s + column.type;
}

QString distinct(const Column &column, const QString &left, const QString &right)
{
    const QString cast = hasEquality(column.type) ? QString() : u"::text"_s;
    return left + cast + u" IS DISTINCT FROM "_s + right + cast;
}

QString differs(const TableInfo &table, const QList<Assignment> &assignments, const QString &row,
                const PostgresDialect &dialect)
{
    QStringList tests;
    for (const Assignment &assignment : assignments) {
        const Column *known = table.column(assignment.column);
        const Column column =
            known ? *known : Column{.name = assignment.column, .type = {}, .defaultExpression = {}};
        tests.append(
            distinct(column, row + dialect.quoted(column.name), asStored(column, assignment.expression)));
    }
    return u'(' + tests.join(u" OR "_s) + u')';
}

} // namespace lockkeeper
