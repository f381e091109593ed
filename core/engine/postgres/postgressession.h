// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/postgres/blockerwatch.h"
#include "core/engine/postgres/postgresactivity.h"
#include "core/engine/postgres/postgresbackfill.h"
#include "core/engine/postgres/postgrescatalog.h"
#include "core/engine/postgres/postgresconnection.h"
#include "core/engine/postgres/postgresddlguard.h"
#include "core/engine/postgres/postgresdialect.h"
#include "core/engine/postgres/postgresdualwrite.h"

namespace lockkeeper {

/// A PostgreSQL session and the parts that speak through it.
class PostgresSession final : public Session
{
public:
    PostgresSession(Target target, SessionOptions options, std::unique_ptr<PostgresConnection> connection);

    const PostgresDialect &dialect() const override { return m_dialect; }
    Result<Rows> query(const Sql &sql) override;
    Status read(const QString &sql, qsizetype chunk, const RowTaker &take) override;
    Status begin() override;
    Status beginReadOnly() override;
    Status commit() override;
    void rollback() override;
    Result<Identity> identity() override;
    Result<Link> link() override;
    Status setStatementTimeout(std::chrono::milliseconds limit) override;
    void cancel() override { m_connection->cancel(); }

    PostgresCatalog &catalog() override { return m_catalog; }
    PostgresDdlGuard &ddl() override { return m_ddl; }
    PostgresBackfill &backfill() override { return m_backfill; }
    PostgresDualWrite &dualWrite() override { return m_dualWrite; }
    PostgresActivity &activity() override { return m_activity; }

    bool inTransaction() const { return m_inTransaction; }
    int processId() const { return m_connection->processId(); }
    /// Watches this session from a connection of its own for as long as the result lives.
    std::unique_ptr<BlockerWatch> watchBlockers(std::chrono::milliseconds lockTimeout) const;

private:
    Status start(const QString &statement);
    Status confirmHealthy();
    Result<QString> clusterName();

    Target m_target;
    SessionOptions m_options;
    std::unique_ptr<PostgresConnection> m_connection;
    bool m_inTransaction = false;
    bool m_statementFailed = false; // since the transaction began
    PostgresDialect m_dialect;
    PostgresCatalog m_catalog{*this};
    PostgresDdlGuard m_ddl{*this};
    PostgresBackfill m_backfill{*this};
    PostgresDualWrite m_dualWrite{*this};
    PostgresActivity m_activity{*this};
};

} // namespace lockkeeper
