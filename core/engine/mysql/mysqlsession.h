// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/mysql/blockerwatch.h"
#include "core/engine/mysql/mysqlactivity.h"
#include "core/engine/mysql/mysqlbackfill.h"
#include "core/engine/mysql/mysqlcatalog.h"
#include "core/engine/mysql/mysqlconnection.h"
#include "core/engine/mysql/mysqlddlguard.h"
#include "core/engine/mysql/mysqldialect.h"
#include "core/engine/mysql/mysqldualwrite.h"

namespace lockkeeper {

/// A session with a MySQL or MariaDB server and the parts that speak through it. In UTC, utf8mb4, strict, READ COMMITTED.
class MySqlSession final : public Session
{
public:
    /// @returns what the set-up of the session may fail with.
    static Result<std::unique_ptr<Session>> make(Target target, SessionOptions options,
                                                 std::unique_ptr<MySqlConnection> connection);
    ~MySqlSession() override;

    const MySqlDialect &dialect() const override { return m_dialect; }
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

    MySqlCatalog &catalog() override { return m_catalog; }
    MySqlDdlGuard &ddl() override { return m_ddl; }
    MySqlBackfill &backfill() override { return m_backfill; }
    MySqlDualWrite &dualWrite() override { return m_dualWrite; }
    MySqlActivity &activity() override { return m_activity; }

    MySqlFlavor flavor() const { return m_connection->flavor(); }
    bool isMariaDb() const { return flavor() == MySqlFlavor::MariaDb; }
    int versionNumber() const { return m_connection->versionNumber(); }
    qint64 id() const { return m_connection->id(); }
    const Target &target() const { return m_target; }
    /// Our triggers hear of writes again, and locked rows are waited for as usual; in a broken transaction, too.
    void resetBackfill();
    /// Watches this session from a connection of its own for as long as the result lives.
    std::unique_ptr<MySqlBlockerWatch> watchBlockers(std::chrono::milliseconds lockTimeout) const;

private:
    MySqlSession(Target target, SessionOptions options, std::unique_ptr<MySqlConnection> connection);
    Status setUp();
    Status transactionIsIntact() const;
    Status plain(const QString &sql);
    Status limitTo(std::chrono::milliseconds limit);
    Status limitIdleTime(bool inTransaction);
    void endTransaction();
    Result<QString> clusterName();

    Target m_target;
    SessionOptions m_options;
    std::unique_ptr<MySqlConnection> m_connection;
    bool m_inTransaction = false;
    bool m_isBroken = false; // the server gave the transaction up by itself
    bool m_hasOwnLimit = false;
    std::chrono::milliseconds m_sessionLimit{0};
    MySqlDialect m_dialect;
    MySqlCatalog m_catalog{*this};
    MySqlDdlGuard m_ddl{*this};
    MySqlBackfill m_backfill{*this};
    MySqlDualWrite m_dualWrite{*this};
    MySqlActivity m_activity{*this};
};

} // namespace lockkeeper
