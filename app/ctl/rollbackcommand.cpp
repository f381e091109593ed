// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/database.h"
#include "app/ctl/report.h"
#include "app/ctl/runprogress.h"
#include "app/ctl/runsignals.h"
#include "core/engine/engine.h"
#include "core/text/sentences.h"
#include "core/workflow/migration.h"

#include <QJsonArray>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

class RollbackCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {
            u"rollback"_s, u"Undoes what was done, newest first, up to the point of no return"_s,
            u"lockkeeperctl rollback give-users-a-display-name -d postgresql://dba@db/shop --to expand"_s};
    }

    void declare(Options &options) override
    {
        options.positional("migration", m_migration, "Its id (default: the only unfinished one)",
                           Presence::Optional);
        m_database.declare(options);
        QStringList stages;
        for (const Stage stage : allStages)
            stages << stageName(stage);
        options.choice("--to", m_to, stages, "Back to the end of this stage (default: undo everything)");
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        Console &console = surroundings.console;
        const auto target = m_database.target(console);
        if (!target)
            return failure(target.error());
        const auto session = m_database.reader(console);
        if (!session)
            return failure(session.error());
        const auto record = chooseMigration(**session, m_migration);
        if (!record)
            return failure(record.error());
        auto plan = planFromLedger(**session, record->id);
        if (!plan)
            return failure(plan.error());
        const auto migration = Migration::open(*target, std::move(*plan), {.resume = true});
        if (!migration)
            return failure(migration.error());
        const Status done = undo(**migration, *target, surroundings);
        const auto snapshot = readSnapshot(**session, record->id);
        if (snapshot)
            print(*snapshot, done, console);
        return done ? Result<int>(0) : failure(done.error());
    }

private:
    Status undo(Migration &migration, const Target &target, const Surroundings &surroundings)
    {
        RunControl control;
        const Signals::Watch watch(surroundings.signals_, pausingOn(control, surroundings.console));
        RunProgress progress(surroundings.console, target, migration.id());
        return migration.rollback(stageNamed(m_to), control, [&](const RunEvent &event) {
            if (event.kind == "step-undone"_L1)
                m_undone << event.step;
            progress.hear(event);
        });
    }

    void print(const MigrationSnapshot &snapshot, const Status &done, Console &console) const
    {
        const QStringList left = stillDone(snapshot);
        if (m_format == Format::Json) {
            console.print({{u"outcome"_s, done ? u"done"_s : errorName(done.error().code)},
                           {u"error"_s, done ? QJsonValue() : QJsonValue(errorDocument(done.error()))},
                           {u"undone"_s, QJsonArray::fromStringList(m_undone)},
                           {u"left"_s, QJsonArray::fromStringList(left)},
                           {u"status"_s, snapshotToJson(snapshot)}});
            return;
        }
        console.print(u"undone: %1"_s.arg(m_undone.isEmpty() ? u"nothing"_s : m_undone.join(", "_L1)));
        if (!left.isEmpty())
            console.print(u"left:   %1"_s.arg(left.join(", "_L1)));
    }

    static QStringList stillDone(const MigrationSnapshot &snapshot)
    {
        QStringList left;
        for (const auto &[step, record] : snapshot.steps) {
            if (record.state == StepState::Done)
                left << (step.irreversible.isEmpty() ? step.id : u"%1 (can't be undone)"_s.arg(step.id));
        }
        return left;
    }

    QString m_migration;
    Database m_database;
    QString m_to;
    QStringList m_undone;
    Format m_format = Format::Text;
};

const Registered<RollbackCommand> registered(Place::Rollback);

} // namespace

} // namespace lockkeeper::ctl
