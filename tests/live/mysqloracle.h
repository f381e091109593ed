// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/mysqlserver.h"
#include "core/lint/effects.h"

#include <QMap>
#include <QSqlDatabase>
#include <QStringList>

namespace lockkeeper {

/// Asks a server how it does a statement: it is tried with every ALGORITHM and LOCK, cheapest first, on tables that are
/// made anew whenever one may have changed.
class MySqlOracle
{
public:
    MySqlOracle(const MySqlServer &server, SqlDialect dialect);

    /// In memory where there is such a folder: every DDL waits for the disk several times.
    static QString fastFolder();

    struct Answer
    {
        bool fails = false;
        QString error;
        std::optional<lint::Algorithm> algorithm; ///< nothing: it takes no such clause
        std::optional<lint::TableLock> lock;
        std::optional<bool> rewrites; ///< nothing: it can't be seen
    };
    Answer ask(const QString &statement);
    /// The model's claim, of the tables as the oracle makes them.
    lint::Effects claim(const QString &statement) const;
    QString version() const { return m_version; }
    /// foreign_key_checks of the session, while statements are asked about.
    void setForeignKeyChecks(bool areOn) { m_session.checksForeignKeys = areOn; }

private:
    bool run(const QString &statement);
    void makeAnew(const QString &statement);
    QString tableIds(const QString &table);
    void askClauses(const QString &statement, Answer &answer);

    SqlDialect m_dialect;
    lint::SessionSettings m_session;
    QSqlDatabase m_database;
    QString m_version;
    QString m_error;
    QMap<QString, QStringList> m_tables; ///< name → statements that make it
    QStringList m_order;                 ///< parents first
};

/// The statements of a file of tests/live/oracle, without comments.
QStringList oracleStatements(const QString &file);

} // namespace lockkeeper
