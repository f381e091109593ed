// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite_world.h"

#include "core/engine/ddlguard.h"
#include "core/engine/dualwrite.h"

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Both directions of the dual write, on every kind of table and with recursive triggers on and off.
class SqliteDualWriteTest : public QObject
{
    Q_OBJECT

private slots:
    void oldWritesReachTheNewShape_data() { addWorlds(); }
    void oldWritesReachTheNewShape();
    void newWritesReachTheOldShape_data() { addWorlds(); }
    void newWritesReachTheOldShape();
    void unrelatedWritesChangeNothing_data() { addWorlds(); }
    void unrelatedWritesChangeNothing();
    void aKeyThatMovesTakesItsRowAlong_data() { addWorlds(); }
    void aKeyThatMovesTakesItsRowAlong();
    void disagreementIsRefused_data() { addWorlds(); }
    void disagreementIsRefused();
    void oneShapeMayWin_data() { addWorlds(); }
    void oneShapeMayWin();
    void whatTheNewVersionWroteStays_data() { addWorlds(); }
    void whatTheNewVersionWroteStays();
    void aChangeOfCaseIsAChange_data() { addWorlds(); }
    void aChangeOfCaseIsAChange();
    void aBackfillLeavesTheOldShapeAlone_data() { addWorlds(); }
    void aBackfillLeavesTheOldShapeAlone();
    void oneDirectionIsEnough();
    void installsAndRemovesMoreThanOnce();
    void triesExpressionsOutWithoutWriting();
    void comparisonFindsPlantedDifferences();

private:
    void addWorlds();
};

namespace {

class UsersWorld : public SqliteWorld
{
public:
    explicit UsersWorld(ConflictPolicy policy = ConflictPolicy::Error)
    {
        QFETCH(QString, ddl);
        QFETCH(bool, recursive);
        run(ddl);
        run(u"PRAGMA recursive_triggers = %1"_s.arg(recursive ? "ON"_L1 : "OFF"_L1));
        run(u"INSERT INTO users (id, first_name, last_name) VALUES (1, 'Ada', 'Lovelace')"_s);
        run(u"ALTER TABLE users ADD COLUMN display_name TEXT COLLATE NOCASE"_s);
        dualWrite = {
            .name = u"names"_s,
            .table = table(u"users"_s),
            .up = {{u"display_name"_s, u"trim(first_name || ' ' || users.last_name)"_s}},
            .down = {{u"first_name"_s, u"substr(display_name, 1, instr(display_name || ' ', ' ') - 1)"_s},
                     {u"last_name"_s, u"substr(display_name, instr(display_name || ' ', ' ') + 1)"_s}},
            .oldColumns = {u"first_name"_s, u"last_name"_s},
            .onConflict = policy};
    }
    void install()
    {
        const auto done = session().ddl().attempt({.statements = session().dualWrite().install(dualWrite)});
        if (!done)
            qFatal("%s: %s", qPrintable(done.error().detail), qPrintable(done.error().statement));
    }
    void run(const QString &sql)
    {
        if (const auto done = query(sql); !done)
            qFatal("%s: %s", qPrintable(done.error().detail), qPrintable(sql));
    }
    /// first|last|display
    QString row(int id)
    {
        return value(
                   u"SELECT first_name || '|' || last_name || '|' || coalesce(display_name, 'NULL') FROM users "
                   "WHERE id = %1"_s.arg(id))
            .toString();
    }

    DualWrite dualWrite;
};

} // namespace

void SqliteDualWriteTest::addWorlds()
{
    QTest::addColumn<QString>("ddl");
    QTest::addColumn<bool>("recursive");
    const QString names =
        u"first_name TEXT NOT NULL DEFAULT '', last_name TEXT NOT NULL DEFAULT '', email TEXT"_s;
    const QList<std::pair<const char *, QString>> tables{
        {"rowid alias", u"CREATE TABLE users (id INTEGER PRIMARY KEY, %1)"_s.arg(names)},
        {"rowid", u"CREATE TABLE users (id INT, %1)"_s.arg(names)},
        {"text key", u"CREATE TABLE users (id TEXT NOT NULL UNIQUE, %1)"_s.arg(names)},
        {"without rowid", u"CREATE TABLE users (id INT, %1, PRIMARY KEY (id)) WITHOUT ROWID"_s.arg(names)}};
    for (const auto &[name, ddl] : tables) {
        QTest::addRow("%s", name) << ddl << false;
        QTest::addRow("%s, recursive", name) << ddl << true;
    }
}

void SqliteDualWriteTest::oldWritesReachTheNewShape()
{
    UsersWorld world;
    world.install();
    world.run(
        u"INSERT INTO users (id, first_name, last_name) VALUES (2, 'Grace', 'Hopper'), (3, 'Cher', '')"_s);
    QCOMPARE(world.row(2), u"Grace|Hopper|Grace Hopper"_s);
    QCOMPARE(world.row(3), u"Cher||Cher"_s);
    world.run(u"UPDATE users SET last_name = 'Byron'"_s);
    QCOMPARE(world.row(1), u"Ada|Byron|Ada Byron"_s);
    QCOMPARE(world.row(3), u"Cher|Byron|Cher Byron"_s);
    world.run(u"INSERT INTO users (id) VALUES (4)"_s);
    QCOMPARE(world.row(4), u"||"_s);
    world.run(u"INSERT OR REPLACE INTO users (id, first_name) VALUES (4, 'Prince')"_s);
    QCOMPARE(world.value(u"SELECT max(display_name) FROM users WHERE id = 4"_s).toString(), u"Prince"_s);
}

void SqliteDualWriteTest::newWritesReachTheOldShape()
{
    UsersWorld world;
    world.install();
    world.run(u"INSERT INTO users (id, display_name) VALUES (2, 'Grace Brewster Hopper'), (3, 'Cher')"_s);
    QCOMPARE(world.row(2), u"Grace|Brewster Hopper|Grace Brewster Hopper"_s);
    QCOMPARE(world.row(3), u"Cher||Cher"_s);
    world.run(u"UPDATE users SET display_name = 'Ada King'"_s);
    QCOMPARE(world.row(1), u"Ada|King|Ada King"_s);
    QCOMPARE(world.row(3), u"Ada|King|Ada King"_s);
}

void SqliteDualWriteTest::unrelatedWritesChangeNothing()
{
    UsersWorld world;
    world.install();
    const auto updated = world.query(u"UPDATE users SET email = 'ada@example.org'"_s);
    GOOD(updated);
    QCOMPARE(updated->affected, 1);
    QCOMPARE(world.row(1), u"Ada|Lovelace|NULL"_s);
    // What the application is told doesn't count our writes.
    QCOMPARE(world.query(u"UPDATE users SET first_name = 'Augusta'"_s)->affected, 1);
    QCOMPARE(world.value(u"SELECT changes()"_s).toInt(), 1);
}

// Before the backfill reached it: from ahead of the cursor to behind it.
void SqliteDualWriteTest::aKeyThatMovesTakesItsRowAlong()
{
    UsersWorld world;
    world.install();
    world.run(u"UPDATE users SET id = -1 WHERE id = 1"_s);
    const bool isKey = world.dualWrite.table.key->columns.contains(u"id"_s);
    QCOMPARE(world.row(-1), isKey ? u"Ada|Lovelace|Ada Lovelace"_s : u"Ada|Lovelace|NULL"_s);
}

void SqliteDualWriteTest::disagreementIsRefused()
{
    UsersWorld world;
    world.install();
    const auto insert =
        world.query(u"INSERT INTO users (id, first_name, display_name) VALUES (2, 'Ada', 'Grace')"_s);
    QVERIFY(!insert);
    QVERIFY(insert.error().detail.contains("disagree"_L1));
    FAILS_WITH(world.query(u"UPDATE users SET first_name = 'Ada B.', display_name = 'Grace'"_s),
               Errc::StatementFailed);
    QCOMPARE(world.row(1), u"Ada|Lovelace|NULL"_s);
    QCOMPARE(world.value(u"SELECT count(*) FROM users"_s).toInt(), 1);
    // Both, and in agreement by either direction.
    world.run(
        u"INSERT INTO users (id, first_name, last_name, display_name) VALUES (2, 'A', 'B', 'A B'), (3, 'C', '', 'C ')"_s);
    QCOMPARE(world.row(3), u"C||C "_s);
    world.run(u"UPDATE users SET first_name = 'D', last_name = '', display_name = 'D' WHERE id = 2"_s);
    QCOMPARE(world.row(2), u"D||D"_s);
}

void SqliteDualWriteTest::oneShapeMayWin()
{
    const QString insert =
        u"INSERT INTO users (id, first_name, last_name, display_name) VALUES (2, 'A', 'B', 'C D')"_s;
    const QString update =
        u"UPDATE users SET first_name = 'X', last_name = 'Y', display_name = 'Z' WHERE id = 1"_s;
    UsersWorld old(ConflictPolicy::OldWins);
    old.install();
    old.run(insert);
    old.run(update);
    QCOMPARE(old.row(2), u"A|B|A B"_s);
    QCOMPARE(old.row(1), u"X|Y|X Y"_s);
    UsersWorld fresh(ConflictPolicy::NewWins);
    fresh.install();
    fresh.run(insert);
    fresh.run(update);
    QCOMPARE(fresh.row(2), u"C|D|C D"_s);
    QCOMPARE(fresh.row(1), u"Z||Z"_s);
}

// The mapping back isn't the exact inverse here: two blanks.
void SqliteDualWriteTest::whatTheNewVersionWroteStays()
{
    UsersWorld world;
    world.install();
    world.run(u"INSERT INTO users (id, display_name) VALUES (2, ' Ada')"_s);
    world.run(u"UPDATE users SET display_name = 'Ada ' WHERE id = 1"_s);
    QCOMPARE(world.row(2), u"|Ada| Ada"_s);
    QCOMPARE(world.row(1), u"Ada||Ada "_s);
    world.run(u"UPDATE users SET email = 'x'"_s);
    world.run(u"UPDATE users SET first_name = first_name, display_name = display_name"_s);
    QCOMPARE(world.row(1), u"Ada||Ada "_s);
    const auto comparison =
        world.session().dualWrite().compare(world.dualWrite, *world.dualWrite.table.key, {}, 100);
    GOOD(comparison);
    QCOMPARE(comparison->different, 0);
}

void SqliteDualWriteTest::aChangeOfCaseIsAChange()
{
    UsersWorld world;
    world.install();
    world.run(u"UPDATE users SET display_name = 'ADA LOVELACE'"_s);
    world.run(u"UPDATE users SET display_name = 'ada lovelace'"_s);
    QCOMPARE(world.row(1), u"ada|lovelace|ada lovelace"_s);
}

void SqliteDualWriteTest::aBackfillLeavesTheOldShapeAlone()
{
    UsersWorld world;
    world.run(u"INSERT INTO users (id, first_name, last_name) VALUES (2, 'Ada  ', ' L')"_s);
    world.install();
    const FillSpec fill{.table = world.dualWrite.table.name,
                        .key = *world.dualWrite.table.key,
                        .set = world.dualWrite.up,
                        .where = {}};
    const auto upTo = world.session().backfill().highestKey(fill);
    GOOD(upTo);
    const auto batch = world.session().backfill().runBatch(fill, {}, **upTo, 10);
    GOOD(batch);
    QCOMPARE(batch->changed, 2);
    QCOMPARE(world.row(2), u"Ada  | L|Ada    L"_s);
    QCOMPARE(world.row(1), u"Ada|Lovelace|Ada Lovelace"_s);
}

void SqliteDualWriteTest::oneDirectionIsEnough()
{
    SqliteWorld world;
    GOOD(world.query(
        u"CREATE TABLE \"odd'table\" (id INTEGER PRIMARY KEY, cents INT NOT NULL DEFAULT 0, euros REAL)"_s));
    const DualWrite dualWrite{.name = u"euros"_s,
                              .table = world.table(u"odd'table"_s),
                              .up = {{u"euros"_s, u"cents / 100.0"_s}},
                              .down = {},
                              .oldColumns = {u"cents"_s}};
    GOOD(world.session().ddl().attempt({.statements = world.session().dualWrite().install(dualWrite)}));
    GOOD(world.query(u"INSERT INTO \"odd'table\" (cents) VALUES (150)"_s));
    GOOD(world.query(u"UPDATE \"odd'table\" SET cents = 250"_s));
    QCOMPARE(world.value(u"SELECT euros FROM \"odd'table\""_s).toDouble(), 2.5);
    FAILS_WITH(world.query(u"UPDATE \"odd'table\" SET cents = 1, euros = 1"_s), Errc::StatementFailed);
}

void SqliteDualWriteTest::installsAndRemovesMoreThanOnce()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT)"_s));
    const DualWrite dualWrite{.name = u"ab"_s,
                              .table = world.table(u"t"_s),
                              .up = {{u"b"_s, u"a"_s}},
                              .down = {{u"a"_s, u"b"_s}},
                              .oldColumns = {u"a"_s}};
    auto &sql = world.session().dualWrite();
    QCOMPARE(sql.isInstalled(dualWrite).value(), false);
    for (int i = 0; i < 2; ++i)
        GOOD(world.session().ddl().attempt({.statements = sql.install(dualWrite)}));
    QCOMPARE(sql.isInstalled(dualWrite).value(), true);
    for (int i = 0; i < 2; ++i)
        GOOD(world.session().ddl().attempt({.statements = sql.remove(dualWrite)}));
    QCOMPARE(sql.isInstalled(dualWrite).value(), false);

    // Triggers and the columns they name go in one transaction.
    GOOD(world.session().ddl().attempt({.statements = sql.install(dualWrite)}));
    GOOD(world.session().ddl().attempt(
        {.statements = sql.remove(dualWrite) << u"ALTER TABLE t DROP COLUMN a"_s}));
    GOOD(world.query(u"INSERT INTO t (b) VALUES (1)"_s));
}

void SqliteDualWriteTest::triesExpressionsOutWithoutWriting()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT)"_s));
    DualWrite dualWrite{.name = u"ab"_s,
                        .table = world.table(u"t"_s),
                        .up = {{u"b"_s, u"json_extract(a, '$.b')"_s}},
                        .down = {{u"a"_s, u"json_object('b', b)"_s}},
                        .oldColumns = {u"a"_s}};
    auto &sql = world.session().dualWrite();
    GOOD(sql.tryOut(dualWrite));
    GOOD(world.query(u"INSERT INTO t (a) VALUES ('{\"b\": 1}')"_s));
    GOOD(sql.tryOut(dualWrite));
    QVERIFY(world.value(u"SELECT b FROM t"_s).isNull());
    GOOD(world.query(u"INSERT INTO t (a) VALUES ('not JSON')"_s));
    FAILS_WITH(sql.tryOut(dualWrite), Errc::StatementFailed);
    dualWrite.up[0].expression = u"no_such_column"_s;
    FAILS_WITH(sql.tryOut(dualWrite), Errc::StatementFailed);
}

void SqliteDualWriteTest::comparisonFindsPlantedDifferences()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT)"_s));
    GOOD(
        world.query(u"INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 95) "
                    "SELECT i, i, i + 1 FROM n"_s));
    const DualWrite dualWrite{.name = u"ab"_s,
                              .table = world.table(u"t"_s),
                              .up = {{u"b"_s, u"a + 1"_s}},
                              .down = {{u"a"_s, u"b - 1"_s}},
                              .oldColumns = {u"a"_s}};
    GOOD(world.query(u"UPDATE t SET b = NULL WHERE id IN (10, 11)"_s));
    GOOD(world.query(u"UPDATE t SET a = 0 WHERE id = 95"_s));
    std::optional<KeyValue> after;
    qint64 seen = 0;
    QList<KeyValue> different;
    for (;;) {
        const auto part = world.session().dualWrite().compare(dualWrite, *dualWrite.table.key, after, 10);
        GOOD(part);
        if (!part->last)
            break;
        QCOMPARE(part->different, part->examples.size());
        seen += part->seen;
        different << part->examples;
        after = part->last;
    }
    QCOMPARE(seen, 95);
    QCOMPARE(different, QList<KeyValue>({{10LL}, {11LL}, {95LL}}));
}

QTEST_GUILESS_MAIN(SqliteDualWriteTest)

#include "sqlite_dualwrite.moc"
