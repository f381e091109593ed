// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real lockkeeperctl lint, as a shell or a pipeline would start it: no server is needed.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int code = -1;
    QByteArray out;
    QByteArray error;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

} // namespace

class LintCommandTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exitCode_data();
    void exitCode();
    void saysOnceWhichEngineItAssumes();
    void foldersAreReadInOrder();
    void settingsHoldForWhatIsBelowThem();
    void githubIsChosenInActions();
    void effectsAreAsked();
    void fixRewritesTheFile();
    void databaseTellsTheEngine();
    void onlyANamedDatabaseIsAsked();
    void liveFactsReachTheFindings();

private:
    Outcome lint(const QStringList &arguments, const QByteArray &input = {},
                 const QString &variable = {}) const;
    void write(const QString &name, const QByteArray &text) const;
    QByteArray read(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void LintCommandTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    write(u"drop.sql"_s, "DROP TABLE users;\n");
    write(u"select.sql"_s, "SELECT 1;\n");
    write(u"allowed.sql"_s, "-- lockkeeper:allow drop-table nobody reads it\nDROP TABLE users;\n");
    write(u"index.sql"_s, "SET lock_timeout = '2s';\nCREATE INDEX i ON users (email);\n");
    write(u"bad/.lockkeeper.yaml"_s, "lint:\n  engin: sqlite\n");
    write(u"bad/1.sql"_s, "SELECT 1;\n");
    write(u"quiet/.lockkeeper.yaml"_s,
          "lint: {engine: postgresql, severities: {drop-table: risk}, ignore: [old]}\n");
    write(u"quiet/1.sql"_s, "DROP TABLE users;\n");
    write(u"quiet/old/1.sql"_s, "DROP DATABASE everything;\n");
    QDir(m_directory->path()).mkdir(u"empty"_s);
}

void LintCommandTest::write(const QString &name, const QByteArray &text) const
{
    const QString path = m_directory->filePath(name);
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

QByteArray LintCommandTest::read(const QString &name) const
{
    QFile file(m_directory->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Outcome LintCommandTest::lint(const QStringList &arguments, const QByteArray &input,
                              const QString &variable) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"GITHUB_ACTIONS"_s);
    if (!variable.isEmpty())
        environment.insert(variable, u"true"_s);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_directory->path());
    process.start(QStringLiteral(LOCKKEEPERCTL), QStringList{u"lint"_s} + arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    return {.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .out = process.readAllStandardOutput(),
            .error = process.readAllStandardError()};
}

void LintCommandTest::exitCode_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing found") << u"select.sql"_s << 0;
    QTest::newRow("blocker") << u"drop.sql"_s << 1;
    QTest::newRow("blocker in one of several") << u"select.sql drop.sql select.sql"_s << 1;
    QTest::newRow("allowed blocker") << u"allowed.sql"_s << 0;
    QTest::newRow("made a risk") << u"quiet"_s << 0;
    QTest::newRow("not asked for settings") << u"--no-config quiet"_s << 1;
    for (const char *format : {"text", "json", "sarif", "github", "gitlab", "markdown"})
        QTest::addRow("blocker as %s", format) << u"drop.sql --format "_s + QString::fromLatin1(format) << 1;
    QTest::newRow("no file") << QString() << 2;
    QTest::newRow("no such file") << u"nowhere.sql"_s << 2;
    QTest::newRow("one of several missing") << u"select.sql nowhere.sql"_s << 2;
    QTest::newRow("folder without scripts") << u"empty"_s << 2;
    QTest::newRow("bad settings") << u"bad/1.sql"_s << 2;
    QTest::newRow("unknown engine") << u"select.sql --engine oracle"_s << 2;
    QTest::newRow("bad version") << u"select.sql --server-version new"_s << 2;
    QTest::newRow("unknown stage") << u"select.sql --stage end"_s << 2;
    QTest::newRow("unknown format") << u"select.sql --format xml"_s << 2;
    QTest::newRow("effects of text") << u"select.sql --effects"_s << 2;
    QTest::newRow("fix of a pipe") << u"- --fix"_s << 2;
    QTest::newRow("bad URL") << u"select.sql -d nonsense"_s << 2;
    QTest::newRow("another engine's database") << u"select.sql --engine postgresql -d sqlite:///%1"_s << 2;
    QTest::newRow("no server") << u"select.sql -d postgresql://nobody@127.0.0.1:1/x"_s << 3;
}

void LintCommandTest::exitCode()
{
    QFETCH(QString, arguments);
    QFETCH(int, code);
    write(u"some.db"_s, {});
    if (arguments.contains("%1"_L1))
        arguments = arguments.arg(m_directory->filePath(u"some.db"_s).sliced(1));
    const Outcome outcome = lint(arguments.split(u' ', Qt::SkipEmptyParts));
    QVERIFY2(outcome.code == code, (QByteArray::number(outcome.code) + ": " + outcome.error).constData());
}

void LintCommandTest::saysOnceWhichEngineItAssumes()
{
    const Outcome assumed = lint({u"select.sql"_s, u"drop.sql"_s});
    QCOMPARE(assumed.error.count("PostgreSQL"), 1);
    QCOMPARE(assumed.error.count('\n'), 1);
    QVERIFY(lint({u"select.sql"_s, u"--engine"_s, u"mysql"_s}).error.isEmpty());
    QVERIFY(lint({u"quiet/1.sql"_s}).error.isEmpty());
}

void LintCommandTest::foldersAreReadInOrder()
{
    for (int i = 0; i < 40; ++i)
        write(u"many/%1.sql"_s.arg(i, 3, 10, QChar(u'0')), "DROP TABLE t" + QByteArray::number(i) + ";\n");
    write(u"many/readme.txt"_s, "no script");
    const Outcome outcome = lint({u"many"_s, u"-"_s, u"--format"_s, u"json"_s}, "DROP TABLE piped;");
    QCOMPARE(outcome.code, 1);
    const QJsonArray files = outcome.json().value("files"_L1).toArray();
    QCOMPARE(files.size(), 41);
    for (int i = 0; i < 40; ++i)
        QCOMPARE(files[i]["file"_L1].toString(), u"many/%1.sql"_s.arg(i, 3, 10, QChar(u'0')));
    QCOMPARE(files[40]["file"_L1].toString(), u"-"_s);
    QCOMPARE(outcome.json().value("summary"_L1)["blockers"_L1].toInt(), 41);
}

void LintCommandTest::settingsHoldForWhatIsBelowThem()
{
    const QJsonObject root = lint({u"quiet"_s, u"drop.sql"_s, u"--format"_s, u"json"_s}).json();
    const QJsonArray files = root.value("files"_L1).toArray();
    QCOMPARE(files.size(), 2);
    QCOMPARE(root.value("summary"_L1)["blockers"_L1].toInt(), 1);
    const Outcome bad = lint({u"bad/1.sql"_s});
    QVERIFY2(bad.error.contains(".lockkeeper.yaml:2:3: unknown key \"engin\" (did you mean \"engine\"?)"),
             bad.error.constData());
    QVERIFY(bad.out.isEmpty());
}

void LintCommandTest::githubIsChosenInActions()
{
    QVERIFY(lint({u"drop.sql"_s}, {}, u"GITHUB_ACTIONS"_s).out.contains("::error file=drop.sql,line=1,"));
    QVERIFY(lint({u"drop.sql"_s, u"--format"_s, u"text"_s}, {}, u"GITHUB_ACTIONS"_s)
                .out.contains("blocker[drop-table]"));
}

void LintCommandTest::effectsAreAsked()
{
    const QJsonObject root = lint({u"index.sql"_s, u"--format"_s, u"json"_s, u"--effects"_s}).json();
    const QJsonValue index = root.value("files"_L1)[0]["statements"_L1][1];
    QCOMPARE(index["line"_L1].toInt(), 2);
    QCOMPARE(index["kind"_L1].toString(), u"create index"_s);
    QCOMPARE(index["analysed"_L1].toBool(), true);
    QCOMPARE(index["effects"_L1]["locks"_L1][0]["mode"_L1].toString(), u"SHARE"_s);
    QCOMPARE(index["effects"_L1]["blocks"_L1].toString(), u"writes"_s);
    QVERIFY(!lint({u"index.sql"_s, u"--format"_s, u"json"_s}).out.contains("\"statements\":["));
}

void LintCommandTest::fixRewritesTheFile()
{
    const Outcome outcome = lint({u"index.sql"_s, u"--fix"_s, u"--engine"_s, u"postgresql"_s});
    QVERIFY2(read(u"index.sql"_s).contains("CREATE INDEX CONCURRENTLY i ON users (email);"),
             outcome.error.constData());
    const QByteArray fixed = read(u"index.sql"_s);
    lint({u"index.sql"_s, u"--fix"_s, u"--engine"_s, u"postgresql"_s});
    QCOMPARE(read(u"index.sql"_s), fixed);
}

void LintCommandTest::databaseTellsTheEngine()
{
    write(u"some.db"_s, {}); // an empty file is an empty database
    write(u"type.sql"_s, "ALTER TABLE users ALTER COLUMN id TYPE bigint;\n");
    const Outcome outcome =
        lint({u"type.sql"_s, u"-d"_s, u"sqlite://"_s + m_directory->filePath(u"some.db"_s), u"--format"_s,
              u"json"_s});
    QVERIFY2(outcome.error.isEmpty(), outcome.error.constData());
    QVERIFY2(outcome.out.contains("\"rule\":\"sqlite-unsupported-alter\""), outcome.out.constData());
}

/// A linter in a pipeline must say the same wherever it runs, whatever the environment is set to.
void LintCommandTest::onlyANamedDatabaseIsAsked()
{
    const Outcome outcome = lint({u"drop.sql"_s, u"--engine"_s, u"sqlite"_s}, {}, u"LOCKKEEPER_DATABASE"_s);
    QCOMPARE(outcome.code, 1); // "true" is no URL
    QVERIFY2(outcome.error.isEmpty(), outcome.error.constData());
    QVERIFY(lint({u"--help"_s}).out.contains("LOCKKEEPER_DATABASE is not asked"));
}

void LintCommandTest::liveFactsReachTheFindings()
{
    write(u"some.db"_s, {});
    write(u"missing.sql"_s,
          "CREATE TABLE fresh (id INTEGER PRIMARY KEY);\nALTER TABLE fresh ADD COLUMN a INT;\n");
    const QStringList database{u"-d"_s, u"sqlite://"_s + m_directory->filePath(u"some.db"_s)};
    const Outcome outcome = lint(QStringList{u"missing.sql"_s} + database);
    QVERIFY2(outcome.code == 0, (outcome.error + outcome.out).constData());
    QVERIFY2(!outcome.out.contains("plan-drift"), outcome.out.constData());
}

QTEST_GUILESS_MAIN(LintCommandTest)
#include "lint_command.moc"
