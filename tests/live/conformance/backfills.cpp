// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/conformance/conformance.h"

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class BackfillConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void init() { startAfresh(); }

    void walksEveryKey_data();
    void walksEveryKey();
    void writesOnlyWhatIsNotRight();
    void stopsAtItsBound();
    void honoursWhere();
    void comparesAsStored();
    void aChangeOfCaseIsAChange();
    void assignsAsOneStatement();
    void keepsTriggersQuiet();
    void partsCoverTheTable_data();
    void partsCoverTheTable();
    void givesUpALockedRow();
    void aRolledBackBatchIsDoneAnew();
    void fillsInManySmallBatches();
};

void BackfillConformance::walksEveryKey_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("rows");
    for (int key = 0; key < m_words.keys.size(); ++key) {
        for (const int rows : {0, 1, 9, 10, 11, 90})
            QTest::addRow("%s, %d rows", qPrintable(m_words.keys[key].name), rows) << key << rows;
    }
}

void BackfillConformance::walksEveryKey()
{
    QFETCH(int, key);
    QFETCH(int, rows);
    const KeyCase &tested = m_words.keys[key];
    run({u"CREATE TABLE t (%1)"_s.arg(tested.columns), u"ALTER TABLE t ADD COLUMN old int"_s,
         u"ALTER TABLE t ADD COLUMN new int"_s});
    if (rows > 0)
        run({inserting(u"t"_s, rows, [&](int i) { return u"%1, %2, NULL"_s.arg(tested.values(i)).arg(i); })});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old + 1 -- the next"_s}});
    VERIFY_OK(session().backfill().prepare(fill));
    qint64 changed = 0;
    int batches = 0;
    QCOMPARE(fillAll(fill, 10, &changed, &batches), rows);
    QCOMPARE(changed, rows);
    QCOMPARE(batches, (rows + 9) / 10);
    QCOMPARE(value(u"SELECT count(*) FROM t WHERE new = old + 1"_s).toInt(), rows);
}

void BackfillConformance::writesOnlyWhatIsNotRight()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, old int, new int)"_s,
         inserting(u"t"_s, 100,
                   [](int i) { return u"%1, %2, NULL"_s.arg(i).arg(i == 5 ? u"NULL"_s : u"3"_s); })});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old * 2"_s}});
    qint64 changed = 0;
    QCOMPARE(fillAll(fill, 30, &changed), 100);
    QCOMPARE(changed, 99);
    changed = 0;
    QCOMPARE(fillAll(fill, 30, &changed), 100);
    QCOMPARE(changed, 0);
}

void BackfillConformance::stopsAtItsBound()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, old int, new int)"_s,
         inserting(u"t"_s, 20, [](int i) { return u"%1, %1, NULL"_s.arg(i); })});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old"_s}});
    const auto upTo = session().backfill().highestKey(fill);
    run({u"INSERT INTO t VALUES (21, 21, NULL)"_s});
    const auto transaction = Transaction::begin(session());
    const auto first = session().backfill().runBatch(fill, std::nullopt, **upTo, 100);
    VERIFY_OK(first);
    QCOMPARE(first->seen, 20);
    QCOMPARE(*first->last, **upTo);
    const auto second = session().backfill().runBatch(fill, first->last, **upTo, 100);
    VERIFY_OK(second);
    QVERIFY(!second->last);
    QCOMPARE(second->seen, 0);
    QCOMPARE(value(u"SELECT count(*) FROM t WHERE new IS NULL"_s).toInt(), 1);
}

void BackfillConformance::honoursWhere()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, old int, new int)"_s,
         inserting(u"t"_s, 10, [](int i) { return u"%1, %1, NULL"_s.arg(i); })});
    FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old"_s}});
    fill.where = u"old > 7 OR id = 1 -- few"_s;
    qint64 changed = 0;
    QCOMPARE(fillAll(fill, 3, &changed), 10);
    QCOMPARE(changed, 4);
}

/// Stored values are rounded; what isn't stored like that would be written again and again.
void BackfillConformance::comparesAsStored()
{
    if (m_engine == "sqlite"_L1)
        QSKIP("SQLite stores what it is given");
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, old numeric(20,6), a numeric(10,2), b char(8), c int, "
         "d timestamp(0) NULL)"_s,
         inserting(u"t"_s, 10,
                   [](int i) { return u"%1, %2, NULL, NULL, NULL, NULL"_s.arg(i).arg(double(i) / 3); })});
    const QString text = m_engine == "postgresql"_L1 ? u"'x ' || ' '"_s : u"concat('x ', ' ')"_s;
    const QString moment = m_engine == "postgresql"_L1 ? u"timestamp '2020-01-01 00:00:00.6'"_s
                                                       : u"timestamp('2020-01-01 00:00:00.6')"_s;
    const FillSpec fill = fillOf(
        u"t"_s, {{u"a"_s, u"old * 1.19"_s}, {u"b"_s, text}, {u"c"_s, u"old * 1.5"_s}, {u"d"_s, moment}});
    qint64 changed = 0;
    fillAll(fill, 3, &changed);
    QCOMPARE(changed, 10);
    changed = 0;
    fillAll(fill, 3, &changed);
    QCOMPARE(changed, 0);
}

void BackfillConformance::aChangeOfCaseIsAChange()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, old %1, new %1)"_s.arg(m_words.text),
         u"INSERT INTO t VALUES (1, 'Ada', 'ADA'), (2, 'Ada', 'Ada '), (3, 'Ada', 'Ada')"_s});
    qint64 changed = 0;
    fillAll(fillOf(u"t"_s, {{u"new"_s, u"old"_s}}), 10, &changed);
    QCOMPARE(changed, 2);
}

/// Every expression sees the row as it was.
void BackfillConformance::assignsAsOneStatement()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, b int)"_s,
         u"INSERT INTO t VALUES (1, 1, 10)"_s});
    fillAll(fillOf(u"t"_s, {{u"b"_s, u"a * 2"_s}, {u"a"_s, u"7"_s}}), 10);
    QCOMPARE(value(u"SELECT b FROM t"_s).toInt(), 2);
    run({u"UPDATE t SET a = 1, b = 10"_s});
    fillAll(fillOf(u"t"_s, {{u"a"_s, u"7"_s}, {u"b"_s, u"a * 2"_s}}), 10);
    QCOMPARE(value(u"SELECT b FROM t"_s).toInt(), 2);
}

void BackfillConformance::keepsTriggersQuiet()
{
    const DualWrite dualWrite = fullName();
    run({inserting(u"people"_s, 20, [](int i) { return u"%1, 'f', 'l', NULL, 1"_s.arg(i); })});
    VERIFY_OK(install(dualWrite));
    qint64 changed = 0;
    QCOMPARE(fillAll(fillOf(u"people"_s, dualWrite.up), 7, &changed), 20);
    QCOMPARE(changed, 20);
    QCOMPARE(differences(dualWrite), 0);
    // And they hear of everything again afterwards.
    run({u"UPDATE people SET last_name = 'm' WHERE id = 3"_s});
    QCOMPARE(value(u"SELECT full_name FROM people WHERE id = 3"_s).toString(), u"f m"_s);
}

void BackfillConformance::partsCoverTheTable_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<int>("rows");
    QTest::newRow("integers") << u"int"_s << 500;
    QTest::newRow("texts") << m_words.text << 500;
    QTest::newRow("fewer rows than parts") << m_words.text << 2;
    QTest::newRow("one") << u"int"_s << 1;
}

void BackfillConformance::partsCoverTheTable()
{
    QFETCH(QString, column);
    QFETCH(int, rows);
    run({u"CREATE TABLE t (id %1 NOT NULL PRIMARY KEY, old int, new int)"_s.arg(column),
         inserting(u"t"_s, rows, [](int i) { return u"'%1', 1, NULL"_s.arg(i * 7); })});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old"_s}});
    const auto upTo = session().backfill().highestKey(fill);
    const auto cuts = session().backfill().split(fill, **upTo, 4);
    VERIFY_OK(cuts);
    QVERIFY(cuts->size() <= 3);
    std::optional<KeyValue> after;
    qint64 seen = 0;
    for (const KeyValue &cut : *cuts + QList<KeyValue>{**upTo}) {
        auto transaction = Transaction::begin(session());
        const auto outcome = session().backfill().runBatch(fill, after, cut, 10'000);
        VERIFY_OK(outcome);
        VERIFY_OK(transaction->commit());
        seen += outcome->seen;
        after = cut;
    }
    QCOMPARE(seen, rows);
}

/// A batch never waits long with its own locks held; and its guard doesn't stay behind.
void BackfillConformance::givesUpALockedRow()
{
    if (!m_words.hasRowLocks)
        QSKIP("one writer at a time: a batch waits to begin, not for rows");
    const DualWrite dualWrite = fullName();
    run({inserting(u"people"_s, 20, [](int i) { return u"%1, 'f', 'l', NULL, 1"_s.arg(i); })});
    VERIFY_OK(install(dualWrite));
    const auto blocker = other();
    const auto transaction = Transaction::begin(*blocker);
    run(*blocker, {u"UPDATE people SET age = 2 WHERE id = 10"_s});
    const FillSpec fill = fillOf(u"people"_s, dualWrite.up);
    const auto upTo = session().backfill().highestKey(fill);
    {
        const auto mine = Transaction::begin(session());
        FAILS_WITH(session().backfill().runBatch(fill, std::nullopt, **upTo, 100), Errc::LockTimeout);
    }
    QCOMPARE(value(u"SELECT count(*) FROM people WHERE full_name IS NOT NULL"_s).toInt(), 0);
    run({u"UPDATE people SET last_name = 'm' WHERE id = 3"_s});
    QCOMPARE(value(u"SELECT full_name FROM people WHERE id = 3"_s).toString(), u"f m"_s);
}

void BackfillConformance::aRolledBackBatchIsDoneAnew()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, old int, new int)"_s,
         inserting(u"t"_s, 20, [](int i) { return u"%1, %1, NULL"_s.arg(i); })});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old"_s}});
    const auto upTo = session().backfill().highestKey(fill);
    {
        const auto lost = Transaction::begin(session());
        VERIFY_OK(session().backfill().runBatch(fill, std::nullopt, **upTo, 10));
    }
    QCOMPARE(value(u"SELECT count(*) FROM t WHERE new IS NOT NULL"_s).toInt(), 0);
    qint64 changed = 0;
    QCOMPARE(fillAll(fill, 10, &changed), 20);
    QCOMPARE(changed, 20);
}

/// A key of two columns, in which most batches end inside of one value of the first.
void BackfillConformance::fillsInManySmallBatches()
{
    constexpr int rows = 40'000;
    run({u"CREATE TABLE t (a int NOT NULL, b int NOT NULL, old int, new int, PRIMARY KEY (a, b))"_s});
    for (int part = 0; part < 8; ++part)
        run({inserting(u"t"_s, rows / 8, [part](int i) { return u"%1, %2, %2, NULL"_s.arg(part).arg(i); })});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old + 1"_s}});
    VERIFY_OK(session().backfill().prepare(fill));
    QCOMPARE(fillAll(fill, 100), rows);
    QCOMPARE(value(u"SELECT count(*) FROM t WHERE new = old + 1"_s).toInt(), rows);
}

std::unique_ptr<QObject> lockkeeper::backfillTests(const QString &engine)
{
    return std::make_unique<BackfillConformance>(engine);
}

#include "backfills.moc"
