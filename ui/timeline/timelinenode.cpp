// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinenode.h"

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
        return {};
    //: a span of time, as in 14:02 → 14:31
    return tr("%1 → %2").arg(clock(startedAt), finishedAt == 0 ? u"…"_s : clock(finishedAt));
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
