// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/eventmodel.h"

#include "core/text/sentences.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype most = 5000;

} // namespace

void EventModel::add(const QList<Event> &events)
{
    const qint64 known = m_events.isEmpty() ? -1 : m_events.first().sequence;
    QList<Event> fresh;
    for (const Event &event : events) {
        if (event.sequence > known)
            fresh.prepend(event);
    }
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_events = fresh + m_events;
    endInsertRows();
    if (m_events.size() > most) {
        beginRemoveRows({}, static_cast<int>(most), rowCount() - 1);
        m_events.resize(most);
        endRemoveRows();
    }
}

void EventModel::clear()
{
    beginResetModel();
    m_events.clear();
    endResetModel();
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Columns; }

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Event &event = m_events.at(index.row());
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(event.at);
    if (role == Qt::ToolTipRole)
        return QLocale().toString(moment, QLocale::LongFormat).toHtmlEscaped();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return moment.toString(u"HH:mm:ss"_s);
    case TextColumn:
        return sentences::event(event);
    case ActorColumn:
        return event.actor;
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case TextColumn:
        return tr("What happened");
    case ActorColumn:
        return tr("Who");
    default:
        return {};
    }
}

} // namespace lockkeeper
