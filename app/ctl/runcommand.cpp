// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/database.h"
#include "app/ctl/planinput.h"
#include "app/ctl/report.h"
#include "app/ctl/runprogress.h"
#include "app/ctl/runsignals.h"
#include "core/engine/engine.h"
#include "core/text/sentences.h"
#include "core/workflow/migration.h"

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

class RunCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {
            u"run"_s, u"Applies a plan, stage by stage, up to a gate that is not open"_s,
            u"lockkeeperctl run merge-names.lockkeeper.yaml -d postgresql://dba@db/shop --through backfill"_s};
    }

    void declare(Options &options) override
    {
        options.positional("file", m_file, "The plan file; - is standard input");
        m_database.declare(options);
        QStringList stages;
        for (const Stage stage : allStages)
            stages << stageName(stage);
        options.choice("--through", m_through, stages, "Stop after this stage (default: verify)");
        options.flag("--resume", m_resume, "Go on where an earlier run stopped");
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        Console &console = surroundings.console;
        auto plan = readPlan(m_file, console);
        if (!plan)
            return failure(plan.error());
        const auto target = m_database.target(console);
        if (!target)
            return failure(target.error());
        const RunOptions options{.through = stageNamed(m_through).value_or(Stage::Verify),
                                 .resume = m_resume};
        const auto migration = Migration::open(*target, std::move(*plan), options);
        if (!migration)
            return failure(migration.error());
        const Status done = drive(**migration, *target, surroundings);
        report((*migration)->id(), *target, done, options.through, console);
        return done ? Result<int>(0) : failure(done.error());
    }

private:
    static Status drive(Migration &migration, const Target &target, const Surroundings &surroundings)
    {
        RunControl control;
        const Signals::Watch watch(surroundings.signals_, pausingOn(control, surroundings.console));
        RunProgress progress(surroundings.console, target, migration.id());
        return migration.run(control, [&progress](const RunEvent &event) { progress.hear(event); });
    }

    /// The answer: where it stands now, and at a closed gate what each condition said.
    void report(const QString &migration, const Target &target, const Status &done, Stage through,
                Console &console) const
    {
        const auto session = openSession(target, {.application = u"lockkeeperctl"_s, .readOnly = true});
        const auto snapshot = session ? readSnapshot(**session, migration) : failure(session.error());
        if (m_format == Format::Json) {
            console.print({{u"outcome"_s, done ? u"done"_s : errorName(done.error().code)},
                           {u"error"_s, done ? QJsonValue() : QJsonValue(errorDocument(done.error()))},
                           {u"status"_s, snapshot ? QJsonValue(snapshotToJson(*snapshot)) : QJsonValue()}});
        } else if (done) {
            console.print(u"%1: done through %2"_s.arg(migration, sentences::stage(through)));
        } else if (snapshot && isAboutAGate(done.error())) {
            const Stage gate = stageNamed(done.error().facts.value(u"gate"_s)).value_or(Stage::Contract);
            console.print(gateReport(*snapshot, gate, console));
        }
    }

    static bool isAboutAGate(const Error &error)
    {
        return error.code == Errc::GateRefused || error.code == Errc::VerdictExpired;
    }

    QString m_file;
    Database m_database;
    QString m_through;
    bool m_resume = false;
    Format m_format = Format::Text;
};

const Registered<RunCommand> registered(Place::Run);

} // namespace

} // namespace lockkeeper::ctl
