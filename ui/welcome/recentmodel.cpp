// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/recentmodel.h"

#include "core/text/sentences.h"

#include <QDateTime>
#include <QLocale>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString placeOf(const RecentPlan &plan)
{
    const auto target = Target::parse(plan.url);
    const QString database = target ? target->display() : plan.url;
    return plan.environment.isEmpty() ? database : RecentModel::tr("%1 · %2").arg(plan.environment, database);
}

QString spoken(const RecentPlan &plan)
{
    const QString where =
        plan.isMissing ? RecentModel::tr("The file %1 is not there").arg(plan.path) : plan.path;
    return QStringList{
        plan.title, where, placeOf(plan), stageText(plan),
        RecentModel::tr("opened %1").arg(whenText(plan.openedAt, QDateTime::currentDateTime()))}
        .join(", "_L1);
}

} // namespace

QString whenText(qint64 openedAt, const QDateTime &now)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(openedAt);
    const QString time = at.time().toString(u"HH:mm"_s);
    const qint64 days = at.date().daysTo(now.date());
    if (days == 0)
        return RecentModel::tr("today %1").arg(time);
    if (days == 1)
        return RecentModel::tr("yesterday %1").arg(time);
    return QLocale().toString(at.date(), QLocale::ShortFormat);
}

QString stageText(const RecentPlan &plan)
{
    return plan.stage ? RecentModel::tr("last seen in %1").arg(sentences::stage(*plan.stage))
                      : RecentModel::tr("stage unknown");
}

void RecentModel::setPlans(const QList<RecentPlan> &plans)
{
    if (plans == m_plans)
        return;
    beginResetModel();
    m_plans = plans;
    endResetModel();
}

const RecentPlan *RecentModel::planAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_plans.size() ? &m_plans[index.row()] : nullptr;
}

int RecentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_plans.size());
}

QVariant RecentModel::data(const QModelIndex &index, int role) const
{
    const RecentPlan *plan = planAt(index);
    if (!plan)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return plan->title;
    case Qt::AccessibleTextRole:
        return spoken(*plan);
    case Qt::ToolTipRole:
        return plan->path + u'\n' + placeOf(*plan);
    case PathRole:
        return plan->path;
    case PlaceRole:
        return placeOf(*plan);
    case StageRole:
        return plan->isMissing ? tr("File not found") : stageText(*plan);
    case WhenRole:
        return whenText(plan->openedAt, QDateTime::currentDateTime());
    case MissingRole:
        return plan->isMissing;
    default:
        return {};
    }
}

} // namespace lockkeeper
