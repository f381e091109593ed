// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqliterecipesql.h"

#include "core/lint/quotedname.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

QString literal(const QString &text) { return u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\''; }

} // namespace

QString SqliteRecipeSql::name(const QString &identifier) const
{
    return QString::fromStdString(lint::quotedName(SqlDialect::SQLite, identifier.toStdString()));
}

QString SqliteRecipeSql::name(const TableName &table) const
{
    return table.schema.isEmpty() ? name(table.name) : name(table.schema) + u'.' + name(table.name);
}

QString SqliteRecipeSql::counted(const TableName &table, const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names << literal(column);
    const QString wanted =
        names.size() == 1 ? u"= "_s + names.first() : u"IN (%1)"_s.arg(names.join(", "_L1));
    return u"FROM pragma_table_info(%1) WHERE name COLLATE NOCASE %2"_s.arg(literal(table.name), wanted);
}

DdlText SqliteRecipeSql::addColumn(const TableName &table, const NewColumn &column) const
{
    QString sql =
        u"ALTER TABLE %1 ADD COLUMN %2 %3"_s.arg(name(table), name(column.name), column.type).trimmed();
    if (column.required)
        sql += u" NOT NULL"_s;
    if (!column.defaultExpression.isEmpty())
        sql += u" DEFAULT "_s + column.defaultExpression;
    return {.sql = {sql},
            .undo = {u"ALTER TABLE %1 DROP COLUMN %2"_s.arg(name(table), name(column.name))},
            .doneWhen = u"SELECT count(*) = 1 "_s + counted(table, {column.name})};
}

/// One column a statement, and none that an index is over.
QStringList SqliteRecipeSql::dropping(const TableName &table, const QStringList &columns,
                                      const QStringList &indexes) const
{
    QStringList statements;
    for (const QString &index : indexes)
        statements << u"DROP INDEX "_s + name(TableName{.schema = table.schema, .name = index});
    for (const QString &column : columns)
        statements << u"ALTER TABLE %1 DROP COLUMN %2"_s.arg(name(table), name(column));
    return statements;
}

DdlText SqliteRecipeSql::dropColumns(const TableName &table, const QStringList &columns,
                                     const QStringList &indexes) const
{
    return {.sql = dropping(table, columns, indexes),
            .undo = {},
            .doneWhen = u"SELECT count(*) = 0 "_s + counted(table, columns)};
}

DdlText SqliteRecipeSql::dropAndRename(const TableName &table, const QString &dropped,
                                       const QStringList &indexes, const QString &column,
                                       const QString &newName) const
{
    return {.sql = dropping(table, {dropped}, indexes) << u"ALTER TABLE %1 RENAME COLUMN %2 TO %3"_s.arg(
                       name(table), name(column), name(newName)),
            .undo = {},
            .doneWhen = u"SELECT count(*) = 0 "_s + counted(table, {column})};
}

DdlText SqliteRecipeSql::createIndex(const TableName &table, const QString &index,
                                     const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names << name(column);
    const QString qualified = name(TableName{.schema = table.schema, .name = index});
    return {.sql = {u"CREATE INDEX %1 ON %2 (%3)"_s.arg(qualified, name(table.name), names.join(", "_L1))},
            .undo = {u"DROP INDEX "_s + qualified},
            .doneWhen = u"SELECT count(*) = 1 FROM sqlite_master WHERE type = 'index' AND name = %1"_s.arg(
                literal(index))};
}

} // namespace lockkeeper
