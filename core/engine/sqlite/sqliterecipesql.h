// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipesql.h"

namespace lockkeeper {

/// SQLite's DDL as recipes write it. It can't alter a column that is there (https://sqlite.org/lang_altertable.html), so
/// nothing here gives one a default or makes it required.
class SqliteRecipeSql final : public RecipeSql
{
public:
    QString name(const QString &identifier) const override;
    QString name(const TableName &table) const override;

    /// Ours are AFTER triggers: an INSERT without a required column has failed by then.
    bool fillsRequiredColumns() const override { return false; }
    bool dropsConstraints() const override { return false; }
    bool hasReplicas() const override { return false; }

    DdlText addColumn(const TableName &table, const NewColumn &column) const override;
    DdlText dropColumns(const TableName &table, const QStringList &columns,
                        const QStringList &indexes) const override;
    DdlText dropAndRename(const TableName &table, const QString &dropped, const QStringList &indexes,
                          const QString &column, const QString &newName) const override;
    std::optional<DdlText> setDefault(const TableName &, const QString &, const QString &) const override
    {
        return std::nullopt;
    }
    QList<NamedDdl> requireColumn(const TableName &, const QString &) const override { return {}; }
    DdlText createIndex(const TableName &table, const QString &index,
                        const QStringList &columns) const override;

private:
    QString counted(const TableName &table, const QStringList &columns) const;
    QStringList dropping(const TableName &table, const QStringList &columns,
                         const QStringList &indexes) const;
};

} // namespace lockkeeper
