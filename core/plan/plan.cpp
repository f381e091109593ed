// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include "core/base/hash.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

const Step *Plan::step(QStringView id) const
{
    const auto found = std::ranges::find(steps, id, &Step::id);
    return found == steps.end() ? nullptr : &*found;
}

QList<Step> Plan::stepsOf(Stage stage) const
{
    QList<Step> result;
    std::ranges::copy_if(steps, std::back_inserter(result),
                         [stage](const Step &s) { return s.stage == stage; });
    return result;
}

QList<Condition> Plan::conditionsOf(Stage gate) const
{
    QList<Condition> result;
    std::ranges::copy_if(conditions, std::back_inserter(result),
                         [gate](const Condition &c) { return c.gate == gate; });
    return result;
}

QList<TableName> Plan::tables() const
{
    QList<TableName> result;
    const auto add = [&result](const TableName &table) {
        if (!table.name.isEmpty() && !result.contains(table))
            result.append(table);
    };
    add(TableName::parse(change.value("table"_L1).toString()));
    if (dualWrite)
        add(dualWrite->table);
    for (const Step &step : steps) {
        if (const auto *fill = std::get_if<FillAction>(&step.action))
            add(fill->table);
    }
    return result;
}

const Step *Plan::pointOfNoReturn() const
{
    const auto found =
        std::ranges::find_if(steps, [](const Step &step) { return !step.irreversible.isEmpty(); });
    return found == steps.end() ? nullptr : &*found;
}

QString Plan::tableToName() const
{
    const QList<TableName> named = tables();
    return named.isEmpty() ? title : named.first().name;
}

// Triggers that carry the name must be found again by a later revision of the same migration, so nothing goes in that
// a revision may edit: no SQL, no limits, no gates. What was asked for names the migration; a plan written by hand
// has only its title for that.
QString Plan::shortName() const
{
    const QString identity =
        change.isEmpty() ? title : QString::fromUtf8(QJsonDocument(change).toJson(QJsonDocument::Compact));
    return shortHash(identity + u'\n' + (dualWrite ? dualWrite->table.display() : QString()));
}

} // namespace lockkeeper
