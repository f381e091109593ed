// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <chrono>

namespace lockkeeper {

/// `lockkeeperctl run --resume` as a process of its own, to be killed, frozen and started again.
class Runner
{
public:
    /// Its exit codes; Killed: it didn't end by itself.
    enum Exit { Killed = -1, Done = 0, GateRefused = 1, DatabaseError = 3, Resumable = 4, HelmHeld = 5 };

    Runner(QString planFile, QString url) : m_planFile(std::move(planFile)), m_url(std::move(url)) {}
    ~Runner() { kill(); }
    Runner(const Runner &) = delete;
    Runner &operator=(const Runner &) = delete;

    void start();
    void kill();
    void freeze();
    void thaw();
    /// Waits; true once it is gone.
    bool endsWithin(std::chrono::milliseconds time);
    int exitCode() const;
    /// What it said on standard error since start().
    QByteArray words() { return m_process.readAllStandardError(); }

private:
    const QString m_planFile;
    const QString m_url;
    QProcess m_process;
};

} // namespace lockkeeper
