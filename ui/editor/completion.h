// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <string_view>

namespace lockkeeper {

/// Names of a database, each written as it must stand in SQL: whoever has the session quotes them by its dialect.
struct CatalogNames
{
    struct Table
    {
        QString name; ///< "users", "sales.orders", "\"Odd name\""
        QStringList columns;
    };
    QList<Table> tables;
};

/// What can be said of the place where somebody types.
struct CompletionPoint
{
    QString prefix;                 ///< the part of a word before the caret
    QString qualifier;              ///< what is before the dot before it, in lower case
    bool wantsTable = false;        ///< behind FROM, JOIN, INTO, UPDATE, TABLE …
    bool isCode = true;             ///< false in comments and strings
    QMap<QString, QString> aliases; ///< what the statement calls a table → its name, both in lower case
};

/// The place at byte @p caret of @p text; looks at the statement around it only, and no further than 16 KB.
CompletionPoint completionPoint(std::string_view text, std::size_t caret, SqlDialect dialect);

/// Answers from memory, in microseconds, whatever the size of the schema. Immutable.
class CompletionIndex
{
public:
    static constexpr qsizetype most = 200;

    CompletionIndex() = default;
    CompletionIndex(const CatalogNames &names, const QStringList &words);

    /// The best first: what fits the place, then tables, then the dialect's words. At most `most`.
    QStringList complete(const CompletionPoint &point) const;

private:
    /// Sorted by what is compared, so that a prefix is a range.
    class Sorted
    {
    public:
        Sorted() = default;
        explicit Sorted(const QStringList &names);
        void addTo(QStringList &result, const QString &prefix) const;

    private:
        QList<std::pair<QString, QString>> m_entries; ///< what is compared, what is inserted
    };

    void addColumns(QStringList &result, const CompletionPoint &point) const;

    Sorted m_tables;
    Sorted m_words;
    QMap<QString, Sorted> m_bySchema; ///< the names behind the dot, by schema in lower case
    QMap<QString, Sorted> m_columns;  ///< by table, with and without its schema, in lower case
};

} // namespace lockkeeper
