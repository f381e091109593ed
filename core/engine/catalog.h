// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/value.h"
#include "core/lint/namedobjects.h"

#include <chrono>

namespace lockkeeper {

namespace lint {
struct LiveFacts;
} // namespace lint

struct Column
{
    QString name;
    QString type;
    bool nullable = true;
    bool generated = false;
    QString defaultExpression; ///< SQL, or empty
};

/// A unique key over NOT NULL columns, in index order.
struct Key
{
    QString index;
    QStringList columns;
    QStringList types; ///< the columns' types, for casts
    bool primary = false;
};

struct TableInfo
{
    TableName name;
    QList<Column> columns;
    std::optional<Key>
        key; ///< the one a backfill can walk: the primary key, else the shortest unique NOT NULL one
    qint64 estimatedRows = 0;
    qint64 bytes = 0;               ///< with indexes
    bool statisticsMissing = false; ///< never analysed, or changed a lot since

    const Column *column(QStringView columnName) const;
};

/// A table or view with its columns, each quoted where it must be, the schema only where it can't be left out.
struct WrittenTable
{
    QString name;
    QStringList columns;
};

/// Reads the target's own catalog. Lives on its session's thread.
class Catalog
{
public:
    virtual ~Catalog() = default;

    /// @returns Errc::TableNotFound.
    virtual Result<TableInfo> table(const TableName &name) = 0;
    /// What the session's user lacks to migrate @p tables and to keep a ledger, each as a sentence fragment
    /// ("ownership of public.users"). Empty: nothing is missing.
    virtual Result<QStringList> missingPrivileges(const QList<TableName> &tables) = 0;
    /// What the linter must know of the tables behind @p names and of those that hang on them. Only reads, outside of
    /// a transaction; what can't be found out is left open, what the database doesn't have is left out.
    /// @p watched: for how long writes are counted, and the least that the call takes; 0: they are left open.
    virtual Result<lint::LiveFacts> liveFacts(const lint::ObjectNames &names,
                                              std::chrono::milliseconds watched) = 0;
    /// What somebody who writes SQL may name, by name; the columns of the first 50,000 only. Not the server's own tables.
    virtual Result<QList<WrittenTable>> writtenTables() = 0;
};

} // namespace lockkeeper
