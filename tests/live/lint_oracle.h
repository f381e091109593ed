// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace lockkeeper {

/// What a server is asked, and what of its answer can't be seen.
struct OracleCase
{
    enum Blind : unsigned char {
        Nothing = 0,
        Scans = 1,    ///< the planner decides whether the table is read whole
        Members = 2,  ///< partitions that rows go to, or that the planner leaves out
        Files = 4,    ///< a new, empty file is no rewrite, and building its indexes no scan
        Reads = 8,    ///< ACCESS SHARE on what the tree of the statement doesn't name
        Cascade = 16, ///< what else goes: no script says which trigger calls which function
    };
    const char *sql;
    unsigned blind = Nothing;
};

/// Tables, indexes and everything else the statements are about, with rows.
extern const char *const postgresFixture;
/// Run in a transaction that is rolled back: everything is seen before it ends.
std::span<const OracleCase> postgresTableCases();
std::span<const OracleCase> postgresOtherCases();
/// Refuse to run in a transaction. A session holds a lock in their way; seen is what they ask for and what they hold
/// then, which is not all that they will hold.
std::span<const OracleCase> postgresAloneCases();

} // namespace lockkeeper
