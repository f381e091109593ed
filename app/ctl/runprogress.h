// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/pace.h"
#include "core/engine/target.h"
#include "core/workflow/runevent.h"
#include "core/workflow/snapshot.h"

#include <QElapsedTimer>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace lockkeeper::ctl {

class Console;

/// Tells on standard error how a run goes on: a line a step, and while a table is filled one line that is drawn over,
/// or without a terminal one every five seconds.
class RunProgress
{
public:
    RunProgress(Console &console, Target target, QString migration);
    ~RunProgress() = default;
    RunProgress(const RunProgress &) = delete;
    RunProgress &operator=(const RunProgress &) = delete;

    /// On the run's thread, but for batches, which their own threads tell.
    void hear(const RunEvent &event);

private:
    void enter(Stage stage);
    void stepDone(const RunEvent &event, const QString &word);
    void watch(const std::stop_token &stop);
    void show(const MigrationSnapshot &snapshot);
    QString fillLine(const FillSnapshot &fill);

    Console &m_console;
    const Target m_target;
    const QString m_migration;
    std::optional<Stage> m_stage;
    QString m_waiting; // for which step a soak was told
    QElapsedTimer m_step;
    std::atomic<bool> m_filling = false;

    // The watching thread's own:
    Pace m_pace;
    QElapsedTimer m_lastLine;

    std::mutex m_guard;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: joins first
};

} // namespace lockkeeper::ctl
