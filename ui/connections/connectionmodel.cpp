// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionmodel.h"

#include "core/text/checks.h"
#include "ui/theme/environmentbadge.h"
#include "ui/theme/theme.h"
#include "ui/theme/twolines.h"

#include <QPainter>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 10;

/// Short, because it stands beside the badge; the tool tip has all of it.
QString placeOf(const ConnectionProfile &profile)
{
    const QString place = profile.host.isEmpty()
                              ? profile.database
                              : ConnectionModel::tr("%1 on %2").arg(profile.database, profile.host);
    return profile.ssh.isUsed() ? ConnectionModel::tr("%1 through %2").arg(place, profile.ssh.host) : place;
}

QString titleOf(const ConnectionProfile &profile)
{
    return profile.name.isEmpty() ? ConnectionModel::tr("No name yet") : profile.name;
}

QFont badgeFont(const QFont &font) { return scaled(font, 0.85, true); }

} // namespace

// A list that is the same must keep its selection and the screen reader's place.
void ConnectionModel::setProfiles(const QList<ConnectionProfile> &profiles)
{
    QList<Entry> entries;
    entries.reserve(profiles.size());
    for (const ConnectionProfile &profile : profiles)
        entries.append({.profile = profile});
    if (entries == m_entries)
        return;
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

void ConnectionModel::setDraft(const ConnectionProfile &profile, bool isUnsaved)
{
    int row = rowOf(profile.id);
    if (row < 0) {
        row = static_cast<int>(m_entries.size());
        beginInsertRows({}, row, row);
        m_entries.append({.profile = profile, .isUnsaved = isUnsaved});
        endInsertRows();
        return;
    }
    m_entries[row] = {.profile = profile, .isUnsaved = isUnsaved};
    Q_EMIT dataChanged(index(row), index(row));
}

int ConnectionModel::rowOf(const QString &id) const
{
    for (int row = 0; row < static_cast<int>(m_entries.size()); ++row) {
        if (m_entries[row].profile.id == id)
            return row;
    }
    return -1;
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &[profile, isUnsaved] = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return isUnsaved ? tr("%1 (not saved)").arg(titleOf(profile)) : titleOf(profile);
    case PlaceRole:
        return placeOf(profile);
    case Qt::ToolTipRole:
        return profile.toTarget({}).display();
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3")
            .arg(titleOf(profile), sentences::environment(profile.environment), placeOf(profile));
    case EnvironmentRole:
        return QVariant::fromValue(profile.environment);
    default:
        return {};
    }
}

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QStyle *style = row.widget ? row.widget->style() : nullptr;
    if (!style)
        return;
    const QString title = std::exchange(row.text, QString());
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
    const auto environment = index.data(ConnectionModel::EnvironmentRole).value<Environment>();
    const QSize badge = environmentBadgeSize(environment, badgeFont(row.font));
    const QRect inner = row.rect.adjusted(margin, 8, -margin, -8);
    const QRect place(inner.right() - badge.width(), inner.center().y() - badge.height() / 2, badge.width(),
                      badge.height());
    paintEnvironmentBadge(*painter, place, environment, badgeFont(row.font), row.palette);
    const QRect texts = inner.adjusted(0, 0, -badge.width() - margin, 0);
    paintTwoLines(*painter, texts, row, title, index.data(ConnectionModel::PlaceRole).toString());
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {280, 2 * option.fontMetrics.height() + 20};
}

} // namespace lockkeeper
