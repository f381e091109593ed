// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planbuilder.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

QStringList stringsOf(const QJsonValue &list)
{
    QStringList result;
    for (const auto item : list.toArray())
        result.append(item.toString());
    return result;
}

Millis millisOf(const QJsonValue &number) { return Millis(number.toInteger()); }

/// In the order of the columns' names: the canonical form knows no other, and equal hashes must mean equal plans.
QList<Assignment> assignmentsOf(const QJsonValue &map)
{
    QList<Assignment> result;
    const QJsonObject columns = map.toObject();
    for (auto column = columns.constBegin(); column != columns.constEnd(); ++column)
        result.append({.column = column.key(), .expression = column->toString()});
    return result;
}

QString flagStepId(const QJsonValue &flag, int percent)
{
    return flag["id"_L1].toString() + u'-' + QString::number(percent);
}

bool hasIrreversibleContract(const QJsonObject &content)
{
    return std::ranges::any_of(content["contract"_L1]["steps"_L1].toArray(), [](const QJsonValue &step) {
        return step.toObject().contains("irreversible"_L1);
    });
}

bool needsRemoval(const QJsonObject &content)
{
    return content["backfill"_L1].toObject().contains("dual_write"_L1) && !hasIrreversibleContract(content);
}

void nameItems(const QJsonObject &content, const QString &stage, const QString &list, QList<StepName> &names)
{
    const QJsonArray items = content[stage][list].toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (items[i].toObject().contains("id"_L1))
            names.append({items[i]["id"_L1].toString(), under(under(stage, list), i)});
    }
}

} // namespace

QList<StepName> stepNames(const QJsonObject &content)
{
    QList<StepName> names;
    nameItems(content, u"expand"_s, u"steps"_s, names);
    if (content["backfill"_L1].toObject().contains("dual_write"_L1))
        names.append({u"dual-write"_s, u"backfill/dual_write"_s});
    nameItems(content, u"backfill"_s, u"fills"_s, names);
    const QJsonArray flags = content["flip"_L1]["flags"_L1].toArray();
    for (qsizetype i = 0; i < flags.size(); ++i) {
        for (const auto percent : flags[i]["cohorts"_L1].toArray())
            names.append({flagStepId(flags[i], percent.toInt()), under(u"flip/flags"_s, i)});
    }
    nameItems(content, u"contract"_s, u"steps"_s, names);
    if (needsRemoval(content))
        names.append({u"remove-dual-write"_s, u"backfill/dual_write"_s});
    return names;
}

/// Writes the parts of a plan in the order they run.
class PlanBuilder
{
public:
    explicit PlanBuilder(const PlanDraft &draft) : m_draft(draft), m_content(draft.content) {}

    Plan build()
    {
        readHead();
        addSqlSteps(Stage::Expand);
        addBackfill();
        addFlags();
        addSqlSteps(Stage::Contract);
        addRemoval();
        addConditions();
        return std::move(m_plan);
    }

private:
    void readHead()
    {
        const QJsonObject target = m_content["target"_L1].toObject();
        m_plan.title = m_content["title"_L1].toString();
        m_plan.engine = target["engine"_L1].toString();
        m_plan.serverVersion = target["server_version"_L1].toString();
        m_plan.environment = target["environment"_L1].toString();
        m_plan.change = m_content["change"_L1].toObject();
        m_plan.rollbackWindow = millisOf(m_content["rollback_window"_L1]);
        m_plan.watch = millisOf(m_content["verify"_L1]["watch"_L1]);
    }

    Step &add(Stage stage, const QString &id, Action action, const QString &path)
    {
        m_plan.steps.append(
            {.id = id, .stage = stage, .action = std::move(action), .line = m_draft.place(path).line});
        return m_plan.steps.last();
    }

    void addSqlSteps(Stage stage)
    {
        const QString path = stageName(stage) + "/steps"_L1;
        const QJsonArray steps = m_content[stageName(stage)]["steps"_L1].toArray();
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QJsonObject written = steps[i].toObject();
            Step &step = add(stage, written["id"_L1].toString(),
                             SqlAction{.statements = stringsOf(written["sql"_L1])}, under(path, i));
            step.undo = stringsOf(written["undo"_L1]);
            step.doneWhen = written["done_when"_L1].toString();
            step.irreversible = written["irreversible"_L1].toString();
        }
    }

    void addBackfill()
    {
        const QJsonObject backfill = m_content["backfill"_L1].toObject();
        if (backfill.contains("dual_write"_L1)) {
            m_plan.dualWrite = dualWriteOf(backfill["dual_write"_L1].toObject());
            add(Stage::Backfill, u"dual-write"_s, DualWriteAction{}, u"backfill/dual_write"_s);
        }
        const QJsonArray fills = backfill["fills"_L1].toArray();
        for (qsizetype i = 0; i < fills.size(); ++i)
            add(Stage::Backfill, fills[i]["id"_L1].toString(), fillOf(fills[i].toObject()),
                under(u"backfill/fills"_s, i));
    }

    static DualWritePlan dualWriteOf(const QJsonObject &written)
    {
        const QString policy = written["on_conflict"_L1].toString();
        return {.table = TableName::parse(written["table"_L1].toString()),
                .up = assignmentsOf(written["up"_L1]),
                .down = assignmentsOf(written["down"_L1]),
                .onConflict = policy == "old-wins"_L1   ? ConflictPolicy::OldWins
                              : policy == "new-wins"_L1 ? ConflictPolicy::NewWins
                                                        : ConflictPolicy::Error};
    }

    static FillAction fillOf(const QJsonObject &written)
    {
        const QJsonObject batch = written["batch"_L1].toObject();
        return {.table = TableName::parse(written["table"_L1].toString()),
                .set = assignmentsOf(written["set"_L1]),
                .where = written["where"_L1].toString(),
                .withoutDualWrite = written["without_dual_write"_L1].toString(),
                .batch = {.targetTime = millisOf(batch["target_time"_L1]),
                          .smallest = batch["min"_L1].toInt(),
                          .largest = batch["max"_L1].toInt(),
                          .workers = batch["workers"_L1].toInt()},
                .holdWhen = holdLimitsOf(written["hold_when"_L1].toObject())};
    }

    static HoldLimits holdLimitsOf(const QJsonObject &written)
    {
        HoldLimits limits;
        if (written.contains("replication_lag"_L1))
            limits.replicationLag = millisOf(written["replication_lag"_L1]);
        if (written.contains("lock_waiters"_L1))
            limits.lockWaiters = written["lock_waiters"_L1].toInt();
        if (written.contains("oldest_transaction"_L1))
            limits.oldestTransaction = millisOf(written["oldest_transaction"_L1]);
        if (written.contains("error_rate_rise"_L1))
            limits.errorRateRise = written["error_rate_rise"_L1].toDouble();
        return limits;
    }

    void addFlags()
    {
        const QJsonArray flags = m_content["flip"_L1]["flags"_L1].toArray();
        for (qsizetype i = 0; i < flags.size(); ++i) {
            const QJsonObject flag = flags[i].toObject();
            FlagAction action{.flag = flag["id"_L1].toString(),
                              .sql = flag["set"_L1].toString(),
                              .soak = millisOf(flag["soak"_L1])};
            for (const auto percent : flag["cohorts"_L1].toArray()) {
                action.percentBefore = std::exchange(action.percent, percent.toInt());
                add(Stage::Flip, flagStepId(flag, action.percent), action, under(u"flip/flags"_s, i));
            }
        }
    }

    // A trigger that reads a column must go in the transaction that drops the column: between the two, every write of
    // the application would fail (engines-failures.md 36).
    void addRemoval()
    {
        if (needsRemoval(m_content))
            add(Stage::Contract, u"remove-dual-write"_s, RemoveDualWriteAction{}, u"backfill/dual_write"_s);
        else if (m_plan.dualWrite)
            std::get<SqlAction>(firstIrreversible().action).removesDualWrite = true;
    }

    Step &firstIrreversible()
    {
        return *std::ranges::find_if(m_plan.steps,
                                     [](const Step &step) { return !step.irreversible.isEmpty(); });
    }

    void addConditions()
    {
        for (const Stage stage : allStages) {
            const QString name = stageName(stage);
            const QString list = stage == Stage::Verify ? u"conditions"_s : u"gates"_s;
            const QJsonArray written = m_content[name][list].toArray();
            for (qsizetype i = 0; i < written.size(); ++i)
                addCondition(written[i].toObject(), stage, under(under(name, list), i));
        }
    }

    // "backfill-complete" needs no number until there are two; "sql" always gets one, so that adding a second query
    // doesn't rename the first.
    void addCondition(const QJsonObject &written, Stage gate, const QString &path)
    {
        const QString kind = written["kind"_L1].toString();
        const QJsonObject parameters = written["parameters"_L1].toObject();
        const int number = ++m_conditionsOfKind[kind];
        const bool isBare = parameters.isEmpty() && number == 1;
        m_plan.conditions.append({.id = isBare ? kind : kind + u'-' + QString::number(number),
                                  .kind = kind,
                                  .parameters = parameters,
                                  .gate = gate,
                                  .line = m_draft.place(path).line});
    }

    const PlanDraft &m_draft;
    const QJsonObject &m_content;
    Plan m_plan;
    QHash<QString, int> m_conditionsOfKind;
};

Plan buildPlan(const PlanDraft &draft) { return PlanBuilder(draft).build(); }

} // namespace lockkeeper
