// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionprofile.h"
#include "ui/connections/connectionhealth.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace lockkeeper {

/// Connections as a list: name, where to, environment, and whether there is something that isn't saved.
class ConnectionModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { PlaceRole = Qt::UserRole, EnvironmentRole, HealthRole, HealthWordRole };

    using QAbstractListModel::QAbstractListModel;

    void setProfiles(const QList<ConnectionProfile> &profiles);
    /// Shows @p profile in the place of the one with its id, or at the end.
    void setDraft(const ConnectionProfile &profile, bool isUnsaved);
    void setHealth(const QString &id, const ConnectionHealth &health);
    int rowOf(const QString &id) const;
    const ConnectionProfile &at(int row) const { return m_entries[row].profile; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Entry
    {
        ConnectionProfile profile;
        bool isUnsaved = false;
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    QList<Entry> m_entries;
    QMap<QString, ConnectionHealth> m_health; ///< by the profile's id
};

/// Two lines and the environment's badge; its health below that, once somebody asked.
class ConnectionDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace lockkeeper
