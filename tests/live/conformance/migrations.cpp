// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/stepjournal.h"
#include "core/verify/mapping.h"
#include "tests/live/conformance/conformance.h"

using namespace lockkeeper;
using namespace Qt::StringLiterals;

namespace {

const QString dropOldNames = u"drop-old-names"_s;

} // namespace

/// The sample's plan on each engine, without traffic: tests/live/migration has that.
class MigrationConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void goesThroughAllStages();
    void gatesRefuseWhatIsNotTrue();
    void plansForOthersAreRefused();
    void goesOnWhenItsSessionsAreEnded();
    void goesOnBehindAChangeThatNobodyRecorded();
    void goesOnBehindAContractThatNobodyRecorded();
    void losesNothingBetweenTriggersAndColumns();

private:
    static QStringList killedInContract(const World &world, const Plan &plan);
    static Plan quick(const World &world, QList<std::pair<QString, QString>> changes = {})
    {
        changes << std::pair(u"soak: 1s"_s, u"soak: 50ms"_s) << std::pair(u"watch: 3s"_s, u"watch: 100ms"_s);
        return world.plan(changes);
    }
};

void MigrationConformance::goesThroughAllStages()
{
    const World world(m_engine, 3'000);
    const Status done = world.run(quick(world));
    VERIFY_OK(done);
    QVERIFY(!world.schema().contains(u"first_name"_s));
    QVERIFY(!world.schema().contains(u"lockkeeper"_s));
    QCOMPARE(world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
    QCOMPARE(world.snapshot().record.state, MigrationState::Done);
    for (const StageSnapshot &stage : world.snapshot().stages)
        QCOMPARE(stage.state, StageState::Done);
}

void MigrationConformance::gatesRefuseWhatIsNotTrue()
{
    const World world(m_engine, 500);
    const Plan plan = quick(world);
    VERIFY_OK(world.run(plan, {.through = Stage::Flip}));
    // Triggers would put it right, so they are told to look away, or weren't there.
    const auto session = world.session();
    const auto table = session->catalog().table({{}, u"users"_s});
    const auto dualWrite = [&] {
        return DualWrite{.name = plan.shortName(),
                         .table = *table,
                         .up = plan.dualWrite->up,
                         .down = plan.dualWrite->down,
                         .oldColumns = {u"first_name"_s, u"last_name"_s}};
    }();
    VERIFY_OK(session->ddl().attempt(
        {.statements = session->dualWrite().remove(dualWrite), .before = {}, .record = {}}));
    QVERIFY(session->query(u"UPDATE users SET display_name = 'wrong' WHERE id = 7"_s));
    const Status refused = world.run(plan);
    FAILS_WITH(refused, Errc::GateRefused);
    const QString closed = refused.error().facts.value(u"closed"_s);
    QVERIFY2(closed.contains(u"backfill-complete"_s) && closed.contains(u"reconciled"_s), qPrintable(closed));
    QVERIFY(world.schema().contains(u"first_name"_s));
}

void MigrationConformance::plansForOthersAreRefused()
{
    const World world(m_engine, 10);
    const QString wrong = m_engine == "mariadb"_L1 ? u"mysql"_s : u"mariadb"_s;
    const Plan plan = world.plan({{u"engine: "_s + m_engine, u"engine: "_s + wrong}});
    const auto refused = Migration::open(world.target(), plan, {});
    FAILS_WITH(refused, Errc::WrongEngine);
    QCOMPARE(refused.error().facts.value(u"found"_s), m_engine);
}

/// Every session of the run is ended from outside, again and again: what is committed is committed once.
void MigrationConformance::goesOnWhenItsSessionsAreEnded()
{
    if (m_words.kill.isEmpty())
        QSKIP("there are no sessions to end");
    constexpr qint64 rows = 6'000;
    const World world(m_engine, rows);
    const Plan plan = quick(world, {{u"max: 20000"_s, u"max: 100"_s}});
    const QString ours =
        m_engine == "postgresql"_L1
            ? u"SELECT pid FROM pg_stat_activity WHERE application_name = 'lockkeeper backfill'"_s
            : u"SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()"
              " AND DB = DATABASE() AND IS_USED_LOCK(CONCAT('lockkeeper:', ID)) IS NOT NULL"_s;
    Status ended;
    int runs = 0;
    do {
        int batches = 0;
        ended = world.run(plan, {.through = Stage::Backfill, .resume = runs > 0}, [&](const RunEvent &event) {
            if (event.kind != u"batch"_s || ++batches != 7)
                return;
            const auto killer = world.session();
            const Rows sessions = require(killer->query(ours), "our sessions");
            for (const QVariantList &session : sessions.rows)
                std::ignore = killer->query(m_words.kill.arg(session.first().toString()));
        });
        const bool isHeld = !ended && ended.error().code == Errc::HelmHeld;
        QVERIFY2(ended || isHeld || ended.error().isConnectionGone(), told(ended).constData());
        // The session that would give it back is gone, and this process is not: the lease has to run out.
        if (!ended)
            require(world.session()->query("UPDATE "_L1 + world.session()->dialect().ledgerTable("lease"_L1)
                                           + " SET expires_at = 0"_L1),
                    "the end of the lease");
        QVERIFY2(++runs < 50, "it gets nowhere");
    } while (!ended);
    QVERIFY(runs > 3);
    QCOMPARE(world.snapshot().fills.first().rowsSeen, rows);
    QCOMPARE(world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
}

/// Killed between a change and its record: the step asks the catalog whether it is done.
void MigrationConformance::goesOnBehindAChangeThatNobodyRecorded()
{
    const World world(m_engine, 100);
    const Plan plan = quick(world);
    require(Migration::open(world.target(), plan, {}), "the migration");
    const Step *step = plan.step(u"add-display-name"_s);
    QVERIFY(step);
    QVERIFY(world.session()->query(std::get<SqlAction>(step->action).statements.first()));
    VERIFY_OK(world.run(plan));
    QCOMPARE(world.snapshot().record.state, MigrationState::Done);
}

/// Up to the contract's step, begun by a run that was then killed. @returns what removes the triggers; empty: the
/// engine's DDL commits together with its record, so there is nothing in between.
QStringList MigrationConformance::killedInContract(const World &world, const Plan &plan)
{
    const Step *step = plan.step(dropOldNames);
    if (!step || step->doneWhen.isEmpty())
        return {};
    const Status flipped = world.run(plan, {.through = Stage::Flip});
    if (!flipped)
        giveUp("the flip", flipped.error());
    const auto session = world.session();
    const Ledger ledger(*session, World::idOfSample());
    require(Migrations(ledger).setStage(Stage::Contract), "the stage");
    require(StepJournal(ledger).started(step->id, u"who was killed"_s, 1), "the step");
    return session->dualWrite().remove(require(resolveDualWrite(*session, plan), "the mapping"));
}

/// The same after the point of no return: what the gate asks about is gone, so it must not be asked again.
void MigrationConformance::goesOnBehindAContractThatNobodyRecorded()
{
    const World world(m_engine, 100);
    const Plan plan = quick(world);
    const QStringList remove = killedInContract(world, plan);
    if (remove.isEmpty())
        QSKIP("the change commits together with its record");
    run(*world.session(), remove + std::get<SqlAction>(plan.step(dropOldNames)->action).statements);
    VERIFY_OK(world.run(plan, {.resume = true}));
    QCOMPARE(world.snapshot().record.state, MigrationState::Done);
}

/// Killed when the triggers were gone and the old columns weren't: what was written meanwhile to one shape only is
/// not dropped with them. Somebody has to say which shape is right.
void MigrationConformance::losesNothingBetweenTriggersAndColumns()
{
    const World world(m_engine, 100);
    const Plan plan = quick(world);
    const QStringList remove = killedInContract(world, plan);
    if (remove.isEmpty())
        QSKIP("the change commits together with its record");
    const auto session = world.session();
    run(*session, remove);
    run(*session, {u"UPDATE users SET first_name = 'Ada', last_name = 'Lovelace' WHERE id = 7"_s});
    const Status refused = world.run(plan, {.resume = true});
    FAILS_WITH(refused, Errc::GateRefused);
    QVERIFY(refused.error().facts.value(u"closed"_s).contains(u"reconciled"_s));
    QVERIFY(world.schema().contains(u"first_name"_s));

    run(*session, {u"UPDATE users SET display_name = 'Ada Lovelace' WHERE id = 7"_s});
    VERIFY_OK(world.run(plan, {.resume = true}));
    QCOMPARE(world.snapshot().record.state, MigrationState::Done);
    QCOMPARE(world.scalar(u"SELECT display_name FROM users WHERE id = 7"_s).toString(), u"Ada Lovelace"_s);
}

std::unique_ptr<QObject> lockkeeper::migrationTests(const QString &engine)
{
    return std::make_unique<MigrationConformance>(engine);
}

#include "migrations.moc"
