// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/value.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <string>
#include <vector>

namespace lockkeeper {

/// One row of an answer, a column by its name, in the linter's types. Borrows the rows.
class LiveRow
{
public:
    LiveRow(const Rows &rows, qsizetype row) : m_rows(rows), m_row(row) {}
    qint64 number(QStringView column) const { return m_rows.at(m_row, column).toLongLong(); }
    bool flag(QStringView column) const { return m_rows.at(m_row, column).toBool(); }
    std::string text(QStringView column) const { return m_rows.at(m_row, column).toString().toStdString(); }
    QJsonArray list(QStringView column) const
    {
        return QJsonDocument::fromJson(m_rows.at(m_row, column).toString().toUtf8()).array();
    }
    std::vector<std::string> names(QStringView column) const
    {
        std::vector<std::string> names;
        const QJsonArray array = list(column);
        names.reserve(size_t(array.size()));
        for (const auto &name : array)
            names.push_back(name.toString().toStdString());
        return names;
    }
    /// As the linter shows a name: public goes without saying.
    std::string display(QStringView schemaColumn, QStringView nameColumn) const
    {
        const std::string schema = text(schemaColumn);
        return schema.empty() || schema == "public" ? text(nameColumn) : schema + '.' + text(nameColumn);
    }

private:
    const Rows &m_rows;
    qsizetype m_row;
};

} // namespace lockkeeper
