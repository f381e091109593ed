// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/database.h"
#include "app/ctl/report.h"

#include <QJsonArray>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

class StatusCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"status"_s, u"Shows where a migration stands, or lists all of them"_s,
                u"lockkeeperctl status -d postgresql://dba@db/shop"_s};
    }

    void declare(Options &options) override
    {
        options.positional("migration", m_migration, "Its id (default: the only unfinished one, else all)",
                           Presence::Optional);
        m_database.declare(options);
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        const auto session = m_database.reader(surroundings.console);
        if (!session)
            return failure(session.error());
        const auto chosen = chooseMigration(**session, m_migration);
        if (!chosen)
            return m_migration.isEmpty() ? list(**session, surroundings.console) : failure(chosen.error());
        const auto snapshot = readSnapshot(**session, chosen->id);
        if (!snapshot)
            return failure(snapshot.error());
        if (m_format == Format::Json)
            surroundings.console.print(snapshotToJson(*snapshot));
        else
            surroundings.console.print(statusReport(*snapshot, surroundings.console));
        return 0;
    }

private:
    Result<int> list(Session &session, Console &console) const
    {
        const auto all = Migrations::all(session);
        if (!all)
            return failure(all.error());
        if (m_format == Format::Json)
            console.print({{u"migrations"_s, documents(*all)}});
        else
            console.print(all->isEmpty() ? u"This database has no migrations."_s : listReport(*all));
        return 0;
    }

    static QJsonArray documents(const QList<MigrationRecord> &records)
    {
        QJsonArray array;
        for (const MigrationRecord &record : records)
            array << QJsonObject{{u"migration"_s, record.id},
                                 {u"title"_s, record.title},
                                 {u"stage"_s, stageName(record.stage)},
                                 {u"state"_s, stateName(record.state)}};
        return array;
    }

    QString m_migration;
    Database m_database;
    Format m_format = Format::Text;
};

const Registered<StatusCommand> registered(Place::Status);

} // namespace

} // namespace lockkeeper::ctl
