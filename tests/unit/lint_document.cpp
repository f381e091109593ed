// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/document.h"

#include <QtTest>

#include <random>

using namespace lockkeeper;
using namespace lockkeeper::lint;

class LintDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditJudgesItsStatementOnly();
    void anEditKnowsTheUsersSeverities();
    void anEditKnowsCommentsForTheFile();
    void marksKeepTheirNames();
    void editsUnderstandWhatReachesFar_data();
    void editsUnderstandWhatReachesFar();
    void anOpenQuoteLeavesTheRestAlone_data();
    void anOpenQuoteLeavesTheRestAlone();
    void editsKnowWhatIsAbove();
    void settlingIsLintingTheWholeText_data();
    void settlingIsLintingTheWholeText();
};

namespace {

constexpr std::string_view script = "CREATE TABLE colours (id bigint PRIMARY KEY);\n"
                                    "-- the index of the orders\n"
                                    "CREATE INDEX orders_day ON orders (day); -- slow\n"
                                    "ALTER TABLE orders DROP COLUMN note;\n"
                                    "SELECT 'a;b' FROM orders;\n"
                                    "DO $$ BEGIN UPDATE orders SET note = ''; END $$;\n"
                                    "CREATE INDEX ON colours (id)";

LintOptions optionsFor(SqlDialect dialect)
{
    LintOptions options;
    options.dialect = dialect;
    return options;
}

std::int32_t placeOf(const LintDocument &document, std::string_view what)
{
    return static_cast<std::int32_t>(document.text().find(what));
}

void insert(LintDocument &document, std::int32_t at, std::string_view text) { document.edit({at, at}, text); }

/// A finding a statement.
std::string longScript(int statements)
{
    std::string text;
    for (int i = 0; i < statements; ++i)
        text += "ALTER table t" + std::to_string(i) + " DROP COLUMN note;\n";
    return text;
}

/// "rule@begin-end", which is all that an editor shows.
QStringList shown(const std::vector<LintDocument::Mark> &marks)
{
    QStringList list;
    for (const auto &mark : marks) {
        const Span span = mark.finding.span;
        list << QStringLiteral("%1@%2-%3%4")
                    .arg(QLatin1StringView(mark.finding.rule->id))
                    .arg(span.begin)
                    .arg(span.end)
                    .arg(mark.finding.isSuppressed ? QStringLiteral(" silenced") : QString());
    }
    list.sort();
    return list;
}

QStringList wholeOf(const LintDocument &document, const LintOptions &options)
{
    LintDocument fresh(options, document.text());
    return shown(fresh.marks());
}

std::uint64_t idOf(const LintDocument &document, std::string_view rule)
{
    for (const auto &mark : document.marks()) {
        if (mark.finding.rule->id == rule)
            return mark.id;
    }
    return 0;
}

} // namespace

void LintDocumentTest::anEditJudgesItsStatementOnly()
{
    LintDocument document(optionsFor(SqlDialect::PostgreSQL), std::string(script));
    QVERIFY(idOf(document, "pg-create-index-blocking"));
    const std::int32_t at = placeOf(document, "INDEX orders_day") + 5;
    const Span judged = document.edit({at, at}, " CONCURRENTLY");
    QVERIFY(!idOf(document, "pg-create-index-blocking"));
    QVERIFY(idOf(document, "drop-column"));
    QVERIFY(judged.begin > 0 && judged.end < static_cast<std::int32_t>(document.text().size()));
    QCOMPARE(shown(document.marks()).filter(QStringLiteral("drop-column")).size(), 1);
}

void LintDocumentTest::anEditKnowsTheUsersSeverities()
{
    LintOptions options = optionsFor(SqlDialect::PostgreSQL);
    options.severities = {{"drop-column", Severity::Note}, {"pg-create-index-blocking", std::nullopt}};
    LintDocument document(options);
    insert(document, 0, "ALTER TABLE orders DROP COLUMN note;\nCREATE INDEX ON orders (day);");
    const auto severityOf = [&document](std::string_view rule) {
        for (const auto &mark : document.marks()) {
            if (mark.finding.rule->id == rule)
                return std::optional(mark.finding.severity);
        }
        return std::optional<Severity>();
    };
    QCOMPARE(severityOf("drop-column"), Severity::Note);
    QVERIFY(!severityOf("pg-create-index-blocking"));
}

void LintDocumentTest::anEditKnowsCommentsForTheFile()
{
    const LintOptions options = optionsFor(SqlDialect::PostgreSQL);
    for (const std::string_view comment :
         {"-- lockkeeper:allow-file drop-column nobody reads it\n", "-- squawk-ignore-file ban-drop-column\n",
          "-- atlas:nolint\n\n"}) {
        LintDocument document(options,
                              std::string(comment) + "SELECT 1;\nALTER TABLE orders DROP COLUMN note;\n");
        const auto silenced = [&document] {
            return shown(document.marks()).filter(QStringLiteral("silenced"));
        };
        QVERIFY(!silenced().filter(QStringLiteral("drop-column")).isEmpty());

        insert(document, placeOf(document, "note"), "foot");
        QVERIFY2(!silenced().filter(QStringLiteral("drop-column")).isEmpty(), comment.data());
        QVERIFY(shown(document.marks()).filter(QStringLiteral("unused-ignore")).isEmpty());
        insert(document, placeOf(document, "1;"), "1 + ");
        QVERIFY(shown(document.marks()).filter(QStringLiteral("unused-ignore")).isEmpty());

        document.edit({0, static_cast<std::int32_t>(comment.size())}, "");
        insert(document, placeOf(document, "note"), "_");
        QVERIFY(silenced().isEmpty());
        document.settle();
        QCOMPARE(shown(document.marks()), wholeOf(document, options));
        insert(document, 0, comment);
        document.settle();
        QCOMPARE(shown(document.marks()), wholeOf(document, options));
        QVERIFY(!silenced().filter(QStringLiteral("drop-column")).isEmpty());
    }
}

void LintDocumentTest::marksKeepTheirNames()
{
    LintDocument document(optionsFor(SqlDialect::PostgreSQL), std::string(script));
    const std::uint64_t drop = idOf(document, "drop-column");
    insert(document, 0, "SELECT 1;\n");
    QCOMPARE(idOf(document, "drop-column"), drop);
    insert(document, placeOf(document, "note;"), "long_");
    QCOMPARE(idOf(document, "drop-column"), drop);
    document.settle();
    QCOMPARE(idOf(document, "drop-column"), drop);
    document.edit({0, 10}, "");
    QCOMPARE(idOf(document, "drop-column"), drop);
}

void LintDocumentTest::editsUnderstandWhatReachesFar_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::newRow("a quote that swallows the rest") << QByteArray("'");
    QTest::newRow("a comment that swallows the rest") << QByteArray("/*");
    QTest::newRow("a dollar quote") << QByteArray("$$");
    QTest::newRow("a delimiter") << QByteArray(";");
    QTest::newRow("two statements") << QByteArray("; DROP TABLE a; DROP TABLE b");
    QTest::newRow("a comment that silences") << QByteArray("\n-- lockkeeper:allow drop-column it is gone\n");
    QTest::newRow("nothing") << QByteArray();
}

void LintDocumentTest::editsUnderstandWhatReachesFar()
{
    QFETCH(QByteArray, typed);
    const LintOptions options = optionsFor(SqlDialect::PostgreSQL);
    for (std::int32_t at = 0; at <= static_cast<std::int32_t>(script.size()); at += 7) {
        LintDocument document(options, std::string(script));
        insert(document, at, {typed.constData(), static_cast<std::size_t>(typed.size())});
        QCOMPARE(document.statementCount(), LintDocument(options, document.text()).statementCount());
        document.settle();
        QCOMPARE(shown(document.marks()), wholeOf(document, options));
        document.edit({at, at + static_cast<std::int32_t>(typed.size())}, "");
        QCOMPARE(document.text(), script);
        document.settle();
        QCOMPARE(shown(document.marks()), wholeOf(document, options));
    }
}

void LintDocumentTest::anOpenQuoteLeavesTheRestAlone_data()
{
    QTest::addColumn<QByteArray>("opening");
    QTest::addColumn<QByteArray>("closing");
    QTest::newRow("quote") << QByteArray("'") << QByteArray("'");
    QTest::newRow("dollars") << QByteArray("$a$") << QByteArray("$a$");
    QTest::newRow("comment") << QByteArray("/*") << QByteArray("*/");
}

void LintDocumentTest::anOpenQuoteLeavesTheRestAlone()
{
    QFETCH(QByteArray, opening);
    QFETCH(QByteArray, closing);
    const LintOptions options = optionsFor(SqlDialect::PostgreSQL);
    for (const std::string_view before : {"table t500 ", "\nALTER table t500 "}) {
        LintDocument document(options, longScript(2000));
        const QStringList findings = shown(document.marks());
        const auto at = placeOf(document, before);
        insert(document, at, opening.toStdString());
        QVERIFY(document.statementCount() >= 1999); // a comment may have taken the next one
        QVERIFY(document.marks({0, at}).size() > 400);
        QVERIFY(document.marks({at + 200, static_cast<std::int32_t>(document.text().size())}).size() > 1400);
        document.settle();
        QCOMPARE(shown(document.marks()), wholeOf(document, options));
        document.edit({at, at + static_cast<std::int32_t>(opening.size())}, "");
        document.settle();
        QCOMPARE(shown(document.marks()), findings);

        insert(document, at, opening.toStdString());
        insert(document, placeOf(document, "table t1500 "), closing.toStdString());
        document.settle();
        QCOMPARE(shown(document.marks()), wholeOf(document, options));
        QCOMPARE(document.statementCount(), LintDocument(options, document.text()).statementCount());
    }
}

/// Wherever the one before was: what is judged hangs on all that comes first.
void LintDocumentTest::editsKnowWhatIsAbove()
{
    const LintOptions options = optionsFor(SqlDialect::PostgreSQL);
    LintDocument document(options, longScript(2500));
    for (const int place : {2400, 2399, 2402, 1500, 1499, 20, 2450, 999, 1000, 1001, 0, 2000}) {
        const std::string table = "t" + std::to_string(place);
        const std::string name = place % 2 == 0 ? table : "new_" + table;
        insert(document, std::max(0, placeOf(document, "ALTER table " + table + ' ')),
               "CREATE TABLE " + name + " (a int);\n");
        const auto at = placeOf(document, "table " + table + ' ') + 5;
        const Span judged = document.edit({at, at}, "  ");
        QCOMPARE(document.marks(judged).size(), place % 2 == 0 ? 0U : 1U);
    }
}

void LintDocumentTest::settlingIsLintingTheWholeText_data()
{
    QTest::addColumn<int>("dialect");
    QTest::newRow("postgresql") << static_cast<int>(SqlDialect::PostgreSQL);
    QTest::newRow("mysql") << static_cast<int>(SqlDialect::MySQL);
    QTest::newRow("mariadb") << static_cast<int>(SqlDialect::MariaDB);
    QTest::newRow("sqlite") << static_cast<int>(SqlDialect::SQLite);
}

void LintDocumentTest::settlingIsLintingTheWholeText()
{
    QFETCH(int, dialect);
    const unsigned seed = qEnvironmentVariableIsSet("LOCKKEEPER_SEED")
                              ? qEnvironmentVariable("LOCKKEEPER_SEED").toUInt()
                              : std::random_device()();
    qInfo("LOCKKEEPER_SEED=%u", seed);
    std::mt19937 random(seed);
    const auto below = [&random](std::size_t limit) {
        return static_cast<std::int32_t>(std::uniform_int_distribution<std::size_t>(0, limit)(random));
    };
    constexpr std::array<std::string_view, 16> pieces{";",
                                                      "'",
                                                      "$$",
                                                      "/*",
                                                      "*/",
                                                      "-- x\n",
                                                      "\n",
                                                      "BEGIN;",
                                                      "COMMIT;",
                                                      "x",
                                                      " ",
                                                      "(",
                                                      ")",
                                                      "\"",
                                                      "ALTER TABLE a DROP COLUMN b;",
                                                      "DELIMITER //\n"};
    const LintOptions options = optionsFor(static_cast<SqlDialect>(dialect));
    LintDocument document(options, std::string(script));
    for (int round = 0; round < 400; ++round) {
        const std::int32_t begin = below(document.text().size());
        const auto end =
            std::min(static_cast<std::int32_t>(document.text().size()), begin + below(3) * below(12));
        document.edit({begin, end},
                      below(2) ? pieces[static_cast<std::size_t>(below(pieces.size() - 1))] : "");
        const LintResult whole = lint::lint(document.text(), options);
        QVERIFY2(document.adopt(whole), document.text().c_str());
        QCOMPARE(shown(document.marks()), wholeOf(document, options));
    }
}

QTEST_GUILESS_MAIN(LintDocumentTest)
#include "lint_document.moc"
