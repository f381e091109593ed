// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/gaplog.h"

#include "core/monitor/track.h"

namespace lockkeeper {

namespace {

constexpr std::size_t most = 2'000;

} // namespace

void GapLog::seen(qint64 at)
{
    if (m_seen != 0 && at - m_seen > gapPatience)
        m_gaps.push_back({.from = m_seen, .to = at, .reason = m_reason});
    if (m_gaps.size() > most)
        m_gaps.pop_front();
    m_seen = at;
    m_reason = GapReason::NoFigures;
}

void GapLog::missing(GapReason reason)
{
    if (m_reason == GapReason::NoFigures)
        m_reason = reason;
}

QList<Gap> GapLog::between(qint64 from, qint64 to, qint64 now) const
{
    QList<Gap> found;
    for (const Gap &gap : m_gaps) {
        if (gap.to > from && gap.from < to)
            found.append(gap);
    }
    if (m_seen != 0 && now - m_seen > gapPatience && m_seen < to && now > from)
        found.append({.from = m_seen, .to = now, .reason = m_reason});
    return found;
}

} // namespace lockkeeper
