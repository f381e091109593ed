// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinenode.h"

#include "core/plan/leasttime.h"
#include "core/text/sentences.h"

#include <QDateTime>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

// The worse, the larger.
int badness(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Open:
        return 0;
    case Verdict::Stale:
        return 1;
    case Verdict::Inconclusive:
        return 2;
    case Verdict::Blocked:
        return 3;
    }
    return 3;
}

double fillFraction(const QList<FillSnapshot> &fills)
{
    double sum = 0;
    for (const FillSnapshot &fill : fills)
        sum += fill.fraction();
    return sum / static_cast<double>(fills.size());
}

double fractionOf(const MigrationSnapshot &snapshot, const StageSnapshot &stage)
{
    if (stage.state == StageState::Done)
        return 1;
    if (stage.stage == Stage::Backfill && !snapshot.fills.isEmpty())
        return fillFraction(snapshot.fills);
    return stage.steps == 0 ? 0 : static_cast<double>(stage.stepsDone) / stage.steps;
}

void addGate(TimelineNode &node, const QList<ConditionSnapshot> &conditions)
{
    node.conditions = static_cast<int>(conditions.size());
    for (const ConditionSnapshot &condition : conditions) {
        const Verdict verdict = condition.verdict.verdict;
        if (verdict == Verdict::Open)
            ++node.open;
        else if (node.reason.isEmpty())
            node.reason = sentences::evidence(condition);
        if (badness(verdict) > badness(node.worst))
            node.worst = verdict;
    }
}

// A fill's own pace so far, holds included. Under one percent it would be a guess.
qint64 expectedEndOfFill(const MigrationSnapshot &snapshot, double fraction)
{
    qint64 spent = 0;
    for (const FillSnapshot &fill : snapshot.fills)
        spent += fill.workMs + fill.holdMs;
    if (fraction < 0.01 || spent == 0)
        return 0;
    return snapshot.takenAt + qint64(double(spent) * (1 - fraction) / fraction);
}

void addPlan(TimelineNode &node, const MigrationSnapshot &snapshot)
{
    if (!snapshot.plan)
        return;
    node.plannedMs = leastTime(*snapshot.plan, node.stage).count();
    node.soakMs = leastSoak(*snapshot.plan, node.stage).count();
    if (node.state != StageState::Running)
        return;
    if (node.stage == Stage::Backfill && !snapshot.fills.isEmpty())
        node.expectedEnd = expectedEndOfFill(snapshot, node.fraction);
    else if (node.plannedMs > 0)
        node.expectedEnd = node.startedAt + node.plannedMs;
    if (node.expectedEnd < snapshot.takenAt)
        node.expectedEnd = 0; // it takes longer than that
    node.expectedEnd -=
        node.expectedEnd % 60'000; // as it is shown: what reads it aloud isn't told of every second
}

QString clock(qint64 at) { return QDateTime::fromMSecsSinceEpoch(at).toString(u"HH:mm"_s); }

} // namespace

QString TimelineNode::progressText() const
{
    const bool going =
        state == StageState::Running || state == StageState::Held || state == StageState::Paused;
    const QString word = sentences::state(state);
    //: %1 is a state such as "running", %2 a number
    return going && fraction > 0 ? tr("%1 · %2 %").arg(word).arg(static_cast<int>(fraction * 100)) : word;
}

QString TimelineNode::timesText() const
{
    if (startedAt == 0)
        return plannedText();
    if (finishedAt == 0 && expectedEnd != 0)
        //: a span of time, as in 14:02 → about 14:31
        return tr("%1 → about %2").arg(clock(startedAt), clock(expectedEnd));
    //: a span of time, as in 14:02 → 14:31
    return tr("%1 → %2").arg(clock(startedAt), finishedAt == 0 ? u"…"_s : clock(finishedAt));
}

QString TimelineNode::plannedText() const
{
    QStringList parts;
    if (soakMs > 0)
        parts << tr("after %1 of soak").arg(sentences::duration(soakMs));
    if (plannedMs > 0)
        parts << tr("at least %1").arg(sentences::duration(plannedMs));
    return parts.join(", "_L1);
}

QString TimelineNode::gateText() const
{
    return conditions == 0 ? QString() : tr("%1 of %2 open").arg(open).arg(conditions);
}

QList<TimelineNode> timelineNodes(const MigrationSnapshot &snapshot)
{
    QList<TimelineNode> nodes;
    for (const StageSnapshot &stage : snapshot.stages) {
        TimelineNode node{.stage = stage.stage,
                          .state = stage.state,
                          .startedAt = stage.startedAt,
                          .finishedAt = stage.finishedAt};
        node.fraction = fractionOf(snapshot, stage);
        addPlan(node, snapshot);
        if (stage.stage != Stage::Verify) // its conditions are watched during the stage, not before it
            addGate(node, snapshot.gate(stage.stage));
        nodes.append(node);
    }
    return nodes;
}

QString spokenNode(const QList<TimelineNode> &nodes, int index)
{
    const TimelineNode &node = nodes.at(index);
    QStringList parts{TimelineNode::tr("Stage %1 of %2").arg(index + 1).arg(nodes.size()),
                      sentences::stage(node.stage), sentences::state(node.state)};
    if (node.state == StageState::Running || node.state == StageState::Held)
        parts << TimelineNode::tr("%1 percent").arg(static_cast<int>(node.fraction * 100));
    if (const QString times = node.timesText(); !times.isEmpty())
        parts << times;
    if (const QString planned = node.plannedText(); node.startedAt != 0 && !planned.isEmpty())
        parts << TimelineNode::tr("planned %1").arg(planned);
    const qsizetype next = std::min<qsizetype>(index + 1, nodes.size() - 1);
    const TimelineNode &ahead = nodes.at(next);
    if (next != index && ahead.conditions > 0) {
        const QString verdict = sentences::verdict(ahead.worst).toLower();
        parts << (ahead.reason.isEmpty() ? TimelineNode::tr("gate %1").arg(verdict)
                                         : TimelineNode::tr("gate %1: %2").arg(verdict, ahead.reason));
    }
    return parts.join(", "_L1);
}

} // namespace lockkeeper
