// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/refusals.h"

#include <QProcess>
#include <QtTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Everything that Lockkeeper refuses: the same error from the core and from the program, and nothing changed.
class RefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesNothingChanged_data();
    void leavesNothingChanged();
    void migrationOfNoSuchName();
    void targetThatChangesBetweenSteps();
    void staleHelmWritesNoBatch_data();
    void staleHelmWritesNoBatch();
    void staleHelmEndsTheProgram();
    void contractHasARunOfItsOwn();
    void noWayBackLeavesNoTrace();
    void nothingToUndoMakesNoLedger();
};

namespace {

struct Ended
{
    int exitCode = -1;
    QByteArray error;
};

QProcessEnvironment plainEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"LOCKKEEPER_DATABASE"_s, u"PGPASSWORD"_s})
        environment.remove(name);
    return environment;
}

void start(QProcess &program, const QStringList &arguments)
{
    program.setProcessEnvironment(plainEnvironment());
    program.start(QStringLiteral(LOCKKEEPERCTL), arguments);
}

Ended runProgram(const QStringList &arguments)
{
    QProcess program;
    start(program, arguments);
    if (!program.waitForFinished(60'000) || program.exitStatus() != QProcess::NormalExit)
        qFatal("lockkeeperctl did not end");
    return {.exitCode = program.exitCode(), .error = program.readAllStandardError()};
}

/// What the program said is one sentence in its three parts, below the places of a plan file and warnings.
QByteArray wrongWithForm(const QByteArray &error, const QString &path)
{
    QStringList sentences;
    for (const QString &line : QString::fromUtf8(error).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(path + u':') && !line.startsWith("lockkeeperctl: warning: "_L1))
            sentences << line;
    }
    if (sentences.size() != 1)
        return "it is not one line: " + error;
    if (!sentences.first().startsWith("lockkeeperctl: "_L1) || sentences.first().split("; "_L1).size() < 3)
        return "it is not in three parts: " + error;
    return {};
}

QByteArray missingIn(const QString &text, const QStringList &said)
{
    for (const QString &words : said) {
        if (!text.contains(words))
            return u"'%1' is not in: %2"_s.arg(words, text).toUtf8();
    }
    return {};
}

/// Another runner's helm: what happens to a run whose process was suspended for longer than its lease.
Helm takenOver(const World &world)
{
    const auto session = world.session();
    const Ledger ledger(*session, World::idOfSample());
    require(ledger.query(u"UPDATE {lease} SET expires_at = 0 WHERE migration = :migration"_s),
            "an old lease");
    return require(
        Helm::take(ledger, {.name = u"bert@elsewhere"_s, .machine = u"elsewhere"_s, .process = 1}));
}

qint64 filledRows(const World &world)
{
    return world.scalar(u"SELECT count(*) FROM users WHERE display_name IS NOT NULL"_s).toLongLong();
}

} // namespace

void RefusalsTest::leavesNothingChanged_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < refusals().size(); ++i)
        QTest::addRow("%s, %s", refusals()[i].name, refusals()[i].engine) << i;
}

void RefusalsTest::leavesNothingChanged()
{
    QFETCH(qsizetype, index);
    const Refusal &refusal = refusals()[index];
    const World world(QString::fromLatin1(refusal.engine), 200);
    const Attempt attempt = refusal.arrange(world);
    QTemporaryDir directory;
    const QString path = planFile(directory, attempt);
    const QString before = evidence(world, attempt, refusal.kept);

    const Error error = refusalInCore(path, attempt);
    QVERIFY2(error.code == refusal.code, told(error).constData());
    const QByteArray unsaid = missingIn(sentences::line(error), refusal.facts);
    QVERIFY2(unsaid.isEmpty(), unsaid.constData());
    QCOMPARE(evidence(world, attempt, refusal.kept), before);

    const Ended ended = runProgram({u"-q"_s, u"run"_s, path, u"-d"_s, attempt.url});
    QVERIFY2(ended.exitCode == refusal.exitCode, ended.error.constData());
    const QByteArray wrong = wrongWithForm(ended.error, path);
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    const QByteArray missing = missingIn(QString::fromUtf8(ended.error), refusal.facts + refusal.inProgram);
    QVERIFY2(missing.isEmpty(), missing.constData());
    QVERIFY2(!ended.error.contains(secretOfTests), ended.error.constData());
    QCOMPARE(evidence(world, attempt, refusal.kept), before);
    if (qEnvironmentVariableIsSet("LOCKKEEPER_SHOW"))
        qInfo("%d %s", ended.exitCode, ended.error.trimmed().constData());
}

void RefusalsTest::migrationOfNoSuchName()
{
    const World world = World::postgres(10);
    const QString before = evidence(world, {.url = world.url()}, Kept::Everything);
    const auto plan = planFromLedger(*world.session(), u"no-such-thing"_s);
    QVERIFY(!plan);
    QCOMPARE(plan.error().code, Errc::UnknownMigration);
    for (const QString &command : {u"check"_s, u"status"_s, u"pause"_s, u"cancel"_s, u"rollback"_s}) {
        const auto argument = command == "status"_L1
                                  ? QStringList{command, u"-d"_s, world.url(), u"no-such-thing"_s}
                                  : QStringList{command, u"no-such-thing"_s, u"-d"_s, world.url()};
        const Ended ended = runProgram(argument);
        QVERIFY2(ended.exitCode == 2, ended.error.constData());
        QVERIFY2(ended.error.contains("\"no-such-thing\""), ended.error.constData());
        QVERIFY2(wrongWithForm(ended.error, u"-"_s).isEmpty(), ended.error.constData());
    }
    QCOMPARE(evidence(world, {.url = world.url()}, Kept::Everything), before);
}

/// A fail-over or a moved alias can put another server behind the same address while a run goes on.
void RefusalsTest::targetThatChangesBetweenSteps()
{
    const World world = World::postgres(500);
    QString before;
    const Status ran = world.run(world.plan(), {}, [&](const RunEvent &event) {
        if (event.kind != u"step-done"_s || !before.isEmpty())
            return;
        require(Ledger(*world.session(), World::idOfSample())
                    .query(u"UPDATE {migration} SET target = 'postgresql:1/other'"_s));
        before = evidence(world, {.url = world.url()}, Kept::Application);
    });
    QVERIFY2(!ran && ran.error().code == Errc::WrongTarget, told(ran).constData());
    QCOMPARE(ran.error().facts.value(u"expected"_s), u"postgresql:1/other"_s);
    QCOMPARE(evidence(world, {.url = world.url()}, Kept::Application), before);
    QVERIFY(!world.schema().contains(u"trigger"_s));
}

void RefusalsTest::staleHelmWritesNoBatch_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("postgresql") << u"postgresql"_s;
    QTest::newRow("sqlite") << u"sqlite"_s;
}

void RefusalsTest::staleHelmWritesNoBatch()
{
    QFETCH(QString, engine);
    const World world(engine, 5'000);
    const Plan plan = world.plan({{u"max: 20000"_s, u"max: 100"_s}});
    std::optional<Helm> other;
    qint64 filled = 0;
    QString before;
    const Status ran = world.run(plan, {.through = Stage::Backfill}, [&](const RunEvent &event) {
        if (event.kind != u"batch"_s || other)
            return;
        other = takenOver(world);
        filled = filledRows(world);
        before = evidence(world, {.url = world.url()}, Kept::Everything);
    });
    QVERIFY2(!ran && ran.error().code == Errc::HelmLost, told(ran).constData());
    QVERIFY(filled > 0 && filled < 5'000);
    QCOMPARE(filledRows(world), filled);
    QCOMPARE(world.snapshot().fills.first().rowsSeen, filled);
    // Not even the ledger says a word that the new holder didn't write.
    QCOMPARE(evidence(world, {.url = world.url()}, Kept::Everything), before);

    require(other->release(Ledger(*world.session(), World::idOfSample())));
    const Status resumed = world.run(plan, {.through = Stage::Backfill, .resume = true});
    QVERIFY2(resumed, told(resumed).constData());
    QCOMPARE(filledRows(world), 5'000);
}

void RefusalsTest::staleHelmEndsTheProgram()
{
    const World world = World::postgres(50'000);
    QTemporaryDir directory;
    const Attempt attempt{.url = world.url(),
                          .plan =
                              world.planText({{u"max: 20000"_s, u"max: 1"_s}, {u"min: 100"_s, u"min: 1"_s}})};
    QProcess program;
    start(program, {u"-q"_s, u"run"_s, planFile(directory, attempt), u"-d"_s, attempt.url});
    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto snapshot = readSnapshot(*world.session(), World::idOfSample());
            return snapshot && !snapshot->fills.isEmpty() && snapshot->fills.first().batches > 1;
        },
        20'000));
    const Helm other = takenOver(world);
    const QString before = evidence(world, attempt, Kept::Everything);
    QVERIFY(program.waitForFinished(20'000));
    const QByteArray error = program.readAllStandardError();
    QVERIFY2(program.exitCode() == 5, error.constData());
    QVERIFY2(wrongWithForm(error, u"-"_s).isEmpty(), error.constData());
    QCOMPARE(evidence(world, attempt, Kept::Everything), before);
    QVERIFY(filledRows(world) < 50'000);
}

void RefusalsTest::contractHasARunOfItsOwn()
{
    const World world = World::postgres(200);
    QTemporaryDir directory;
    const Attempt attempt{.url = world.url(),
                          .plan = world.planText({{u"environment: sandbox"_s, u"environment: production"_s},
                                                  {u"soak: 1s"_s, u"soak: 50ms"_s}})};
    const QString path = planFile(directory, attempt);
    const Ended ended = runProgram({u"-q"_s, u"run"_s, path, u"-d"_s, attempt.url});
    QVERIFY2(ended.exitCode == 4, ended.error.constData());
    QVERIFY2(wrongWithForm(ended.error, path).isEmpty(), ended.error.constData());
    QVERIFY(world.schema().contains(u"first_name"_s));
}

void RefusalsTest::noWayBackLeavesNoTrace()
{
    const World world = World::postgres(200);
    const Plan plan = world.plan({{u"soak: 1s"_s, u"soak: 50ms"_s}, {u"watch: 3s"_s, u"watch: 100ms"_s}});
    require(world.run(plan), "the run before");
    const QString before = evidence(world, {.url = world.url()}, Kept::Everything);
    RunControl control;
    const Status undone = world.open(plan)->rollback({}, control, {});
    QVERIFY2(!undone && undone.error().code == Errc::PointOfNoReturn, told(undone).constData());
    QCOMPARE(world.snapshot().record.state, MigrationState::Done);
    QCOMPARE(evidence(world, {.url = world.url()}, Kept::Everything), before);

    const Ended ended = runProgram({u"-q"_s, u"rollback"_s, World::idOfSample(), u"-d"_s, world.url()});
    QVERIFY2(ended.exitCode == 1, ended.error.constData());
    QVERIFY2(ended.error.contains("drop-old-names can't be undone"), ended.error.constData());
    QVERIFY2(wrongWithForm(ended.error, u"-"_s).isEmpty(), ended.error.constData());
    QCOMPARE(evidence(world, {.url = world.url()}, Kept::Everything), before);
}

void RefusalsTest::nothingToUndoMakesNoLedger()
{
    const World world = World::sqlite(10);
    const QString before = evidence(world, {.url = world.url()}, Kept::Everything);
    RunControl control;
    const Status undone = world.open(world.plan())->rollback({}, control, {});
    QVERIFY2(!undone && undone.error().code == Errc::NothingToUndo, told(undone).constData());
    QCOMPARE(evidence(world, {.url = world.url()}, Kept::Everything), before);
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "refusals.moc"
