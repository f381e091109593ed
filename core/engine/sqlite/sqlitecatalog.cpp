// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqlitecatalog.h"

#include "core/engine/sqlite/keysql.h"
#include "core/engine/sqlite/sqlitesession.h"

#include <QFileInfo>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

// Counting stops here; what is larger is estimated.
constexpr qint64 mostCountedRows = 1'000'000;

// https://sqlite.org/datatype3.html 3.1. REAL keys don't survive being stored as text, and BLOB ones (every column
// without a type, too) have no type that would turn the text back.
bool hasStableText(const QString &type)
{
    const auto has = [&type](QLatin1StringView part) { return type.contains(part, Qt::CaseInsensitive); };
    if (has("INT"_L1) || has("CHAR"_L1) || has("CLOB"_L1) || has("TEXT"_L1))
        return true;
    return !type.isEmpty() && !has("BLOB"_L1) && !has("REAL"_L1) && !has("FLOA"_L1) && !has("DOUB"_L1);
}

bool hasColumn(const TableInfo &table, QLatin1StringView name)
{
    return std::ranges::any_of(table.columns, [name](const Column &column) {
        return column.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

// Its numbers are stable unless somebody runs VACUUM: a last resort.
std::optional<Key> rowidKey(const TableInfo &table)
{
    for (const auto name : {"rowid"_L1, "_rowid_"_L1, "oid"_L1}) {
        if (!hasColumn(table, name))
            return Key{.index = {}, .columns = {name}, .types = {u"INTEGER"_s}, .primary = false};
    }
    return std::nullopt;
}

Key keyOf(const TableInfo &table, const QString &index, const QStringList &columns, bool primary)
{
    Key key{.index = index, .columns = columns, .types = {}, .primary = primary};
    for (const QString &column : columns)
        key.types << table.column(column)->type;
    return key;
}

} // namespace

Result<TableInfo> SqliteCatalog::table(const TableName &name)
{
    auto exact = exactName(name);
    LOCKKEEPER_TRY(exact);
    TableInfo table{.name = {.schema = name.schema, .name = *exact}};
    LOCKKEEPER_TRY(readColumns(table));
    auto key = chooseKey(table);
    LOCKKEEPER_TRY(key);
    table.key = *key;
    LOCKKEEPER_TRY(readSize(table));
    return table;
}

Result<QString> SqliteCatalog::exactName(const TableName &name)
{
    const bool isMain = name.schema.isEmpty() || name.schema.compare("main"_L1, Qt::CaseInsensitive) == 0;
    const auto found = m_session.query({u"SELECT name FROM main.sqlite_master "
                                        "WHERE type = 'table' AND name = :name COLLATE NOCASE"_s,
                                        {{u"name"_s, name.name}}});
    LOCKKEEPER_TRY(found);
    if (!isMain || found->isEmpty())
        return failure(Errc::TableNotFound, {{u"table"_s, name.display()}});
    return found->scalar().toString();
}

Status SqliteCatalog::readColumns(TableInfo &table)
{
    const auto rows = m_session.query({u"SELECT name, type, \"notnull\", dflt_value, hidden "
                                       "FROM pragma_table_xinfo(:name) WHERE hidden <> 1 ORDER BY cid"_s,
                                       {{u"name"_s, table.name.name}}});
    LOCKKEEPER_TRY(rows);
    for (const auto &row : rows->rows) {
        table.columns << Column{.name = row[0].toString(),
                                .type = row[1].toString(),
                                .nullable = row[2].toInt() == 0,
                                .generated = row[4].toInt() >= 2,
                                .defaultExpression = row[3].toString()};
    }
    return {};
}

Result<std::optional<Key>> SqliteCatalog::chooseKey(const TableInfo &table)
{
    // Only a table WITHOUT ROWID is its own index.
    const auto own =
        m_session.query({u"SELECT count(*) FROM pragma_index_info(:name)"_s, {{u"name"_s, table.name.name}}});
    LOCKKEEPER_TRY(own);
    const bool withoutRowid = own->scalar().toInt() > 0;
    auto key = primaryKey(table, withoutRowid);
    if (key && !*key)
        key = uniqueKey(table);
    if (key && !*key && !withoutRowid)
        return rowidKey(table);
    return key;
}

Result<std::optional<Key>> SqliteCatalog::primaryKey(const TableInfo &table, bool withoutRowid)
{
    if (withoutRowid) {
        auto key = indexKey(table, table.name.name);
        if (key && *key)
            (*key)->primary = true;
        return key;
    }
    const auto rows =
        m_session.query({u"SELECT name, type FROM pragma_table_xinfo(:name) WHERE pk > 0 ORDER BY pk"_s,
                         {{u"name"_s, table.name.name}}});
    LOCKKEEPER_TRY(rows);
    const auto indexed = hasPrimaryKeyIndex(table.name.name);
    LOCKKEEPER_TRY(indexed);
    // A primary key without an index is the rowid itself: INTEGER PRIMARY KEY. The others are found as indexes.
    if (rows->size() != 1 || *indexed)
        return std::nullopt;
    return keyOf(table, {}, {rows->scalar().toString()}, true);
}

Result<bool> SqliteCatalog::hasPrimaryKeyIndex(const QString &table)
{
    const auto rows = m_session.query(
        {u"SELECT count(*) FROM pragma_index_list(:name) WHERE origin = 'pk'"_s, {{u"name"_s, table}}});
    LOCKKEEPER_TRY(rows);
    return rows->scalar().toInt() > 0;
}

Result<std::optional<Key>> SqliteCatalog::uniqueKey(const TableInfo &table)
{
    const auto indexes =
        m_session.query({u"SELECT name, origin FROM pragma_index_list(:name) "
                         "WHERE \"unique\" AND NOT partial ORDER BY origin <> 'pk', seq DESC"_s,
                         {{u"name"_s, table.name.name}}});
    LOCKKEEPER_TRY(indexes);
    std::optional<Key> best;
    for (const auto &row : indexes->rows) {
        auto key = indexKey(table, row[0].toString());
        LOCKKEEPER_TRY(key);
        if (!*key || (best && (best->primary || best->columns.size() <= (*key)->columns.size())))
            continue;
        best = *key;
        best->primary = row[1].toString() == "pk"_L1;
    }
    return best;
}

Result<std::optional<Key>> SqliteCatalog::indexKey(const TableInfo &table, const QString &index)
{
    const auto rows =
        m_session.query({u"SELECT name, coll FROM pragma_index_xinfo(:name) WHERE key ORDER BY seqno"_s,
                         {{u"name"_s, index}}});
    LOCKKEEPER_TRY(rows);
    QStringList columns;
    for (const auto &row : rows->rows) {
        if (!isWalkable(table, row[0].toString(), row[1].toString()))
            return std::nullopt;
        columns << row[0].toString();
    }
    return keyOf(table, index, columns, false);
}

// An index of another collation than its column's is unique in another sense than the one ">" compares by.
bool SqliteCatalog::isWalkable(const TableInfo &table, const QString &column, const QString &collation) const
{
    const Column *found = table.column(column);
    if (!found || !hasStableText(found->type))
        return false;
    const char *columnCollation = nullptr;
    int notNull = 0;
    sqlite3_table_column_metadata(m_session.handle(), "main", table.name.name.toUtf8().constData(),
                                  column.toUtf8().constData(), nullptr, &columnCollation, &notNull, nullptr,
                                  nullptr);
    return notNull != 0 && collation.compare(QString::fromUtf8(columnCollation), Qt::CaseInsensitive) == 0;
}

Status SqliteCatalog::readSize(TableInfo &table)
{
    const QString name = sqliteQuoted(table.name.name);
    const auto counted = m_session.query(
        {u"SELECT count(*) FROM (SELECT 1 FROM %1 LIMIT %2)"_s.arg(name, QString::number(mostCountedRows))});
    LOCKKEEPER_TRY(counted);
    table.estimatedRows = counted->scalar().toLongLong();
    const bool hasIntegerKey = table.key && table.key->index.isEmpty();
    if (table.estimatedRows == mostCountedRows && hasIntegerKey) {
        const auto last =
            m_session.query(u"SELECT max(%1) FROM %2"_s.arg(SqliteKeySql(*table.key).columns(), name));
        LOCKKEEPER_TRY(last);
        table.estimatedRows = std::max(table.estimatedRows, last->scalar().toLongLong());
    }
    // The whole file's: asking for one table's pages would read them all.
    const auto bytes =
        m_session.query({u"SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"_s});
    LOCKKEEPER_TRY(bytes);
    table.bytes = bytes->scalar().toLongLong();
    return {};
}

Result<QStringList> SqliteCatalog::missingPrivileges(const QList<TableName> &)
{
    const QFileInfo file(m_session.path());
    QStringList missing;
    if (!file.isWritable())
        missing << u"write access to "_s + file.filePath();
    // SQLite puts its journal beside the file.
    if (!QFileInfo(file.absolutePath()).isWritable())
        missing << u"write access to the folder "_s + file.absolutePath();
    return missing;
}

} // namespace lockkeeper
