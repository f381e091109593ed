// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/sqlite/sqliteactivity.h"
#include "core/engine/sqlite/sqlitebackfill.h"
#include "core/engine/sqlite/sqlitecatalog.h"
#include "core/engine/sqlite/sqliteddlguard.h"
#include "core/engine/sqlite/sqlitedialect.h"
#include "core/engine/sqlite/sqlitedualwrite.h"
#include "core/engine/sqlite/statementwatch.h"

namespace lockkeeper {

/// One connection to a database file, through Qt's driver.
class SqliteSession final : public Session
{
public:
    /// @returns Errc::ConnectionFailed.
    static Result<std::unique_ptr<Session>> open(const Target &target, const SessionOptions &options);
    ~SqliteSession() override;

    const Dialect &dialect() const override { return m_dialect; }
    Result<Rows> query(const Sql &sql) override;
    Status read(const QString &sql, qsizetype chunk, const RowTaker &take) override;
    Status begin() override;
    Status beginReadOnly() override;
    Status commit() override;
    void rollback() override;
    Result<Identity> identity() override;
    Status setStatementTimeout(std::chrono::milliseconds limit) override;
    void cancel() override { m_watch.cancel(); }

    Catalog &catalog() override { return m_catalog; }
    DdlGuard &ddl() override { return m_ddl; }
    BackfillSql &backfill() override { return m_backfill; }
    DualWriteSql &dualWrite() override { return m_dualWrite; }
    Activity &activity() override { return m_activity; }

    /// How long statements wait for another writer.
    StatementWatch &watch() { return m_watch; }
    /// For the C interface, where SQL has no words for it.
    sqlite3 *handle() const { return m_handle; }
    QString path() const { return m_path; }

private:
    SqliteSession(QString path, const SessionOptions &options);
    Status connect(const SessionOptions &options);
    Status attach();
    Result<Rows> run(const Sql &sql);
    Status runPlain(const QString &sql);
    Status transactionIsIntact() const;
    void endTransaction();
    void letOthersWrite() const;

    const QString m_path;
    const QString m_connection; // a name, never a QSqlDatabase: Qt wants every copy gone before it is removed
    const bool m_readOnly;
    sqlite3 *m_handle = nullptr;
    StatementWatch m_watch;
    std::chrono::milliseconds m_sessionLimit;
    std::optional<std::chrono::milliseconds> m_transactionLimit;
    std::chrono::steady_clock::time_point m_writeBegan;
    std::chrono::steady_clock::time_point m_writeEnded;
    bool m_inTransaction = false;
    bool m_transactionReadsOnly = false;

    SqliteDialect m_dialect;
    SqliteCatalog m_catalog{*this};
    SqliteDdlGuard m_ddl{*this};
    SqliteBackfill m_backfill{*this};
    SqliteDualWrite m_dualWrite{*this};
    SqliteActivity m_activity;
};

} // namespace lockkeeper
