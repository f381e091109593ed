// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/value.h"

#include <QMap>
#include <QSet>
#include <QStringList>

namespace lockkeeper {

class MySqlSession;

/// What the session's account may do, by SHOW GRANTS with its active roles, and what a migration needs beyond that: a
/// storage engine with transactions, a binary log that copes with READ COMMITTED.
class MySqlPrivileges
{
public:
    explicit MySqlPrivileges(MySqlSession &session) : m_session(session) {}

    /// See Catalog::missingPrivileges().
    Result<QStringList> missing(const QList<TableName> &tables);

private:
    /// Privileges on `schema`.`table`; either may be a star, a schema may be a pattern.
    struct Grant
    {
        QString schema;
        QString table;
        QSet<QString> privileges;
    };

    Status readGrants();
    void readGrant(const QString &line);
    QStringList lacking(const QStringList &wanted, const QString &schema, const QString &table) const;
    bool hasGlobal(const QString &privilege) const;
    Result<QStringList> lackingServer();
    Result<QStringList> lackingTable(const TableName &table, const QString &database);

    MySqlSession &m_session;
    QList<Grant> m_grants;
};

} // namespace lockkeeper
