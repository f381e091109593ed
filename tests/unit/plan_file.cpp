// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planjson.h"
#include "tests/support/plans.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace std::chrono_literals;

namespace {

QByteArray hashOf(const QByteArray &text)
{
    const auto plan = parsed(text);
    return plan ? plan->sha256.toLatin1() : listed(plan.error());
}

/// Every problem of a plan that is @p body behind a head that is right.
QByteArray problemsOf(const QByteArray &body)
{
    const auto plan = parsed("lockkeeper: 1\ntitle: x\ntarget: {engine: sqlite}\n" + body);
    return plan ? QByteArray() : listed(plan.error());
}

void addRows(const QString &folder)
{
    QTest::addColumn<QString>("path");
    const QStringList paths = goldenFiles(u"plan/"_s + folder, u"*.yaml"_s);
    QVERIFY(!paths.isEmpty());
    for (const QString &path : paths)
        QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
}

QString besides(const QString &path, QLatin1StringView suffix) { return path.chopped(4) + suffix; }

} // namespace

class PlanFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badPlanSaysWhatIsWrongWhere_data() { addRows(u"bad"_s); }
    void badPlanSaysWhatIsWrongWhere();
    void goodPlanHasItsSteps_data() { addRows(u"good"_s); }
    void goodPlanHasItsSteps();

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

    void fileMustBeReadableUtf8();
    void tooLargeIsOneProblem();
    void hostileTextEndsQuickly_data();
    void hostileTextEndsQuickly();
    void mutatedPlanNeverCrashes();
};

void PlanFileTest::badPlanSaysWhatIsWrongWhere()
{
    QFETCH(QString, path);
    const auto plan = parsed(goldenText(path));
    QVERIFY(!plan);
    QVERIFY(!plan.error().isEmpty());
    QVERIFY(std::ranges::is_sorted(plan.error(), {},
                                   [](const PlanProblem &p) { return std::pair(p.line, p.column); }));
    const QByteArray difference = goldenDifference(besides(path, "problems"_L1), listed(plan.error()));
    QVERIFY2(difference.isEmpty(), difference.constData());
}

void PlanFileTest::goodPlanHasItsSteps()
{
    QFETCH(QString, path);
    const auto plan = parsed(goldenText(path));
    QVERIFY2(plan.has_value(), plan ? "" : listed(plan.error()).constData());
    const QByteArray difference =
        goldenDifference(besides(path, "json"_L1), QJsonDocument(planJson(*plan)).toJson());
    QVERIFY2(difference.isEmpty(), difference.constData());
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
    QVERIFY(!fill.holdWhen.replicationLag && !fill.holdWhen.lockWaiters);
    QVERIFY(!fill.holdWhen.oldestTransaction && !fill.holdWhen.errorRateRise);
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
    QCOMPARE(ids, QStringList({u"backfill-complete"_s, u"reconciled"_s, u"sql-1"_s, u"soak-1"_s,
                               u"approvals-1"_s, u"replication-lag-1"_s}));
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
    QCOMPARE(parsed(QByteArray(text).replace("title: Give users", "title: Give all users"))->shortName(),
             name);
    QVERIFY(parsed(QByteArray(text).replace("to: display_name", "to: full_name"))->shortName() != name);

    const QByteArray least = goodText(u"least"_s);
    QVERIFY(parsed(QByteArray(least).replace("owner", "writer"))->shortName()
            != goodPlan(u"least"_s).shortName());
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
    QTest::newRow("keys reordered") << changed(
        "{engine: postgresql, server_version: \">=14\", environment: production}",
        "{environment: production, server_version: '>= 14', engine: postgresql}");
    QTest::newRow("stages reordered") << changed("rollback_window: 72h\n", "") + "rollback_window: 72h\n";
    QTest::newRow("quotes") << changed("title: Give users a display name",
                                       "title: \"Give users a display name\"");
    QTest::newRow("block instead of flow") << changed("soak: 10m}", "soak: 10m\n      }");
    QTest::newRow("folded SQL") << changed("      sql: ALTER TABLE public.users ADD COLUMN display_name text",
                                           "      sql: >-\n        ALTER TABLE public.users\n"
                                           "        ADD COLUMN display_name text");
    QTest::newRow("a list of one") << changed("undo: ALTER TABLE public.users DROP COLUMN display_name",
                                              "undo: [ALTER TABLE public.users DROP COLUMN display_name;]");
    QTest::newRow("durations") << changed("72h", "3d");
    QTest::newRow("milliseconds") << changed("replication_lag: 5s", "replication_lag: 5000ms");
    QTest::newRow("defaults said") << changed("batch: {target_time: 80ms, min: 100, max: 20000, workers: 1}",
                                              "batch: {}");
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
    QTest::newRow("SQL") << QByteArray("ADD COLUMN display_name text")
                         << QByteArray("ADD COLUMN display_name varchar");
    QTest::newRow("white space in SQL")
        << QByteArray("ADD COLUMN display_name") << QByteArray("ADD COLUMN  display_name");
    QTest::newRow("title") << QByteArray("Give") << QByteArray("give");
    QTest::newRow("soak") << QByteArray("{soak: 24h}") << QByteArray("{soak: 23h}");
    QTest::newRow("gate gone") << QByteArray("{approvals: 1}") << QByteArray("{approvals: 0}");
    QTest::newRow("order of gates") << QByteArray("[backfill-complete, reconciled,")
                                    << QByteArray("[reconciled, backfill-complete,");
    QTest::newRow("cohorts") << QByteArray("[1, 10, 50, 100]") << QByteArray("[1, 10, 51, 100]");
    QTest::newRow("hold") << QByteArray("lock_waiters: 3") << QByteArray("lock_waiters: 4");
    QTest::newRow("what the change was")
        << QByteArray("[first_name, last_name]") << QByteArray("[last_name, first_name]");
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
    QCOMPARE(listed(parsed(goodText() + QByteArray(1'048'576, '#')).error()), "1:1 too-large limit=1 MiB\n");
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

namespace {

/// One random edit: a byte changed, a piece dropped, doubled, or replaced by something with a meaning in YAML.
QByteArray mutated(QByteArray text, QRandomGenerator &random)
{
    static const QByteArrayList pieces{"[",
                                       "]",
                                       "{",
                                       "}",
                                       ":",
                                       ": ",
                                       "- ",
                                       "\n",
                                       "\t",
                                       "#",
                                       "&a ",
                                       "*a",
                                       "!!x ",
                                       "'",
                                       "\"",
                                       "|",
                                       ">",
                                       "%",
                                       "? ",
                                       "---\n",
                                       "...",
                                       "null",
                                       "~",
                                       "-1",
                                       "1e99",
                                       "\\",
                                       "<<: ",
                                       "\xff",
                                       QByteArray(1, '\0'),
                                       "\x04",
                                       "\xef\xbb\xbf",
                                       "😀",
                                       "$$",
                                       "/*",
                                       "--",
                                       ";"};
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

} // namespace

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

QTEST_GUILESS_MAIN(PlanFileTest)
#include "plan_file.moc"
