// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/mapping.h"

#include "core/engine/catalog.h"

#include <QJsonArray>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// What an old version writes: the columns that `down` fills, or those the change names where there is no `down`.
QStringList oldColumns(const Plan &plan)
{
    QStringList names;
    for (const Assignment &assignment : plan.dualWrite->down)
        names << assignment.column;
    if (!names.isEmpty())
        return names;
    const QJsonValue from = plan.change.value("from"_L1);
    if (from.isString())
        return {from.toString()};
    const auto list = from.toArray();
    for (const auto &name : list)
        names << name.toString();
    return names;
}

} // namespace

Result<DualWrite> resolveDualWrite(Session &session, const Plan &plan)
{
    const auto table = session.catalog().table(plan.dualWrite->table);
    if (!table)
        return failure(table.error());
    return DualWrite{.name = plan.shortName(),
                     .table = *table,
                     .up = plan.dualWrite->up,
                     .down = plan.dualWrite->down,
                     .oldColumns = oldColumns(plan),
                     .onConflict = plan.dualWrite->onConflict};
}

Result<FillSpec> resolveFill(Session &session, const FillAction &fill)
{
    const auto table = session.catalog().table(fill.table);
    if (!table)
        return failure(table.error());
    if (!table->key)
        return failure(Errc::NoUsableKey, {{u"table"_s, fill.table.display()}});
    return FillSpec{.table = table->name, .key = *table->key, .set = fill.set, .where = fill.where};
}

} // namespace lockkeeper
