// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planrules.h"

#include "core/plan/planbuilder.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

/// Each step says how it is taken back, or why it can't be; and only Contract may burn bridges (R6, R9).
void checkWayBack(PlanDraft &draft, const QString &stage)
{
    const QString list = under(stage, u"steps"_s);
    const QJsonArray steps = draft.content[stage]["steps"_L1].toArray();
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (steps[i].toObject().isEmpty())
            continue; // no step at all; reported
        const QString step = under(list, i);
        const QString undo = under(step, u"undo"_s);
        const QString irreversible = under(step, u"irreversible"_s);
        if (draft.isWritten(irreversible) && stage != "contract"_L1)
            draft.report(irreversible, u"irreversible-outside-contract"_s, {{u"stage"_s, stage}});
        else if (draft.isWritten(irreversible) && draft.isWritten(undo))
            draft.report(undo, u"undo-of-irreversible"_s);
        else if (!draft.isWritten(irreversible) && !draft.isWritten(undo))
            draft.report(step, u"missing-undo"_s, {{u"stage"_s, stage}});
    }
}

/// Nothing is taken away without evidence: neither the old shape nor the triggers that keep it in step.
void checkContractGate(PlanDraft &draft)
{
    const QString gates = u"contract/gates"_s;
    const bool takesAway = !draft.content["contract"_L1]["steps"_L1].toArray().isEmpty()
                           || draft.isWritten(u"backfill/dual_write"_s);
    // What is written but absent was reported already.
    const bool hasGates =
        !draft.content["contract"_L1]["gates"_L1].toArray().isEmpty()
        || (draft.isWritten(gates) && draft.content["contract"_L1]["gates"_L1].isUndefined());
    if (!takesAway || hasGates)
        return;
    const QString at = draft.isWritten(u"contract"_s) ? gates : u"backfill/dual_write"_s;
    draft.report(at, u"missing-gate"_s, {{u"stage"_s, u"contract"_s}});
}

bool isSameTable(const TableName &one, const TableName &other)
{
    return one.name == other.name
           && (one.schema == other.schema || one.schema.isEmpty() || other.schema.isEmpty());
}

/// The columns of a fill that nothing keeps right in rows written while it runs.
QStringList columnsLeftAlone(const QJsonObject &fill, const QJsonObject &dualWrite)
{
    QStringList columns = fill["set"_L1].toObject().keys();
    if (!isSameTable(TableName::parse(fill["table"_L1].toString()),
                     TableName::parse(dualWrite["table"_L1].toString())))
        return columns;
    const QJsonObject up = dualWrite["up"_L1].toObject();
    columns.removeIf([&up](const QString &column) { return up.contains(column); });
    return columns;
}

/// A fill sees each row once; rows that an old application version writes afterwards need a dual write, or a reason
/// why they need none (a default, a check, an application that writes both shapes).
void checkFills(PlanDraft &draft)
{
    const QJsonObject backfill = draft.content["backfill"_L1].toObject();
    const QJsonArray fills = backfill["fills"_L1].toArray();
    for (qsizetype i = 0; i < fills.size(); ++i) {
        const QString path = under(u"backfill/fills"_s, i);
        const QStringList alone = columnsLeftAlone(fills[i].toObject(), backfill["dual_write"_L1].toObject());
        if (!alone.isEmpty() && !draft.isWritten(under(path, u"without_dual_write"_s)))
            draft.report(path, u"missing-dual-write"_s, {{u"columns"_s, alone.join(", "_L1)}});
        const QJsonObject batch = fills[i]["batch"_L1].toObject();
        if (batch.contains("min"_L1) && batch.contains("max"_L1)
            && batch["min"_L1].toInt() > batch["max"_L1].toInt()) {
            draft.report(under(path, u"batch/min"_s), u"out-of-range"_s,
                         {{u"key"_s, u"min"_s},
                          {u"value"_s, QString::number(batch["min"_L1].toInt())},
                          {u"most"_s, QString::number(batch["max"_L1].toInt())}});
        }
    }
}

void checkDualWrite(PlanDraft &draft)
{
    const QJsonObject dualWrite = draft.content["backfill"_L1]["dual_write"_L1].toObject();
    const QJsonObject up = dualWrite["up"_L1].toObject();
    for (const QString &column : dualWrite["down"_L1].toObject().keys()) {
        if (up.contains(column))
            draft.report(u"backfill/dual_write/down/"_s + column, u"column-in-both-shapes"_s,
                         {{u"column"_s, column}});
    }
}

void checkIds(PlanDraft &draft)
{
    // Implied steps first, so that the problem is at the id that somebody wrote.
    QList<StepName> names = stepNames(draft.content);
    std::ranges::stable_partition(
        names, [&draft](const StepName &name) { return !draft.isWritten(under(name.path, u"id"_s)); });
    QHash<QString, int> lines;
    for (const StepName &name : std::as_const(names)) {
        const QString at = draft.isWritten(under(name.path, u"id"_s)) ? under(name.path, u"id"_s) : name.path;
        if (const auto first = lines.constFind(name.id); first != lines.constEnd())
            draft.report(at, u"duplicate-id"_s, {{u"id"_s, name.id}, {u"line"_s, QString::number(*first)}});
        else
            lines.insert(name.id, draft.place(at).line);
    }
}

} // namespace

void checkPlanRules(PlanDraft &draft)
{
    checkWayBack(draft, u"expand"_s);
    checkWayBack(draft, u"contract"_s);
    checkContractGate(draft);
    checkFills(draft);
    checkDualWrite(draft);
    checkIds(draft);
    // Said only where it is the one thing wrong: a step that can't be read is missing, too.
    if (draft.problems.isEmpty() && stepNames(draft.content).isEmpty())
        draft.report(QString(), u"no-steps"_s);
}

} // namespace lockkeeper
