// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/preconditions.h"

#include "core/engine/catalog.h"
#include "core/verify/mapping.h"

#include <QVersionNumber>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// ">=14", ">= 10.11", "17": the plan's wish is a lower bound.
QVersionNumber lowestVersion(const QString &wish)
{
    QString number = wish;
    return QVersionNumber::fromString(number.remove(u'>').remove(u'=').trimmed());
}

Status checkFill(Session &session, const Plan &plan, const Step &step)
{
    const auto *fill = std::get_if<FillAction>(&step.action);
    if (!fill)
        return {};
    const auto spec = resolveFill(session, plan, *fill);
    return spec ? Status() : failure(spec.error());
}

} // namespace

Status checkServer(const Identity &identity, const Plan &plan)
{
    if (identity.engine != plan.engine)
        return failure(Errc::WrongEngine, {{u"expected"_s, plan.engine}, {u"found"_s, identity.engine}});
    if (QVersionNumber::fromString(identity.version) < lowestVersion(plan.serverVersion))
        return failure(Errc::ServerTooOld,
                       {{u"needed"_s, plan.serverVersion}, {u"found"_s, identity.version}});
    if (identity.readOnly)
        return failure(Errc::ReadOnlyServer, {{u"database"_s, identity.database}});
    return {};
}

Status checkTarget(const Identity &identity, const QString &expected)
{
    if (identity.key() != expected)
        return failure(Errc::WrongTarget, {{u"expected"_s, expected}, {u"found"_s, identity.key()}});
    if (identity.readOnly)
        return failure(Errc::ReadOnlyServer, {{u"database"_s, identity.database}});
    return {};
}

Status checkDatabase(Session &session, const Plan &plan)
{
    const auto tables = plan.tables();
    if (plan.dualWrite)
        LOCKKEEPER_TRY(session.catalog().table(plan.dualWrite->table));
    for (const Step &step : plan.steps)
        LOCKKEEPER_TRY(checkFill(session, plan, step));
    const auto missing = session.catalog().missingPrivileges(tables);
    if (!missing)
        return failure(missing.error());
    if (!missing->isEmpty())
        return failure(Errc::MissingPrivilege, {{u"missing"_s, missing->join(u"; "_s)}});
    return {};
}

} // namespace lockkeeper
