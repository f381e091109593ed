// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/livefacts.h"
#include "tests/live/sqlite_world.h"

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// What a SQLite file tells the linter.
class SqliteLiveFactsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void schemaIsReadAsAScript();
    void onlyNamedTablesAreCounted();
    void viewsIndexesAndChildrenAreNamed();
    void lostOnARebuild();
    void whatCannotBeReadIsThere();

private:
    LiveLint lint(const std::string &script) { return {m_world->session(), SqlDialect::SQLite, script}; }

    std::optional<SqliteWorld> m_world;
};

void SqliteLiveFactsTest::init()
{
    m_world.emplace();
    for (
        const auto &statement :
        {u"CREATE TABLE Users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, mail TEXT UNIQUE, age INT,"
         " twice INT AS (age * 2), \"a b\" TEXT CHECK (\"a b\" <> ''))"_s,
         u"CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INT REFERENCES Users (id) ON DELETE CASCADE)"_s,
         u"CREATE INDEX users_age ON users (age) WHERE age > 10"_s,
         u"CREATE VIEW grown AS SELECT name FROM users"_s,
         u"CREATE TRIGGER touched AFTER UPDATE ON users BEGIN SELECT 1; END"_s,
         u"INSERT INTO users (name) VALUES ('a'), ('b')"_s})
        GOOD(m_world->query(statement));
}

void SqliteLiveFactsTest::schemaIsReadAsAScript()
{
    GOOD(m_world->query(u"ALTER TABLE users ADD COLUMN later INT"_s));
    const lint::TableFacts users = lint("ALTER TABLE users ADD COLUMN b INT").table("Users");
    QVERIFY(users.isComplete && !users.createdHere);
    QCOMPARE(users.columns.size(), 7U);
    QVERIFY(users.column("NAME")->notNull.value_or(false));
    QVERIFY(users.column("twice")->isGenerated);
    QVERIFY(users.column("later"));
    QVERIFY(users.index("users_age")->isPartial);
    QCOMPARE(users.dependents, (std::vector<std::string>{"grown", "touched"}));
    QCOMPARE(users.rows, 2);
    QVERIFY(!users.writesPerSecond); // nothing in SQLite counts them
}

void SqliteLiveFactsTest::onlyNamedTablesAreCounted()
{
    const LiveLint live = lint("ALTER TABLE USERS ADD COLUMN b INT");
    QCOMPARE(live.table("Users").rows, 2);
    QVERIFY(!live.table("orders").rows);
}

void SqliteLiveFactsTest::viewsIndexesAndChildrenAreNamed()
{
    const LiveLint live = lint("PRAGMA foreign_keys = ON; ALTER TABLE users DROP COLUMN age;"
                               "ALTER TABLE users DROP COLUMN name; DROP TABLE users");
    const QStringList refused = live.findings("sqlite-drop-column-refused");
    QCOMPARE(refused.size(), 2);
    QVERIFY2(refused[0].contains(u"users_age"_s), qPrintable(refused[0]));
    QVERIFY2(refused[1].contains(u"grown"_s), qPrintable(refused[1]));
    const QStringList broken = live.findings("sqlite-drop-leaves-broken-views");
    QVERIFY2(broken.size() == 1 && broken[0].contains(u"grown"_s), qPrintable(broken.join(u';')));
    const QStringList deleted = live.findings("sqlite-drop-table-implicit-delete");
    QVERIFY2(deleted.size() == 1 && deleted[0].contains(u"orders"_s), qPrintable(deleted.join(u';')));
}

void SqliteLiveFactsTest::lostOnARebuild()
{
    const QStringList findings =
        lint(
            "PRAGMA foreign_keys = OFF; BEGIN; CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT);"
            "INSERT INTO fresh SELECT id, name FROM users; DROP TABLE users; ALTER TABLE fresh RENAME TO users;"
            "COMMIT; PRAGMA foreign_key_check; PRAGMA foreign_keys = ON;")
            .findings("sqlite-table-rebuild-unsafe");
    QCOMPARE(findings.size(), 1);
    QVERIFY2(findings[0].contains(u"grown, touched, users_age"_s), qPrintable(findings[0]));
}

void SqliteLiveFactsTest::whatCannotBeReadIsThere()
{
    GOOD(m_world->query(u"CREATE VIRTUAL TABLE words USING fts5(body)"_s));
    const LiveLint live = lint("ALTER TABLE words ADD COLUMN b INT; ALTER TABLE nowhere ADD COLUMN b INT");
    QCOMPARE(live.table("words").name, "words");
    QVERIFY(!live.table("words").isComplete);
    QCOMPARE(live.findings("plan-drift"),
             QStringList{u"risk The live database differs: there is no table nowhere"_s});
}

QTEST_GUILESS_MAIN(SqliteLiveFactsTest)
#include "sqlite_livefacts.moc"
