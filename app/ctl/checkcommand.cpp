// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/database.h"
#include "app/ctl/report.h"
#include "core/text/sentences.h"
#include "core/workflow/migration.h"

#include <algorithm>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

class CheckCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {
            u"check"_s, u"Asks a gate's conditions now and says whether it is open"_s,
            u"lockkeeperctl check give-users-a-display-name -d postgresql://dba@db/shop --gate contract"_s};
    }

    void declare(Options &options) override
    {
        options.positional("migration", m_migration, "Its id (default: the only unfinished one)",
                           Presence::Optional);
        m_database.declare(options);
        QStringList stages;
        for (const Stage stage : allStages)
            stages << stageName(stage);
        options.choice("--gate", m_gate, stages,
                       "The stage it leads to (default: the next one with conditions)");
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        Console &console = surroundings.console;
        const auto session = m_database.reader(console);
        if (!session)
            return failure(session.error());
        const auto record = chooseMigration(**session, m_migration);
        if (!record)
            return failure(record.error());
        auto plan = planFromLedger(**session, record->id);
        if (!plan)
            return failure(plan.error());
        const Stage gate = stageNamed(m_gate).value_or(nextGate(*plan, record->stage));
        const auto open = ask(std::move(*plan), gate, console);
        if (!open)
            return failure(open.error());
        const auto snapshot = readSnapshot(**session, record->id);
        if (!snapshot)
            return failure(snapshot.error());
        print(*snapshot, gate, *open, console);
        return *open ? 0 : sentences::exitCode(Errc::GateRefused);
    }

private:
    static Stage nextGate(const Plan &plan, Stage stage)
    {
        const auto next = std::ranges::find_if(allStages, [&](Stage candidate) {
            return candidate > stage && candidate != Stage::Verify && !plan.conditionsOf(candidate).isEmpty();
        });
        return next == allStages.end() ? Stage::Contract : *next;
    }

    Result<bool> ask(Plan plan, Stage gate, Console &console)
    {
        const auto target = m_database.target(console);
        if (!target)
            return failure(target.error());
        const auto migration = Migration::open(*target, std::move(plan), {});
        return migration ? (*migration)->check(gate) : failure(migration.error());
    }

    void print(const MigrationSnapshot &snapshot, Stage gate, bool open, Console &console) const
    {
        if (m_format == Format::Text) {
            console.print(gateReport(snapshot, gate, console));
            return;
        }
        MigrationSnapshot only = snapshot;
        only.conditions = snapshot.gate(gate);
        console.print({{u"migration"_s, snapshot.record.id},
                       {u"gate"_s, stageName(gate)},
                       {u"open"_s, open},
                       {u"conditions"_s, snapshotToJson(only).value("conditions"_L1)}});
    }

    QString m_migration;
    Database m_database;
    QString m_gate;
    Format m_format = Format::Text;
};

const Registered<CheckCommand> registered(Place::Check);

} // namespace

} // namespace lockkeeper::ctl
