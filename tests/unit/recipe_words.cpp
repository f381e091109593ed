// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/yamltree.h"
#include "core/recipes/recipe.h"
#include "core/recipes/recipecheck.h"
#include "core/recipes/yamltext.h"
#include "core/text/recipes.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// What recipes are made of, without a database.
class RecipeWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRecipeExplainsItself();
    void whatIsWrittenReadsBack_data();
    void whatIsWrittenReadsBack();
    void anythingReadsBack();
    void aConstantIsTheSameForEveryRow_data();
    void aConstantIsTheSameForEveryRow();
    void everyProblemIsToldAtOnce();
};

void RecipeWordsTest::everyRecipeExplainsItself()
{
    QSet<QString> ids;
    for (const Recipe *recipe : recipes()) {
        const RecipeInfo info = recipe->info();
        QVERIFY2(!ids.contains(info.id), qPrintable(info.id));
        ids.insert(info.id);
        QCOMPARE(recipeNamed(info.id), recipe);
        QVERIFY(*info.title && QString::fromUtf8(info.summary).endsWith(u'.'));
        QSet<QString> keys;
        for (const RecipeField &field : fieldsOf(*recipe)) {
            QVERIFY2(!keys.contains(field.key), qPrintable(field.key));
            keys.insert(field.key);
            QVERIFY(*field.label && QString::fromUtf8(field.help).endsWith(u'.'));
            QVERIFY(field.forEach.isEmpty() || keys.contains(field.forEach)); // what it hangs on comes first
            QCOMPARE(field.kind == FieldKind::Choice, !field.choices.isEmpty());
        }
        QCOMPARE(recipe->fields().first().key, u"table"_s);
    }
    QVERIFY(!recipeNamed(u"nothing"));
}

namespace {

/// What a plan's reader gets of a value.
QString readBack(const QString &yaml)
{
    const auto tree = readYaml(yaml.toUtf8());
    if (!tree || tree->items.size() != 1)
        return u"unreadable: "_s + yaml;
    return scalarValue(tree->items.front()).toString(u"no string: "_s + yaml);
}

} // namespace

void RecipeWordsTest::whatIsWrittenReadsBack_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u"ALTER TABLE users ADD COLUMN mail text"_s,
          u"1"_s,
          u"-1"_s,
          u"1e3"_s,
          u"true"_s,
          u"No"_s,
          u"null"_s,
          u"~"_s,
          u"''"_s,
          u"'it''s'"_s,
          u"\"Odd\""_s,
          u"a: b"_s,
          u"a #b"_s,
          u"a:"_s,
          u"- a"_s,
          u"[a]"_s,
          u"{a}"_s,
          u"*a"_s,
          u"&a"_s,
          u"!a"_s,
          u"%a"_s,
          u"@a"_s,
          u"`a`"_s,
          u" a"_s,
          u"a "_s,
          u"a\nb"_s,
          u"a\tb"_s,
          u"\\"_s,
          u"ä€😀"_s,
          u"a,b"_s,
          u"?"_s,
          u"= 0"_s,
          u"a  b"_s,
          u"a ]"_s,
          u"0x1"_s,
          u".5"_s,
          u"2026-01-01"_s,
          QString(u"SELECT count(*) FROM people WHERE name = 'a  b' AND "_s).repeated(4).trimmed(),
          QString(u"SELECT count(*) FROM people AND "_s).repeated(9).trimmed()})
        QTest::addRow("%s", qPrintable(text.left(30))) << text;
}

void RecipeWordsTest::whatIsWrittenReadsBack()
{
    QFETCH(QString, text);
    QCOMPARE(readBack(YamlText().entry(0, u"key"_s, text).text()), text);
    QCOMPARE(readBack(u"key: "_s + YamlText::scalar(text)), text);
    const auto list = readYaml((u"key: ["_s + YamlText::scalar(text) + u", z]"_s).toUtf8());
    QVERIFY2(list, qPrintable(YamlText::scalar(text)));
    QCOMPARE(list->items.front().items.size(), std::size_t{2});
    QCOMPARE(list->items.front().items.front().text, text);
}

void RecipeWordsTest::anythingReadsBack()
{
    bool isGiven = false;
    const uint given = qEnvironmentVariable("LOCKKEEPER_SEED").toUInt(&isGiven);
    const quint32 seed = isGiven ? given : QRandomGenerator::global()->generate();
    qInfo("LOCKKEEPER_SEED=%u", seed);
    QRandomGenerator random(seed);
    const QString alphabet = u" ab:#'\"\\[]{},-?*&!%|>=()1é\t\n"_s;
    for (int round = 0; round < 3'000; ++round) {
        QString text;
        const int length = 1 + static_cast<int>(random.bounded(round % 10 == 0 ? 300U : 12U));
        for (int i = 0; i < length; ++i)
            text += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
        QCOMPARE(readBack(YamlText().entry(0, u"key"_s, text).text()), text);
        QCOMPARE(readBack(u"key: "_s + YamlText::scalar(text)), text);
    }
}

void RecipeWordsTest::aConstantIsTheSameForEveryRow_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<bool>("constant");
    for (const QString &expression : {u"0"_s, u"-1"_s, u"1.5"_s, u"'a'"_s, u"''"_s, u"true"_s, u"NULL"_s,
                                      u"'a'::text"_s, u"0::numeric"_s, u"'x'::character varying"_s, u" 7 "_s})
        QTest::addRow("%s", qPrintable(expression)) << expression << true;
    for (const QString &expression : {u"now()"_s, u"a"_s, u"1 + 1"_s, u"'a' || 'b'"_s, u"lower('A')"_s, u""_s,
                                      u"nextval('s'::regclass)"_s, u"CURRENT_TIMESTAMP"_s, u"(1)"_s})
        QTest::addRow("not %s", qPrintable(expression)) << expression << false;
}

void RecipeWordsTest::aConstantIsTheSameForEveryRow()
{
    QFETCH(QString, expression);
    QTEST(isConstant(expression), "constant");
}

void RecipeWordsTest::everyProblemIsToldAtOnce()
{
    const auto checked = checkedValues(
        *recipeNamed(u"split-column"),
        {{u"tabel"_s, u"x"_s}, {u"to"_s, u"a, b"_s}, {u"up.a"_s, u"lower(x"_s}, {u"soak"_s, u"soon"_s}});
    QVERIFY(!checked);
    QStringList told;
    for (const RecipeProblem &problem : checked.error()) {
        told << problem.field + u' ' + problem.code;
        const QString sentence = sentences::problemSentence(problem);
        QVERIFY2(!sentence.contains(u"…"_s) && !sentence.contains(u'{'), qPrintable(sentence));
    }
    told.sort();
    QCOMPARE(told, QStringList({u"column missing-value"_s, u"down missing-value"_s, u"soak bad-duration"_s,
                                u"tabel unknown-field"_s, u"table missing-value"_s,
                                u"up.a unbalanced-parentheses"_s, u"up.b missing-value"_s}));
}

QTEST_GUILESS_MAIN(RecipeWordsTest)
#include "recipe_words.moc"
