// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/replicamemory.h"

#include <algorithm>

namespace lockkeeper {

namespace {

/// A base backup is listed as well, but goes when it is done and is never missed.
bool isStandby(const ReplicaLag &replica) { return replica.streaming && replica.seconds; }

} // namespace

void ReplicaMemory::complete(QList<ReplicaLag> &replicas, Time now)
{
    QMap<QString, qsizetype> present;
    QMap<QString, qsizetype> standbys;
    for (const ReplicaLag &replica : std::as_const(replicas)) {
        ++present[replica.name];
        standbys[replica.name] += isStandby(replica) ? 1 : 0;
    }
    for (const auto &[name, count] : standbys.asKeyValueRange())
        m_known[name].count = std::max(m_known[name].count, count);
    for (const auto &[name, known] : m_known.asKeyValueRange()) {
        const bool isComplete = present.value(name) >= known.count;
        if (!isComplete && now - known.complete > patience)
            known.count = present.value(name);
        else if (isComplete)
            known.complete = now;
        for (qsizetype missing = known.count - present.value(name); missing > 0; --missing)
            replicas << ReplicaLag{.name = name, .seconds = std::nullopt, .bytes = 0, .streaming = false};
    }
}

} // namespace lockkeeper
