// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/lintinput.h"
#include "core/engine/session.h"
#include "core/lint/schema.h"

#include <set>

namespace lockkeeper::ctl {

/// The tables that @p script names, as it names them.
std::set<std::string> tablesNamedIn(std::string_view script, SqlDialect dialect,
                                    const ServerVersion &version);

/// What the catalog of @p session knows of @p tables. What the database doesn't have is left out.
Result<lint::LiveFacts> liveFacts(Session &session, const std::set<std::string> &tables, SqlDialect dialect,
                                  const ServerVersion &version);

} // namespace lockkeeper::ctl
