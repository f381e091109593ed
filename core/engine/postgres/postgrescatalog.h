// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"

namespace lockkeeper {

class PostgresSession;

/// Reads pg_catalog, never information_schema, which hides what one doesn't own.
class PostgresCatalog final : public Catalog
{
public:
    explicit PostgresCatalog(PostgresSession &session) : m_session(session) {}

    Result<TableInfo> table(const TableName &name) override;
    Result<QStringList> missingPrivileges(const QList<TableName> &tables) override;
    Result<lint::LiveFacts> liveFacts(const lint::ObjectNames &names,
                                      std::chrono::milliseconds watched) override;
    Result<QList<WrittenTable>> writtenTables() override;

private:
    Result<QList<Column>> columns(qint64 oid);
    Result<std::optional<Key>> key(qint64 oid);
    Status addMissingOwnership(QStringList &missing, const TableName &table);
    Status addMissingLedgerRights(QStringList &missing);

    PostgresSession &m_session;
};

} // namespace lockkeeper
