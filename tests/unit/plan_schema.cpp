// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/plans.h"
#include "tests/support/schemavalidator.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

class PlanSchemaTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodPlanObeysTheSchema_data();
    void goodPlanObeysTheSchema();
    void schemaRefusesWhatTheParserRefuses_data();
    void schemaRefusesWhatTheParserRefuses();
    void parserAcceptsExactlyTheKeysOfTheSchema();
};

void PlanSchemaTest::goodPlanObeysTheSchema_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : goldenFiles(u"plan/good"_s, u"*.yaml"_s))
        QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
}

void PlanSchemaTest::goodPlanObeysTheSchema()
{
    QFETCH(QString, path);
    const auto root = readYaml(goldenText(path));
    QVERIFY(root.has_value());
    const QString wrong = SchemaValidator(PlanFile::schema(vocabulary())).validate(asJson(*root));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void PlanSchemaTest::schemaRefusesWhatTheParserRefuses_data()
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

void PlanSchemaTest::schemaRefusesWhatTheParserRefuses()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QVERIFY(goodText().contains(before));
    const QByteArray text = goodText().replace(before, after);
    QVERIFY(!parsed(text));
    const QString wrong = SchemaValidator(PlanFile::schema(vocabulary())).validate(asJson(*readYaml(text)));
    QVERIFY(!wrong.isEmpty());
}

namespace {

/// Each key of the schema, put where the schema says, is known to the parser; one letter more is not.
void checkKeys(const QJsonObject &schema, const QByteArray &before, const QByteArray &after, int *count)
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
        QVERIFY2(problems(name + "_").contains("unknown-key key=" + name + "_"),
                 problems(name + "_").constData());
        ++*count;
        checkKeys(isList ? child["items"_L1].toObject() : child, before + name + (isList ? ": [{" : ": {"),
                  (isList ? "}]" : "}") + after, count);
    }
}

} // namespace

void PlanSchemaTest::parserAcceptsExactlyTheKeysOfTheSchema()
{
    int count = 0;
    checkKeys(PlanFile::schema(vocabulary()), "{", "}", &count);
    QCOMPARE(count, 58);
}

QTEST_GUILESS_MAIN(PlanSchemaTest)
#include "plan_schema.moc"
