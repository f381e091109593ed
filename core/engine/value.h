// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVariantMap>

#include <optional>

namespace lockkeeper {

/// A statement with `:name` placeholders; values travel beside it, never inside it.
/// Only names that have a value are placeholders, so user SQL with `::` casts passes untouched.
struct Sql
{
    QString text;
    QVariantMap values;

    Sql(QString sql, QVariantMap bound = {}) : text(std::move(sql)), values(std::move(bound)) {}
};

/// A result set, detached from the driver: may cross threads. Integers arrive as qlonglong, booleans as bool,
/// NULL as an invalid QVariant, everything else as QString (PostgreSQL) or the driver's type (SQLite).
struct Rows
{
    QStringList columns;
    QList<QVariantList> rows;
    qint64 affected = 0; ///< rows changed, for statements that return none

    bool isEmpty() const { return rows.isEmpty(); }
    qsizetype size() const { return rows.size(); }
    /// The value in @p row under the column called @p name; invalid when there is no such column.
    QVariant at(qsizetype row, QStringView name) const;
    /// The first value of the first row; invalid when there is none.
    QVariant scalar() const { return rows.isEmpty() || rows[0].isEmpty() ? QVariant() : rows[0][0]; }
};

/// A table, with its schema where the engine has schemas (empty: the engine's default).
struct TableName
{
    QString schema;
    QString name;

    /// "users", "public.users", "\"Odd Schema\".\"Users\"".
    static TableName parse(QStringView text);
    QString display() const { return schema.isEmpty() ? name : schema + QLatin1Char('.') + name; }
    friend bool operator==(const TableName &, const TableName &) = default;
};

/// `column = expression`, the expression in the engine's SQL over the same row's columns.
struct Assignment
{
    QString column;
    QString expression;
    friend bool operator==(const Assignment &, const Assignment &) = default;
};

/// The values of a key's columns, in key order; each as the server prints it, so that it can be stored and
/// compared by the server as its own type.
using KeyValue = QVariantList;

} // namespace lockkeeper
