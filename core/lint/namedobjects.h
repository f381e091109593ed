// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace lockkeeper::lint {

/// Schema, empty where none is written, and name.
using ObjectNames = std::set<std::pair<std::string, std::string>>;

/// The tables, views, indexes and types that @p script names: what a live database is asked about. Names of other
/// things may be among them. Thread-safe.
ObjectNames objectsNamedIn(std::string_view script, SqlDialect dialect, const ServerVersion &version);

} // namespace lockkeeper::lint
