// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/activity.h"

#include <algorithm>

namespace lockkeeper {

std::optional<double> ActivitySample::worstLag() const
{
    std::optional<double> worst;
    for (const ReplicaLag &replica : replicas) {
        if (!replica.seconds)
            return {};
        worst = std::max(worst.value_or(0), *replica.seconds);
    }
    return worst;
}

} // namespace lockkeeper
