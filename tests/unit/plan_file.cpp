// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/durations.h"
#include "core/plan/expectation.h"
#include "core/plan/planfields.h"
#include "core/plan/planfile.h"
#include "core/plan/planjson.h"
#include "core/plan/suggestion.h"
#include "core/plan/yamltree.h"
#include "tests/support/golden.h"
#include "tests/support/schemavalidator.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace std::chrono_literals;

static PlanVocabulary vocabulary()
{
    using Parameter = PlanVocabulary::Parameter;
    return {.engines = {u"postgresql"_s, u"sqlite"_s, u"mysql"_s},
            .conditions = {
                {.name = u"sql"_s,
                 .parameters = {Parameter{u"query"_s, u"query"_s, true}, Parameter{u"expect"_s, u"expectation"_s, true}},
                 .shorthand = u"query"_s},
                {.name = u"backfill-complete"_s, .parameters = {}, .shorthand = {}},
                {.name = u"reconciled"_s, .parameters = {}, .shorthand = {}},
                {.name = u"soak"_s, .parameters = {Parameter{u"time"_s, u"duration"_s, true}}, .shorthand = u"time"_s},
                {.name = u"approvals"_s,
                 .parameters = {Parameter{u"count"_s, u"integer"_s, true}, Parameter{u"from"_s, u"strings"_s, false}},
                 .shorthand = u"count"_s},
                {.name = u"replication-lag"_s,
                 .parameters = {Parameter{u"at_most"_s, u"duration"_s, false}},
                 .shorthand = u"at_most"_s},
            }};
}

static std::expected<Plan, QList<PlanProblem>> parsed(const QByteArray &text)
{
    return PlanFile::parse(text, vocabulary());
}

static QByteArray listed(const QList<PlanProblem> &problems)
{
    QString text;
    for (const PlanProblem &problem : problems) {
        text += u"%1:%2 %3"_s.arg(problem.line).arg(problem.column).arg(problem.code);
        for (const auto &[name, value] : problem.facts.asKeyValueRange())
            text += u" %1=%2"_s.arg(name, value);
        text += u'\n';
    }
    return text.toUtf8();
}

static QByteArray goodText(const QString &name = u"display-name"_s)
{
    return goldenText(QStringLiteral(LOCKKEEPER_GOLDEN_DIR "/plan/good/") + name + ".yaml"_L1);
}

static Plan goodPlan(const QString &name = u"display-name"_s)
{
    const auto plan = parsed(goodText(name));
    return plan ? *plan : (qFatal("%s", listed(plan.error()).constData()), Plan{});
}

static QByteArray hashOf(const QByteArray &text)
{
    const auto plan = parsed(text);
    return plan ? plan->sha256.toLatin1() : listed(plan.error());
}

/// Every problem of a plan that is @p body behind a head that is right.
static QByteArray problemsOf(const QByteArray &body)
{
    const auto plan = parsed("lockkeeper: 1\ntitle: x\ntarget: {engine: sqlite}\n" + body);
    return plan ? QByteArray() : listed(plan.error());
}

static QJsonValue asJson(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Map) {
        QJsonObject object;
        for (std::size_t i = 0; i < node.keys.size(); ++i)
            object.insert(node.keys[i].text, asJson(node.items[i]));
        return object;
    }
    if (node.kind != YamlNode::Kind::List)
        return scalarValue(node);
    QJsonArray list;
    for (const YamlNode &item : node.items)
        list.append(asJson(item));
    return list;
}

static void addRows(const QString &folder)
{
    QTest::addColumn<QString>("path");
    const QStringList paths = goldenFiles(u"plan/"_s + folder, u"*.yaml"_s);
    QVERIFY(!paths.isEmpty());
    for (const QString &path : paths)
        QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
}

static QString besides(const QString &path, QLatin1StringView suffix)
{
    return path.chopped(4) + suffix;
}

class PlanFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badPlanSaysWhatIsWrongWhere_data() { addRows(u"bad"_s); }
    void badPlanSaysWhatIsWrongWhere();
    void goodPlanHasItsSteps_data() { addRows(u"good"_s); }
    void goodPlanHasItsSteps();
    void goodPlanObeysTheSchema_data() { addRows(u"good"_s); }
    void goodPlanObeysTheSchema();

    void exampleReadsAsWritten();
    void defaultsAreTheValuesOfTheTypes();
    void flagRemembersThePercentBefore();
    void conditionHasOneMeaningInBothForms();
    void conditionsKnowTheirGate();
    void firstIrreversibleStepTakesTheTriggers();
    void undoMayBeNothingAtAll();
    void tablesAreNamedOnce();
    void shortNameOutlivesRevisions();

    void sameContentHashesTheSame_data();
    void sameContentHashesTheSame();
    void otherContentHashesOtherwise_data();
    void otherContentHashesOtherwise();

    void schemaRefusesWhatTheParserRefuses_data();
    void schemaRefusesWhatTheParserRefuses();
    void parserAcceptsExactlyTheKeysOfTheSchema();

    void fileMustBeReadableUtf8();
    void tooLargeIsOneProblem();
    void hostileTextEndsQuickly_data();
    void hostileTextEndsQuickly();
    void mutatedPlanNeverCrashes();

    void durations_data();
    void durations();
    void expectations_data();
    void expectations();
    void suggestions_data();
    void suggestions();
    void stageNamesGoBothWays();
};

void PlanFileTest::badPlanSaysWhatIsWrongWhere()
{
    QFETCH(QString, path);
    const auto plan = parsed(goldenText(path));
    QVERIFY(!plan);
    QVERIFY(!plan.error().isEmpty());
    QVERIFY(std::ranges::is_sorted(plan.error(), {}, [](const PlanProblem &p) { return std::pair(p.line, p.column); }));
    const QByteArray difference = goldenDifference(besides(path, "problems"_L1), listed(plan.error()));
    QVERIFY2(difference.isEmpty(), difference.constData());
}

void PlanFileTest::goodPlanHasItsSteps()
{
    QFETCH(QString, path);
    const auto plan = parsed(goldenText(path));
    QVERIFY2(plan.has_value(), plan ? "" : listed(plan.error()).constData());
    const QByteArray difference = goldenDifference(besides(path, "json"_L1), QJsonDocument(planJson(*plan)).toJson());
    QVERIFY2(difference.isEmpty(), difference.constData());
}

void PlanFileTest::goodPlanObeysTheSchema()
{
    QFETCH(QString, path);
    const auto root = readYaml(goldenText(path));
    QVERIFY(root.has_value());
    const QString wrong = SchemaValidator(PlanFile::schema(vocabulary())).validate(asJson(*root));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void PlanFileTest::exampleReadsAsWritten()
{
    const Plan plan = goodPlan();
    QCOMPARE(plan.title, u"Give users a display name"_s);
    QCOMPARE(plan.engine, u"postgresql"_s);
    QCOMPARE(plan.serverVersion, u">=14"_s);
    QVERIFY(!plan.isSandbox());
    QCOMPARE(plan.rollbackWindow, Millis(72h));
    QCOMPARE(plan.watch, Millis(1h));
    QCOMPARE(plan.change["from"_L1].toArray().size(), 2);
    QCOMPARE(plan.text.toUtf8(), goodText());
    QCOMPARE(plan.sha256.size(), 64);

    QStringList ids;
    for (const Step &step : plan.steps)
        ids.append(step.id);
    QCOMPARE(ids, QStringList({u"add-display-name"_s, u"dual-write"_s, u"fill-display-name"_s,
                               u"read-display-name-1"_s, u"read-display-name-10"_s, u"read-display-name-50"_s,
                               u"read-display-name-100"_s, u"drop-old"_s}));
    QCOMPARE(plan.steps[0].line, 8);
    QCOMPARE(plan.pointOfNoReturn()->id, u"drop-old"_s);
    QCOMPARE(plan.step(u"dual-write")->stage, Stage::Backfill);
    QVERIFY(!plan.step(u"nothing"));

    const auto fill = std::get<FillAction>(plan.step(u"fill-display-name")->action);
    QCOMPARE(fill.table, (TableName{u"public"_s, u"users"_s}));
    QCOMPARE(fill.holdWhen.replicationLag, Millis(5s));
    QCOMPARE(fill.holdWhen.lockWaiters, 3);
    QCOMPARE(fill.holdWhen.oldestTransaction, Millis(10min));
    QCOMPARE(fill.holdWhen.errorRateRise, 2.0);
    QCOMPARE(plan.dualWrite->down.size(), 2);
}

void PlanFileTest::defaultsAreTheValuesOfTheTypes()
{
    const Plan plan = goodPlan(u"first-irreversible"_s);
    const auto fill = std::get<FillAction>(plan.step(u"fill-b")->action);
    QCOMPARE(fill.batch, BatchLimits());
    QCOMPARE(fill.holdWhen, HoldLimits());
    QCOMPARE(plan.environment, u"production"_s);
    QCOMPARE(plan.dualWrite->onConflict, ConflictPolicy::Error);
    QVERIFY(goodPlan(u"removal-implied"_s).isSandbox());
}

void PlanFileTest::flagRemembersThePercentBefore()
{
    const Plan plan = goodPlan();
    int before = 0;
    for (const Step &step : plan.stepsOf(Stage::Flip)) {
        const auto flag = std::get<FlagAction>(step.action);
        QCOMPARE(flag.percentBefore, before);
        QCOMPARE(flag.soak, Millis(10min));
        QCOMPARE(flag.flag, u"read-display-name"_s);
        before = flag.percent;
    }
    QCOMPARE(before, 100);
}

void PlanFileTest::conditionHasOneMeaningInBothForms()
{
    const QByteArray head = "lockkeeper: 1\ntitle: x\ntarget: {engine: sqlite}\n"
                            "expand: {steps: [{id: a, sql: SELECT 1, undo: []}]}\nflip: {gates: [";
    const auto shortForm = parsed(head + "{expect: '=0', sql: SELECT 1}, {soak: 24h}]}\n");
    const auto longForm = parsed(head + "{sql: {query: SELECT 1, expect: '= 0'}}, {soak: {time: 1d}}]}\n");
    QVERIFY(shortForm.has_value());
    QVERIFY(longForm.has_value());
    QCOMPARE(shortForm->sha256, longForm->sha256);
    QCOMPARE(shortForm->conditions[0].parameters["expect"_L1].toString(), u"= 0"_s);
    QCOMPARE(shortForm->conditions[1].parameters["time"_L1].toInteger(), Millis(24h).count());
}

void PlanFileTest::conditionsKnowTheirGate()
{
    const Plan plan = goodPlan();
    QCOMPARE(plan.conditionsOf(Stage::Contract).size(), 5);
    QCOMPARE(plan.conditionsOf(Stage::Verify).size(), 1);
    QStringList ids;
    for (const Condition &condition : plan.conditions)
        ids.append(condition.id);
    QCOMPARE(ids, QStringList({u"backfill-complete"_s, u"reconciled"_s, u"sql-1"_s, u"soak-1"_s, u"approvals-1"_s,
                               u"replication-lag-1"_s}));
}

void PlanFileTest::firstIrreversibleStepTakesTheTriggers()
{
    const auto takes = [](const Plan &plan, QStringView id) {
        return std::get<SqlAction>(plan.step(id)->action).removesDualWrite;
    };
    const Plan two = goodPlan(u"first-irreversible"_s);
    QVERIFY(!takes(two, u"require-b"));
    QVERIFY(takes(two, u"drop-a"));
    QVERIFY(!takes(two, u"drop-c"));
    QVERIFY(!two.step(u"remove-dual-write"));

    const Plan none = goodPlan(u"removal-implied"_s);
    QVERIFY(!none.pointOfNoReturn());
    QCOMPARE(none.steps.last().id, u"remove-dual-write"_s);
    QCOMPARE(none.steps.last().stage, Stage::Contract);
    QVERIFY(std::holds_alternative<RemoveDualWriteAction>(none.steps.last().action));
    QVERIFY(!goodPlan(u"least"_s).step(u"remove-dual-write"));
}

void PlanFileTest::undoMayBeNothingAtAll()
{
    const Plan plan = goodPlan(u"removal-implied"_s);
    QVERIFY(plan.step(u"validate")->undo.isEmpty());
    QVERIFY(plan.step(u"validate")->irreversible.isEmpty());
    QCOMPARE(problemsOf("expand: {steps: [{id: a, sql: SELECT 1, undo: }]}"),
             "4:41 wrong-type expected=string found=null key=undo\n");
}

void PlanFileTest::tablesAreNamedOnce()
{
    QCOMPARE(goodPlan().tables(), QList({TableName{u"public"_s, u"users"_s}}));
    QCOMPARE(goodPlan(u"removal-implied"_s).tables().size(), 2);
    QVERIFY(goodPlan(u"least"_s).tables().isEmpty());
}

void PlanFileTest::shortNameOutlivesRevisions()
{
    const QByteArray text = goodText();
    const QString name = goodPlan().shortName();
    QCOMPARE(name.size(), 8);
    QCOMPARE(parsed(QByteArray(text).replace("20000", "500"))->shortName(), name);
    QCOMPARE(parsed(QByteArray(text).replace("title: Give users", "title: Give all users"))->shortName(), name);
    QVERIFY(parsed(QByteArray(text).replace("to: display_name", "to: full_name"))->shortName() != name);

    const QByteArray least = goodText(u"least"_s);
    QVERIFY(parsed(QByteArray(least).replace("owner", "writer"))->shortName() != goodPlan(u"least"_s).shortName());
}

void PlanFileTest::sameContentHashesTheSame_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray text = goodText();
    const auto changed = [&text](const QByteArray &before, const QByteArray &after) {
        Q_ASSERT(text.contains(before));
        return QByteArray(text).replace(before, after);
    };
    QTest::newRow("comments") << "# new\n" + changed("expand:\n", "expand:   # additive\n\n");
    QTest::newRow("CRLF") << changed("\n", "\r\n");
    QTest::newRow("CR") << changed("\n", "\r");
    QTest::newRow("byte order mark") << "\xef\xbb\xbf" + text;
    QTest::newRow("document markers") << "---\n" + text + "...\n";
    QTest::newRow("keys reordered") << changed("{engine: postgresql, server_version: \">=14\", environment: production}",
                                               "{environment: production, server_version: '>= 14', engine: postgresql}");
    QTest::newRow("stages reordered") << changed("rollback_window: 72h\n", "") + "rollback_window: 72h\n";
    QTest::newRow("quotes") << changed("title: Give users a display name", "title: \"Give users a display name\"");
    QTest::newRow("block instead of flow") << changed("soak: 10m}", "soak: 10m\n      }");
    QTest::newRow("folded SQL") << changed("      sql: ALTER TABLE public.users ADD COLUMN display_name text",
                                           "      sql: >-\n        ALTER TABLE public.users\n"
                                           "        ADD COLUMN display_name text");
    QTest::newRow("a list of one") << changed("undo: ALTER TABLE public.users DROP COLUMN display_name",
                                              "undo: [ALTER TABLE public.users DROP COLUMN display_name;]");
    QTest::newRow("durations") << changed("72h", "3d");
    QTest::newRow("milliseconds") << changed("replication_lag: 5s", "replication_lag: 5000ms");
    QTest::newRow("defaults said") << changed("batch: {target_time: 80ms, min: 100, max: 20000, workers: 1}", "batch: {}");
    QTest::newRow("defaults left out") << changed(", environment: production", "");
    QTest::newRow("factor") << changed("2x", "2.0x");
}

void PlanFileTest::sameContentHashesTheSame()
{
    QFETCH(QByteArray, text);
    QCOMPARE(hashOf(text), hashOf(goodText()));
}

void PlanFileTest::otherContentHashesOtherwise_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("SQL") << QByteArray("ADD COLUMN display_name text") << QByteArray("ADD COLUMN display_name varchar");
    QTest::newRow("white space in SQL") << QByteArray("ADD COLUMN display_name") << QByteArray("ADD COLUMN  display_name");
    QTest::newRow("title") << QByteArray("Give") << QByteArray("give");
    QTest::newRow("soak") << QByteArray("{soak: 24h}") << QByteArray("{soak: 23h}");
    QTest::newRow("gate gone") << QByteArray("{approvals: 1}") << QByteArray("{approvals: 0}");
    QTest::newRow("order of gates") << QByteArray("[backfill-complete, reconciled,")
                                    << QByteArray("[reconciled, backfill-complete,");
    QTest::newRow("cohorts") << QByteArray("[1, 10, 50, 100]") << QByteArray("[1, 10, 51, 100]");
    QTest::newRow("hold") << QByteArray("lock_waiters: 3") << QByteArray("lock_waiters: 4");
    QTest::newRow("what the change was") << QByteArray("[first_name, last_name]") << QByteArray("[last_name, first_name]");
}

void PlanFileTest::otherContentHashesOtherwise()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QVERIFY(goodText().contains(before));
    const QByteArray hash = hashOf(goodText().replace(before, after));
    QCOMPARE(hash.size(), 64);
    QVERIFY(hash != hashOf(goodText()));
}

void PlanFileTest::schemaRefusesWhatTheParserRefuses_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after);
    };
    row("unknown key", "done_when:", "done-when:");
    row("missing key", "title: Give users a display name", "");
    row("version", "lockkeeper: 1 ", "lockkeeper: 2 ");
    row("duration", "72h", "3 days");
    row("factor", "2x", "200%");
    row("identifier", "id: drop-old", "id: Drop_Old");
    row("engine", "engine: postgresql", "engine: oracle");
    row("environment", "environment: production", "environment: prod");
    row("server version", "\">=14\"", "latest");
    row("integer", "min: 100", "min: few");
    row("range", "workers: 1", "workers: 0");
    row("list", "[1, 10, 50, 100]", "100");
    row("percent", "[1, 10, 50, 100]", "[1, 10, 50, 101]");
    row("condition", "reconciled", "reconcile");
    row("expectation", "\"= 0\"", "\"about 0\"");
    row("condition's parameter", "{approvals: 1}", "{approvals: one}");
    row("policy", "on_conflict: error", "on_conflict: ignore");
    row("reason", "\"the old names are gone\"", "true");
    row("no columns", "set: {display_name: \"first_name || ' ' || last_name\"}", "set: {}");
}

void PlanFileTest::schemaRefusesWhatTheParserRefuses()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QVERIFY(goodText().contains(before));
    const QByteArray text = goodText().replace(before, after);
    QVERIFY(!parsed(text));
    const QString wrong = SchemaValidator(PlanFile::schema(vocabulary())).validate(asJson(*readYaml(text)));
    QVERIFY(!wrong.isEmpty());
}

/// Each key of the schema, put where the schema says, is known to the parser; one letter more is not.
static void checkKeys(const QJsonObject &schema, const QByteArray &before, const QByteArray &after, int *count)
{
    const QJsonObject properties = schema["properties"_L1].toObject();
    for (auto key = properties.begin(); key != properties.end(); ++key) {
        const QJsonObject child = key->toObject();
        const bool isList = child["type"_L1] == "array"_L1;
        const auto problems = [&](const QByteArray &name) {
            const auto plan = parsed(before + name + ": null" + after);
            return plan ? QByteArray() : listed(plan.error());
        };
        const QByteArray name = key.key().toUtf8();
        QVERIFY2(!problems(name).contains("unknown-key"), problems(name).constData());
        QVERIFY2(problems(name + "_").contains("unknown-key key=" + name + "_"), problems(name + "_").constData());
        ++*count;
        checkKeys(isList ? child["items"_L1].toObject() : child, before + name + (isList ? ": [{" : ": {"),
                  (isList ? "}]" : "}") + after, count);
    }
}

void PlanFileTest::parserAcceptsExactlyTheKeysOfTheSchema()
{
    int count = 0;
    checkKeys(PlanFile::schema(vocabulary()), "{", "}", &count);
    QCOMPARE(count, 58);
}

void PlanFileTest::fileMustBeReadableUtf8()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"x.lockkeeper.yaml"_s);
    const auto errorOf = [&path](const QByteArray &content) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the test can't write");
        file.close();
        const auto read = PlanFile::read(path);
        return read ? std::optional<Errc>() : read.error().code;
    };
    QCOMPARE(PlanFile::read(path).error().code, Errc::UnreadableFile);
    QCOMPARE(PlanFile::read(directory.path()).error().code, Errc::UnreadableFile);
    QCOMPARE(errorOf("title: \xc3\x28"), Errc::NotUtf8);
    QCOMPARE(errorOf(QByteArray(1024 * 1024 + 1, ' ')), Errc::UnreadableFile);
    QCOMPARE(errorOf(goodText()), std::nullopt);
    QCOMPARE(*PlanFile::read(path), goodText());
}

void PlanFileTest::tooLargeIsOneProblem()
{
    QCOMPARE(listed(parsed(goodText() + QByteArray(1024 * 1024, '#')).error()), "1:1 too-large limit=1 MiB\n");
}

void PlanFileTest::hostileTextEndsQuickly_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &piece, int times = 20'000) {
        QTest::newRow(name) << "expand: " + piece.repeated(times);
    };
    row("open lists", "[");
    row("open maps", "{a: ");
    row("dashes", "- ");
    row("questions", "? ");
    row("quotes", "\"");
    row("long word", "a", 1'000'000);
    row("colons", "a: ");
    row("brackets", "[]");
    row("anchors", "&a ");
    row("aliases", "*a, ");
    row("directives", "\n%YAML 1.2\n");
    row("documents", "\n---\n");
    row("many keys", "\nk: v", 100'000);
    row("many flow items", "[a, ", 3'000);
    row("comments", " # x\n");
    row("block scalars", " |\n x\n");
    row("URL", "a://b:", 100'000);
    row("parentheses", "\n sql: ((((((((");
    QTest::newRow("almost a URL") << QByteArray("title: ") + QByteArray("a-").repeated(400'000) + "://a";
    QTest::newRow("long key") << QByteArray("change: {") + QByteArray("_").repeated(900'000) + ": 1}";
    QTest::newRow("long quote") << "title: '" + QByteArray("''").repeated(400'000);
    QTest::newRow("many quotes") << "title: [" + QByteArray("\"a\", ").repeated(100'000);
    QTest::newRow("long flow list") << "expand: [" + QByteArray("a, ").repeated(100'000) + "]";
    QTest::newRow("long expression") << QByteArray("backfill: {dual_write: {table: t, up: {a: \"")
                                            + QByteArray("(a || 'x') + ").repeated(50'000) + "1\"}}}";
    QTest::newRow("many unknown keys") << []() {
        QByteArray text = "expand:\n";
        for (int i = 0; i < 20'000; ++i)
            text += "  steps" + QByteArray::number(i) + ": []\n";
        return text;
    }();
}

void PlanFileTest::hostileTextEndsQuickly()
{
    QFETCH(QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!parsed(text));
    QVERIFY2(timer.elapsed() < 2000, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
}

/// One random edit: a byte changed, a piece dropped, doubled, or replaced by something with a meaning in YAML.
static QByteArray mutated(QByteArray text, QRandomGenerator &random)
{
    static const QByteArrayList pieces{"[", "]", "{", "}", ":", ": ", "- ", "\n", "\t", "#", "&a ", "*a", "!!x ", "'",
                                       "\"", "|", ">", "%", "? ", "---\n", "...", "null", "~", "-1", "1e99", "\\", "<<: ",
                                       "\xff", QByteArray(1, '\0'), "\x04", "\xef\xbb\xbf", "😀", "$$", "/*", "--", ";"};
    const qsizetype at = random.bounded(static_cast<int>(text.size()));
    const qsizetype length = random.bounded(40);
    switch (random.bounded(4)) {
    case 0:
        text[at] = static_cast<char>(random.bounded(256));
        return text;
    case 1:
        return text.remove(at, length);
    case 2:
        return text.insert(at, text.sliced(at, std::min(length, text.size() - at)));
    default:
        return text.replace(at, random.bounded(4), pieces[random.bounded(static_cast<int>(pieces.size()))]);
    }
}

void PlanFileTest::mutatedPlanNeverCrashes()
{
    bool given = false;
    const quint32 wanted = qEnvironmentVariable("LOCKKEEPER_SEED").toUInt(&given);
    const quint32 seed = given ? wanted : QRandomGenerator::global()->generate();
    qInfo("LOCKKEEPER_SEED=%u", seed);
    QRandomGenerator random(seed);
    const QByteArrayList good{goodText(), goodText(u"removal-implied"_s), goodText(u"least"_s)};
    int plans = 0;
    for (int i = 0; i < 1000; ++i) {
        QByteArray text = good[i % good.size()];
        for (int edits = random.bounded(1, 4); edits > 0; --edits)
            text = mutated(text, random);
        const auto plan = parsed(text);
        QVERIFY2(plan || !plan.error().isEmpty(), text.constData());
        plans += plan ? 1 : 0;
        for (const PlanProblem &problem : plan ? QList<PlanProblem>() : plan.error()) {
            QVERIFY2(problem.line >= 1 && problem.column >= 1 && !problem.code.isEmpty(), text.constData());
            QVERIFY2(problem.line <= text.count('\n') + text.count('\r') + 1, text.constData());
        }
    }
    QVERIFY2(plans > 0 && plans < 1000, "the edits must be neither harmless nor deadly");
}

void PlanFileTest::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("millis");
    QTest::newRow("ms") << u"500ms"_s << qint64(500);
    QTest::newRow("s") << u"5s"_s << qint64(5000);
    QTest::newRow("m") << u"10m"_s << qint64(600'000);
    QTest::newRow("h") << u"24h"_s << qint64(86'400'000);
    QTest::newRow("d") << u"7d"_s << qint64(604'800'000);
    QTest::newRow("zero") << u"0s"_s << qint64(0);
    QTest::newRow("ten years") << u"3660d"_s << qint64(3660) * 86'400'000;
    for (const char *bad : {"", "5", "seconds", "-5s", "5 s", "5S", "1.5h", "1h30m", "5sec", "+5s", "3661d", "5s\n",
                            "99999999999999999999s", "9223372036854775807d", "٥s", "0x5s", "5ms ", "5mss"})
        QTest::newRow(bad) << QString::fromUtf8(bad) << qint64(-1);
}

void PlanFileTest::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, millis);
    const auto duration = parseDuration(text);
    QCOMPARE(duration ? duration->count() : -1, millis);
    if (duration)
        QCOMPARE(parseDuration(durationText(*duration)), duration);
}

void PlanFileTest::expectations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("equal") << u"= 0"_s << u"= 0"_s;
    QTest::newRow("no space") << u">=10"_s << u">= 10"_s;
    QTest::newRow("twice") << u"== 1"_s << u"= 1"_s;
    QTest::newRow("not") << u"<> -1.5"_s << u"!= -1.5"_s;
    QTest::newRow("text") << u"!= 'it''s'"_s << u"!= 'it''s'"_s;
    QTest::newRow("true") << u"true"_s << u"= true"_s;
    QTest::newRow("false") << u" false "_s << u"= false"_s;
    QTest::newRow("less") << u"<5"_s << u"< 5"_s;
    for (const char *bad : {"", "0", "=", "~ 0", "= x", "= 'x", "=> 1", "= 0; DROP TABLE t", "= 1 2", "yes", "== == 1"})
        QTest::newRow(bad) << QString::fromUtf8(bad) << QString();
}

void PlanFileTest::expectations()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    const auto expectation = Expectation::parse(text);
    QCOMPARE(expectation ? expectation->text() : QString(), canonical);
    if (expectation)
        QCOMPARE(Expectation::parse(expectation->text()), expectation);
}

void PlanFileTest::suggestions_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("meant");
    QTest::newRow("dash") << u"rollback-window"_s << u"rollback_window"_s;
    QTest::newRow("case") << u"SQL"_s << u"sql"_s;
    QTest::newRow("plural") << u"step"_s << u"steps"_s;
    QTest::newRow("swapped") << u"unod"_s << u"undo"_s;
    QTest::newRow("short and other") << u"x"_s << QString();
    QTest::newRow("other") << u"database"_s << QString();
    QTest::newRow("very long") << QString(100'000, u'a') << QString();
}

void PlanFileTest::suggestions()
{
    QFETCH(QString, written);
    QFETCH(QString, meant);
    QCOMPARE(suggestion(written, {u"sql"_s, u"undo"_s, u"steps"_s, u"rollback_window"_s}), meant);
}

void PlanFileTest::stageNamesGoBothWays()
{
    for (const Stage stage : allStages)
        QCOMPARE(stageNamed(stageName(stage)), stage);
    QVERIFY(!stageNamed(u"Expand"));
    QVERIFY(!stageNamed(u""));
}

QTEST_GUILESS_MAIN(PlanFileTest)
#include "plan_file.moc"
