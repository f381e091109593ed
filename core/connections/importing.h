// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionprofile.h"

#include <QProcessEnvironment>

namespace lockkeeper {

/// A connection that people have elsewhere.
struct FoundConnection
{
    ConnectionProfile profile;
    Secret password; ///< what stood beside it, for the keyring; empty: nothing did
    QString origin;  ///< where it was found: a file, or "PG*"
};

struct Findings
{
    QList<FoundConnection> connections;
    QList<Error> problems; ///< files that are there and can't be read
};

/// Where to look: handed in, so that nothing here depends on who runs it.
struct Surroundings
{
    QProcessEnvironment environment;
    QString home;

    /// This process's own.
    static Surroundings here();
};

/// Everything that libpq's service files and variables and MySQL's option file say. Blocks on files.
Findings importConnections(const Surroundings &surroundings);

/// A pasted URL: blanks and quotes around it and "jdbc:" ahead of it are no matter.
/// @returns as Target::parse; the error never has the URL.
Result<FoundConnection> connectionFromUrl(const QString &pasted);

/// What a name says of its environment ("shop-staging"); Production where it says nothing.
Environment environmentGuessed(const QString &name);

} // namespace lockkeeper
