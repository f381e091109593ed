// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects.h"
#include "tests/live/lint_oracle.h"

#include <map>
#include <set>

#include <QStringList>

namespace lockkeeper {

/// A relation of the fixture.
struct OracleRelation
{
    char kind = 'r';   ///< as in pg_class
    std::string table; ///< that it belongs to: of indexes and sequences
    bool isPartition = false;
};
using OracleRelations = std::map<std::string, OracleRelation>;

/// What a server did, by the names of relations that were there before.
struct OracleSeen
{
    std::map<std::string, lint::LockMode> locks;
    std::set<std::string> rewrites;
    std::set<std::string> builds;
    std::set<std::string> scans;
    bool wasRefused = false;
    bool isPartial = false; ///< seen while it waited: not every lock, no scan
};

/// "ShareUpdateExclusiveLock" of pg_locks.
lint::LockMode lockModeFromCatalog(const QString &mode);

/// Where @p claimed says something else than the server showed, one line each.
QStringList contradictions(const OracleCase &asked, const lint::Effects &claimed, const OracleSeen &seen,
                           const OracleRelations &relations);

} // namespace lockkeeper
