// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// pause, resume, cancel: one word in the ledger, which whoever runs the migration reads twice a second.
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/livechange.h"

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

class ControlCommand : public Command
{
public:
    void declare(Options &options) override
    {
        options.positional("migration", m_migration, "Its id (default: the only unfinished one)",
                           Presence::Optional);
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
        LOCKKEEPER_TRY(writeChange(**session, *record, change()));
        const auto holder = helmHolder(**session, record->id);
        if (!holder)
            return failure(holder.error());
        print(record->id, *holder, surroundings.console);
        return 0;
    }

protected:
    struct Words
    {
        QString event;
        QString control; ///< as in JSON
        QString asked;   ///< with somebody at the helm
        QString alone;   ///< with nobody there
    };
    virtual Words words() const = 0;
    virtual Control control() const = 0;

private:
    LiveChange change() const
    {
        return {
            .event = words().event,
            .data = {{u"control"_s, words().control}},
            .apply = [wanted = control()](Migrations &migrations) { return migrations.setControl(wanted); }};
    }

    void print(const QString &migration, const QString &holder, Console &console) const
    {
        if (m_format == Format::Json)
            console.print({{u"migration"_s, migration},
                           {u"control"_s, words().control},
                           {u"helm"_s, holder.isEmpty() ? QJsonValue() : QJsonValue(holder)}});
        else if (holder.isEmpty())
            console.print(u"%1: %2"_s.arg(migration, words().alone));
        else
            console.print(u"%1: asked %2 to %3"_s.arg(migration, holder, words().asked));
    }

    QString m_migration;
    Database m_database;
    Format m_format = Format::Text;
};

class PauseCommand final : public ControlCommand
{
public:
    CommandInfo info() const override
    {
        return {u"pause"_s, u"Lets a running migration wait at its next safe point"_s,
                u"lockkeeperctl pause give-users-a-display-name -d postgresql://dba@db/shop"_s};
    }

protected:
    Words words() const override
    {
        return {u"pause-wanted"_s, u"pause"_s, u"pause after the current batch"_s,
                u"nobody is at the helm, so nothing runs that could pause"_s};
    }
    Control control() const override { return Control::Pause; }
};

class ResumeCommand final : public ControlCommand
{
public:
    CommandInfo info() const override
    {
        return {u"resume"_s, u"Lets a paused migration go on"_s,
                u"lockkeeperctl resume give-users-a-display-name -d postgresql://dba@db/shop"_s};
    }

protected:
    Words words() const override
    {
        return {u"resume-wanted"_s, u"run"_s, u"go on"_s,
                u"nobody is at the helm; start it with lockkeeperctl run FILE --resume"_s};
    }
    Control control() const override { return Control::Run; }
};

class CancelCommand final : public ControlCommand
{
public:
    CommandInfo info() const override
    {
        return {u"cancel"_s, u"Ends a running migration's run; what is done is kept and can be rolled back"_s,
                u"lockkeeperctl cancel give-users-a-display-name -d postgresql://dba@db/shop"_s};
    }

protected:
    Words words() const override
    {
        return {u"cancel-wanted"_s, u"cancel"_s, u"end its run"_s,
                u"nobody is at the helm, so nothing runs that could be cancelled"_s};
    }
    Control control() const override { return Control::Cancel; }
};

const Registered<PauseCommand> pause(Place::Pause);
const Registered<ResumeCommand> resume(Place::Resume);
const Registered<CancelCommand> cancel(Place::Cancel);

} // namespace

} // namespace lockkeeper::ctl
