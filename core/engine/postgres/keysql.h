// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"
#include "core/engine/postgres/postgresdialect.h"

#include <QVariantMap>

namespace lockkeeper {

/// The SQL around one key. Its values travel as text and are cast on the server to the columns' types: only the
/// server knows how they are ordered.
class PostgresKeySql
{
public:
    PostgresKeySql(const Key &key, const PostgresDialect &dialect) : m_key(key), m_dialect(dialect) {}

    /// `"a", "b"`; with @p prefix `t."a", t."b"`.
    QString columns(const QString &prefix = {}) const;
    /// `"a" AS lockkeeper_key_1, "b" AS lockkeeper_key_2`: names that no expression of the user's can mean.
    QString aliased() const;
    /// `lockkeeper_key_1, lockkeeper_key_2`, each followed by @p suffix.
    QString aliases(const QString &suffix = {}) const;
    /// `lockkeeper_key_1::text AS lockkeeper_key_1, …`: what read() reads.
    QString textual() const;
    /// The row of parameters that bind() fills: `(:after_1::integer, :after_2::text)`.
    QString parameters(const QString &name) const;
    void bind(QVariantMap &values, const QString &name, const KeyValue &key) const;
    /// The key in @p row of @p rows, which has it under its aliases; none where they are NULL.
    std::optional<KeyValue> read(const Rows &rows, qsizetype row) const;

private:
    const Key &m_key;
    const PostgresDialect &m_dialect;
};

} // namespace lockkeeper
