// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace lockkeeper::lint;

class LintSettingsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsRead();
    void emptyFileHoldsNone_data();
    void emptyFileHoldsNone();
    void problemHasItsPlace_data();
    void problemHasItsPlace();
    void globs_data();
    void globs();
    void evilGlobEndsQuickly();
    void nearestFileCounts();
};

void LintSettingsTest::everyKeyIsRead()
{
    const auto settings = readLintSettings("lint:\n"
                                           "  engine: mariadb\n"
                                           "  server_version: 10.6\n"
                                           "  severities: {drop-table: note, drop-column: off}\n"
                                           "  ignore: ['vendor/**', '*.down.sql']\n"
                                           "  stages:\n"
                                           "    - {paths: contract/**, stage: contract}\n"
                                           "    - {paths: '**', stage: expand}\n"
                                           "  assume_transaction: true\n"
                                           "  small_table_rows: 5000\n");
    QVERIFY(settings.has_value());
    LintOptions options;
    settings->applyTo(options);
    QCOMPARE(options.dialect, SqlDialect::MariaDB);
    QVERIFY((options.version == ServerVersion{10, 6, 0}));
    QVERIFY(options.assumesTransaction);
    QCOMPARE(options.smallTableRows, 5000);
    QCOMPARE(options.severities.size(), std::size_t(2));
    QCOMPARE(options.severities[0].second, Severity::Note);
    QVERIFY(!options.severities[1].second);
    QVERIFY(settings->ignores("vendor/a/b.sql"));
    QVERIFY(settings->ignores("db/1.down.sql"));
    QVERIFY(!settings->ignores("db/1.up.sql"));
    QCOMPARE(settings->stageOf("contract/9.sql"), Stage::Contract);
    QCOMPARE(settings->stageOf("1.sql"), Stage::Expand);
}

void LintSettingsTest::emptyFileHoldsNone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("comment") << QByteArray("# later\n");
    QTest::newRow("empty document") << QByteArray("---\n");
}

void LintSettingsTest::emptyFileHoldsNone()
{
    QFETCH(QByteArray, text);
    QVERIFY(readLintSettings(text.toStdString()).has_value());
}

void LintSettingsTest::problemHasItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(expected);
    };
    row("unknown key", "lint:\n  engin: mysql\n", "2:3 unknown-key key=engin suggestion=engine");
    row("unknown group", "lnit: {}\n", "1:1 unknown-key key=lnit suggestion=lint");
    row("unknown rule", "lint:\n  severities:\n    drop-tabel: note\n",
        "3:5 unknown-key key=drop-tabel suggestion=drop-table");
    row("unknown severity", "lint: {severities: {drop-table: blocked}}",
        "1:33 unknown-value key=drop-table known=blocker, risk, note, off suggestion=blocker value=blocked");
    row("unknown engine", "lint: {engine: postgress}",
        "1:16 unknown-engine suggestion=postgresql value=postgress");
    row("unknown stage", "lint: {stages: [{paths: a, stage: expnad}]}",
        "1:35 unknown-value key=stage known=classify, expand, backfill, flip, contract, verify suggestion=expand value=expnad");
    row("stage without paths", "lint: {stages: [{stage: expand}]}", "1:17 missing-key key=paths");
    row("bad version", "lint: {server_version: new}", "1:24 bad-version key=server_version value=new");
    row("no list", "lint: {ignore: a}", "1:16 wrong-type expected=list found=string key=ignore");
    row("no truth", "lint: {assume_transaction: 1}",
        "1:28 wrong-type expected=boolean found=integer key=assume_transaction");
    row("no rows", "lint: {small_table_rows: -1}", "1:26 out-of-range key=small_table_rows least=0 value=-1");
    row("twice", "lint:\n  engine: mysql\n  engine: mysql\n", "3:3 duplicate-key key=engine line=2");
    row("list on top", "- lint", "1:1 wrong-type expected=map found=list key=settings");
    row("no YAML", "lint: {", "1:1 yaml-syntax message=end of map flow not found");
    row("all at once", "lint: {a: 1, ignore: 2}",
        "1:8 unknown-key key=a; 1:22 wrong-type expected=list found=integer key=ignore");
}

void LintSettingsTest::problemHasItsPlace()
{
    QFETCH(QByteArray, text);
    const auto settings = readLintSettings(text.toStdString());
    QVERIFY(!settings.has_value());
    QStringList problems;
    for (const TextProblem &problem : settings.error()) {
        QString line = u"%1:%2 %3"_s.arg(problem.line).arg(problem.column).arg(problem.code);
        for (const auto &[name, value] : problem.facts.asKeyValueRange())
            line += u" %1=%2"_s.arg(name, value);
        problems << line;
    }
    QTEST(problems.join(u"; "_s), "expected");
}

void LintSettingsTest::globs_data()
{
    QTest::addColumn<QString>("glob");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *glob, const char *path, bool matches) {
        QTest::addRow("%s on %s", glob, path)
            << QString::fromLatin1(glob) << QString::fromLatin1(path) << matches;
    };
    row("*.sql", "a.sql", true);
    row("*.sql", "a/b.sql", true);
    row("*.sql", "a/b.txt", false);
    row("vendor", "vendor/a/b.sql", true);
    row("vendor/", "x/vendor/b.sql", true);
    row("vendor", "vendors/b.sql", false);
    row("a/*.sql", "a/b.sql", true);
    row("a/*.sql", "a/b/c.sql", false);
    row("a/**", "a/b/c.sql", true);
    row("a/**/c.sql", "a/c.sql", true);
    row("a/**/c.sql", "a/b/b/c.sql", true);
    row("**/c.sql", "c.sql", true);
    row("./a/b.sql", "a/b.sql", true);
    row("/a.sql", "a.sql", true);
    row("/a.sql", "b/a.sql", false);
    row("a/?.sql", "a/b.sql", true);
    row("a/?.sql", "a//.sql", false);
    row("a/b", "a/b/c.sql", true);
    row("a/b", "x/a/b/c.sql", false);
}

void LintSettingsTest::globs()
{
    QFETCH(QString, glob);
    QFETCH(QString, path);
    QTEST(globMatches(glob.toStdString(), path.toStdString()), "matches");
}

void LintSettingsTest::evilGlobEndsQuickly()
{
    std::string glob;
    for (int i = 0; i < 200; ++i)
        glob += "*a**/";
    QVERIFY(!globMatches(glob + "b", std::string(2000, 'a')));
}

void LintSettingsTest::nearestFileCounts()
{
    const QTemporaryDir directory;
    QVERIFY(QDir(directory.path()).mkpath(u"a/b"_s));
    const auto write = [&](const QString &name) {
        return QFile(directory.filePath(name)).open(QIODevice::WriteOnly);
    };
    const std::filesystem::path top = directory.path().toStdString();
    QVERIFY(write(u".lockkeeper.yaml"_s));
    QCOMPARE(settingsFileFor(top / "a/b/1.sql"), top / ".lockkeeper.yaml");
    QVERIFY(write(u"a/.lockkeeper.yaml"_s));
    QCOMPARE(settingsFileFor(top / "a/b/1.sql"), top / "a/.lockkeeper.yaml");
    QCOMPARE(settingsFileFor(top / "1.sql"), top / ".lockkeeper.yaml");
}

QTEST_APPLESS_MAIN(LintSettingsTest)
#include "lint_settings.moc"
