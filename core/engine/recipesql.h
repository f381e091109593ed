// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/value.h"

#include <QStringList>

#include <optional>

namespace lockkeeper {

/// A change of the schema as a plan's step writes it. Text for people to read; whoever runs the plan runs it.
struct DdlText
{
    QStringList sql;
    QStringList undo{}; ///< what takes it back; empty: nothing has to be, or nothing can
    QString doneWhen{}; ///< one query that is true once the change took effect, and not before
};

struct NamedDdl
{
    QString name; ///< a step's id: small letters, digits and dashes
    DdlText ddl;
};

struct NewColumn
{
    QString name;
    QString type; ///< in the engine's words
    QString defaultExpression{};
    bool required = false; ///< NOT NULL
};

/// What recipes need one engine to spell. Stateless and thread-safe; nothing here talks to a server.
///
/// Names and tables come as the catalog has them and are quoted where they must be. Types, defaults and expressions come
/// as somebody wrote them and go in as they are: they are the user's SQL, which the preview shows and the linter reads.
class RecipeSql
{
public:
    virtual ~RecipeSql() = default;

    /// A name as a person writes it: in quotes only where it has to be.
    virtual QString name(const QString &identifier) const = 0;
    virtual QString name(const TableName &table) const = 0;

    /// Whether a dual-write trigger can still give a value to a required column that an INSERT left out.
    virtual bool fillsRequiredColumns() const = 0;
    /// Whether a column's constraints and indexes go with it when it is dropped; otherwise they keep it from being dropped.
    virtual bool dropsConstraints() const = 0;
    virtual bool hasReplicas() const = 0;

    virtual DdlText addColumn(const TableName &table, const NewColumn &column) const = 0;
    /// @p indexes: names of plain indexes over the columns, for engines that don't drop them along.
    /// Without undo: what was in the columns is gone.
    virtual DdlText dropColumns(const TableName &table, const QStringList &columns,
                                const QStringList &indexes) const = 0;
    /// Drops @p dropped and calls @p column by its name @p newName from then on, at one moment. Without undo.
    virtual DdlText dropAndRename(const TableName &table, const QString &dropped, const QStringList &indexes,
                                  const QString &column, const QString &newName) const = 0;
    /// Gives a column without default one. Nothing: the engine can't.
    virtual std::optional<DdlText> setDefault(const TableName &table, const QString &column,
                                              const QString &expression) const = 0;
    /// Makes a column required in steps that hold no long lock. Empty: the engine can't.
    virtual QList<NamedDdl> requireColumn(const TableName &table, const QString &column) const = 0;
    /// Builds an index while others write, where the engine can.
    virtual DdlText createIndex(const TableName &table, const QString &index,
                                const QStringList &columns) const = 0;
};

} // namespace lockkeeper
