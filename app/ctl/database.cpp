// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/database.h"

#include "app/ctl/console.h"
#include "core/engine/engine.h"

#include <algorithm>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

void Database::declare(Options &options, const char *help)
{
    options.value("-d,--database", m_url, "URL", help);
}

Result<Target> Database::target(Console &console)
{
    const QString url = m_url.isEmpty() ? qEnvironmentVariable("LOCKKEEPER_DATABASE") : m_url;
    if (url.isEmpty())
        return failure(Errc::Usage,
                       {{u"reason"_s, u"no database is given; use -d URL or LOCKKEEPER_DATABASE"_s}});
    auto target = Target::parse(url);
    if (target && !target->password.isEmpty() && !m_warned) {
        console.warn(
            u"the URL holds a password, which others on this machine may read; put it into ~/.pgpass"_s);
        m_warned = true;
    }
    return target;
}

Result<std::unique_ptr<Session>> Database::open(Console &console, bool readOnly)
{
    const auto where = target(console);
    if (!where)
        return failure(where.error());
    return openSession(*where, {.application = u"lockkeeperctl"_s, .readOnly = readOnly});
}

Result<std::unique_ptr<Session>> Database::reader(Console &console) { return open(console, true); }

Result<std::unique_ptr<Session>> Database::writer(Console &console) { return open(console, false); }

bool isFinished(const MigrationRecord &record)
{
    return record.state == MigrationState::Done || record.state == MigrationState::RolledBack;
}

Result<MigrationRecord> chooseMigration(Session &session, const QString &named)
{
    const auto all = Migrations::all(session);
    if (!all)
        return failure(all.error());
    if (!named.isEmpty()) {
        const auto found = std::ranges::find(*all, named, &MigrationRecord::id);
        return found == all->end() ? failure(Errc::UnknownMigration, {{u"migration"_s, named}})
                                   : Result<MigrationRecord>(*found);
    }
    QList<MigrationRecord> unfinished;
    std::ranges::remove_copy_if(*all, std::back_inserter(unfinished), isFinished);
    if (unfinished.size() == 1)
        return unfinished.front();
    if (unfinished.isEmpty())
        return failure(Errc::UnknownMigration);
    QStringList names;
    for (const MigrationRecord &record : unfinished)
        names << record.id;
    return failure(Errc::Usage, {{u"reason"_s, u"name one of these migrations: "_s + names.join(", "_L1)}});
}

} // namespace lockkeeper::ctl
