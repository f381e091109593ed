// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real lockkeeperctl, as a shell would start it.
#include "app/demo/demo.h"
#include "app/demo/postgresserver.h"
#include "app/demo/sample.h"
#include "core/engine/engine.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

#include <csignal>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int code = -1;
    QString out;
    QString error;

    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

const QString program = QStringLiteral(LOCKKEEPERCTL);

Outcome ctl(const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return {.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .out = QString::fromUtf8(process.readAllStandardOutput()),
            .error = QString::fromUtf8(process.readAllStandardError())};
}

/// Sample tables without traffic: what the gates say depends on nothing but the test.
struct Place
{
    QTemporaryDir directory;
    std::unique_ptr<PostgresServer> server;
    QString url;
    QString plan;

    Result<void> make(const QString &engine, qint64 rows, const QString &environment)
    {
        url = u"sqlite://"_s + directory.filePath(u"t.db"_s);
        if (engine == "postgresql"_L1) {
            auto made = PostgresServer::create();
            LOCKKEEPER_TRY(made);
            server = std::move(*made);
            url = server->url();
        } else if (!QFile(directory.filePath(u"t.db"_s)).open(QIODevice::WriteOnly)) {
            return failure(Errc::UnreadableFile);
        }
        plan = directory.filePath(u"plan.yaml"_s);
        QFile file(plan);
        if (!file.open(QIODevice::WriteOnly))
            return failure(Errc::UnreadableFile);
        const QByteArray wanted = "environment: " + environment.toUtf8();
        file.write(demo::samplePlan(engine)
                       .replace("environment: sandbox", wanted)
                       .replace("watch: 3s", "watch: 1s"));
        auto session = openSession(*Target::parse(url));
        LOCKKEEPER_TRY(session);
        return demo::createSample(**session, rows);
    }

    Status execute(const QString &sql) const
    {
        auto session = openSession(*Target::parse(url));
        LOCKKEEPER_TRY(session);
        LOCKKEEPER_TRY((*session)->query(sql));
        return {};
    }
};

} // namespace

class CtlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usageIsExitCodeTwo_data();
    void usageIsExitCodeTwo();
    void everyHelpHasAnExample_data();
    void everyHelpHasAnExample();
    void planCommands();
    void passwordsAreNeverPrinted_data();
    void passwordsAreNeverPrinted();
    void wholeMigration_data() { engineRows(); }
    void wholeMigration();
    void rollsBack_data() { engineRows(); }
    void rollsBack();
    void interruptPauses_data() { engineRows(); }
    void interruptPauses();
    void demoCleansUp();

private:
    static void engineRows()
    {
        QTest::addColumn<QString>("engine");
        QTest::newRow("sqlite") << u"sqlite"_s;
        QTest::newRow("postgresql") << u"postgresql"_s;
    }
};

void CtlTest::usageIsExitCodeTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{u"lead"_s};
    QTest::newRow("no file") << QStringList{u"run"_s, u"-d"_s, u"sqlite:///x"_s};
    QTest::newRow("no such file") << QStringList{u"plan"_s, u"check"_s, u"/nowhere/x.yaml"_s};
    QTest::newRow("no database") << QStringList{u"status"_s};
    QTest::newRow("bad URL") << QStringList{u"status"_s, u"-d"_s, u"nonsense"_s};
    QTest::newRow("unknown engine") << QStringList{u"status"_s, u"-d"_s, u"oracle://x/y"_s};
    QTest::newRow("unknown stage") << QStringList{u"run"_s,         u"x"_s,         u"-d"_s,
                                                  u"sqlite:///x"_s, u"--through"_s, u"end"_s};
    QTest::newRow("unknown format") << QStringList{u"status"_s, u"--format"_s, u"xml"_s};
    QTest::newRow("unknown setting") << QStringList{u"set"_s, u"speed=9"_s, u"-d"_s, u"sqlite:///x"_s};
    QTest::newRow("bad setting") << QStringList{u"set"_s, u"max-lag=soon"_s, u"-d"_s, u"sqlite:///x"_s};
}

void CtlTest::usageIsExitCodeTwo()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = ctl(arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.error.startsWith("lockkeeperctl: "_L1), qPrintable(outcome.error));
    QCOMPARE(outcome.error.count(u'\n'), 1); // one line
    QCOMPARE(outcome.error.count("; "_L1) >= 2, true);
}

void CtlTest::everyHelpHasAnExample_data()
{
    QTest::addColumn<QString>("command");
    for (const char *name :
         {"", "demo", "lint", "plan", "plan new", "plan recipes", "plan check", "plan show", "plan schema",
          "run", "status", "check", "pause", "resume", "cancel", "set", "approve", "rollback", "watch"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void CtlTest::everyHelpHasAnExample()
{
    QFETCH(QString, command);
    const Outcome outcome = ctl(command.split(u' ', Qt::SkipEmptyParts) << u"--help"_s);
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.contains(u"Example:\n  lockkeeperctl "_s + command), qPrintable(outcome.out));
}

void CtlTest::planCommands()
{
    Place place;
    QVERIFY(place.make(u"sqlite"_s, 10, u"sandbox"_s));
    const Outcome good = ctl({u"plan"_s, u"check"_s, place.plan, u"--format"_s, u"json"_s});
    QCOMPARE(good.code, 0);
    QVERIFY(good.json().value("valid"_L1).toBool());

    QFile file(place.plan);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    file.close();
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.replace("      undo: ", "      undoo: "));
    file.close();
    const Outcome bad = ctl({u"plan"_s, u"check"_s, place.plan});
    QCOMPARE(bad.code, 2);
    QVERIFY2(bad.error.contains(u"undoo"_s) && bad.error.contains(u"did you mean \"undo\"?"_s),
             qPrintable(bad.error));
    QVERIFY(bad.error.startsWith(place.plan + u':'));

    const Outcome schema = ctl({u"plan"_s, u"schema"_s});
    QCOMPARE(schema.code, 0);
    QVERIFY(schema.json().contains("$schema"_L1));
}

void CtlTest::passwordsAreNeverPrinted_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString url = u"postgresql://anna:Sw0rdf1sh@127.0.0.1:1/shop"_s;
    QTest::newRow("no server") << QStringList{u"status"_s, u"-v"_s, u"-d"_s, url};
    QTest::newRow("in the query") << QStringList{u"status"_s, u"-v"_s, u"-d"_s,
                                                 u"postgresql://127.0.0.1:1/shop?password=Sw0rdf1sh"_s};
    QTest::newRow("as a command") << QStringList{url};
    QTest::newRow("as a file") << QStringList{u"plan"_s, u"check"_s, url};
    QTest::newRow("one too many") << QStringList{u"status"_s, u"x"_s, url};
    QTest::newRow("malformed") << QStringList{u"status"_s, u"-d"_s, u"postgresql://anna:Sw0rdf1sh@[/shop"_s};
}

void CtlTest::passwordsAreNeverPrinted()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = ctl(arguments);
    QVERIFY(outcome.code == 2 || outcome.code == 3);
    const QString everything = outcome.out + outcome.error;
    QVERIFY2(!everything.contains("Sw0rdf1sh"_L1), qPrintable(everything));
}

// NOLINTNEXTLINE(readability-function-size): one migration, told in order
void CtlTest::wholeMigration()
{
    QFETCH(QString, engine);
    Place place;
    QVERIFY(place.make(engine, 2'000, u"production"_s));
    const QStringList on{u"-d"_s, place.url};
    const QStringList json{u"--format"_s, u"json"_s};
    const QString id = u"give-users-a-display-name"_s;

    QCOMPARE(ctl(QStringList{u"status"_s, id} + on).code, 2); // no ledger yet
    const Outcome expanded = ctl(QStringList{u"run"_s, place.plan, u"--through"_s, u"expand"_s} + on + json);
    QVERIFY2(expanded.code == 0, qPrintable(expanded.error));
    QCOMPARE(expanded.json().value("outcome"_L1).toString(), u"done"_s);

    QCOMPARE(ctl(QStringList{u"set"_s, u"batch-size=500"_s, u"max-lag=10s"_s} + on).code, 0);
    QCOMPARE(ctl(QStringList{u"pause"_s} + on).code, 0);
    QCOMPARE(ctl(QStringList{u"resume"_s, id} + on).code, 0);
    QCOMPARE(ctl(QStringList{u"approve"_s, u"--comment"_s, u"read"_s} + on).code, 0);

    // Contract never runs with the stages before it, outside of a sandbox.
    const Outcome flipped = ctl(QStringList{u"run"_s, place.plan, u"--resume"_s} + on);
    QVERIFY2(flipped.code == 4, qPrintable(flipped.error));

    // An instance of the old version reports: the gate refuses, with evidence.
    QVERIFY(place.execute(u"INSERT INTO app_instances VALUES ('a', 'old', 9000000000000)"_s));
    const Outcome refused = ctl(QStringList{u"check"_s, u"--gate"_s, u"contract"_s} + on + json);
    QVERIFY2(refused.code == 1, qPrintable(refused.error));
    QCOMPARE(refused.json().value("open"_L1).toBool(true), false);
    const Outcome stopped = ctl(QStringList{u"run"_s, place.plan, u"--resume"_s} + on);
    QCOMPARE(stopped.code, 1);
    QVERIFY2(stopped.out.contains(u"Blocked"_s) && stopped.out.contains(u"1 (needs = 0)"_s),
             qPrintable(stopped.out));

    const Outcome watched = ctl(QStringList{u"watch"_s, u"--json"_s, u"--count"_s, u"2"_s} + on);
    QCOMPARE(watched.code, 0);
    QCOMPARE(watched.out.count(u'\n'), 2);
    QVERIFY(
        QJsonDocument::fromJson(watched.out.section(u'\n', 0, 0).toUtf8()).object().contains("activity"_L1));

    QVERIFY(place.execute(u"DELETE FROM app_instances"_s));
    const Outcome done = ctl(QStringList{u"run"_s, place.plan, u"--resume"_s} + on);
    QVERIFY2(done.code == 0, qPrintable(done.error));
    const Outcome status = ctl(QStringList{u"status"_s, id} + on + json);
    QCOMPARE(status.code, 0);
    QCOMPARE(status.json().value("state"_L1).toString(), u"done"_s);
    QVERIFY(ctl(QStringList{u"status"_s} + on).out.contains(id));

    const Outcome tooLate = ctl(QStringList{u"rollback"_s, id} + on);
    QCOMPARE(tooLate.code, 1);
    QVERIFY2(tooLate.out.contains(u"can't be undone"_s), qPrintable(tooLate.out));
    QCOMPARE(ctl(QStringList{u"pause"_s, id} + on).code, 2); // finished
}

void CtlTest::rollsBack()
{
    QFETCH(QString, engine);
    Place place;
    QVERIFY(place.make(engine, 500, u"sandbox"_s));
    const QStringList on{u"-d"_s, place.url};
    QCOMPARE(ctl(QStringList{u"run"_s, place.plan, u"--through"_s, u"backfill"_s} + on).code, 0);
    const Outcome back =
        ctl(QStringList{u"rollback"_s, u"--to"_s, u"expand"_s, u"--format"_s, u"json"_s} + on);
    QVERIFY2(back.code == 0, qPrintable(back.error));
    QCOMPARE(back.json().value("undone"_L1).toArray().size(), 2);
    QCOMPARE(back.json().value("left"_L1).toArray(), QJsonArray{u"add-display-name"_s});
    const Outcome all = ctl(QStringList{u"rollback"_s} + on);
    QVERIFY2(all.code == 0, qPrintable(all.error));
    QVERIFY(all.out.contains(u"undone: add-display-name"_s));
}

void CtlTest::interruptPauses()
{
    QFETCH(QString, engine);
    Place place;
    QVERIFY(place.make(engine, 500, u"sandbox"_s));
    QProcess process; // a flip soaks for four seconds: time enough
    process.start(program, {u"run"_s, place.plan, u"--through"_s, u"flip"_s, u"-d"_s, place.url});
    QVERIFY(QTest::qWaitFor(
        [&] {
            const QStringList status{
                u"status"_s, u"give-users-a-display-name"_s, u"--format"_s, u"json"_s, u"-d"_s, place.url};
            return ctl(status).json().value("stage"_L1).toString() == "flip"_L1;
        },
        20'000));
    kill(static_cast<pid_t>(process.processId()), engine == "sqlite"_L1 ? SIGINT : SIGTERM);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QVERIFY2(process.exitCode() == 4, process.readAllStandardError().constData());
    const Outcome resumed = ctl({u"run"_s, place.plan, u"--resume"_s, u"--through"_s, u"flip"_s, u"-d"_s,
                                 place.url}); // the helm was given back
    QVERIFY2(resumed.code == 0, qPrintable(resumed.error));
}

void CtlTest::demoCleansUp()
{
    QTemporaryDir temporary;
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TMPDIR"_s, temporary.path());
    process.setProcessEnvironment(environment);
    process.start(program, {u"demo"_s, u"--headless"_s, u"--rows"_s, u"2000"_s});
    QVERIFY(QTest::qWaitFor([&process] { return process.readAllStandardOutput().contains("expand, fill"); },
                            60'000));
    process.terminate();
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 4);
    QVERIFY(QDir(temporary.path()).isEmpty());
}

QTEST_GUILESS_MAIN(CtlTest)
#include "ctl.moc"
