// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/sqlite_world.h"
#include "ui/editor/catalogconnection.h"
#include "ui/editor/editorpanel.h"
#include "ui/editor/findinglayer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// What a real database knows comes to the editor.
class CatalogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void namesAreWrittenAsSqlNeedsThem();
    void theScriptIsJudgedByItsTables();
    void aDeadDatabaseLeavesTheScriptAlone();
};

namespace {

constexpr int patience = 20'000; // milliseconds

bool finds(const EditorPanel &panel, std::string_view rule)
{
    const auto &result = panel.findings().findings().result();
    return result && std::ranges::any_of(result->findings, [rule](const lint::Finding &finding) {
               return finding.rule->id == rule;
           });
}

} // namespace

void CatalogTest::namesAreWrittenAsSqlNeedsThem()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE users (id INTEGER PRIMARY KEY, \"Ship to\" TEXT)"_s));
    CatalogConnection connection(world.target());
    CatalogNames names;
    connect(&connection, &CatalogConnection::namesRead, this,
            [&](const CatalogNames &read) { names = read; });
    connection.start();
    QVERIFY(QTest::qWaitFor([&] { return !names.tables.isEmpty(); }, patience));
    QCOMPARE(names.tables.size(), 1);
    QCOMPARE(names.tables.first().name, u"users"_s);
    QCOMPARE(names.tables.first().columns, (QStringList{u"id"_s, u"\"Ship to\""_s}));
}

void CatalogTest::theScriptIsJudgedByItsTables()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"_s));
    GOOD(world.query(u"CREATE VIEW names AS SELECT name FROM users"_s));
    CatalogConnection connection(world.target());
    EditorPanel panel;
    panel.setSetup(CatalogConnection::setupFor(world.target()));
    connectCatalog(panel, connection);
    QSignalSpy told(&connection, &CatalogConnection::setupRead);
    connection.start();
    panel.load(u"ALTER TABLE users DROP COLUMN name;"_s);
    QVERIFY(QTest::qWaitFor([&] { return !told.isEmpty(); }, patience));
    const auto setup = told.last().first().value<LintSetup>();
    QVERIFY(setup.live);
    QVERIFY(QTest::qWaitFor([&] { return finds(panel, "sqlite-drop-column-refused"); }, patience));
}

void CatalogTest::aDeadDatabaseLeavesTheScriptAlone()
{
    CatalogConnection connection(*Target::parse(u"postgresql://nobody@127.0.0.1:1/none"_s));
    EditorPanel panel;
    panel.setSetup(CatalogConnection::setupFor(*Target::parse(u"postgresql://nobody@127.0.0.1:1/none"_s)));
    connectCatalog(panel, connection);
    QSignalSpy read(&connection, &CatalogConnection::namesRead);
    connection.start();
    panel.load(u"DROP TABLE users;"_s);
    QVERIFY(QTest::qWaitFor([&] { return !read.isEmpty(); }, patience));
    QVERIFY(QTest::qWaitFor([&] { return finds(panel, "drop-table"); }, patience));
}

QTEST_MAIN(CatalogTest)
#include "catalog.moc"
