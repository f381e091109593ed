// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/faultworld.h"

#include <QFile>
#include <QTest>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using demo::Version;

namespace {

constexpr auto look = 3ms;
constexpr auto longestRun = 120s;
constexpr qint64 oldVersionIsGone = 1000; // milliseconds, as in the plan

/// In milliseconds, a bit shorter than the stage takes here.
qint64 windowOf(Stage stage)
{
    switch (stage) {
    case Stage::Classify:
        return 150;
    case Stage::Expand:
        return 25;
    case Stage::Backfill:
        return 2000;
    case Stage::Contract:
        return 300;
    case Stage::Flip:
        return 1200;
    case Stage::Verify:
        return 900;
    }
    return 0;
}

QString writePlan(const QTemporaryDir &folder, const QByteArray &text)
{
    QFile file(folder.filePath(u"plan.lockkeeper.yaml"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

QList<std::pair<QString, QString>> quicker(const QList<std::pair<QString, QString>> &changes)
{
    return QList<std::pair<QString, QString>>{{u"soak: 1s"_s, u"soak: 300ms"_s},
                                              {u"watch: 3s"_s, u"watch: 1s"_s},
                                              {u"* 1000 - 3000"_s, u"* 1000 - %1"_s.arg(oldVersionIsGone)}}
           + changes;
}

const QString doneTwice = u"SELECT string_agg(step, ', ') FROM (SELECT data::json ->> 'step' AS step "
                          "FROM lockkeeper.event WHERE kind IN ('step-done', 'step-already-done') "
                          "GROUP BY 1 HAVING count(*) > 1) AS twice"_s;

} // namespace

int fromEnvironment(const char *name, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? number : otherwise;
}

Moments::Moments()
{
    const auto seed = static_cast<quint32>(
        fromEnvironment("LOCKKEEPER_SEED", QRandomGenerator::global()->bounded(1'000'000)));
    qInfo("LOCKKEEPER_SEED=%u", seed);
    m_random.seed(seed);
}

Moment Moments::in(Stage stage) { return {stage, Millis(m_random.bounded(windowOf(stage)))}; }

QList<Moment> Moments::draw(int count, QList<Stage> wanted)
{
    // The backfill is what takes hours in real life.
    const QList<Stage> anywhere{Stage::Classify, Stage::Expand, Stage::Backfill, Stage::Backfill,
                                Stage::Backfill, Stage::Flip,   Stage::Contract, Stage::Verify};
    QList<Moment> moments;
    while (moments.size() < count)
        moments << in(wanted.isEmpty() ? anywhere[m_random.bounded(anywhere.size())] : wanted.takeFirst());
    std::ranges::stable_sort(moments, {}, &Moment::stage);
    return moments;
}

FaultWorld::FaultWorld(qint64 rows, const QList<std::pair<QString, QString>> &changes)
    : m_world(World::postgres(rows))
    , m_planFile(writePlan(m_folder, m_world.planText(quicker(changes))))
    , m_runner(m_planFile, m_world.url())
    , m_traffic(m_world.target(), {.statementsPerSecond = 100, .heartbeat = 100ms})
{
    require(m_traffic.start(), "traffic");
}

bool FaultWorld::reach(const Moment &moment)
{
    m_runner.start();
    while (stage() < moment.stage) {
        if (m_runner.endsWithin(look))
            return false;
    }
    return !m_runner.endsWithin(moment.delay);
}

int FaultWorld::finish()
{
    while (true) {
        m_runner.start();
        if (!m_runner.endsWithin(longestRun))
            return Runner::Killed;
        if (m_runner.exitCode() != Runner::GateRefused || stage() == Stage::Verify)
            return m_runner.exitCode();
        if (const QString wrong = passTheGate(); !wrong.isEmpty())
            qFatal("%s", qPrintable(wrong));
    }
}

QString FaultWorld::passTheGate()
{
    const qint64 wrong = m_world
                             .scalar(u"SELECT count(*) FROM users WHERE display_name IS DISTINCT FROM "
                                     "trim(first_name || ' ' || last_name)"_s)
                             .toLongLong();
    m_traffic.retire(Version::Old);
    const QString silent = u"SELECT max(last_seen) < extract(epoch FROM clock_timestamp()) * 1000 - %1 "
                           "FROM app_instances WHERE version = 'old'"_s;
    if (!QTest::qWaitFor([&] { return m_world.scalar(silent.arg(oldVersionIsGone)).toBool(); }, 20'000))
        return u"the old version doesn't go"_s;
    return wrong == 0 ? QString() : u"%1 rows differ in the two shapes at the gate"_s.arg(wrong);
}

Stage FaultWorld::stage()
{
    if (!m_session)
        m_session = m_world.session();
    const auto record = Migrations(Ledger(*m_session, World::idOfSample())).read();
    if (record || !record.error().isConnectionGone())
        return record ? record->stage : Stage::Classify;
    m_session.reset(); // the server was restarted
    return stage();
}

QStringList FaultWorld::problems()
{
    QStringList found;
    checkAccount(found);
    checkRows(found);
    checkLedger(found);
    return found;
}

void FaultWorld::checkAccount(QStringList &found)
{
    m_traffic.stop();
    const demo::Verification account = require(m_traffic.verify(*m_world.session()), "the account");
    if (!account.isClean())
        found << u"of %1 rows %2 lost, %3 doubled, %4 wrong, %5 surplus: %6"_s.arg(
            QString::number(account.checked), QString::number(account.lost), QString::number(account.doubled),
            QString::number(account.wrong), QString::number(account.surplus), account.examples.join(u"; "_s));
    for (const auto version : {Version::Old, Version::New}) {
        if (const qint64 wrong = figures(version).wrongReads; wrong != 0)
            found << u"%1 reads saw another name than the last one written"_s.arg(wrong);
    }
}

void FaultWorld::checkRows(QStringList &found) const
{
    if (const auto empty =
            m_world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toLongLong())
        found << u"%1 rows have no display_name"_s.arg(empty);
    const QString schema = m_world.schema();
    if (schema.contains(u"lockkeeper"_s) || schema.contains(u"first_name"_s))
        found << u"something was left over: "_s + schema;
}

void FaultWorld::checkLedger(QStringList &found) const
{
    const QString counted =
        m_world
            .scalar(u"SELECT sum(rows_seen)::bigint || ' of ' || (SELECT count(*) FROM users "
                    "WHERE id <= max((upper_key::json ->> 0)::bigint)) FROM lockkeeper.backfill"_s)
            .toString();
    if (counted.section(u" of "_s, 0, 0) != counted.section(u" of "_s, 1))
        found << u"the fill saw %1 rows"_s.arg(counted);
    if (const QString twice = m_world.scalar(doneTwice).toString(); !twice.isEmpty())
        found << u"done more than once: "_s + twice;
    const auto session = m_world.session();
    const qint64 broken =
        require(EventChain(Ledger(*session, World::idOfSample())).firstBroken(), "the events");
    if (broken != 0)
        found << u"the chain of events breaks at %1"_s.arg(broken);
    const MigrationSnapshot snapshot = m_world.snapshot();
    if (snapshot.record.state != MigrationState::Done)
        found << u"the migration is "_s + stateName(snapshot.record.state);
    for (const StageSnapshot &stage : snapshot.stages) {
        if (stage.state != StageState::Done)
            found << u"stage %1 is %2"_s.arg(stageName(stage.stage), stateName(stage.state));
    }
}

} // namespace lockkeeper
