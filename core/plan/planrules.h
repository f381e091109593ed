// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plandraft.h"

namespace lockkeeper {

/// Reports what each key by itself can't show: steps without a way back, gates that are missing, equal ids.
void checkPlanRules(PlanDraft &draft);

} // namespace lockkeeper
