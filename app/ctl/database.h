// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/options.h"
#include "core/engine/session.h"
#include "core/ledger/migrations.h"

namespace lockkeeper::ctl {

class Console;

/// `-d/--database URL`, or LOCKKEEPER_DATABASE where it is not given.
class Database
{
public:
    void declare(Options &options,
                 const char *help = "postgresql://user@host/database or sqlite:///path/to/file");

    /// On the command line itself: what works without a database doesn't go to one because of the environment.
    bool isGiven() const { return !m_url.isEmpty(); }
    /// Warns when the URL has a password: other users of the machine can read command lines.
    /// @returns Errc::Usage, Errc::InvalidUrl, Errc::UnknownEngine.
    Result<Target> target(Console &console);
    /// A session that the server itself keeps from writing.
    Result<std::unique_ptr<Session>> reader(Console &console);
    Result<std::unique_ptr<Session>> writer(Console &console);

private:
    Result<std::unique_ptr<Session>> open(Console &console, bool readOnly);

    QString m_url;
    bool m_warned = false;
};

/// The migration called @p named; without a name the only one that isn't finished.
/// @returns Errc::UnknownMigration, or Errc::Usage where there are several to choose from.
Result<MigrationRecord> chooseMigration(Session &session, const QString &named);

/// Done or rolled back: nothing more will happen to it.
bool isFinished(const MigrationRecord &record);

} // namespace lockkeeper::ctl
