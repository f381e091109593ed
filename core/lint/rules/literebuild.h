// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/rules/ask.h"

/// A table built anew, SQLite's way to everything that its ALTER TABLE can't do.
namespace lockkeeper::lint {

/// The documented order of a rebuild, with what is known of @p table filled in.
Fix rebuildFix(const At &at, const sql::ObjectName &table);

/// The names of the indexes that CREATE INDEX made; a key's own comes back with the key.
std::vector<std::string> madeIndexes(const TableFacts &table);

/// A rebuild as a script does it; statements by index.
struct Rebuild
{
    sql::ObjectName table;
    sql::ObjectName
        other; ///< the new one before its last name; with `renamesOld` the old one after its first
    int create = -1;
    int drop = -1;
    int rename = -1;
    bool renamesOld = false; ///< the old table was moved out of the way instead of dropped
};
std::vector<Rebuild> rebuildsIn(std::span<const sql::Statement> statements);

} // namespace lockkeeper::lint
