// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"
#include "core/engine/recipesql.h"
#include "core/lint/schema.h"

#include <QMap>

namespace lockkeeper {

/// What somebody filled in, by field; a field with a value for each name is "up.first_name".
using RecipeValues = QMap<QString, QString>;

/// What hangs on a column, by name.
struct ColumnUsers
{
    QStringList indexes;     ///< plain ones: they may be dropped and built anew
    QStringList constraints; ///< unique, primary key, foreign key, CHECK
};

/// What a recipe makes its plan from: values that were checked, and the live table.
struct RecipeInput
{
    const RecipeValues &values; ///< with the fallbacks of what was left out
    const TableInfo &table;
    const lint::TableFacts &facts; ///< may be incomplete
    QString engine;                ///< "postgresql"
    QString oldestVersion;         ///< "14"
    const RecipeSql &sql;

    QString text(const QString &key) const { return values.value(key).trimmed(); }
    QStringList list(const QString &key) const { return listOf(text(key)); }
    /// The keys of a field's values: @p key, or "key.name" for each name of the field @p forEach.
    QStringList keysOf(const QString &key, const QString &forEach) const
    {
        return keysOf(values, key, forEach);
    }
    static QStringList keysOf(const RecipeValues &values, const QString &key, const QString &forEach);
    bool isYes(const QString &key) const { return text(key) == QLatin1StringView("yes"); }
    /// The live column called as field @p key says.
    const Column &column(const QString &key) const { return *table.column(text(key)); }
    QString name(const QString &column) const { return sql.name(column); }
    /// The table as the plan writes it.
    QString tableText() const { return sql.name(table.name); }
    ColumnUsers usersOf(const QStringList &columns) const;

    /// "a, b" → {"a", "b"}.
    static QStringList listOf(const QString &text);
};

/// One number or string with or without a cast, TRUE, FALSE or NULL: the same for every row, whenever it is asked.
bool isConstant(const QString &expression);

} // namespace lockkeeper
