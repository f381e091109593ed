// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects/tablework.h"

namespace lockkeeper::lint {

/// One ALTER TABLE of MySQL or MariaDB with the table it is about: what its clauses mean for each other.
struct AlterClauses
{
    const Schema &schema;
    const AlteredTable table;
    const std::vector<sql::AlterAction> &actions;
    ServerVersion version;
    SessionSettings session;

    bool has(sql::AlterKind kind) const;
    /// Only new names, and indexes switched on or off: the server takes the table for itself, for a moment.
    bool isRenameOnly() const;
    bool addsPrimaryKey() const;
    /// The table has a full-text index before and after.
    bool keepsFulltext() const;
    /// Columns that are stored with the row are added or dropped.
    bool changesStoredColumns() const;
    /// An index over a virtual column that comes with it.
    bool indexesNewVirtual() const;
    /// The index @p name is dropped and made again as it was.
    bool isRemade(std::string_view name) const;
    /// @p unique becomes what rows are ordered by: there is no primary key, and it holds no NULL.
    bool becomesClustered(const sql::Constraint &unique) const;
    /// A text column is there or might be.
    bool mayHaveText() const;
};

/// Whether the column is a virtual one, computed when it is read.
bool isVirtual(const sql::ColumnDef &column);
bool isStored(const sql::ColumnDef &column);
/// `DEFAULT (…)`; null: none, or a plain value.
const sql::Expression *defaultExpression(const sql::ColumnDef &column);

/// Whether the clause has the option @p name.
bool says(const sql::AlterAction &action, std::string_view name);
/// ANALYZE, REBUILD, EXCHANGE … PARTITION: what they do to the partitions that they name.
TableWork partitionUpkeep(const sql::AlterAction &action);

/// ALTER TABLE's shape of CREATE INDEX and DROP INDEX.
sql::AlterAction asAction(const sql::CreateIndex &index);
sql::AlterAction asAction(const sql::Drop &drop);

/// What MySQL and MariaDB each do in their own way; what both do alike is familyEffects().
struct FamilyModel
{
    SqlDialect dialect;
    TableWork (*workOf)(const AlterClauses &alter, const sql::AlterAction &action);
    /// What no single clause can tell.
    void (*settle)(const AlterClauses &alter, TableWork &work);
};

Effects familyEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version,
                      const SessionSettings &session, const FamilyModel &model);

} // namespace lockkeeper::lint
