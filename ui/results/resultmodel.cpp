// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resultmodel.h"

#include "ui/results/resultexport.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QGuiApplication>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

bool isNumber(const QVariant &value)
{
    const int type = value.typeId();
    return type == QMetaType::LongLong || type == QMetaType::Int || type == QMetaType::Double;
}

/// One line: a row of a grid is one line high.
QString shown(const QVariant &value)
{
    return value.isValid() ? cellText(value).replace(u'\n', u'⏎').remove(u'\r') : u"NULL"_s;
}

} // namespace

void ResultModel::clear()
{
    beginResetModel();
    m_rows = {};
    endResetModel();
}

void ResultModel::append(const Rows &chunk)
{
    if (m_rows.columns != chunk.columns) {
        beginResetModel();
        m_rows = chunk;
        endResetModel();
        return;
    }
    if (chunk.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(chunk.size()) - 1);
    m_rows.rows += chunk.rows;
    endInsertRows();
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.columns.size());
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariant value = m_rows.rows.at(index.row()).value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return shown(value);
    case Qt::ToolTipRole:
        return value.isValid() ? cellText(value).left(1000).toHtmlEscaped() : QString();
    case Qt::TextAlignmentRole:
        return QVariant(isNumber(value) ? Qt::AlignRight | Qt::AlignVCenter
                                        : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return value.isValid() ? QVariant() : quietColor(QGuiApplication::palette());
    case Qt::FontRole: {
        QFont font = monospace();
        font.setItalic(!value.isValid());
        return font;
    }
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? QVariant(m_rows.columns.value(section)) : QVariant(section + 1);
}

} // namespace lockkeeper
