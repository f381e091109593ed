// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// plan recipes and plan new of the real lockkeeperctl.
#include "core/recipes/recipe.h"
#include "tests/support/recipeworld.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class CtlRecipesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsEveryRecipe();
    void makesAPlanThatRuns_data();
    void makesAPlanThatRuns();
    void neverWritesOverAFileUnasked();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void onlyReads();
};

namespace {

struct Outcome
{
    int code = -1;
    QString out;
    QString error;
};

Outcome ctl(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(LOCKKEEPERCTL), arguments);
    process.waitForFinished(60'000);
    return {.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .out = QString::fromUtf8(process.readAllStandardOutput()),
            .error = QString::fromUtf8(process.readAllStandardError())};
}

QStringList planNew(const QString &url, const QString &recipe, const QStringList &settings)
{
    QStringList arguments{u"plan"_s, u"new"_s, u"--recipe"_s, recipe, u"-d"_s, url};
    for (const QString &setting : settings)
        arguments << u"--set"_s << setting;
    return arguments;
}

} // namespace

void CtlRecipesTest::listsEveryRecipe()
{
    const Outcome text = ctl({u"plan"_s, u"recipes"_s});
    QCOMPARE(text.code, 0);
    const Outcome json = ctl({u"plan"_s, u"recipes"_s, u"--format"_s, u"json"_s});
    const QJsonArray listed = QJsonDocument::fromJson(json.out.toUtf8())["recipes"_L1].toArray();
    QCOMPARE(listed.size(), static_cast<qsizetype>(recipes().size()));
    for (const auto &recipe : listed) {
        QVERIFY(text.out.contains(recipe["id"_L1].toString()));
        QVERIFY(!recipe["summary"_L1].toString().isEmpty());
        QCOMPARE(recipe["fields"_L1][0]["key"_L1].toString(), u"table"_s);
    }
    const Outcome one = ctl({u"plan"_s, u"recipes"_s, u"add-index"_s});
    QVERIFY(one.out.startsWith("add-index"_L1) && !one.out.contains("drop-column"_L1));
    QCOMPARE(ctl({u"plan"_s, u"recipes"_s, u"nothing"_s}).code, 2);
}

void CtlRecipesTest::makesAPlanThatRuns_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("sqlite") << u"sqlite"_s;
    QTest::newRow("postgresql") << u"postgresql"_s;
}

void CtlRecipesTest::makesAPlanThatRuns()
{
    QFETCH(QString, engine);
    const RecipeWorld world(engine, 100);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"plan.lockkeeper.yaml"_s);
    const QStringList arguments =
        planNew(world.url(), u"split-column"_s,
                {u"table=people"_s, u"column=email"_s, u"to=mailbox,host"_s, u"up.host='example.org'"_s,
                 u"up.mailbox=replace(email, '@example.org', '')"_s, u"down=mailbox || '@' || host"_s,
                 u"soak=0s"_s, u"approvals=0"_s, u"watch=0s"_s, u"environment=sandbox"_s});
    const Outcome printed = ctl(arguments);
    QVERIFY2(printed.code == 0, qPrintable(printed.error));
    const Outcome written = ctl(arguments + QStringList{u"-o"_s, file});
    QVERIFY2(written.code == 0, qPrintable(written.error));
    QFile plan(file);
    QVERIFY(plan.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(plan.readAll()).trimmed(), printed.out.trimmed());
    const Outcome ran = ctl({u"run"_s, file, u"-d"_s, world.url()});
    QVERIFY2(ran.code == 0, qPrintable(ran.error));
    QVERIFY(world.hasColumn(u"host"_s) && !world.hasColumn(u"email"_s));
}

void CtlRecipesTest::neverWritesOverAFileUnasked()
{
    const RecipeWorld world(u"sqlite"_s, 1);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"plan.yaml"_s);
    QFile there(file);
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
    there.close();
    const QStringList arguments = planNew(world.url(), u"add-index"_s, {u"table=people"_s, u"columns=age"_s})
                                  + QStringList{u"-o"_s, file};
    const Outcome refused = ctl(arguments);
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.error.contains("--force"_L1), qPrintable(refused.error));
    QVERIFY(there.open(QIODevice::ReadOnly));
    QCOMPARE(there.readAll(), "mine");
    there.close();
    const Outcome forced = ctl(arguments + QStringList{u"--force"_s});
    QCOMPARE(forced.code, 0);
    QVERIFY2(forced.error.contains("written over"_L1), qPrintable(forced.error));
    QVERIFY(there.open(QIODevice::ReadOnly));
    QVERIFY(there.readAll().contains("CREATE INDEX"));
}

void CtlRecipesTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("recipe");
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<QString>("said");
    QTest::newRow("recipe") << u"rename-colum"_s << QStringList{} << u"did you mean rename-column?"_s;
    QTest::newRow("no sign") << u"drop-column"_s << QStringList{u"table"_s} << u"key=value"_s;
    QTest::newRow("twice") << u"drop-column"_s << QStringList{u"table=a"_s, u"table=b"_s} << u"given twice"_s;
    QTest::newRow("table") << u"drop-column"_s << QStringList{u"table=poeple"_s, u"column=note"_s}
                           << u"table: there is no table poeple (did you mean people?)"_s;
    QTest::newRow("column") << u"drop-column"_s << QStringList{u"table=people"_s, u"column=nte"_s}
                            << u"column: there is no column nte in people (did you mean note?)"_s;
    QTest::newRow("choice") << u"drop-column"_s
                            << QStringList{u"table=people"_s, u"column=note"_s, u"environment=test"_s}
                            << u"none of production, staging, development, sandbox"_s;
    QTest::newRow("engine") << u"add-not-null"_s
                            << QStringList{u"table=people"_s, u"column=note"_s, u"value=''"_s}
                            << u"SQLite can't make a column"_s;
}

void CtlRecipesTest::saysWhatIsWrong()
{
    QFETCH(QString, recipe);
    QFETCH(QStringList, settings);
    QFETCH(QString, said);
    const RecipeWorld world(u"sqlite"_s, 1);
    const Outcome outcome = ctl(planNew(world.url(), recipe, settings));
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.error.contains(said), qPrintable(outcome.error));
    QCOMPARE(outcome.error.count(u'\n'), 1);
    QVERIFY(outcome.out.isEmpty());
}

void CtlRecipesTest::onlyReads()
{
    const RecipeWorld world(u"postgresql"_s, 10);
    const QString before = world.schema();
    const Outcome outcome =
        ctl(planNew(world.url(), u"rename-column"_s, {u"table=people"_s, u"column=email"_s, u"to=mail"_s})
            + QStringList{u"--format"_s, u"json"_s});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY(QJsonDocument::fromJson(outcome.out.toUtf8())["plan"_L1].toString().contains("mail"_L1));
    QCOMPARE(world.schema(), before);
    QCOMPARE(
        world.scalar(u"SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'lockkeeper'"_s)
            .toInt(),
        0);
}

QTEST_GUILESS_MAIN(CtlRecipesTest)
#include "ctl_recipes.moc"
