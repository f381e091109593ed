// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <atomic>
#include <mutex>

namespace lockkeeper {

class Session;

/// Asks of a run that may come from any thread: a signal handler's thread, a button.
class RunControl
{
public:
    /// Stops the run at the next safe point: the batch's end, the next attempt.
    void pause() { m_pause = true; }
    /// Pauses, and ends the statements that are running. May block for the length of a connection attempt.
    void interrupt();
    bool pauseWanted() const { return m_pause; }

    /// Between these interrupt() cancels the session's statement.
    void attach(Session &session);
    void detach(Session &session);

private:
    std::atomic<bool> m_pause = false;
    std::mutex m_guard;
    QList<Session *> m_sessions;
};

} // namespace lockkeeper
