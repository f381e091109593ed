// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QCoreApplication>

namespace lockkeeper {

/// What the timeline says of one stage, from a snapshot.
struct TimelineNode
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::TimelineNode)

public:
    Stage stage = Stage::Classify;
    StageState state = StageState::NotStarted;
    double fraction = 0;
    qint64 startedAt = 0;
    qint64 finishedAt = 0;
    qint64 plannedMs = 0;   ///< at the least, by the plan; 0: it doesn't say
    qint64 soakMs = 0;      ///< that the gate before it stays closed, at the least
    qint64 expectedEnd = 0; ///< of a stage that runs; 0: not known
    int open = 0;           ///< of the conditions before this stage
    int conditions = 0;
    Verdict worst = Verdict::Open; ///< among them
    QString reason;                ///< evidence of the first one that isn't Open

    QString progressText() const; ///< "running · 62 %"
    QString timesText() const;    ///< "14:02 → 14:31", "14:02 → about 14:31"; before it began plannedText()
    QString plannedText() const;  ///< "at least 40 min", "after 24 h of soak"; empty: the plan doesn't say
    QString gateText() const;     ///< "2 of 3 open"
    friend bool operator==(const TimelineNode &, const TimelineNode &) = default;
};

QList<TimelineNode> timelineNodes(const MigrationSnapshot &snapshot);
/// As read aloud: "Stage 3 of 6, Backfill & dual-write, running, 62 percent, gate blocked: 41,203 rows left".
QString spokenNode(const QList<TimelineNode> &nodes, int index);

} // namespace lockkeeper
