// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/target.h"
#include "core/engine/value.h"

#include <chrono>
#include <functional>
#include <memory>

namespace lockkeeper {

class Activity;
class BackfillSql;
class Catalog;
class DdlGuard;
class Dialect;
class DualWriteSql;

/// How a session reaches its server, as the server sees it. What an engine can't say stays empty.
struct Link
{
    QString tlsVersion; ///< "TLSv1.3"; empty: not encrypted
    QString cipher;
    bool isStandby = false; ///< a replica that follows another server
};

/// One connection. Lives and dies on one thread, except for cancel().
class Session
{
public:
    virtual ~Session() = default;

    virtual const Dialect &dialect() const = 0;

    /// Runs one statement. Errors carry SQLSTATE, the server's words and the statement, redacted.
    virtual Result<Rows> query(const Sql &sql) = 0;
    /// Takes some rows of a result; false: no more are wanted.
    using RowTaker = std::function<bool(Rows &&rows)>;
    /// Runs one statement that reads, inside of a transaction, and hands its rows over in order, at most @p chunk at a
    /// time, first of all once with the columns and perhaps no rows. What nobody wants isn't fetched, where the engine
    /// can do so.
    virtual Status read(const QString &sql, qsizetype chunk, const RowTaker &take);
    /// A transaction that means to write (SQLite: BEGIN IMMEDIATE).
    virtual Status begin() = 0;
    /// One that can't write and sees one snapshot.
    virtual Status beginReadOnly() = 0;
    /// @returns Errc::InDoubt when the connection broke: re-read the ledger before saying anything.
    virtual Status commit() = 0;
    virtual void rollback() = 0;
    /// Asks the server who it is, each time anew.
    virtual Result<Identity> identity() = 0;
    virtual Result<Link> link() { return Link{}; }
    /// Statements that run longer end with Errc::StatementTimeout; 0 is no limit. For the transaction, or the
    /// session outside of one.
    virtual Status setStatementTimeout(std::chrono::milliseconds limit) = 0;

    /// Ends the running statement, if any, with Errc::Cancelled. Thread-safe; may block for the length of a
    /// connection attempt, so never call it on the UI thread.
    virtual void cancel() = 0;

    virtual Catalog &catalog() = 0;
    virtual DdlGuard &ddl() = 0;
    virtual BackfillSql &backfill() = 0;
    virtual DualWriteSql &dualWrite() = 0;
    virtual Activity &activity() = 0;
};

/// begin() … commit(), rolled back when it goes out of scope uncommitted.
class Transaction
{
public:
    static Result<Transaction> begin(Session &session);
    static Result<Transaction> beginReadOnly(Session &session);
    ~Transaction();
    Transaction(Transaction &&other) noexcept : m_session(std::exchange(other.m_session, nullptr)) {}
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    Transaction &operator=(Transaction &&) = delete;

    Status commit();

private:
    explicit Transaction(Session &session) : m_session(&session) {}
    Session *m_session; // null once committed or moved from
};

} // namespace lockkeeper
