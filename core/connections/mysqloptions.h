// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/importing.h"

namespace lockkeeper {

/// ~/.my.cnf: the group [client], and each [client…] with a suffix, which says what differs from it.
void addMySqlOptions(const Surroundings &surroundings, Findings &findings);

} // namespace lockkeeper
