// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/linter.h"
#include "core/sql/parser.h"
#include "tests/support/golden.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <ranges>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace lockkeeper::lint;

namespace {

/// One case of a golden file; see tests/golden/lint/README.md.
struct Case
{
    QString place; ///< file:line
    QString rule;
    bool isBad = false;
    LintOptions options;
    QStringList wishes; ///< "fix", "no-fix", "stages", "severity=note"
    QByteArray given;
    LiveFacts facts;
    bool hasFacts = false;
    std::optional<qint64> rows;
    std::string sql;
};

const QString caseSign = u"-- case: "_s;
const QString givenSign = u"-- given: "_s;
const QString domainSign = u"-- domain: "_s;
const QString volatilitySign = u"-- volatility: "_s;
const QString liveSign = u"-- live: "_s;

void readOption(Case &one, const QString &option)
{
    if (option.startsWith(u"version="))
        one.options.version = serverVersionFromText(option.sliced(8).toStdString()).value_or(ServerVersion{});
    else if (option.startsWith(u"stage="))
        one.options.stage = stageNamed(QStringView(option).sliced(6));
    else if (option.startsWith(u"rows=")) {
        one.rows = option.sliced(5).toLongLong();
        one.hasFacts = true;
    } else if (option.startsWith(u"migration="))
        one.options.migrationVersion = option.sliced(10).toStdString();
    else if (option.startsWith(u"checksum="))
        one.options.migrationChecksum = option.sliced(9).toStdString();
    else if (option.startsWith(u"off="))
        one.options.severities.emplace_back(option.sliced(4).toStdString(), std::nullopt);
    else if (option == u"transaction")
        one.options.assumesTransaction = true;
    else
        one.wishes.append(option);
}

Case begun(const QString &line, const QString &place, SqlDialect dialect)
{
    QStringList words = line.sliced(caseSign.size()).split(u' ', Qt::SkipEmptyParts);
    Case one;
    one.place = place;
    one.rule = words.takeFirst();
    one.isBad = !words.isEmpty() && words.takeFirst() == u"bad";
    one.options.dialect = dialect;
    for (const QString &option : std::as_const(words))
        readOption(one, option);
    return one;
}

/// What is going on in the live database: "subscriber replica1".
void readLive(LiveFacts &facts, const QStringList &words)
{
    const QString &kind = words.front();
    const std::string name = words.value(1).toStdString();
    if (kind == u"applied")
        facts.applied.push_back({name, words.value(2).toStdString()});
    else if (kind == u"publication") {
        LiveFacts::Publication publication{name, {}};
        for (const QString &table : words.sliced(2))
            publication.tables.insert(table.toStdString());
        facts.publications.push_back(std::move(publication));
    } else if (kind == u"subscriber")
        facts.subscribers.push_back(name);
    else if (kind == u"oldest-transaction")
        facts.oldestTransactionSeconds = words.value(1).toDouble();
    else if (kind == u"wraparound-vacuum")
        facts.wraparoundVacuums.insert(name);
    else if (kind == u"setting")
        facts.settings[name] = words.value(2).toStdString();
    else
        QFAIL((u"no such fact: "_s + kind).toUtf8().constData());
}

void readLine(Case &one, const QString &line)
{
    if (line.startsWith(givenSign))
        one.given += line.sliced(givenSign.size()).toUtf8() + '\n';
    else if (line.startsWith(domainSign))
        one.facts.constrainedDomains.insert(line.sliced(domainSign.size()).trimmed().toStdString());
    else if (line.startsWith(volatilitySign)) {
        const QStringList words = line.sliced(volatilitySign.size()).split(u' ', Qt::SkipEmptyParts);
        one.facts.volatility[words.value(0).toStdString()] = words.value(1).at(0).toLatin1();
    } else if (line.startsWith(liveSign))
        readLive(one.facts, line.sliced(liveSign.size()).split(u' ', Qt::SkipEmptyParts));
    else {
        one.sql += line.toStdString() + '\n';
        return;
    }
    one.hasFacts = true;
}

std::vector<Case> casesIn(const QString &path, SqlDialect dialect)
{
    std::vector<Case> cases;
    const QStringList lines = QString::fromUtf8(goldenText(path)).split(u'\n');
    const QString name = QFileInfo(path).dir().dirName() + u'/' + QFileInfo(path).fileName();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].startsWith(caseSign))
            cases.push_back(begun(lines[i], name + u':' + QString::number(i + 1), dialect));
        else if (!cases.empty())
            readLine(cases.back(), lines[i]);
    }
    return cases;
}

bool isAlsoForMariaDb(const QString &path) { return goldenText(path).startsWith("-- also: mariadb"); }

std::vector<Case> casesFor(SqlDialect dialect)
{
    std::vector<Case> cases;
    const auto name = nameOf(dialect);
    QStringList paths =
        goldenFiles(u"lint/"_s + QString::fromUtf8(name.data(), qsizetype(name.size())), u"*.sql"_s);
    if (dialect == SqlDialect::MariaDB) {
        for (const QString &path : goldenFiles(u"lint/mysql"_s, u"*.sql"_s)) {
            if (isAlsoForMariaDb(path))
                paths.append(path);
        }
    }
    for (const QString &path : std::as_const(paths))
        std::ranges::move(casesIn(path, dialect), std::back_inserter(cases));
    return cases;
}

constexpr auto dialects = std::to_array<SqlDialect>(
    {SqlDialect::PostgreSQL, SqlDialect::MySQL, SqlDialect::MariaDB, SqlDialect::SQLite});

/// What the given statements leave behind, as a live database would tell it.
void readGiven(Case &one)
{
    Schema schema(one.options.dialect);
    const LexOptions lexing{one.options.dialect, usualVersion(one.options.dialect)};
    const std::string text = one.given.toStdString();
    const Script script = split(text, lexing);
    for (const Piece &piece : script.pieces)
        schema.apply(sql::parse(text, script, piece, lexing));
    LiveFacts given = schema.asLive();
    for (TableFacts &table : given.tables) {
        table.isComplete = true;
        if (one.rows) {
            table.rows = one.rows;
            table.writesPerSecond = 0;
        }
    }
    one.facts.tables = std::move(given.tables);
    one.facts.views = std::move(given.views);
}

LintOptions optionsOf(const Case &one)
{
    LintOptions options = one.options;
    if (one.hasFacts)
        options.live = &one.facts;
    const RuleInfo *rule = ruleById(one.rule.toStdString());
    if (rule && !rule->isOnByDefault)
        options.severities.emplace_back(rule->id, rule->severity);
    return options;
}

std::vector<Finding> findingsOf(const LintResult &result, const QString &rule)
{
    std::vector<Finding> findings;
    for (const Finding &finding : result.findings) {
        if (finding.rule->id == rule.toStdString())
            findings.push_back(finding);
    }
    return findings;
}

QByteArray shown(const Case &one, const LintResult &result)
{
    QByteArray text = one.place.toUtf8() + ' ' + one.rule.toUtf8() + '\n' + QByteArray(one.sql.c_str());
    for (const Finding &finding : result.findings)
        text += "  found: " + QByteArray(finding.rule->id.data(), qsizetype(finding.rule->id.size())) + ": "
                + QByteArray::fromStdString(finding.title()) + '\n';
    return text;
}

/// A wish that @p finding doesn't fulfil, or nothing.
QByteArray unfulfilled(const Finding &finding, const QStringList &wishes)
{
    const bool isSafe = finding.fix && finding.fix->isSafe && !finding.fix->edits.empty();
    for (const QString &wish : wishes) {
        const bool holds =
            wish == u"fix"      ? isSafe
            : wish == u"no-fix" ? !finding.fix
            : wish == u"stages"
                ? finding.fix && !finding.fix->stages.empty()
                : wish.startsWith(u"severity=") && wish.sliced(9).toStdString() == nameOf(finding.severity);
        if (!holds)
            return wish.toUtf8();
    }
    return {};
}

std::string edited(std::string text, const std::vector<TextEdit> &edits)
{
    for (const TextEdit &edit : std::views::reverse(edits))
        text.replace(size_t(edit.span.begin), size_t(edit.span.size()), edit.text);
    return text;
}

/// The stages one after the other, each judged as what it is; what is left of the rule, or of the grammar.
QByteArray leftInStages(const Case &one, const Fix &fix)
{
    std::string script;
    for (const StagedSql &step : fix.stages) {
        const auto begin = std::int32_t(script.size());
        script += step.sql + ";\n";
        LintOptions options = optionsOf(one);
        options.stage = step.stage;
        options.assumesTransaction = false;
        for (const Finding &finding : lint::lint(script, options).findings) {
            const bool counts =
                finding.rule->id == one.rule.toStdString() || finding.rule->id == "syntax-error";
            if (finding.span.begin >= begin && counts)
                return QByteArray::fromStdString(finding.title() + " in: " + step.sql);
        }
    }
    return {};
}

/// A text that would show a hole: a placeholder that no fact fills stays a bare word, one in capitals braces.
QByteArray badText(const Finding &finding)
{
    for (const std::string &text : {finding.title(), finding.why(), finding.lock(), finding.help()}) {
        if (text.contains('{') && !text.contains("'{"))
            return QByteArray::fromStdString(text);
    }
    return finding.title().empty() || finding.why().empty() || finding.help().empty() ? "an empty text"
                                                                                      : QByteArray();
}

/// What is wrong with the first finding's edits: they must leave less of the rule, and a script that can be read.
QByteArray problemOfEdits(const Case &one, const LintOptions &options, const std::vector<Finding> &findings)
{
    const auto &fix = findings.front().fix;
    if (!fix || fix->edits.empty())
        return {};
    const std::string sql = edited(one.sql, fix->edits);
    const LintResult after = lint::lint(sql, options);
    const bool isBetter = findingsOf(after, one.rule).size() < findings.size();
    return isBetter && findingsOf(after, u"syntax-error"_s).empty()
               ? QByteArray()
               : "fixed to: " + QByteArray::fromStdString(sql) + shown(one, after);
}

QByteArray problemOfFindings(const Case &one, const LintOptions &options,
                             const std::vector<Finding> &findings)
{
    for (const Finding &finding : findings) {
        if (!finding.span.isValid() || finding.statement < 0)
            return "no place\n";
        if (const QByteArray text = badText(finding); !text.isEmpty())
            return "text: " + text + '\n';
        const QByteArray left = finding.fix ? leftInStages(one, *finding.fix) : QByteArray();
        if (!left.isEmpty())
            return "left: " + left + '\n';
    }
    if (findings.empty())
        return {};
    const QByteArray wish = unfulfilled(findings.front(), one.wishes);
    return wish.isEmpty() ? problemOfEdits(one, options, findings) : "is not: " + wish + '\n';
}

/// Nothing, or the case with what was found and what is wrong.
QByteArray problemOf(Case one)
{
    if (!ruleById(one.rule.toStdString()))
        return one.place.toUtf8() + " no such rule\n";
    readGiven(one);
    const LintOptions options = optionsOf(one);
    const LintResult result = lint::lint(one.sql, options, true);
    const std::vector<Finding> findings = findingsOf(result, one.rule);
    if (findings.empty() == one.isBad)
        return (one.isBad ? "\nnot found: " : "\nfalse alarm: ") + shown(one, result);
    if (one.rule != u"syntax-error" && one.rule != u"opaque-sql"
        && !findingsOf(result, u"syntax-error"_s).empty())
        return "\nnot read: " + shown(one, result);
    const QByteArray problem = problemOfFindings(one, options, findings);
    return problem.isEmpty() ? problem : '\n' + shown(one, result) + problem;
}

} // namespace

class LintRules : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatItMustAndNoMore();
    void everyRuleHasBothCasesForEachEngine();
    void idsAreUniqueAndTextsWhole();
    void everyRuleOfTheListIsThere();
    void neverFailsOnAnyBytes();
    void neverFailsOnTornScripts();
};

void LintRules::findsWhatItMustAndNoMore()
{
    QByteArray problems;
    for (const SqlDialect dialect : dialects) {
        for (const Case &one : casesFor(dialect))
            problems += problemOf(one);
    }
    QVERIFY2(problems.isEmpty(), problems.constData());
}

void LintRules::everyRuleHasBothCasesForEachEngine()
{
    constexpr auto engines = std::to_array<Engines>({Pg, My, Maria, Lite});
    QByteArray missing;
    for (size_t i = 0; i < std::size(dialects); ++i) {
        QSet<QString> bad;
        QSet<QString> good;
        for (const Case &one : casesFor(dialects[i]))
            (one.isBad ? bad : good).insert(one.rule);
        for (const RuleInfo *rule : allRules()) {
            const QString id = QString::fromUtf8(rule->id.data(), qsizetype(rule->id.size()));
            const bool asks = rule->check || rule->checkEnd;
            if (asks && (rule->engines & engines[i]) && !(bad.contains(id) && good.contains(id)))
                missing +=
                    '\n' + QByteArray::fromStdString(std::string(nameOf(dialects[i]))) + ' ' + id.toUtf8();
        }
    }
    QVERIFY2(missing.isEmpty(), missing.constData());
}

void LintRules::idsAreUniqueAndTextsWhole()
{
    QSet<std::string_view> ids;
    for (const RuleInfo *rule : allRules()) {
        QVERIFY2(!ids.contains(rule->id), std::string(rule->id).c_str());
        ids.insert(rule->id);
        QVERIFY2(!rule->title.empty() && !rule->why.empty() && !rule->help.empty(),
                 std::string(rule->id).c_str());
        QCOMPARE(ruleById(rule->id), rule);
    }
    QVERIFY(!ruleById("no-such-rule"));
}

// The ids are promised: scripts and ignore comments name them.
void LintRules::everyRuleOfTheListIsThere()
{
    const QByteArray list = goldenText(goldenFiles(u"lint"_s, u"rules.txt"_s).value(0));
    QByteArray missing;
    for (const QByteArray &line : list.split('\n')) {
        if (!line.isEmpty() && !ruleById(line.toStdString()))
            missing += line + ' ';
    }
    QVERIFY2(!list.isEmpty() && missing.isEmpty(), missing.constData());
}

void LintRules::neverFailsOnAnyBytes()
{
    for (const std::string text :
         {"", ";;;", "\xff\xfe\x00x", "ALTER TABLE", "DO $$ BEGIN", "'", "\\i x\n"}) {
        for (const SqlDialect dialect : dialects) {
            LintOptions options;
            options.dialect = dialect;
            const LintResult result = lint::lint(text, options, true);
            QCOMPARE(result.effects.size(), result.statements.size());
            QCOMPARE(result.kinds.size(), result.statements.size());
        }
    }
}

// Golden scripts, cut and put together anywhere: whatever is found is found inside of the text.
void LintRules::neverFailsOnTornScripts()
{
    const quint32 seed = qEnvironmentVariableIsSet("LOCKKEEPER_SEED")
                             ? quint32(qEnvironmentVariableIntValue("LOCKKEEPER_SEED"))
                             : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    std::string all;
    for (const SqlDialect dialect : dialects) {
        for (const Case &one : casesFor(dialect))
            all += one.sql;
    }
    constexpr int tries = 200;
    for (int i = 0; i < tries; ++i) {
        std::string text;
        for (int part = 0; part < 8; ++part)
            text += all.substr(random.bounded(quint32(all.size())), random.bounded(400U));
        LintOptions options;
        options.dialect = dialects[random.bounded(4)];
        options.assumesTransaction = random.bounded(2) == 0;
        const LintResult result = lint::lint(text, options, true);
        for (const Finding &finding : result.findings) {
            const bool isInside = finding.span.isValid() && size_t(finding.span.end) <= text.size();
            QVERIFY2(isInside && !finding.title().empty(), std::string(finding.rule->id).c_str());
        }
    }
}

QTEST_APPLESS_MAIN(LintRules)
#include "lint_rules.moc"
