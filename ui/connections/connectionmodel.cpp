// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionmodel.h"

#include "core/text/checks.h"
#include "ui/theme/environmentbadge.h"
#include "ui/theme/theme.h"
#include "ui/theme/twolines.h"

#include <QPainter>
#include <QRegularExpression>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 10;
constexpr int glyph = 13;

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

void ConnectionModel::setHealth(const QString &id, const ConnectionHealth &health)
{
    m_health.insert(id, health);
    if (const int row = rowOf(id); row >= 0)
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
        return QStringList{profile.toTarget({}).display(), m_health.value(profile.id).text}
            .join(u'\n')
            .trimmed();
    case Qt::AccessibleTextRole:
        return QStringList{titleOf(profile), sentences::environment(profile.environment), placeOf(profile),
                           healthWord(m_health.value(profile.id)), m_health.value(profile.id).text}
            .filter(QRegularExpression(u"."_s))
            .join(", "_L1);
    case HealthRole:
        return QVariant::fromValue(m_health.value(profile.id).state);
    case HealthWordRole:
        return healthWord(m_health.value(profile.id));
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
    const auto health = index.data(ConnectionModel::HealthRole).value<ConnectionHealth::State>();
    const QString healthText = index.data(ConnectionModel::HealthWordRole).toString();
    const QRect texts = inner.adjusted(0, 0, -badge.width() - margin, 0);
    const bool isSelected = row.state & QStyle::State_Selected;
    const int line = row.fontMetrics.height();
    const QRect upper = healthText.isEmpty() ? texts : texts.adjusted(0, 0, 0, -line - 2);
    paintTwoLines(*painter, upper, row, title, index.data(ConnectionModel::PlaceRole).toString());
    if (healthText.isEmpty())
        return;
    painter->save();
    paintGlyph(*painter, QRect(texts.left(), texts.bottom() - line + 2, glyph, glyph), lookOf(health),
               row.palette);
    painter->setFont(row.font);
    painter->setPen(isSelected ? row.palette.color(QPalette::HighlightedText)
                               : toneColor(lookOf(health).tone, row.palette));
    painter->drawText(texts.adjusted(glyph + 6, 0, 0, 0), Qt::AlignBottom | Qt::AlignLeft, healthText);
    painter->restore();
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool hasHealth = !index.data(ConnectionModel::HealthWordRole).toString().isEmpty();
    return {280, (hasHealth ? 3 : 2) * option.fontMetrics.height() + 20};
}

} // namespace lockkeeper
