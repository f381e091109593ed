// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

QJsonObject assignmentsJson(const QList<Assignment> &assignments)
{
    QJsonObject json;
    for (const Assignment &assignment : assignments)
        json.insert(assignment.column, assignment.expression);
    return json;
}

QString policyName(ConflictPolicy policy)
{
    switch (policy) {
    case ConflictPolicy::Error:
        return u"error"_s;
    case ConflictPolicy::OldWins:
        return u"old-wins"_s;
    case ConflictPolicy::NewWins:
        return u"new-wins"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonObject dualWriteJson(const DualWritePlan &dualWrite)
{
    return {{u"table"_s, dualWrite.table.display()},
            {u"up"_s, assignmentsJson(dualWrite.up)},
            {u"down"_s, assignmentsJson(dualWrite.down)},
            {u"on_conflict"_s, policyName(dualWrite.onConflict)}};
}

QJsonObject holdJson(const HoldLimits &limits)
{
    QJsonObject json;
    if (limits.replicationLag)
        json.insert(u"replication_lag_ms"_s, qint64(limits.replicationLag->count()));
    if (limits.lockWaiters)
        json.insert(u"lock_waiters"_s, *limits.lockWaiters);
    if (limits.oldestTransaction)
        json.insert(u"oldest_transaction_ms"_s, qint64(limits.oldestTransaction->count()));
    if (limits.errorRateRise)
        json.insert(u"error_rate_rise"_s, *limits.errorRateRise);
    return json;
}

QJsonObject batchJson(const BatchLimits &batch)
{
    return {{u"target_time_ms"_s, qint64(batch.targetTime.count())},
            {u"min"_s, batch.smallest},
            {u"max"_s, batch.largest},
            {u"workers"_s, batch.workers}};
}

} // namespace

/// One overload for each kind of action: adding a kind without saying how it prints doesn't compile.
struct ActionJson
{
    QJsonObject operator()(const SqlAction &action) const
    {
        return {{u"kind"_s, u"sql"_s},
                {u"sql"_s, QJsonArray::fromStringList(action.statements)},
                {u"removes_dual_write"_s, action.removesDualWrite}};
    }
    QJsonObject operator()(const DualWriteAction &) const { return {{u"kind"_s, u"dual_write"_s}}; }
    QJsonObject operator()(const FillAction &action) const
    {
        QJsonObject json{{u"kind"_s, u"fill"_s},
                         {u"table"_s, action.table.display()},
                         {u"set"_s, assignmentsJson(action.set)},
                         {u"batch"_s, batchJson(action.batch)},
                         {u"hold_when"_s, holdJson(action.holdWhen)}};
        if (!action.where.isEmpty())
            json.insert(u"where"_s, action.where);
        if (!action.withoutDualWrite.isEmpty())
            json.insert(u"without_dual_write"_s, action.withoutDualWrite);
        return json;
    }
    QJsonObject operator()(const FlagAction &action) const
    {
        return {{u"kind"_s, u"flag"_s},
                {u"flag"_s, action.flag},
                {u"sql"_s, action.sql},
                {u"percent"_s, action.percent},
                {u"percent_before"_s, action.percentBefore},
                {u"soak_ms"_s, qint64(action.soak.count())}};
    }
    QJsonObject operator()(const RemoveDualWriteAction &) const
    {
        return {{u"kind"_s, u"remove_dual_write"_s}};
    }
};

namespace {

QJsonObject stepJson(const Step &step)
{
    QJsonObject json{
        {u"id"_s, step.id}, {u"line"_s, step.line}, {u"action"_s, std::visit(ActionJson{}, step.action)}};
    if (!step.undo.isEmpty())
        json.insert(u"undo"_s, QJsonArray::fromStringList(step.undo));
    if (!step.doneWhen.isEmpty())
        json.insert(u"done_when"_s, step.doneWhen);
    if (!step.irreversible.isEmpty())
        json.insert(u"irreversible"_s, step.irreversible);
    return json;
}

QJsonObject stageJson(const Plan &plan, Stage stage)
{
    QJsonArray steps;
    for (const Step &step : plan.stepsOf(stage))
        steps.append(stepJson(step));
    QJsonArray conditions;
    for (const Condition &condition : plan.conditionsOf(stage)) {
        conditions.append(QJsonObject{{u"id"_s, condition.id},
                                      {u"kind"_s, condition.kind},
                                      {u"parameters"_s, condition.parameters},
                                      {u"line"_s, condition.line}});
    }
    return {{u"stage"_s, stageName(stage)},
            {stage == Stage::Verify ? u"conditions"_s : u"gates"_s, conditions},
            {u"steps"_s, steps}};
}

QJsonObject targetJson(const Plan &plan)
{
    QJsonObject json{{u"engine"_s, plan.engine}, {u"environment"_s, plan.environment}};
    if (!plan.serverVersion.isEmpty())
        json.insert(u"server_version"_s, plan.serverVersion);
    return json;
}

} // namespace

QJsonObject planJson(const Plan &plan)
{
    QJsonArray stages;
    for (const Stage stage : allStages)
        stages.append(stageJson(plan, stage));
    QJsonArray tables;
    for (const TableName &table : plan.tables())
        tables.append(table.display());
    QJsonObject json{{u"title"_s, plan.title},
                     {u"target"_s, targetJson(plan)},
                     {u"change"_s, plan.change},
                     {u"tables"_s, tables},
                     {u"rollback_window_ms"_s, qint64(plan.rollbackWindow.count())},
                     {u"watch_ms"_s, qint64(plan.watch.count())},
                     {u"sha256"_s, plan.sha256},
                     {u"stages"_s, stages}};
    if (plan.dualWrite)
        json.insert(u"dual_write"_s, dualWriteJson(*plan.dualWrite));
    if (const Step *step = plan.pointOfNoReturn())
        json.insert(u"point_of_no_return"_s, step->id);
    return json;
}

} // namespace lockkeeper
