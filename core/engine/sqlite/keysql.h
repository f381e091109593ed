// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"

#include <QVariantMap>

namespace lockkeeper {

/// The pieces of SQL that walk a table by its key. Keys are compared by SQLite, never here: it knows their
/// types and collations.
class SqliteKeySql
{
public:
    explicit SqliteKeySql(const Key &key);

    /// "a", "b"
    QString columns() const { return m_columns.join(QLatin1StringView(", ")); }
    /// "a" DESC, "b" DESC
    QString descending() const;
    /// ("a", "b") > (:after0, :after1); @p name makes the placeholders, see bind().
    QString compared(QLatin1StringView operation, QLatin1StringView name) const;
    /// Adds the placeholders' values.
    static void bind(QVariantMap &values, QLatin1StringView name, const KeyValue &key);
    /// The key at the start of a row that was selected with columns().
    KeyValue value(const QVariantList &row) const { return row.first(m_columns.size()); }

private:
    QStringList m_columns; // quoted
};

} // namespace lockkeeper
