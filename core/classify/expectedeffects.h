// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QHash>

namespace lockkeeper {

/// Whom a step keeps waiting while it holds its lock.
enum class KeepsWaiting { Nobody, SchemaChanges, Writes, ReadsAndWrites };

/// What a step's SQL will do on the server, as the linter's model of that engine and version says
/// (core/lint/effects.h, which is held against real servers).
struct ExpectedEffects
{
    struct Lock
    {
        QString relation; ///< as the plan writes it
        QString mode;     ///< in the engine's words: "ACCESS EXCLUSIVE"
    };
    QList<Lock> locks;
    QStringList rewrites;    ///< tables written anew
    QStringList scans;       ///< tables read from end to end
    QStringList indexBuilds; ///< tables that an index is built on
    QString algorithm;       ///< MySQL, MariaDB: the worst of the step's statements; empty elsewhere
    KeepsWaiting keepsWaiting = KeepsWaiting::Nobody;
    bool isLong = false;   ///< the lock is held through work that grows with the table
    bool isCertain = true; ///< false: it hangs on what only the live database knows
};

/// By step id. Steps whose SQL the engine writes (dual-write, fills) are absent.
using ExpectedByStep = QHash<QString, ExpectedEffects>;

/// Reads the SQL of all steps, in order, so that a later step knows what an earlier one made. Pure; a parse of the whole
/// plan, so not for the UI thread.
/// @param serverVersion as the server prints it; empty: the oldest that its maker still supports
ExpectedByStep expectedEffects(const Plan &plan, const QString &serverVersion);

} // namespace lockkeeper
