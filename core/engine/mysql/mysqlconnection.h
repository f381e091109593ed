// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/mysql/flavor.h"
#include "core/engine/mysql/mysqlerror.h"
#include "core/engine/mysql/statementlimit.h"

#include <mutex>

struct st_mysql; // NOLINT(readability-identifier-naming): the library's name

namespace lockkeeper {

struct MySqlLibrary;

/// One connection: statements in, rows or an Error out. Lives on one thread, except for cancel().
///
/// Statements without values travel as text and are read row by row through the library; those with values are
/// prepared, by Qt's driver. What arrives: integers as qlonglong (beyond it as text), bytes as QByteArray, everything
/// else as the server prints it; through Qt's driver times have milliseconds at most.
class MySqlConnection
{
public:
    /// @returns Errc::ConnectionFailed, without the password in its detail.
    static Result<std::unique_ptr<MySqlConnection>> open(const Target &target, const SessionOptions &options);
    ~MySqlConnection();
    MySqlConnection(const MySqlConnection &) = delete;
    MySqlConnection &operator=(const MySqlConnection &) = delete;

    Result<Rows> run(const Sql &sql);
    /// Hands rows over as they come, see Session::read().
    Status stream(const QString &sql, qsizetype chunk, const Session::RowTaker &take);
    /// Ends statements that the server doesn't limit by itself; 0: no limit.
    void setLimit(std::chrono::milliseconds limit) { m_limit = limit; }

    /// Thread-safe, by KILL QUERY on another connection. Ends the running statement, never a later one: while the
    /// request is on its way, no statement can start.
    void cancel();

    bool isOpen() const { return m_isOpen; }
    qint64 id() const { return m_id; } ///< the server's number for us
    MySqlFlavor flavor() const { return m_flavor; }
    QString version() const { return m_version; } ///< "11.8.6"
    int versionNumber() const;                    ///< 110806

private:
    enum class State { Idle, Running, Cancelled };

    MySqlConnection(Target target, QString name);
    Status attach();
    Status readVersion();
    Result<Rows> runText(const QString &sql);
    Result<Rows> runPrepared(const QString &sql, const QVariantList &values);
    Status send(const QString &sql);
    Status readResult(qsizetype chunk, const Session::RowTaker &take, const QString &sql);
    Status skipRest(const QString &sql);
    std::unexpected<Error> failed(const QString &sql);
    std::unexpected<Error> failed(const MySqlFailure &failure, const QString &sql);
    void start();
    MySqlEnd finish();
    void settle();
    void interrupt();

    const Target m_target;
    const QString
        m_name; // of Qt's connection; never a QSqlDatabase: Qt wants every copy gone before it is removed
    const MySqlLibrary *m_library = nullptr;
    st_mysql *m_handle = nullptr;
    qint64 m_id = 0;
    MySqlFlavor m_flavor = MySqlFlavor::MySql;
    QString m_version;
    bool m_isOpen = true;
    std::chrono::milliseconds m_limit{0};
    std::mutex m_guard; // held while a KILL travels, and where a statement starts or ends
    State m_state = State::Idle;
    StatementLimit m_watch{[this] { interrupt(); }}; // last: its thread goes first
};

} // namespace lockkeeper
