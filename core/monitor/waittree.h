// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"

namespace lockkeeper {

/// A session with those that wait for it. One that waits for several stands below the first of them.
struct WaitNode
{
    SessionInfo session;
    QString relation; ///< what it waits for; empty: it doesn't wait
    QString mode;     ///< the lock that it wants
    std::chrono::milliseconds waited{0};
    QList<WaitNode> waiting;

    bool isWaiting() const { return !mode.isEmpty(); }
    int waiters() const; ///< below it, at any depth
};

/// Who waits for whom: at the top those that wait for nobody, the one with the most waiters first. Sessions that wait
/// for each other in a ring, which a server breaks within its deadlock timeout, begin at one of theirs.
QList<WaitNode> waitTree(const ActivitySample &sample);

} // namespace lockkeeper
