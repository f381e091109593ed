// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/value.h"

#include <QString>

#include <optional>

namespace lockkeeper {

class MySqlSession;

/// An ALTER TABLE, CREATE INDEX or DROP INDEX, with the places where its table and its clauses stand.
class MySqlAlter
{
public:
    /// Nothing: another statement, or one that says ALGORITHM or LOCK itself, or has clauses of its own kind (partitions).
    static std::optional<MySqlAlter> parse(const QString &statement);

    TableName table() const;
    QString tableText() const { return m_table; } ///< as written
    /// The statement with @p clauses, about @p table where that is not empty.
    QString with(const QStringList &clauses, const QString &table = {}) const;

private:
    QString m_statement;
    QString m_table;
    qsizetype m_begin = 0; // of the table's name
    qsizetype m_end = 0;
    bool m_isAlter = true;
};

/// How a server would do it, from the least to the most that others notice.
struct MySqlWay
{
    QStringList clauses; ///< to be said in the statement, so that the server refuses anything worse
    bool copies = false; ///< the table is written anew while nobody may write to it
};

/// Asks the server on an empty copy of the table. Nothing: the copy can't tell (foreign keys aren't copied).
Result<std::optional<MySqlWay>> findWay(MySqlSession &session, const MySqlAlter &alter);

} // namespace lockkeeper
