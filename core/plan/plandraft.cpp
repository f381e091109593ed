// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plandraft.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

PlanDraft::Place PlanDraft::place(QString path) const
{
    while (!places.contains(path) && !path.isEmpty())
        path.truncate(std::max<qsizetype>(0, path.lastIndexOf(u'/')));
    return places.value(path);
}

void PlanDraft::report(const QString &path, const QString &code, QMap<QString, QString> facts)
{
    report(place(path), code, std::move(facts));
}

void PlanDraft::report(Place place, const QString &code, QMap<QString, QString> facts)
{
    problems.append({.line = place.line, .column = place.column, .code = code, .facts = std::move(facts)});
}

QString under(const QString &path, const QString &key) { return path.isEmpty() ? key : path + u'/' + key; }

QString under(const QString &path, qsizetype index) { return under(path, QString::number(index)); }

QString keyOf(const QString &path)
{
    const QStringList parts = path.split(u'/');
    const bool isIndex = parts.size() > 1 && !parts.last().isEmpty() && parts.last().front().isDigit();
    return isIndex ? parts.at(parts.size() - 2) : parts.last();
}

} // namespace lockkeeper
