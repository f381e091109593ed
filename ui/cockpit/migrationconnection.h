// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/workflow/migration.h"
#include "ui/cockpit/clockwatch.h"
#include "ui/cockpit/observer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace lockkeeper {

/// One plan on one database: watches it on the monitor's thread, runs it on the runner's, and answers on the thread it
/// lives on. Its slots never wait; answers that come too late for their question are dropped.
///
/// Watching begins with start() and changes nothing. The destructor waits for the running statement to end: call
/// shutDown() first, and destroy it when the window is gone.
class MigrationConnection final : public QObject
{
    Q_OBJECT

public:
    MigrationConnection(Target target, Plan plan, ClockWatch::Clock clock = ClockWatch::now);
    ~MigrationConnection() override;

    void start();
    /// Ends the run and the watching; idle() is emitted when both have ended.
    void shutDown();
    bool isBusy() const { return m_control != nullptr; }

public Q_SLOTS:
    /// @param typedTable what a person typed for steps that can't be undone; the core refuses them without.
    void runThrough(lockkeeper::Stage stage, const QString &typedTable = {});
    /// Takes effect at the next batch or step. A run in another process is asked through the ledger.
    void pause();
    void check(lockkeeper::Stage gate);
    void rollback(lockkeeper::Stage to);
    /// Cancels another session's statement or ends the session.
    void interrupt(const lockkeeper::SessionInfo &session, lockkeeper::Interruption how,
                   const QString &reason);
    /// Writes a note into the migration's journal. @param at the moment it is about, ms since the epoch; 0: now.
    void addNote(const QString &text, qint64 at);

Q_SIGNALS:
    /// What the server did; comes ahead of the snapshot of the same look, and not at all where the server would not tell.
    void activityChanged(const lockkeeper::ActivitySample &sample);
    void snapshotChanged(const lockkeeper::MigrationSnapshot &snapshot);
    void connectionLost(const lockkeeper::Error &error, int retryInMs);
    void connectionRestored();
    /// The server has the question and doesn't answer: what was shown last is @p sinceMs old. Comes each second.
    void silent(qint64 sinceMs);
    /// This computer slept, or its clock was set: by so many ms, negative where back. Everything is read anew, by a new
    /// session: the old one may be dead without anybody having said so.
    void clockJumped(qint64 byMs);
    void progressed(const lockkeeper::RunEvent &event);
    void busyChanged(bool busy);
    /// The core's answer to an intent that it didn't follow to the end.
    void refused(const lockkeeper::Error &error);
    void idle();

private:
    using Job = std::function<Status(Migration &, RunControl &, const RunListener &)>;

    void look();
    void tellSilence();
    void checkClock();
    void observed(const Result<Observation> &observation);
    void retryLater(const Error &error);
    void act(const RunOptions &options, Job job);
    void acted(quint64 ticket, const Status &status);
    void answered(const Status &status);
    RunListener listener(quint64 ticket);

    Target m_target;
    Plan m_plan;
    std::shared_ptr<Observer> m_observer;
    std::shared_ptr<RunControl> m_control; ///< of the run that is going on, or null
    quint64 m_ticket = 0;
    int m_failures = 0;
    bool m_leaving = false;
    QTimer m_timer;
    QTimer m_silence; ///< ticks while an answer is awaited
    QElapsedTimer m_asked;
    ClockWatch m_clock;
    QFuture<void> m_interrupted;
    Worker m_monitor;
    Worker m_runner;
    Worker m_helper; ///< interrupts and asks: what must not wait behind a run, nor on this thread
};

} // namespace lockkeeper
