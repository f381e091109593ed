// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/demorun.h"

#include "app/ctl/console.h"
#include "app/ctl/demoreport.h"
#include "app/ctl/report.h"
#include "app/ctl/runprogress.h"
#include "app/ctl/signals.h"
#include "core/engine/engine.h"
#include "core/text/sentences.h"
#include "core/workflow/migration.h"

#include <QElapsedTimer>

#include <condition_variable>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostWait = 60'000; // milliseconds for the gate to open after the old version has gone
constexpr int demoFailed = 3;

class DemoRun
{
public:
    DemoRun(demo::WorldOptions options, Console &console, RunControl &control, std::stop_token stop)
        : m_options(std::move(options)), m_console(console), m_control(control), m_stop(std::move(stop))
    {}

    Result<int> run()
    {
        LOCKKEEPER_TRY(makeWorld());
        LOCKKEEPER_TRY(migrateBesideBothVersions());
        LOCKKEEPER_TRY(showRefusal());
        LOCKKEEPER_TRY(retireOldVersion());
        heading(u"The gate is open: contract and verify"_s);
        LOCKKEEPER_TRY(migrate(Stage::Verify));
        m_console.note(u"%1\n  ✓ quiet for %2"_s.arg(sentences::stage(Stage::Verify),
                                                     sentences::duration(m_plan.watch.count())));
        return account();
    }

private:
    void heading(const QString &text) { m_console.print(u'\n' + m_console.painted(Tone::Strong, text)); }

    Status makeWorld()
    {
        m_console.print(m_console.painted(Tone::Strong, u"A database with two application versions on it"_s));
        auto world = demo::World::start(m_options, m_stop,
                                        [this](const QString &what) { m_console.print(u"  "_s + what); });
        if (!world)
            return failure(world.error());
        m_world = std::move(*world);
        auto plan = PlanFile::parse(m_world->planText(), vocabulary());
        if (!plan)
            return failure(Errc::InvalidPlan, {{u"path"_s, m_world->planPath()}});
        m_plan = std::move(*plan);
        m_console.print(
            u"  Look at it from another terminal: lockkeeperctl watch -d %1"_s.arg(m_world->url()));
        return {};
    }

    Status migrateBesideBothVersions()
    {
        heading(m_plan.title + u": expand, fill and flip while both versions write"_s);
        return migrate(Stage::Flip);
    }

    /// Contract is asked for too early, on purpose.
    Status showRefusal()
    {
        heading(u"Contract, while the old version still runs"_s);
        const Status refused = migrate(Stage::Contract);
        if (refused)
            return failure(Errc::StepFailed, {{u"step"_s, u"gate"_s}},
                           u"the gate opened beside the old version"_s);
        if (refused.error().code != Errc::GateRefused)
            return refused;
        LOCKKEEPER_TRY(printGate());
        m_console.print(u"  "_s + sentences::error(refused.error()).means);
        return {};
    }

    Status retireOldVersion()
    {
        heading(u"The old version is retired; the gate is asked until it opens"_s);
        m_world->traffic().retire(demo::Version::Old);
        const auto migration = open(Stage::Verify);
        if (!migration)
            return failure(migration.error());
        QElapsedTimer waited;
        waited.start();
        while (waited.elapsed() < mostWait) {
            const auto isOpen = (*migration)->check(Stage::Contract);
            if (!isOpen)
                return failure(isOpen.error());
            if (*isOpen)
                return printGate();
            LOCKKEEPER_TRY(sleep());
        }
        LOCKKEEPER_TRY(printGate());
        return failure(Errc::GateRefused, {{u"gate"_s, stageName(Stage::Contract)}});
    }

    Result<int> account()
    {
        heading(u"What the application saw meanwhile"_s);
        const auto found = m_world->settle();
        if (!found)
            return failure(found.error());
        m_console.print(trafficReport(m_world->traffic(), *found, m_console));
        return isAllRight(m_world->traffic(), *found) ? 0 : demoFailed;
    }

    Result<std::unique_ptr<Migration>> open(Stage through) const
    {
        return Migration::open(m_world->target(), m_plan, {.through = through, .resume = true});
    }

    Status migrate(Stage through)
    {
        const auto migration = open(through);
        if (!migration)
            return failure(migration.error());
        RunProgress progress(m_console, m_world->target(), (*migration)->id());
        return (*migration)->run(m_control, [&progress](const RunEvent &event) { progress.hear(event); });
    }

    Status printGate()
    {
        const auto session =
            openSession(m_world->target(), {.application = u"lockkeeperctl"_s, .readOnly = true});
        if (!session)
            return failure(session.error());
        const auto snapshot = readSnapshot(**session, migrationId(m_plan));
        if (!snapshot)
            return failure(snapshot.error());
        m_console.print(gateReport(*snapshot, Stage::Contract, m_console));
        return {};
    }

    Status sleep() const
    {
        std::mutex guard;
        std::condition_variable_any wake;
        std::unique_lock lock(guard);
        wake.wait_for(lock, m_stop, 500ms, [] { return false; });
        return m_stop.stop_requested() ? failure(Errc::Cancelled) : Status();
    }

    const demo::WorldOptions m_options;
    Console &m_console;
    RunControl &m_control;
    const std::stop_token m_stop;
    Plan m_plan;
    std::unique_ptr<demo::World> m_world;
};

} // namespace

Result<int> runDemo(const demo::WorldOptions &options, const Surroundings &surroundings)
{
    RunControl control;
    std::stop_source stop;
    // Whatever the signal: end what runs, then everything goes in the order it came.
    const Signals::Watch watch(surroundings.signals_, [&](int, int) {
        stop.request_stop();
        control.interrupt();
    });
    const auto result = DemoRun(options, surroundings.console, control, stop.get_token()).run();
    if (!stop.stop_requested())
        return result;
    surroundings.console.note(u"The demo was stopped; its servers and files are gone."_s);
    return sentences::exitCode(Errc::Paused);
}

} // namespace lockkeeper::ctl
