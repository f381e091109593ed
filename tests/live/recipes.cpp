// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/planlint.h"
#include "core/recipes/recipewriter.h"
#include "tests/support/golden.h"
#include "tests/support/recipeworld.h"

#include <QtTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Each recipe's plan on real servers: through all stages under concurrent writers, and rolled back before Contract.
class RecipesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesThroughAllStagesUnderWriters_data();
    void goesThroughAllStagesUnderWriters();
    void rollsBackToTheSchemaItFound_data();
    void rollsBackToTheSchemaItFound();
    void newVersionsWritesReachTheOldColumns_data();
    void newVersionsWritesReachTheOldColumns();
    void looksAsAPersonWroteIt_data();
    void looksAsAPersonWroteIt();
    void hasNoBlockers_data();
    void hasNoBlockers();
    void keepsWhatHangsOnARenamedColumn_data();
    void keepsWhatHangsOnARenamedColumn();
    void refusesWithTheFieldAndWhatIsAllowed_data();
    void refusesWithTheFieldAndWhatIsAllowed();
    void refusesAnExpressionThatTheDatabaseRefuses_data();
    void refusesAnExpressionThatTheDatabaseRefuses();
    void quotesWhatMustBeQuoted_data();
    void quotesWhatMustBeQuoted();
    void saysWhatAnEngineCannot();
};

namespace {

struct Case
{
    const char *name;
    const char *recipe;
    RecipeValues values;
    bool onSqlite = true;
    const char *there;  ///< a column that is there in the end
    const char *gone;   ///< one that isn't
    const char *holds;  ///< a condition that every row obeys in the end
    const char *writes; ///< what an application writes meanwhile: old columns of `people`
};

/// What is added, and nothing goes.
QList<Case> addingCases()
{
    return {
        {.name = "add-column",
         .recipe = "add-column",
         .values = {{u"column"_s, u"nick"_s}, {u"type"_s, u"text"_s}},
         .there = "nick",
         .gone = "",
         .holds = "nick IS NULL",
         .writes = "first_name, last_name, email, age"},
        {.name = "add-column-default",
         .recipe = "add-column",
         .values = {{u"column"_s, u"level"_s},
                    {u"type"_s, u"integer"_s},
                    {u"default"_s, u"7"_s},
                    {u"required"_s, u"yes"_s}},
         .there = "level",
         .gone = "",
         .holds = "level = 7",
         .writes = "first_name, last_name, email, age"},
        {.name = "add-column-computed-default",
         .recipe = "add-column",
         .values = {{u"column"_s, u"token_id"_s},
                    {u"type"_s, u"uuid"_s},
                    {u"default"_s, u"gen_random_uuid()"_s},
                    {u"required"_s, u"yes"_s}},
         .onSqlite = false,
         .there = "token_id",
         .gone = "",
         .holds = "token_id IS NOT NULL",
         .writes = "first_name, last_name, email, age"},
        {.name = "add-column-value",
         .recipe = "add-column",
         .values = {{u"column"_s, u"login"_s},
                    {u"type"_s, u"text"_s},
                    {u"value"_s, u"lower(first_name) || '.' || lower(last_name)"_s}},
         .there = "login",
         .gone = "",
         .holds = "login LIKE '%.%'",
         .writes = "first_name, last_name, email, age"},
        {.name = "add-column-required",
         .recipe = "add-column",
         .values = {{u"column"_s, u"login"_s},
                    {u"type"_s, u"text"_s},
                    {u"value"_s, u"lower(first_name)"_s},
                    {u"required"_s, u"yes"_s}},
         .onSqlite = false,
         .there = "login",
         .gone = "",
         .holds = "login IN ('alice', 'brian', 'robin')",
         .writes = "first_name, last_name, email, age"},
    };
}

/// What moves from one shape to another.
QList<Case> movingCases()
{
    return {
        {.name = "rename-column",
         .recipe = "rename-column",
         .values = {{u"column"_s, u"email"_s}, {u"to"_s, u"mail"_s}},
         .there = "mail",
         .gone = "email",
         .holds = "mail LIKE '%@example.org'",
         .writes = "first_name, last_name, email, age"},
        {.name = "change-type",
         .recipe = "change-type",
         .values = {{u"column"_s, u"age"_s},
                    {u"type"_s, u"text"_s},
                    {u"up"_s, u"'age ' || age"_s},
                    {u"down"_s, u"CAST(substr(age_new, 5) AS integer)"_s}},
         .there = "age",
         .gone = "age_new",
         .holds = "age LIKE 'age %'",
         .writes = "first_name, last_name, email, age"},
        {.name = "change-type-own-name",
         .recipe = "change-type",
         .values = {{u"column"_s, u"age"_s}, {u"type"_s, u"bigint"_s}, {u"to"_s, u"age_in_years"_s}},
         .there = "age_in_years",
         .gone = "age",
         .holds = "age_in_years BETWEEN 0 AND 99",
         .writes = "first_name, last_name, email, age"},
        {.name = "split-column",
         .recipe = "split-column",
         .values = {{u"column"_s, u"email"_s},
                    {u"to"_s, u"mailbox, host"_s},
                    {u"up.mailbox"_s, u"substr(email, 1, length(email) - 12)"_s},
                    {u"up.host"_s, u"'example.org'"_s},
                    {u"down"_s, u"mailbox || '@' || host"_s}},
         .there = "mailbox",
         .gone = "email",
         .holds = "host = 'example.org' AND mailbox NOT LIKE '%@%'",
         .writes = "first_name, last_name, email, age"},
        {.name = "merge-columns",
         .recipe = "merge-columns",
         .values = {{u"columns"_s, u"first_name, last_name"_s},
                    {u"to"_s, u"name"_s},
                    {u"up"_s, u"first_name || '|' || last_name"_s},
                    {u"down.first_name"_s, u"substr(name, 1, 5)"_s},
                    {u"down.last_name"_s, u"substr(name, 7)"_s}},
         .there = "name",
         .gone = "first_name",
         .holds = "name LIKE '_____|%'",
         .writes = "first_name, last_name, email, age"},
    };
}

QList<Case> otherCases()
{
    return {
        {.name = "drop-column",
         .recipe = "drop-column",
         .values = {{u"column"_s, u"note"_s}},
         .there = "email",
         .gone = "note",
         .holds = "email IS NOT NULL",
         .writes = "first_name, last_name, email, age"},
        {.name = "drop-required-column",
         .recipe = "drop-column",
         .values = {{u"column"_s, u"age"_s}, {u"default"_s, u"0"_s}},
         .onSqlite = false,
         .there = "email",
         .gone = "age",
         .holds = "email IS NOT NULL",
         .writes = "first_name, last_name, email"},
        {.name = "add-not-null",
         .recipe = "add-not-null",
         .values = {{u"column"_s, u"note"_s}, {u"value"_s, u"'of ' || first_name"_s}},
         .onSqlite = false,
         .there = "note",
         .gone = "",
         .holds = "note LIKE 'of %' OR note = 'kept'",
         .writes = "first_name, last_name, email, age"},
        {.name = "add-index",
         .recipe = "add-index",
         .values = {{u"columns"_s, u"last_name, first_name"_s}},
         .there = "email",
         .gone = "",
         .holds = "email IS NOT NULL",
         .writes = "first_name, last_name, email, age"},
    };
}

QList<Case> cases() { return addingCases() + movingCases() + otherCases(); }

void everyRecipe()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("index");
    const auto all = cases();
    for (int i = 0; i < all.size(); ++i) {
        for (const QString &engine : {u"postgresql"_s, u"sqlite"_s}) {
            if (all[i].onSqlite || engine == u"postgresql"_s)
                QTest::addRow("%s on %s", all[i].name, qPrintable(engine)) << engine << i;
        }
    }
}

void bothEngines()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("postgresql") << u"postgresql"_s;
    QTest::newRow("sqlite") << u"sqlite"_s;
}

} // namespace

void RecipesTest::goesThroughAllStagesUnderWriters_data() { everyRecipe(); }

void RecipesTest::goesThroughAllStagesUnderWriters()
{
    QFETCH(QString, engine);
    QFETCH(int, index);
    const Case wanted = cases()[index];
    const RecipeWorld world(engine, 2'000);
    const Plan plan = world.plan(QString::fromLatin1(wanted.recipe), wanted.values);

    const QString writes = QString::fromLatin1(wanted.writes);
    if (!writes.contains(u"age"_s)) { // a version that may come only once the column has a default
        const Status expanded = world.run(plan, {.through = Stage::Expand});
        QVERIFY2(expanded, told(expanded).constData());
    }
    PeopleWriters writers(world, writes);
    const Status prepared = world.run(plan, {.through = Stage::Flip});
    QVERIFY2(prepared, told(prepared).constData());
    QVERIFY(QTest::qWaitFor([&] { return writers.written() > 50; }, 20'000));
    if (!plan.stepsOf(Stage::Contract).isEmpty()) // the old version goes before the old shape does
        QCOMPARE(writers.stop(), QString());
    const Status done = world.run(plan, {.resume = true});
    QVERIFY2(done, told(done).constData());
    QCOMPARE(writers.stop(), QString());

    QVERIFY2(world.hasColumn(QString::fromLatin1(wanted.there)), wanted.there);
    QVERIFY2(!world.hasColumn(QString::fromLatin1(wanted.gone)), wanted.gone);
    QCOMPARE(world
                 .scalar(u"SELECT count(*) FROM people WHERE NOT coalesce(%1, false)"_s.arg(
                     QString::fromLatin1(wanted.holds)))
                 .toInt(),
             0);
    QCOMPARE(world.scalar(u"SELECT count(*) FROM people"_s).toInt(), 2'000 + writers.inserted());
    QVERIFY(!world.schema().contains(u"lockkeeper"_s));
}

void RecipesTest::rollsBackToTheSchemaItFound_data() { everyRecipe(); }

void RecipesTest::rollsBackToTheSchemaItFound()
{
    QFETCH(QString, engine);
    QFETCH(int, index);
    const Case wanted = cases()[index];
    const RecipeWorld world(engine, 200);
    const QString before = world.schema();
    const Plan plan = world.plan(QString::fromLatin1(wanted.recipe), wanted.values);
    for (const Stage through : {Stage::Expand, Stage::Backfill, Stage::Flip}) {
        const Status ran = world.run(plan, {.through = through});
        QVERIFY2(ran, told(ran).constData());
        RunControl control;
        const Status undone = world.open(plan)->rollback({}, control, {});
        QVERIFY2(undone, told(undone).constData());
        QCOMPARE(world.schema(), before);
    }
    if (plan.pointOfNoReturn())
        return;
    // What can be undone to the last step is.
    const Status ran = world.run(plan);
    QVERIFY2(ran, told(ran).constData());
    RunControl control;
    const Status undone = world.open(plan)->rollback({}, control, {});
    QVERIFY2(undone, told(undone).constData());
    QCOMPARE(world.schema(), before);
}

void RecipesTest::newVersionsWritesReachTheOldColumns_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("arrived");
    for (const QString &engine : {u"postgresql"_s, u"sqlite"_s}) {
        const auto row = [&engine](const char *name, const QString &written, const QString &arrived) {
            QTest::addRow("%s on %s", name, qPrintable(engine))
                << engine << QString::fromLatin1(name) << written << arrived;
        };
        row("rename-column", u"mail = 'new@example.org'"_s, u"email = 'new@example.org'"_s);
        row("change-type", u"age_new = 'age 77'"_s, u"age = 77"_s);
        row("change-type-own-name", u"age_in_years = 66"_s, u"age = 66"_s);
        row("split-column", u"mailbox = 'new'"_s, u"email = 'new@example.org'"_s);
        row("merge-columns", u"name = 'Clara|Lee'"_s, u"first_name = 'Clara' AND last_name = 'Lee'"_s);
    }
}

/// And those of old versions the new ones, until Contract; a rollback keeps what either wrote.
void RecipesTest::newVersionsWritesReachTheOldColumns()
{
    QFETCH(QString, engine);
    QFETCH(QString, name);
    QFETCH(QString, written);
    QFETCH(QString, arrived);
    const auto all = cases();
    const auto wanted =
        *std::ranges::find(all, name, [](const Case &one) { return QString::fromLatin1(one.name); });
    const RecipeWorld world(engine, 20);
    const Plan plan = world.plan(QString::fromLatin1(wanted.recipe), wanted.values);
    const Status ran = world.run(plan, {.through = Stage::Flip});
    QVERIFY2(ran, told(ran).constData());
    const QString countArrived = u"SELECT count(*) FROM people WHERE id = 7 AND "_s + arrived;
    QCOMPARE(world.scalar(countArrived).toInt(), 0);
    world.execute(u"UPDATE people SET %1 WHERE id = 7"_s.arg(written));
    QCOMPARE(world.scalar(countArrived).toInt(), 1);
    RunControl control;
    const Status undone = world.open(plan)->rollback({}, control, {});
    QVERIFY2(undone, told(undone).constData());
    QCOMPARE(world.scalar(countArrived).toInt(), 1);
}

void RecipesTest::looksAsAPersonWroteIt_data() { everyRecipe(); }

void RecipesTest::looksAsAPersonWroteIt()
{
    QFETCH(QString, engine);
    QFETCH(int, index);
    const Case wanted = cases()[index];
    const RecipeWorld world(engine, 1);
    const Plan plan = world.plan(QString::fromLatin1(wanted.recipe), wanted.values);
    const QString golden = QStringLiteral(LOCKKEEPER_GOLDEN_DIR "/recipes/%1.%2.yaml")
                               .arg(QString::fromLatin1(wanted.name), engine);
    const QByteArray difference = goldenDifference(golden, plan.text.toUtf8());
    QVERIFY2(difference.isEmpty(), difference.constData());
}

void RecipesTest::hasNoBlockers_data() { everyRecipe(); }

/// What the linter says of the plan by the live tables, in the stage where each step is.
void RecipesTest::hasNoBlockers()
{
    QFETCH(QString, engine);
    QFETCH(int, index);
    const Case wanted = cases()[index];
    const RecipeWorld world(engine, 200);
    const Plan plan = world.plan(QString::fromLatin1(wanted.recipe), wanted.values);
    const auto session = world.session();
    const auto version = serverVersionFromText(session->identity()->version.toStdString());
    const auto live =
        require(session->catalog().liveFacts(objectsNamedIn(plan, *version), std::chrono::milliseconds(0)));
    QStringList blockers;
    for (const lint::LiveFacts *facts : {static_cast<const lint::LiveFacts *>(nullptr), &live}) {
        for (const StepFinding &found : lintPlan(plan, *version, facts)) {
            if (found.finding.severity == lint::Severity::Blocker)
                blockers << found.step + u": "_s + QString::fromStdString(found.finding.title());
        }
    }
    QCOMPARE(blockers.join(u'\n'), QString());
}

void RecipesTest::keepsWhatHangsOnARenamedColumn_data() { bothEngines(); }

void RecipesTest::keepsWhatHangsOnARenamedColumn()
{
    QFETCH(QString, engine);
    const RecipeWorld world(engine, 50);
    world.execute(u"CREATE UNIQUE INDEX people_email_key ON people (email)"_s);
    world.execute(u"CREATE INDEX people_both ON people (last_name, email)"_s);
    const Plan plan = world.plan(u"rename-column"_s, {{u"column"_s, u"email"_s}, {u"to"_s, u"mail"_s}});
    QVERIFY(plan.step(u"index-people-both-new"));
    const Status done = world.run(plan);
    QVERIFY2(done, told(done).constData());
    const QString schema = world.schema();
    QVERIFY2(schema.contains(u"people_email_key"_s), qPrintable(schema));
    QVERIFY2(schema.contains(u"people_both"_s), qPrintable(schema));
    QVERIFY2(!schema.contains(u"people_both_new"_s), qPrintable(schema));
    QVERIFY(!world.session()->query(
        u"INSERT INTO people (first_name, last_name, mail, age) SELECT first_name, last_name, mail, age "
        "FROM people WHERE id = 1"_s));
}

void RecipesTest::refusesWithTheFieldAndWhatIsAllowed_data()
{
    QTest::addColumn<QString>("recipe");
    QTest::addColumn<RecipeValues>("values");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("suggestion");
    const auto row = [](const char *name, const QString &recipe, const RecipeValues &values,
                        const QString &field, const QString &code, const QString &suggestion = {}) {
        QTest::newRow(name) << recipe << values << field << code << suggestion;
    };
    row("table", u"drop-column"_s, {{u"table"_s, u"poeple"_s}, {u"column"_s, u"note"_s}}, u"table"_s,
        u"unknown-table"_s, u"people"_s);
    row("column", u"drop-column"_s, {{u"column"_s, u"emial"_s}}, u"column"_s, u"unknown-column"_s,
        u"email"_s);
    row("missing", u"rename-column"_s, {{u"column"_s, u"email"_s}}, u"to"_s, u"missing-value"_s);
    row("taken", u"rename-column"_s, {{u"column"_s, u"email"_s}, {u"to"_s, u"note"_s}}, u"to"_s,
        u"taken-name"_s);
    row("field", u"rename-column"_s, {{u"column"_s, u"email"_s}, {u"two"_s, u"x"_s}, {u"to"_s, u"y"_s}},
        u"two"_s, u"unknown-field"_s, u"to"_s);
    row("choice", u"add-column"_s,
        {{u"column"_s, u"a"_s}, {u"type"_s, u"text"_s}, {u"required"_s, u"yess"_s}}, u"required"_s,
        u"unknown-choice"_s, u"yes"_s);
    row("duration", u"drop-column"_s, {{u"column"_s, u"note"_s}, {u"soak"_s, u"a day"_s}}, u"soak"_s,
        u"bad-duration"_s);
    row("number", u"drop-column"_s, {{u"column"_s, u"note"_s}, {u"approvals"_s, u"-1"_s}}, u"approvals"_s,
        u"bad-number"_s);
    row("parentheses", u"add-column"_s,
        {{u"column"_s, u"a"_s}, {u"type"_s, u"text"_s}, {u"value"_s, u"lower(email"_s}}, u"value"_s,
        u"unbalanced-parentheses"_s);
    row("key", u"rename-column"_s, {{u"column"_s, u"id"_s}, {u"to"_s, u"number"_s}}, u"column"_s,
        u"key-column"_s);
    row("one to split into", u"split-column"_s,
        {{u"column"_s, u"email"_s}, {u"to"_s, u"a"_s}, {u"up.a"_s, u"email"_s}, {u"down"_s, u"a"_s}}, u"to"_s,
        u"too-few"_s);
    row("required of nothing", u"add-column"_s,
        {{u"column"_s, u"a"_s}, {u"type"_s, u"text"_s}, {u"required"_s, u"yes"_s}}, u"value"_s,
        u"required-without-value"_s);
    row("flag", u"rename-column"_s,
        {{u"column"_s, u"email"_s}, {u"to"_s, u"mail"_s}, {u"flag"_s, u"UPDATE f SET p = 1"_s}}, u"flag"_s,
        u"missing-placeholder"_s);
}

void RecipesTest::refusesWithTheFieldAndWhatIsAllowed()
{
    QFETCH(QString, recipe);
    QFETCH(RecipeValues, values);
    const RecipeWorld world(u"sqlite"_s, 1);
    const auto problems = world.problems(recipe, values);
    QCOMPARE(problems.size(), 1);
    QTEST(problems.first().field, "field");
    QTEST(problems.first().code, "code");
    QTEST(problems.first().facts.value(u"suggestion"_s), "suggestion");
}

void RecipesTest::refusesAnExpressionThatTheDatabaseRefuses_data() { bothEngines(); }

void RecipesTest::refusesAnExpressionThatTheDatabaseRefuses()
{
    QFETCH(QString, engine);
    const RecipeWorld world(engine, 1);
    const auto problems = world.problems(u"split-column"_s, {{u"column"_s, u"email"_s},
                                                             {u"to"_s, u"a, b"_s},
                                                             {u"up.a"_s, u"lower(email)"_s},
                                                             {u"up.b"_s, u"lower(emial)"_s},
                                                             {u"down"_s, u"a || b"_s}});
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().field, u"up.b"_s);
    QCOMPARE(problems.first().code, u"wrong-expression"_s);
    QVERIFY(problems.first().facts.value(u"detail"_s).contains(u"emial"_s));
}

void RecipesTest::quotesWhatMustBeQuoted_data() { bothEngines(); }

void RecipesTest::quotesWhatMustBeQuoted()
{
    QFETCH(QString, engine);
    const RecipeWorld world(engine, 1);
    world.execute(u"CREATE TABLE \"Odd Table\" (id integer PRIMARY KEY, \"select\" text, \"it's\" text)"_s);
    world.execute(u"INSERT INTO \"Odd Table\" (id, \"select\") VALUES (1, 'a')"_s);
    const Plan plan = world.plan(
        u"rename-column"_s,
        {{u"table"_s, u"\"Odd Table\""_s}, {u"column"_s, u"select"_s}, {u"to"_s, u"url: \"x\" #1"_s}});
    const Status done = world.run(plan);
    QVERIFY2(done, told(done).constData());
    QCOMPARE(world.scalar(u"SELECT \"url: \"\"x\"\" #1\" FROM \"Odd Table\""_s).toString(), u"a"_s);
}

void RecipesTest::saysWhatAnEngineCannot()
{
    const RecipeWorld world(u"sqlite"_s, 1);
    const auto codeOf = [&world](const QString &recipe, const RecipeValues &values) {
        return world.problems(recipe, values).value(0).code;
    };
    QCOMPARE(codeOf(u"add-not-null"_s, {{u"column"_s, u"note"_s}, {u"value"_s, u"''"_s}}),
             u"cannot-require"_s);
    QCOMPARE(codeOf(u"drop-column"_s, {{u"column"_s, u"age"_s}, {u"default"_s, u"0"_s}}),
             u"cannot-set-default"_s);
    QCOMPARE(codeOf(u"add-column"_s,
                    {{u"column"_s, u"a"_s}, {u"type"_s, u"text"_s}, {u"default"_s, u"lower('A')"_s}}),
             u"default-not-constant"_s);
}

QTEST_GUILESS_MAIN(RecipesTest)
#include "recipes.moc"
