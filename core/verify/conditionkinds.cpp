// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/conditionkind.h"

#include <array>

namespace lockkeeper {

std::span<const ConditionKind *const> conditionKinds()
{
    static const std::array<const ConditionKind *, 6> all{
        &sqlCondition(),  &backfillCompleteCondition(), &reconciledCondition(),
        &soakCondition(), &approvalsCondition(),        &replicationLagCondition(),
    };
    return all;
}

const ConditionKind *conditionKindNamed(QStringView name)
{
    for (const ConditionKind *kind : conditionKinds()) {
        if (kind->syntax().name == name)
            return kind;
    }
    return nullptr;
}

} // namespace lockkeeper
