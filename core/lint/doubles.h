// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/finding.h"

namespace lockkeeper::lint {

/// One hazard is one finding: takes out what a rule with a finding in the same place replaces.
void dropDoubles(std::vector<Finding> &findings);

} // namespace lockkeeper::lint
