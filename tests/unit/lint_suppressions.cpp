// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/suppressions.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace lockkeeper::lint;

namespace {

const RuleInfo dropTable{.id = "drop-table", .severity = Severity::Blocker};
const RuleInfo dropColumn{.id = "drop-column", .severity = Severity::Risk};

/// A script in which every DROP TABLE is a blocker and every DROP COLUMN a risk, after its comments were read.
LintResult linted(std::string text, const LintOptions &options = {})
{
    LintResult result;
    result.source = std::make_shared<const SourceText>(std::move(text));
    const std::string_view all = result.source->bytes();
    const Script script = split(all, {.dialect = options.dialect});
    for (const Piece &piece : script.pieces) {
        result.statements.push_back(piece.span);
        const std::string_view statement = result.source->text(piece.span);
        for (const RuleInfo *rule : {&dropTable, &dropColumn}) {
            const std::string_view words = rule == &dropTable ? "DROP TABLE" : "DROP COLUMN";
            if (statement.find(words) == std::string_view::npos)
                continue;
            Finding &finding = result.findings.emplace_back();
            finding.rule = rule;
            finding.severity = rule->severity;
            finding.span = piece.span;
            finding.statement = static_cast<int>(result.statements.size()) - 1;
        }
    }
    applySuppressions(result, script.tokens, options);
    return result;
}

/// "drop-table", "(drop-column: why)" where it is silenced, "unused-ignore: what" for a comment.
QString told(const LintResult &result)
{
    QStringList lines;
    for (const Finding &finding : result.findings) {
        const std::string id(finding.rule->id);
        if (finding.isSuppressed)
            lines << QString::fromStdString('(' + id + ": " + finding.reason + ')');
        else if (id == "unused-ignore")
            lines << QString::fromStdString(id + ": " + finding.facts.front().second);
        else
            lines << QString::fromStdString(id);
    }
    return lines.join(u"; "_s);
}

} // namespace

class LintSuppressionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commentSilences_data();
    void commentSilences();
    void misspeltIdHasAFix();
    void rulesThatAreOffAreNoMistake();
    void manyCommentsAreLinear();
};

// NOLINTNEXTLINE(readability-function-size): a table
void LintSuppressionsTest::commentSilences_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *script, const char *expected) {
        QTest::newRow(name) << QByteArray(script) << QString::fromUtf8(expected);
    };
    row("nothing", "DROP TABLE a;", "drop-table");
    row("above", "-- lockkeeper:allow drop-table it is empty\nDROP TABLE a;", "(drop-table: it is empty)");
    row("above with others between", "-- lockkeeper:allow drop-table empty\n\n/* x */\nDROP TABLE a;",
        "(drop-table: empty)");
    row("behind", "DROP TABLE a; -- lockkeeper:allow drop-table empty\nDROP TABLE b;",
        "(drop-table: empty); drop-table");
    row("inside", "DROP TABLE -- lockkeeper:allow drop-table: empty\n a;\nDROP TABLE b;",
        "(drop-table: empty); drop-table");
    row("in front", "DROP TABLE a; /* lockkeeper:allow drop-table -- empty */ DROP TABLE b;",
        "drop-table; (drop-table: empty)");
    row("block at the end", "DROP TABLE a /* lockkeeper:allow drop-table empty */;", "(drop-table: empty)");
    row("only the next", "-- lockkeeper:allow drop-table empty\nDROP TABLE a;\nDROP TABLE b;",
        "(drop-table: empty); drop-table");
    row("several", "-- lockkeeper:allow drop-column , drop-table both\nDROP TABLE /* DROP COLUMN */ a;",
        "(drop-table: both); (drop-column: both)");
    row("file", "DROP TABLE a;\n-- lockkeeper:allow-file drop-table all empty\nDROP TABLE b;",
        "(drop-table: all empty); (drop-table: all empty)");
    row("blocker without a reason", "-- lockkeeper:allow drop-table\nDROP TABLE a;",
        "unused-ignore: a blocker needs a reason, and drop-table is one here; drop-table");
    row("risk without a reason", "-- lockkeeper:allow drop-column\nALTER TABLE a DROP COLUMN b;",
        "(drop-column: )");
    row("unused", "-- lockkeeper:allow drop-column x\nDROP TABLE a;",
        "unused-ignore: drop-column finds nothing here; drop-table");
    row("unused in the file", "-- lockkeeper:allow-file drop-column x\nSELECT 1;",
        "unused-ignore: drop-column finds nothing in this file");
    row("below everything", "SELECT 1;\n-- lockkeeper:allow drop-table x\n",
        "unused-ignore: drop-table finds nothing here");
    row("twice", "-- lockkeeper:allow drop-table x\n-- lockkeeper:allow drop-table y\nDROP TABLE a;",
        "unused-ignore: drop-table finds nothing here; (drop-table: x)");
    row("unknown", "-- lockkeeper:allow elephants x\nDROP TABLE a;",
        "unused-ignore: there is no rule elephants; drop-table");
    row("no rule", "-- lockkeeper:allow\nSELECT 1;", "unused-ignore: it names no rule");
    row("silenced itself",
        "-- lockkeeper:allow-file unused-ignore old comments\n-- lockkeeper:allow drop-table x\nSELECT 1;",
        "(unused-ignore: old comments)");
    row("another word", "-- lockkeeper:allowance drop-table x\nDROP TABLE a;", "drop-table");
    row("in a string", "SELECT '-- lockkeeper:allow drop-column x';", "");
    row("squawk", "-- squawk-ignore ban-drop-table, prefer-text-field -- we know\nDROP TABLE a;",
        "(drop-table: we know)");
    row("squawk without a reason", "-- squawk-ignore ban-drop-table\nDROP TABLE a;\nDROP TABLE b;",
        "(drop-table: ); drop-table");
    row("squawk, another rule", "-- squawk-ignore ban-drop-column\nDROP TABLE a;", "drop-table");
    row("squawk, the file", "-- squawk-ignore-file\nDROP TABLE a;\nALTER TABLE a DROP COLUMN b;",
        "(drop-table: ); (drop-column: )");
    row("squawk, a rule of the file",
        "-- squawk-ignore-file ban-drop-table\nDROP TABLE a;\nALTER TABLE a DROP COLUMN b;",
        "(drop-table: ); drop-column");
    row("eugene", "-- eugene: ignore\nDROP TABLE a;\nDROP TABLE b;", "(drop-table: ); drop-table");
    row("eugene, another rule", "-- eugene: ignore E2,E3\nDROP TABLE a;", "drop-table");
    row("pgfence", "-- pgfence-ignore: drop-table\nDROP TABLE a;", "(drop-table: )");
    row("pgfence, everything", "-- pgfence-ignore\nDROP TABLE a;", "(drop-table: )");
    row("atlas, a code", "-- atlas:nolint DS102\nDROP TABLE a;", "(drop-table: )");
    row("atlas, analyzers", "-- atlas:nolint incompatible destructive\nDROP TABLE a;", "(drop-table: )");
    row("atlas, the file", "-- atlas:nolint destructive\n\nSELECT 1;\nDROP TABLE a;", "(drop-table: )");
    row("atlas, not the file", "-- atlas:nolint destructive\nSELECT 1;\nDROP TABLE a;", "drop-table");
}

void LintSuppressionsTest::commentSilences()
{
    QFETCH(QByteArray, script);
    QTEST(told(linted(script.toStdString())), "expected");
    // A file from Windows says the same.
    QTEST(told(linted(script.replace("\n", "\r\n").toStdString())), "expected");
}

void LintSuppressionsTest::misspeltIdHasAFix()
{
    const LintResult result =
        linted("# lockkeeper:allow drop_tabel x\nSELECT 1;", {.dialect = SqlDialect::MySQL});
    QCOMPARE(result.findings.size(), std::size_t(1));
    const auto &fix = result.findings.front().fix;
    QVERIFY(fix && fix->edits.size() == 1);
    QCOMPARE(fix->edits.front().text, std::string("drop-table"));
    QCOMPARE(std::string(result.source->text(fix->edits.front().span)), std::string("drop_tabel"));
}

void LintSuppressionsTest::rulesThatAreOffAreNoMistake()
{
    QCOMPARE(told(linted("-- lockkeeper:allow drop-column x\nSELECT 1;",
                         {.severities = {{"drop-column", std::nullopt}}})),
             QString());
    QCOMPARE(told(linted("-- lockkeeper:allow drop-column x\nSELECT 1;",
                         {.severities = {{"unused-ignore", std::nullopt}}})),
             QString());
    const LintResult result = linted("-- lockkeeper:allow drop-column x\nSELECT 1;",
                                     {.severities = {{"unused-ignore", Severity::Blocker}}});
    QCOMPARE(result.findings.front().severity, Severity::Blocker);
}

void LintSuppressionsTest::manyCommentsAreLinear()
{
    std::string text = "DROP TABLE a;";
    for (int i = 0; i < 30'000; ++i)
        text += " /* lockkeeper:allow drop-table x */";
    for (int i = 0; i < 30'000; ++i)
        text += "\n-- lockkeeper:allow drop-table x\nDROP TABLE a;";
    QElapsedTimer timer;
    timer.start();
    const LintResult result = linted(std::move(text));
    // Each comment against each statement would be minutes.
    QVERIFY2(timer.elapsed() < 10'000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(result.findings.size(), std::size_t(30'001 + 29'999));
}

QTEST_APPLESS_MAIN(LintSuppressionsTest)
#include "lint_suppressions.moc"
