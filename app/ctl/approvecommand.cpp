// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/livechange.h"
#include "core/ledger/helm.h"

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

class ApproveCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"approve"_s, u"Approves a migration's plan as it is in the ledger"_s,
                u"lockkeeperctl approve give-users-a-display-name --comment \"read it with Ben\" "
                "-d postgresql://dba@db/shop"_s};
    }

    void declare(Options &options) override
    {
        options.positional("migration", m_migration, "Its id (default: the only unfinished one)",
                           Presence::Optional);
        options.value("--comment", m_comment, "TEXT", "What was looked at", Presence::Required);
        m_database.declare(options);
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        const auto session = m_database.writer(surroundings.console);
        if (!session)
            return failure(session.error());
        const auto record = chooseMigration(**session, m_migration);
        if (!record)
            return failure(record.error());
        const QString who = Holder::self().name;
        const LiveChange change{
            .event = u"approved"_s,
            .data = {{u"comment"_s, m_comment}, {u"revision"_s, record->revision}},
            .apply = [&](Migrations &migrations) { return migrations.approve(who, m_comment); }};
        LOCKKEEPER_TRY(writeChange(**session, *record, change));
        if (m_format == Format::Json)
            surroundings.console.print(
                {{u"migration"_s, record->id}, {u"who"_s, who}, {u"revision"_s, record->revision}});
        else
            surroundings.console.print(
                u"%1: revision %2 approved by %3"_s.arg(record->id).arg(record->revision).arg(who));
        return 0;
    }

private:
    QString m_migration;
    QString m_comment;
    Database m_database;
    Format m_format = Format::Text;
};

const Registered<ApproveCommand> registered(Place::Approve);

} // namespace

} // namespace lockkeeper::ctl
