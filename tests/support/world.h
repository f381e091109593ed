// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/mysqlserver.h"
#include "app/demo/postgresserver.h"
#include "app/demo/traffic.h"

#include "core/engine/engine.h"
#include "core/workflow/migration.h"

#include <QTemporaryDir>

namespace lockkeeper {

/// A real database with the sample in it: what a test of a whole migration starts from.
///
/// One server for the process, a new database for each world. Everything fails the program at once when the server can't
/// be had: PostgreSQL, MariaDB and SQLite are never skipped.
class World
{
public:
    static World postgres(qint64 rows) { return World(u"postgresql", rows); }
    static World sqlite(qint64 rows) { return World(u"sqlite", rows); }
    World(QStringView engine, qint64 rows);
    /// False only for MySQL, on a machine without it: a test of it is to be skipped by name.
    static bool canHave(QStringView engine);

    const Target &target() const { return m_target; }
    const QString &url() const { return m_url; }
    QString engine() const { return m_engine; }
    std::unique_ptr<Session> session(const SessionOptions &options = {}) const;

    /// The sample's plan with @p changes made to its text, each {what, by what}; a text that isn't there fails.
    QByteArray planText(const QList<std::pair<QString, QString>> &changes = {}) const;
    Plan plan(const QList<std::pair<QString, QString>> &changes = {}) const;
    std::unique_ptr<Migration> open(const Plan &plan, const RunOptions &options = {}) const;
    /// Runs @p plan in this thread.
    Status run(const Plan &plan, const RunOptions &options = {}, const RunListener &listener = {}) const;

    QVariant scalar(const QString &sql) const;
    /// Tables, columns, triggers and functions as text, without the ledger: the same before and after a full rollback.
    QString schema() const;
    MigrationSnapshot snapshot() const;

    static QString idOfSample() { return QStringLiteral("give-users-a-display-name"); }
    /// The process's server, started when it is first asked for.
    static PostgresServer &server();
    /// The process's server of @p engine dies without a word and comes back with all that was committed.
    static Status crashServer(QStringView engine);

private:
    QString m_engine;
    QString m_url;
    Target m_target;
    std::shared_ptr<QTemporaryDir> m_directory;
};

/// The value, or the end of the program with the error's words: for set-up that must work.
template<typename T>
T require(Result<T> result, const char *what = "set-up");
[[noreturn]] void giveUp(const char *what, const Error &error);

template<typename T>
T require(Result<T> result, const char *what)
{
    if (!result)
        giveUp(what, result.error());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// An error in one line, for QVERIFY2.
QByteArray told(const Error &error);
QByteArray told(const Status &status);

} // namespace lockkeeper
