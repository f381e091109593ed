// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresrecipesql.h"

#include "core/base/hash.h"
#include "core/engine/postgres/postgresdialect.h"
#include "core/lint/quotedname.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

constexpr qsizetype longestName = 63; // bytes; the server cuts longer ones without a word

QString fitting(const QString &name)
{
    return name.toUtf8().size() <= longestName ? name : name.left(20) + u'_' + shortHash(name);
}

QString literal(const QString &text) { return PostgresDialect::literal(text).trimmed(); }

} // namespace

QString PostgresRecipeSql::name(const QString &identifier) const
{
    return QString::fromStdString(lint::quotedName(SqlDialect::PostgreSQL, identifier.toStdString()));
}

QString PostgresRecipeSql::name(const TableName &table) const
{
    return table.schema.isEmpty() ? name(table.name) : name(table.schema) + u'.' + name(table.name);
}

QString PostgresRecipeSql::alter(const TableName &table, const QString &action) const
{
    return u"ALTER TABLE "_s + name(table) + u' ' + action;
}

/// "SELECT count(*) … WHERE …", to be compared. The catalog's own names, so that search paths don't matter.
QString PostgresRecipeSql::countedColumns(const TableName &table, const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names << literal(column);
    const QString wanted =
        names.size() == 1 ? u"= "_s + names.first() : u"IN (%1)"_s.arg(names.join(", "_L1));
    return u"FROM pg_attribute WHERE attrelid = to_regclass(%1) AND NOT attisdropped AND attname %2"_s.arg(
        literal(name(table)), wanted);
}

QString PostgresRecipeSql::ofConstraint(const TableName &table, const QString &constraint) const
{
    return u"FROM pg_constraint WHERE conrelid = to_regclass(%1) AND conname = %2"_s.arg(literal(name(table)),
                                                                                         literal(constraint));
}

DdlText PostgresRecipeSql::addColumn(const TableName &table, const NewColumn &column) const
{
    QString added = u"ADD COLUMN "_s + name(column.name) + u' ' + column.type;
    if (column.required)
        added += u" NOT NULL"_s;
    if (!column.defaultExpression.isEmpty())
        added += u" DEFAULT "_s + column.defaultExpression;
    return {.sql = {alter(table, added)},
            .undo = {alter(table, u"DROP COLUMN "_s + name(column.name))},
            .doneWhen = u"SELECT count(*) = 1 "_s + countedColumns(table, {column.name})};
}

DdlText PostgresRecipeSql::dropColumns(const TableName &table, const QStringList &columns,
                                       const QStringList &) const
{
    QStringList dropped;
    for (const QString &column : columns)
        dropped << u"DROP COLUMN "_s + name(column);
    return {.sql = {alter(table, dropped.join(", "_L1))},
            .undo = {},
            .doneWhen = u"SELECT count(*) = 0 "_s + countedColumns(table, columns)};
}

DdlText PostgresRecipeSql::dropAndRename(const TableName &table, const QString &dropped, const QStringList &,
                                         const QString &column, const QString &newName) const
{
    return {.sql = {alter(table, u"DROP COLUMN "_s + name(dropped)),
                    alter(table, u"RENAME COLUMN %1 TO %2"_s.arg(name(column), name(newName)))},
            .undo = {},
            .doneWhen = u"SELECT count(*) = 0 "_s + countedColumns(table, {column})};
}

std::optional<DdlText> PostgresRecipeSql::setDefault(const TableName &table, const QString &column,
                                                     const QString &expression) const
{
    const QString altered = u"ALTER COLUMN "_s + name(column);
    return DdlText{.sql = {alter(table, altered + u" SET DEFAULT "_s + expression)},
                   .undo = {alter(table, altered + u" DROP DEFAULT"_s)},
                   .doneWhen =
                       u"SELECT count(*) = 1 "_s + countedColumns(table, {column}) + u" AND atthasdef"_s};
}

QList<NamedDdl> PostgresRecipeSql::requireColumn(const TableName &table, const QString &column) const
{
    // Not …_not_null: PostgreSQL 18 calls its own so.
    const QString constraint = fitting(u"%1_%2_no_nulls"_s.arg(table.name, column));
    const QString altered = u"ALTER COLUMN "_s + name(column);
    const QString drop = alter(table, u"DROP CONSTRAINT "_s + name(constraint));
    const QString add = alter(
        table, u"ADD CONSTRAINT %1 CHECK (%2 IS NOT NULL) NOT VALID"_s.arg(name(constraint), name(column)));
    const QString known = ofConstraint(table, constraint);
    return {{u"refuse-nulls"_s, {{add}, {drop}, u"SELECT count(*) = 1 "_s + known}},
            {u"prove-no-nulls"_s,
             {{alter(table, u"VALIDATE CONSTRAINT "_s + name(constraint))},
              {},
              u"SELECT count(*) = 1 "_s + known + u" AND convalidated"_s}},
            {u"require"_s,
             {{alter(table, altered + u" SET NOT NULL"_s), drop},
              {alter(table, altered + u" DROP NOT NULL"_s)},
              u"SELECT count(*) = 1 "_s + countedColumns(table, {column}) + u" AND attnotnull"_s}}};
}

DdlText PostgresRecipeSql::createIndex(const TableName &table, const QString &index,
                                       const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names << name(column);
    const QString qualified = name(TableName{.schema = table.schema, .name = index});
    return {.sql = {u"CREATE INDEX CONCURRENTLY %1 ON %2 (%3)"_s.arg(name(index), name(table),
                                                                     names.join(", "_L1))},
            .undo = {u"DROP INDEX CONCURRENTLY "_s + qualified},
            .doneWhen =
                u"SELECT count(*) = 1 FROM pg_index WHERE indexrelid = to_regclass(%1) AND indisvalid"_s.arg(
                    literal(qualified))};
}

} // namespace lockkeeper
