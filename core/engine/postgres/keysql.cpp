// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/keysql.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

QString alias(qsizetype index) { return u"lockkeeper_key_"_s + QString::number(index + 1); }

QString parameter(const QString &name, qsizetype index) { return name + u'_' + QString::number(index + 1); }

/// One word a column, joined by @p separator.
QString forEach(const QStringList &columns, const QString &separator, auto word)
{
    QStringList words;
    for (qsizetype index = 0; index < columns.size(); ++index)
        words.append(word(index));
    return words.join(separator);
}

} // namespace

QString PostgresKeySql::columns(const QString &prefix) const
{
    return m_dialect.quotedList(m_key.columns, prefix);
}

QString PostgresKeySql::aliased() const
{
    return forEach(m_key.columns, u", "_s, [this](qsizetype index) {
        return m_dialect.quoted(m_key.columns[index]) + u" AS "_s + alias(index);
    });
}

QString PostgresKeySql::aliases(const QString &suffix) const
{
    return forEach(m_key.columns, u", "_s, [&suffix](qsizetype index) { return alias(index) + suffix; });
}

QString PostgresKeySql::textual() const
{
    return forEach(m_key.columns, u", "_s,
                   [](qsizetype index) { return alias(index) + u"::text AS "_s + alias(index); });
}

QString PostgresKeySql::parameters(const QString &name) const
{
    const auto word = [&](qsizetype index) {
        return u':' + parameter(name, index) + u"::"_s + m_key.types[index];
    };
    return u'(' + forEach(m_key.columns, u", "_s, word) + u')';
}

void PostgresKeySql::bind(QVariantMap &values, const QString &name, const KeyValue &key) const
{
    for (qsizetype index = 0; index < key.size(); ++index)
        values.insert(parameter(name, index), key[index]);
}

std::optional<KeyValue> PostgresKeySql::read(const Rows &rows, qsizetype row) const
{
    KeyValue key;
    for (qsizetype index = 0; index < m_key.columns.size(); ++index)
        key.append(rows.at(row, alias(index)));
    if (!key.first().isValid())
        return std::nullopt;
    return key;
}

} // namespace lockkeeper
