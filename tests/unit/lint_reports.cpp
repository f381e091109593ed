// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"
#include "core/lint/reports/phrases.h"
#include "core/lint/reports/places.h"
#include "core/lint/reports/snippet.h"
#include "tests/support/golden.h"
#include "tests/support/lintresults.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace lockkeeper::lint;

namespace {

const RuleInfo dropColumn{
    .id = "drop-column",
    .severity = Severity::Blocker,
    .title = "{column} of {table} is gone, and the running version still asks for it",
    .why = "Every statement that names the column fails from now on; what was in it is lost.",
    .lock = "ACCESS EXCLUSIVE on {table}: reads and writes wait.",
    .help = "Drop it in the contract stage, when nobody reads {column} any more."};
const RuleInfo blockingIndex{.id = "pg-create-index-blocking",
                             .severity = Severity::Blocker,
                             .title = "Writes to {table} wait until the index is built",
                             .why = "CREATE INDEX reads the whole table.",
                             .lock = "SHARE on {table}: writes wait.",
                             .help = "Build it concurrently."};
const RuleInfo noTimeout{.id = "require-lock-timeout",
                         .severity = Severity::Risk,
                         .title = "Nothing limits how long this waits",
                         .why = "Whoever comes behind it waits too.",
                         .help = "SET lock_timeout = '2s';"};
const RuleInfo unqualified{.id = "unqualified-table",
                           .severity = Severity::Note,
                           .title = "100% of `{table}` | <b>hangs</b> on search_path",
                           .why = "It may be another table.",
                           .help = "Write the schema."};

const std::string firstScript = "-- h\u00f6her\n"
                                "ALTER TABLE users\n"
                                "\tDROP COLUMN \u5317\u4eac,\n"
                                "\tDROP COLUMN na\xff\x1b[31mme;\r\n"
                                "CREATE INDEX users_email ON users (email);\n"
                                "ALTER TABLE t ALTER c SET NOT NULL;\n";

LintResult firstResult()
{
    ResultBuilder builder(firstScript);
    Effects alter{.blocks = Blocks::ReadsAndWrites};
    alter.locks.push_back({.relation = "users", .mode = LockMode::AccessExclusive});
    builder.statement("ALTER TABLE users\n\tDROP COLUMN \u5317\u4eac,\n\tDROP COLUMN na\xff\x1b[31mme",
                      "alter table", alter);
    const Effects index{.locks = {{.relation = "users", .mode = LockMode::Share}},
                        .scans = {"users"},
                        .indexBuilds = {"users"},
                        .blocks = Blocks::Writes,
                        .isLong = true};
    builder.finding(
        noTimeout,
        builder.spanOf("ALTER TABLE users\n\tDROP COLUMN \u5317\u4eac,\n\tDROP COLUMN na\xff\x1b[31mme"));
    builder.finding(dropColumn, builder.spanOf("DROP COLUMN \u5317\u4eac")).facts = {
        {"table", "users"}, {"column", "\u5317\u4eac"}};
    Finding &second = builder.finding(dropColumn, builder.spanOf("na\xff\x1b[31mme"));
    second.facts = {{"table", "users"}, {"column", "na\xff\x1b[31mme"}};
    const int created = builder.statement("CREATE INDEX users_email ON users (email)", "create index", index);
    Finding &build =
        builder.finding(blockingIndex, builder.spanOf("CREATE INDEX users_email ON users (email)"), created);
    build.facts = {{"table", "users"}};
    const Span word = builder.spanOf("INDEX");
    build.fix = Fix{.title = "Build it concurrently",
                    .edits = {{.span = {word.end, word.end}, .text = " CONCURRENTLY"}},
                    .isSafe = true};
    const int notNull =
        builder.statement("ALTER TABLE t ALTER c SET NOT NULL", "alter table",
                          {.rewrites = {"t"}, .algorithm = Algorithm::Copy, .tableLock = TableLock::Shared});
    Finding &staged = builder.finding(noTimeout, builder.spanOf("SET NOT NULL"), notNull);
    staged.fix =
        Fix{.title = "Prove it first",
            .stages = {{.stage = Stage::Expand, .sql = "ALTER TABLE t ADD CHECK (c IS NOT NULL) NOT VALID"},
                       {.stage = Stage::Contract, .sql = "ALTER TABLE t\n  VALIDATE CONSTRAINT t_c_check;"}}};
    return builder.take();
}

LintResult secondResult()
{
    ResultBuilder builder("SELECT 1; " + std::string(300, ' ') + "DROP TABLE old_users; "
                          + std::string(300, 'x') + "\nDO $$ EXECUTE 'x' $$;");
    builder.statement("SELECT 1", "select");
    const int dropped = builder.statement("DROP TABLE old_users", "drop table");
    const Span table = builder.spanOf("old_users");
    builder.statement("DO $$ EXECUTE 'x' $$", "do", {}, false);
    Finding &script = builder.finding(unqualified, {}, -1);
    script.facts = {{"table", "a\nb"}};
    builder.finding(dropColumn, table, dropped);
    Finding &silent = builder.finding(blockingIndex, table, dropped);
    silent.isSuppressed = true;
    silent.reason = "nobody has read it since \"May\"";
    return builder.take();
}

std::vector<std::pair<std::string, LintResult>> results()
{
    return {{"migrations/1 add, drop.sql", firstResult()},
            {"2.sql", secondResult()},
            {"empty.sql", ResultBuilder("").take()}};
}

QByteArray bytes(const std::string &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonDocument document(const std::string &text)
{
    QJsonParseError error;
    const auto parsed = QJsonDocument::fromJson(bytes(text), &error);
    return error.error == QJsonParseError::NoError ? parsed : QJsonDocument();
}

std::string randomBytes(QRandomGenerator &random, int most)
{
    static const std::string likely = "ab \n\r\t\"\\\xe4\xb8\xad\xf0\x9f\x98\x80\xc3\xa9\x80\xff";
    std::string text;
    for (int left = random.bounded(most); left > 0; --left) {
        const auto at = static_cast<std::size_t>(random.bounded(static_cast<int>(likely.size())));
        text += random.bounded(8) == 0 ? static_cast<char>(random.bounded(256)) : likely[at];
    }
    return text;
}

} // namespace

class LintReportsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksAsItDid_data();
    void looksAsItDid();
    void jsonKeepsTheContract();
    void sarifHasWhatTheSchemaAsksFor();
    void githubLinesStayLines();
    void fingerprintsOutliveMovedLines();
    void markdownFitsIntoAComment();
    void anyBytesMakeValidJson();
    void placesCountCodePoints();
    void cutLineShowsTheMark();
    void editsFarApartDontRepeatTheScript();
    void oneEndlessLineIsNoLonger_data();
    void oneEndlessLineIsNoLonger();
};

void LintReportsTest::looksAsItDid_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("more");
    for (const char *file :
         {"text.txt", "json.json", "sarif.json", "github.txt", "gitlab.json", "markdown.md"})
        QTest::newRow(file) << QString::fromLatin1(file) << false;
    QTest::newRow("text in colour") << u"text.colours.txt"_s << true;
    QTest::newRow("json with effects") << u"json.effects.json"_s << true;
}

void LintReportsTest::looksAsItDid()
{
    QFETCH(QString, file);
    QFETCH(bool, more);
    const std::string format = file.section(u'.', 0, 0).toStdString();
    const std::string text = reported(format, results(), {.colours = more, .withEffects = more});
    const QByteArray difference =
        goldenDifference(QStringLiteral(LOCKKEEPER_GOLDEN_DIR "/lint/reports/") + file, bytes(text));
    QVERIFY2(difference.isEmpty(), difference.constData());
    QVERIFY2(bytes(text).isValidUtf8(), "a report is UTF-8 whatever the script is");
}

void LintReportsTest::jsonKeepsTheContract()
{
    const QJsonObject root = document(reported("json", results(), {.withEffects = true})).object();
    QCOMPARE(root.keys(), QStringList({u"files"_s, u"summary"_s}));
    const QStringList wanted{u"column"_s,   u"end_column"_s, u"end_line"_s,   u"fix"_s,     u"help"_s,
                             u"line"_s,     u"lock"_s,       u"reason"_s,     u"rewrite"_s, u"rule"_s,
                             u"severity"_s, u"statement"_s,  u"suppressed"_s, u"title"_s,   u"why"_s};
    const QJsonArray files = root.value("files"_L1).toArray();
    QCOMPARE(files.size(), 3);
    for (const QJsonValue file : files) {
        for (const QJsonValue finding : file["findings"_L1].toArray())
            QCOMPARE(finding.toObject().keys(), wanted);
        for (const QJsonValue statement : file["statements"_L1].toArray())
            QCOMPARE(statement.toObject().keys(),
                     QStringList({u"analysed"_s, u"effects"_s, u"kind"_s, u"line"_s}));
    }
    const QJsonObject summary = root.value("summary"_L1).toObject();
    QCOMPARE(summary.value("statements"_L1).toInt(), 6);
    QCOMPARE(summary.value("blockers"_L1).toInt(), 4);
    QCOMPARE(summary.value("risks"_L1).toInt(), 2);
    QCOMPARE(summary.value("notes"_L1).toInt(), 1);
    QCOMPARE(summary.value("suppressed"_L1).toInt(), 1);
    QCOMPARE(summary.value("not_analysed"_L1).toInt(), 1);
    const QJsonValue fix = files[0]["findings"_L1][3]["fix"_L1];
    QCOMPARE(fix["sql"_L1].toString(), u"CREATE INDEX CONCURRENTLY users_email ON users (email)"_s);
}

void LintReportsTest::sarifHasWhatTheSchemaAsksFor()
{
    const QJsonObject root = document(reported("sarif", results())).object();
    QCOMPARE(root.value("version"_L1).toString(), u"2.1.0"_s);
    QCOMPARE(root.value("runs"_L1).toArray().size(), 1);
    const QJsonValue run = root.value("runs"_L1).toArray().first();
    QCOMPARE(run["columnKind"_L1].toString(), u"unicodeCodePoints"_s);
    const QJsonValue driver = run["tool"_L1]["driver"_L1];
    QVERIFY(!driver["name"_L1].toString().isEmpty());
    const QJsonArray rules = driver["rules"_L1].toArray();
    const QStringList levels{u"error"_s, u"warning"_s, u"note"_s};
    const QJsonArray all = run["results"_L1].toArray();
    QCOMPARE(all.size(), 8);
    for (const QJsonValue result : all) {
        QCOMPARE(rules[result["ruleIndex"_L1].toInt(-1)]["id"_L1].toString(), result["ruleId"_L1].toString());
        QVERIFY(levels.contains(result["level"_L1].toString()));
        QVERIFY(!result["message"_L1]["text"_L1].toString().isEmpty());
        const QJsonValue place = result["locations"_L1][0]["physicalLocation"_L1];
        QVERIFY(!place["artifactLocation"_L1]["uri"_L1].toString().contains(u' '));
        for (const auto key : {"startLine"_L1, "startColumn"_L1, "endLine"_L1, "endColumn"_L1})
            QVERIFY(place["region"_L1][key].toInt(0) >= 1);
        for (const auto key : {"charOffset"_L1, "charLength"_L1, "byteOffset"_L1, "byteLength"_L1})
            QVERIFY(place["region"_L1][key].toInt(-1) >= 0);
        for (const QJsonValue suppression : result["suppressions"_L1].toArray())
            QCOMPARE(suppression["kind"_L1].toString(), u"inSource"_s);
        for (const QJsonValue fix : result["fixes"_L1].toArray()) {
            const QJsonValue change = fix["artifactChanges"_L1][0];
            QVERIFY(change["artifactLocation"_L1].isObject());
            QVERIFY(change["replacements"_L1][0]["deletedRegion"_L1].isObject());
            QVERIFY(change["replacements"_L1][0]["insertedContent"_L1]["text"_L1].isString());
        }
    }
}

void LintReportsTest::githubLinesStayLines()
{
    const QByteArray text = bytes(reported("github", results()));
    QCOMPARE(text.count('\n'), 7); // one each, none for the suppressed one
    for (const QByteArray &line : text.trimmed().split('\n')) {
        QVERIFY2(line.startsWith("::error ") || line.startsWith("::warning ") || line.startsWith("::notice "),
                 line.constData());
        QCOMPARE(line.count("::"), 2);
    }
    QVERIFY(text.contains("file=migrations/1 add%2C drop.sql,"));
    QVERIFY(text.contains("100%25 of"));
}

void LintReportsTest::fingerprintsOutliveMovedLines()
{
    const auto prints = [](const std::string &before) {
        ResultBuilder builder(before + "DROP TABLE a;\nDROP TABLE a;");
        builder.finding(dropColumn, builder.spanOf("DROP TABLE a"));
        const Span span = builder.spanOf("DROP TABLE a");
        builder.finding(dropColumn, {span.begin + 14, span.end + 14});
        std::vector<std::pair<std::string, LintResult>> all;
        all.emplace_back("a.sql", builder.take());
        QStringList found;
        for (const QJsonValue issue : document(reported("gitlab", all)).array())
            found << issue["fingerprint"_L1].toString();
        return found;
    };
    const QStringList found = prints("");
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0] != found[1]);
    QCOMPARE(prints("\n\nSELECT 1;\n"), found);
}

void LintReportsTest::markdownFitsIntoAComment()
{
    ResultBuilder builder("DROP TABLE a;");
    const Span span = builder.spanOf("DROP TABLE a");
    for (int i = 0; i < 5000; ++i)
        builder.finding(dropColumn, span);
    std::vector<std::pair<std::string, LintResult>> all;
    all.emplace_back("a.sql", builder.take());
    const std::string text = reported("markdown", all);
    QVERIFY2(text.size() < 65'536, QByteArray::number(static_cast<qint64>(text.size())).constData());
    QVERIFY(text.find(" more: the comment would be too long") != std::string::npos);
}

void LintReportsTest::anyBytesMakeValidJson()
{
    const quint32 seed = qEnvironmentVariableIntValue("LOCKKEEPER_SEED")
                             ? static_cast<quint32>(qEnvironmentVariableIntValue("LOCKKEEPER_SEED"))
                             : QRandomGenerator::global()->generate();
    qInfo("LOCKKEEPER_SEED=%u", seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 500; ++round) {
        const std::string text = randomBytes(random, 60);
        ResultBuilder builder(text);
        const auto size = static_cast<std::int32_t>(text.size());
        const std::int32_t begin = random.bounded(size + 1);
        Finding &finding = builder.finding(dropColumn, {begin, begin + random.bounded(size - begin + 1)});
        finding.facts = {{"table", text}};
        finding.fix = Fix{.title = text, .edits = {{.span = finding.span, .text = text}}};
        std::vector<std::pair<std::string, LintResult>> all;
        all.emplace_back(text, builder.take());
        for (const char *format : {"json", "sarif", "gitlab"})
            QVERIFY2(!document(reported(format, all)).isNull(), bytes(text).toHex().constData());
        for (const char *format : {"text", "markdown", "github"})
            QVERIFY2(bytes(reported(format, all)).isValidUtf8(), bytes(text).toHex().constData());
    }
}

void LintReportsTest::placesCountCodePoints()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 50; ++round) {
        const SourceText source(randomBytes(random, 2000));
        const Places places(source);
        std::int64_t count = 0;
        for (std::size_t at = 0; at < source.bytes().size(); ++count) {
            QCOMPARE(places.codePoints(static_cast<std::int32_t>(at)), count);
            QVERIFY(places.position(static_cast<std::int32_t>(at))
                    == source.position(static_cast<std::int32_t>(at)));
            at += static_cast<std::size_t>(codePointAt(source.bytes(), at).bytes);
        }
    }
}

void LintReportsTest::cutLineShowsTheMark()
{
    const std::string line = std::string(1000, 'a') + "MARK" + std::string(1000, 'b');
    const Snippet cut = snippetOf(line, 1000, 1004, 60);
    QVERIFY(cut.text.starts_with("\u2026a"));
    QVERIFY(cut.text.ends_with("b\u2026"));
    QCOMPARE(cut.markLength, 4);
    QCOMPARE(cut.text.substr(static_cast<std::size_t>(cut.mark) + 2, 4),
             std::string("MARK")); // … is three bytes
    QCOMPARE(snippetOf("\t\u5317x", 4, 5, 60).mark, 6);
    QCOMPARE(snippetOf("abc", 3, 3, 60).mark, 3);
}

void LintReportsTest::editsFarApartDontRepeatTheScript()
{
    for (const std::size_t length : {std::size_t(10), std::size_t(100'000)}) {
        ResultBuilder builder("DROP TABLE a; " + std::string(length, 'x') + ";");
        const int dropped = builder.statement("DROP TABLE a", "drop table");
        Finding &finding = builder.finding(dropColumn, builder.spanOf("DROP TABLE a"), dropped);
        const Span end{.begin = builder.spanOf("x;").end, .end = builder.spanOf("x;").end};
        finding.fix = Fix{.title = "Look twice",
                          .edits = {{.span = {.begin = 0, .end = 0}, .text = "SELECT 1;\n"},
                                    {.span = end, .text = "\nSELECT 2;"}}};
        const LintResult result = builder.take();
        const std::string sql = fixedSql(result.findings.front(), result);
        QVERIFY(sql.starts_with("SELECT 1;\n"));
        QVERIFY(sql.ends_with("\nSELECT 2;"));
        QCOMPARE(sql.contains('x'), length == 10);
    }
}

void LintReportsTest::oneEndlessLineIsNoLonger_data()
{
    QTest::addColumn<QString>("format");
    for (const std::string_view format : reportFormats())
        QTest::newRow(std::string(format).c_str()) << QString::fromStdString(std::string(format));
}

void LintReportsTest::oneEndlessLineIsNoLonger()
{
    QFETCH(QString, format);
    constexpr int count = 20'000;
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "CREATE INDEX i ON \u00fcsers (email, something_else); ";
    const auto each = static_cast<std::int32_t>(text.size()) / count;
    ResultBuilder builder(std::move(text));
    for (std::int32_t i = 0; i < count; ++i) {
        Finding &finding = builder.finding(blockingIndex, {i * each, i * each + each - 2});
        finding.fix = Fix{.title = "Build it concurrently",
                          .edits = {{.span = {i * each + 12, i * each + 12}, .text = " CONCURRENTLY"}}};
    }
    std::vector<std::pair<std::string, LintResult>> all;
    all.emplace_back("a.sql", builder.take());
    QElapsedTimer timer;
    timer.start();
    const std::string report = reported(format.toStdString(), all);
    // Quadratic work would be 20,000 times a megabyte: minutes.
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!report.empty());
}

QTEST_APPLESS_MAIN(LintReportsTest)
#include "lint_reports.moc"
