// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/faultworld.h"

#include "app/demo/shape.h"
#include "core/engine/dialect.h"
#include "core/ledger/ledger.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
                                              {u" - 3000"_s, u" - %1"_s.arg(oldVersionIsGone)}}
           + changes;
}

/// Rows whose two shapes differ, byte by byte.
QString differingRows(QStringView engine)
{
    QString differs = u"display_name IS DISTINCT FROM %1"_s;
    if (engine == "sqlite"_L1)
        differs = u"display_name IS NOT %1"_s;
    else if (engine != "postgresql"_L1)
        differs = u"NOT CAST(display_name AS BINARY) <=> CAST(%1 AS BINARY)"_s;
    return u"SELECT count(*) FROM users WHERE "_s + differs.arg(demo::ShapeSql::forEngine(engine).fullName);
}

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

FaultWorld::FaultWorld(const QString &engine, qint64 rows, const QList<std::pair<QString, QString>> &changes)
    : m_world(engine, rows)
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
    const qint64 wrong = m_world.scalar(differingRows(m_world.engine())).toLongLong();
    m_traffic.retire(Version::Old);
    const QString silent = u"SELECT max(last_seen) < %1 - %2 FROM app_instances WHERE version = 'old'"_s.arg(
        m_world.session()->dialect().serverMillis(), QString::number(oldVersionIsGone));
    if (!QTest::qWaitFor([&] { return m_world.scalar(silent).toBool(); }, 20'000))
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
    checkFill(found);
    checkSteps(found);
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

Rows FaultWorld::ledgerRows(const QString &text) const
{
    const auto session = m_world.session();
    return require(session->query(ledgerSql(session->dialect(), text)), "the ledger");
}

void FaultWorld::checkFill(QStringList &found) const
{
    qint64 seen = 0;
    qint64 last = 0;
    for (const QVariantList &worker : ledgerRows(u"SELECT rows_seen, upper_key FROM {backfill}"_s).rows) {
        seen += worker[0].toLongLong();
        const auto key = QJsonDocument::fromJson(worker[1].toString().toUtf8()).array();
        last = std::max(last, key.first().toVariant().toLongLong());
    }
    const qint64 there =
        m_world.scalar(u"SELECT count(*) FROM users WHERE id <= %1"_s.arg(last)).toLongLong();
    if (seen != there || there == 0)
        found << u"the fill saw %1 of %2 rows"_s.arg(seen).arg(there);
}

void FaultWorld::checkSteps(QStringList &found) const
{
    QMap<QString, int> times;
    const QString done = u"SELECT data FROM {event} WHERE kind IN ('step-done', 'step-already-done')"_s;
    for (const QVariantList &event : ledgerRows(done).rows)
        ++times[QJsonDocument::fromJson(event[0].toString().toUtf8()).object()["step"_L1].toString()];
    if (times.isEmpty())
        found << u"no step was done"_s;
    for (const auto &[step, count] : times.asKeyValueRange()) {
        if (count > 1)
            found << u"%1 was done %2 times"_s.arg(step).arg(count);
    }
}

void FaultWorld::checkLedger(QStringList &found) const
{
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
