// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/leasttime.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

Millis leastTime(const Plan &plan, Stage stage)
{
    Millis sum = stage == Stage::Verify ? plan.watch : Millis(0);
    for (const Step &step : plan.steps) {
        const auto *flag = std::get_if<FlagAction>(&step.action);
        if (flag && step.stage == stage)
            sum += flag->soak;
    }
    return sum;
}

Millis leastSoak(const Plan &plan, Stage stage)
{
    Millis longest{0};
    for (const Condition &condition : plan.conditions) {
        if (condition.gate == stage && stage != Stage::Verify && condition.kind == "soak"_L1)
            longest = std::max(longest, Millis(condition.parameters.value("duration"_L1).toInteger()));
    }
    return longest;
}

} // namespace lockkeeper
