// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"

#include <QVariantMap>

namespace lockkeeper {

/// The pieces of SQL that walk a table by its key. Keys are compared by the server, by the column's type and collation;
/// they travel as text. A composite key is written out column by column: the row form reads the whole index
/// (engines-sql.md 2).
class MySqlKeySql
{
public:
    explicit MySqlKeySql(const Key &key);

    /// The key's columns as text, each under a name of its own; read() takes them.
    QString selected() const;
    QString ascending() const { return m_columns.join(QLatin1StringView(", ")); }
    QString descending() const;
    /// ` FORCE INDEX (`PRIMARY`)`: statistics may be old, the walk is not a question for the optimizer.
    QString forced() const;
    /// The key is after `:after…` and up to `:upto…`, each where there is one; "TRUE" without both.
    QString range(const std::optional<KeyValue> &after, const std::optional<KeyValue> &upTo,
                  QVariantMap *values) const;
    KeyValue read(const Rows &rows, qsizetype row) const;
    bool isOneInteger() const;

    /// Whether a backfill can walk a column of @p type, as COLUMN_TYPE has it: the order of floating point numbers is
    /// not that of their text, sets and documents have none.
    static bool isWalkable(const QString &type);

private:
    QString compared(const QString &operation, const QString &name, const KeyValue &key,
                     QVariantMap *values) const;
    QString parameter(qsizetype column, const QString &name) const;

    QString m_index;
    QStringList m_columns; // quoted
    QStringList m_types;
};

} // namespace lockkeeper
