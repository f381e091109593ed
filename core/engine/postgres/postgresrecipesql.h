// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipesql.h"

namespace lockkeeper {

/// PostgreSQL's DDL as recipes write it: only forms that need a strong lock for a moment at most.
class PostgresRecipeSql final : public RecipeSql
{
public:
    QString name(const QString &identifier) const override;
    QString name(const TableName &table) const override;

    /// Ours are BEFORE triggers; NOT NULL is checked after them.
    bool fillsRequiredColumns() const override { return true; }
    bool dropsConstraints() const override { return true; }
    bool hasReplicas() const override { return true; }

    DdlText addColumn(const TableName &table, const NewColumn &column) const override;
    DdlText dropColumns(const TableName &table, const QStringList &columns,
                        const QStringList &indexes) const override;
    DdlText dropAndRename(const TableName &table, const QString &dropped, const QStringList &indexes,
                          const QString &column, const QString &newName) const override;
    std::optional<DdlText> setDefault(const TableName &table, const QString &column,
                                      const QString &expression) const override;
    /// A CHECK that is validated apart proves to SET NOT NULL that it needn't scan
    /// (https://www.postgresql.org/docs/current/sql-altertable.html, "SET NOT NULL").
    QList<NamedDdl> requireColumn(const TableName &table, const QString &column) const override;
    DdlText createIndex(const TableName &table, const QString &index,
                        const QStringList &columns) const override;

private:
    QString alter(const TableName &table, const QString &action) const;
    QString countedColumns(const TableName &table, const QStringList &columns) const;
    QString ofConstraint(const TableName &table, const QString &constraint) const;
};

} // namespace lockkeeper
