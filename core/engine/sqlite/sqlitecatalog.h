// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"

namespace lockkeeper {

class SqliteSession;

namespace lint {
struct TableFacts;
} // namespace lint

/// Reads SQLite's pragmas. Knows the schema "main" only.
class SqliteCatalog final : public Catalog
{
public:
    explicit SqliteCatalog(SqliteSession &session) : m_session(session) {}
    Result<TableInfo> table(const TableName &name) override;
    Result<QStringList> missingPrivileges(const QList<TableName> &tables) override;
    Result<lint::LiveFacts> liveFacts(const lint::ObjectNames &names,
                                      std::chrono::milliseconds watched) override;
    Result<QList<WrittenTable>> writtenTables() override;

private:
    Status countRows(lint::TableFacts &table);
    Result<QString> exactName(const TableName &name);
    Status readColumns(TableInfo &table);
    Result<std::optional<Key>> chooseKey(const TableInfo &table);
    Result<std::optional<Key>> primaryKey(const TableInfo &table, bool withoutRowid);
    Result<std::optional<Key>> uniqueKey(const TableInfo &table);
    Result<std::optional<Key>> indexKey(const TableInfo &table, const QString &index);
    Result<bool> hasPrimaryKeyIndex(const QString &table);
    bool isWalkable(const TableInfo &table, const QString &column, const QString &collation) const;
    Status readSize(TableInfo &table);

    SqliteSession &m_session;
};

} // namespace lockkeeper
