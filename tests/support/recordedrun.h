// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/snapshots.h"
#include "ui/charts/chartspanel.h"

#include <QRandomGenerator>

#include <cmath>

namespace lockkeeper::test {

/// A run as it looks from outside, second by second, the same for the same seed: two replicas of which one falls behind now
/// and then, bursts of lock waits, a backfill that holds while the lag is too high.
class RecordedRun
{
public:
    explicit RecordedRun(quint32 seed, qint64 start = noon) : m_random(seed), m_at(start) { settings(); }

    qint64 steady() const { return m_steady; }
    qint64 at() const { return m_at; }
    MigrationSnapshot &snapshot() { return m_snapshot; }
    ActivitySample &activity() { return m_activity; }

    /// The next second.
    void advance()
    {
        pass(1'000);
        const auto time = static_cast<double>(m_second++);
        const bool isBurst = std::fmod(time, 97) > 88;
        m_activity.lockWaiters = m_random.bounded(100) < 12 ? 1 : 0;
        if (isBurst)
            m_activity.lockWaiters = 2 + m_random.bounded(7);
        m_lag = std::max(0.1, m_lag + (m_snapshot.fills.first().state == FillState::Running ? 0.035 : -0.45)
                                  + m_random.bounded(0.3) - 0.15);
        m_activity.replicas = {replica(u"replica-1"_s, m_lag),
                               replica(u"replica-2"_s, 0.3 + 0.2 * std::sin(time / 20))};
        m_activity.commits += 400;
        m_activity.rollbacks += m_random.bounded(100) < 30 ? 1 + m_random.bounded(isBurst ? 12 : 2) : 0;
        fill();
    }

    /// Time goes by without a look at the server.
    void pass(qint64 milliseconds)
    {
        m_at += milliseconds;
        m_steady += milliseconds;
        m_snapshot.takenAt = m_at;
    }

    void event(const QString &kind, const QJsonObject &data)
    {
        m_snapshot.events = {
            {.sequence = ++m_sequence, .at = m_at, .actor = u"ada@laptop"_s, .kind = kind, .data = data}};
    }

private:
    bool isHeld() const { return m_snapshot.fills.first().state == FillState::Held; }

    void settings()
    {
        m_snapshot = backfilling();
        m_snapshot.events.clear();
        m_snapshot.takenAt = m_at;
        m_snapshot.record.settings = {{u"max-lag"_s, 5'000}, {u"max-lock-waiters"_s, 8}};
        FillSnapshot &fill = m_snapshot.fills.first();
        fill.rowsSeen = 0;
        fill.rowsExpected = 12'000'000;
        fill.state = FillState::Running;
    }

    void fill()
    {
        FillSnapshot &fill = m_snapshot.fills.first();
        if (fill.state == FillState::Running && m_lag > 5) {
            fill.state = FillState::Held;
            fill.heldSince = m_at;
            fill.holdReason =
                QStringLiteral(R"({"code":"replication-lag","value":%1,"limit":5})").arg(m_lag, 0, 'f', 1);
        } else if (isHeld() && m_lag < 1) {
            fill.state = FillState::Running;
        }
        if (fill.rowsSeen == fill.rowsExpected)
            fill.state = FillState::Done;
        if (fill.state == FillState::Running)
            fill.rowsSeen = std::min(fill.rowsExpected, fill.rowsSeen + 6'500 + m_random.bounded(900));
    }

    static ReplicaLag replica(const QString &name, double seconds)
    {
        return {.name = name, .seconds = seconds, .bytes = 4096, .streaming = true};
    }

    QRandomGenerator m_random;
    qint64 m_at;
    qint64 m_steady = 0;
    qint64 m_second = 0;
    qint64 m_sequence = 0;
    double m_lag = 0.4;
    MigrationSnapshot m_snapshot;
    ActivitySample m_activity;
};

/// A panel that shows such a run.
struct PlayedRun
{
    explicit PlayedRun(quint32 seed = 1, qint64 start = noon)
        : run(seed, start), panel([this] { return run.steady(); })
    {}

    void look()
    {
        panel.showActivity(run.activity());
        panel.show(run.snapshot());
    }

    void play(int seconds)
    {
        for (int second = 0; second < seconds; ++second) {
            run.advance();
            look();
        }
        panel.refresh();
    }

    void happen(const QString &kind, const QJsonObject &data)
    {
        run.event(kind, data);
        look();
    }

    RecordedRun run;
    ChartsPanel panel;
};

} // namespace lockkeeper::test
