// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/runner.h"

#include <csignal>

namespace lockkeeper {

using namespace Qt::StringLiterals;

void Runner::start()
{
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.start(QStringLiteral(LOCKKEEPERCTL), {u"run"_s, m_planFile, u"-d"_s, m_url, u"--resume"_s});
    if (!m_process.waitForStarted())
        qFatal("cannot start " LOCKKEEPERCTL);
}

void Runner::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Runner::freeze() { ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP); }

void Runner::thaw() { ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT); }

bool Runner::endsWithin(std::chrono::milliseconds time)
{
    return m_process.state() == QProcess::NotRunning
           || m_process.waitForFinished(static_cast<int>(time.count()));
}

int Runner::exitCode() const
{
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : Killed;
}

} // namespace lockkeeper
