// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/snapshot.h"

#include <QJsonArray>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QJsonValue time(qint64 milliseconds) { return milliseconds == 0 ? QJsonValue() : QJsonValue(milliseconds); }

QJsonObject toJson(const StageSnapshot &stage)
{
    return {{u"stage"_s, stageName(stage.stage)},
            {u"state"_s, stateName(stage.state)},
            {u"steps"_s, stage.steps},
            {u"steps_done"_s, stage.stepsDone},
            {u"started_at"_s, time(stage.startedAt)},
            {u"finished_at"_s, time(stage.finishedAt)}};
}

QJsonObject toJson(const StepSnapshot &step)
{
    const StepRecord &record = step.record;
    return {{u"id"_s, step.step.id},
            {u"stage"_s, stageName(step.step.stage)},
            {u"state"_s, stateName(record.state)},
            {u"attempt"_s, record.attempt},
            {u"started_at"_s, time(record.startedAt)},
            {u"finished_at"_s, time(record.finishedAt)},
            {u"error"_s, record.error.isEmpty() ? QJsonValue() : QJsonValue(record.error)}};
}

QJsonObject toJson(const ConditionSnapshot &condition)
{
    return {{u"id"_s, condition.condition.id},
            {u"kind"_s, condition.condition.kind},
            {u"gate"_s, stageName(condition.condition.gate)},
            {u"verdict"_s, verdictName(condition.verdict.verdict)},
            {u"evidence"_s, condition.verdict.evidence},
            {u"checked_at"_s, time(condition.verdict.checkedAt)},
            {u"valid_until"_s, time(condition.verdict.validUntil)}};
}

QJsonObject toJson(const FillSnapshot &fill)
{
    return {{u"step"_s, fill.step},
            {u"table"_s, fill.table.display()},
            {u"percent"_s, fill.fraction() * 100},
            {u"rows_seen"_s, fill.rowsSeen},
            {u"rows_changed"_s, fill.rowsChanged},
            {u"rows_expected"_s, fill.rowsExpected},
            {u"batches"_s, fill.batches},
            {u"batch_size"_s, fill.batchSize},
            {u"work_ms"_s, fill.workMs},
            {u"hold_ms"_s, fill.holdMs},
            {u"done"_s, fill.state == FillState::Done},
            {u"hold_reason"_s, fill.holdReason.isEmpty() ? QJsonValue() : QJsonValue(fill.holdReason)},
            {u"held_since"_s, time(fill.heldSince)}};
}

template<typename T>
QJsonArray arrayOf(const QList<T> &values)
{
    QJsonArray array;
    for (const T &value : values)
        array << toJson(value);
    return array;
}

} // namespace

QJsonObject snapshotToJson(const MigrationSnapshot &snapshot)
{
    const MigrationRecord &record = snapshot.record;
    return {{u"migration"_s, record.id},
            {u"title"_s, record.title},
            {u"target"_s, record.target},
            {u"plan_sha256"_s, record.planSha256},
            {u"revision"_s, record.revision},
            {u"stage"_s, stageName(record.stage)},
            {u"state"_s, stateName(record.state)},
            {u"helm"_s, snapshot.helmHolder.isEmpty() ? QJsonValue() : QJsonValue(snapshot.helmHolder)},
            {u"taken_at"_s, time(snapshot.takenAt)},
            {u"stages"_s, arrayOf(snapshot.stages)},
            {u"steps"_s, arrayOf(snapshot.steps)},
            {u"conditions"_s, arrayOf(snapshot.conditions)},
            {u"backfills"_s, arrayOf(snapshot.fills)}};
}

} // namespace lockkeeper
