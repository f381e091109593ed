// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/recorder.h"

namespace lockkeeper {

namespace {

constexpr std::array ofTheServer{MetricKind::LockWaits, MetricKind::ReplicationLag, MetricKind::ErrorRate};

} // namespace

void Recorder::add(Moment moment, const std::optional<ActivitySample> &activity,
                   const std::optional<FillProgress> &fill)
{
    const auto [at, isJump] = m_clock.advance(moment);
    m_history.begin(at);
    if (isJump) {
        missing(GapReason::ClockJump);
        m_rollbacks.clear();
        m_rows.clear();
    }
    if (activity)
        addActivity(at, *activity);
    else
        std::ranges::for_each(ofTheServer,
                              [&](MetricKind kind) { m_history.missing(kind, GapReason::NotReadable); });
    if (fill)
        addFill(at, *fill);
}

void Recorder::disconnected() { missing(GapReason::NotConnected); }

void Recorder::missing(GapReason reason)
{
    std::ranges::for_each(ofTheServer, [&](MetricKind kind) { m_history.missing(kind, reason); });
    m_history.missing(MetricKind::BackfillShare, reason);
}

void Recorder::addActivity(qint64 at, const ActivitySample &sample)
{
    m_history.setMeasured(MetricKind::LockWaits, sample.coverage.lockWaits);
    m_history.setMeasured(MetricKind::ReplicationLag, sample.coverage.replicas);
    m_history.setMeasured(MetricKind::ErrorRate, sample.coverage.transactions);
    if (sample.coverage.lockWaits)
        m_history.add({MetricKind::LockWaits}, at, sample.lockWaiters);
    if (sample.coverage.replicas)
        addReplicas(at, sample.replicas);
    if (!sample.coverage.transactions)
        return;
    if (const auto rate = m_rollbacks.add(at, sample.rollbacks))
        m_history.add({MetricKind::ErrorRate}, at, *rate);
}

// Several replicas may have one name: "walreceiver" is what they are called by default.
void Recorder::addReplicas(qint64 at, const QList<ReplicaLag> &replicas)
{
    if (replicas.isEmpty())
        m_history.missing(MetricKind::ReplicationLag, GapReason::NoReplicas);
    QMap<QString, int> seen;
    for (const ReplicaLag &replica : replicas) {
        const int count = ++seen[replica.name];
        if (!replica.seconds)
            continue;
        const QString name =
            count == 1 ? replica.name : QStringLiteral("%1 (%2)").arg(replica.name).arg(count);
        m_history.add({MetricKind::ReplicationLag, name}, at, *replica.seconds);
    }
}

void Recorder::addFill(qint64 at, const FillProgress &fill)
{
    if (std::exchange(m_step, fill.step) != fill.step)
        m_rows.clear();
    m_history.add({MetricKind::BackfillShare}, at, fill.share * 100);
    if (const auto rate = m_rows.add(at, fill.rowsSeen))
        m_history.add({MetricKind::BackfillRate}, at, *rate);
}

} // namespace lockkeeper
