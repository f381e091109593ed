// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/mapping.h"

#include "core/engine/catalog.h"
#include "core/engine/dialect.h"

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

/// True for a row whose new columns all have a value that `down` turns into just what the old ones hold.
QString writtenByNewVersion(const Dialect &dialect, const DualWritePlan &dualWrite)
{
    QStringList terms;
    for (const Assignment &assignment : dualWrite.up)
        terms << dialect.quoted(assignment.column) + u" IS NOT NULL"_s;
    for (const Assignment &assignment : dualWrite.down)
        terms << dialect.same(dialect.quoted(assignment.column), assignment.expression);
    return terms.join(u" AND "_s);
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

Result<FillSpec> resolveFill(Session &session, const Plan &plan, const FillAction &fill)
{
    const auto table = session.catalog().table(fill.table);
    if (!table)
        return failure(table.error());
    if (!table->key)
        return failure(Errc::NoUsableKey, {{u"table"_s, fill.table.display()}});
    QStringList filters;
    if (!fill.where.isEmpty())
        filters << u"(%1\n)"_s.arg(fill.where); // it may end in a comment
    if (plan.dualWrite && plan.dualWrite->table == fill.table && !plan.dualWrite->down.isEmpty())
        filters << u"NOT (%1)"_s.arg(writtenByNewVersion(session.dialect(), *plan.dualWrite));
    return FillSpec{
        .table = table->name, .key = *table->key, .set = fill.set, .where = filters.join(u" AND "_s)};
}

} // namespace lockkeeper
