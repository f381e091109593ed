// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <deque>

namespace lockkeeper {

enum class GapReason {
    NoFigures,    ///< nobody answered in time
    NotConnected, ///< the connection was lost
    ClockJump,    ///< this computer slept, or a clock was set
    NotReadable,  ///< the role may not see the figures, or the server refused to tell
    NoReplicas,
};

/// A stretch of time of which nothing is known.
struct Gap
{
    qint64 from = 0; ///< ms since the epoch
    qint64 to = 0;
    GapReason reason = GapReason::NoFigures;
    friend bool operator==(const Gap &, const Gap &) = default;
};

/// When figures came, and why they did not. Before the first one there is no gap: nobody looked.
class GapLog
{
public:
    void seen(qint64 at);
    /// Why none came just now; the first reason counts.
    void missing(GapReason reason);
    /// Those that touch the stretch, also the one that is still open at @p now.
    QList<Gap> between(qint64 from, qint64 to, qint64 now) const;

private:
    qint64 m_seen = 0; ///< 0: never
    GapReason m_reason = GapReason::NoFigures;
    std::deque<Gap> m_gaps;
};

} // namespace lockkeeper
