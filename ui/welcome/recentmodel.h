// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/welcome/recentplans.h"

#include <QAbstractListModel>

namespace lockkeeper {

/// Recent plans as rows; what a row shows is also said in one sentence for screen readers.
class RecentModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { PathRole = Qt::UserRole, PlaceRole, StageRole, WhenRole, MissingRole };

    using QAbstractListModel::QAbstractListModel;

    void setPlans(const QList<RecentPlan> &plans);
    const RecentPlan *planAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<RecentPlan> m_plans;
};

/// "today 14:02", "yesterday 09:30", then the date. @param openedAt ms since the epoch.
QString whenText(qint64 openedAt, const QDateTime &now);
/// The stage that was last seen, or that nothing is known.
QString stageText(const RecentPlan &plan);

} // namespace lockkeeper
