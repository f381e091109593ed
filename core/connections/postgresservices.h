// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/importing.h"

namespace lockkeeper {

/// libpq's connection service files: the user's (PGSERVICEFILE or ~/.pg_service.conf), then the system's. A service
/// that both have is the user's.
void addPostgresServices(const Surroundings &surroundings, Findings &findings);

/// PGHOST and its like, as one connection; with PGSERVICE they come on top of that service.
void addPostgresVariables(const Surroundings &surroundings, Findings &findings);

} // namespace lockkeeper
