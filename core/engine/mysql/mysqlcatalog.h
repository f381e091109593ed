// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"

namespace lockkeeper {

class MySqlSession;

/// Reads information_schema. A table without a schema is one of the session's database.
class MySqlCatalog final : public Catalog
{
public:
    explicit MySqlCatalog(MySqlSession &session) : m_session(session) {}

    Result<TableInfo> table(const TableName &name) override;
    Result<QStringList> missingPrivileges(const QList<TableName> &tables) override;
    Result<lint::LiveFacts> liveFacts(const lint::ObjectNames &names,
                                      std::chrono::milliseconds watched) override;
    Result<QList<WrittenTable>> writtenTables() override;

private:
    Result<QList<Column>> columns(const QVariantMap &name);
    Result<std::optional<Key>> key(const QVariantMap &name);

    MySqlSession &m_session;
};

/// What a statement about `information_schema` needs to find @p table: `:schema` (NULL: the session's own) and `:name`.
QVariantMap tableValues(const TableName &table);

} // namespace lockkeeper
