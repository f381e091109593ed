// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/postgres_rows.h"

#include <QElapsedTimer>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Backfill: every row that is there is filled once.
class PostgresRowsTest : public PostgresRows
{
    Q_OBJECT

private slots:
    void init() { startAfresh(); }
    void cleanupTestCase() { PostgresWorld::stopServer(); }

    void backfillWalksEveryKey_data();
    void backfillWalksEveryKey();
    void backfillIsIdempotent();
    void backfillStopsAtItsBound();
    void cursorIsRightWhenRowsComeBackUnordered();
    void backfillHonoursWhere();
    void backfillComparesAsStored();
    void backfillHandlesOddNames();
    void prepareAnalyses();
    void prepareRefusesASequentialScan();
    void partsCoverTheTable_data();
    void partsCoverTheTable();
    void backfillIsFast();
};

void PostgresRowsTest::backfillWalksEveryKey_data()
{
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("rows");
    const QList<std::tuple<const char *, QString, QString>> keys{
        {"integer", u"id int PRIMARY KEY"_s, u"i"_s},
        {"negative", u"id bigint PRIMARY KEY"_s, u"i - 5"_s},
        {"identity", u"id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"_s, u"i"_s},
        {"composite", u"a int, b text, PRIMARY KEY (a, b)"_s, u"i / 3, 'k' || i % 3"_s},
        {"text", u"id text PRIMARY KEY"_s, u"repeat('O''x\\', i % 7) || i"_s},
        {"varchar", u"id varchar(12) COLLATE \"C\" PRIMARY KEY"_s, u"md5(i::text)::char(12)"_s},
        {"uuid", u"id uuid PRIMARY KEY"_s, u"md5(i::text)::uuid"_s},
        {"numeric", u"id numeric(10,2) PRIMARY KEY"_s, u"i / 4.0"_s},
        {"timestamptz", u"id timestamptz PRIMARY KEY"_s,
         u"'2026-03-29 00:00+01'::timestamptz + i * interval '7 min'"_s},
        {"bytea", u"id bytea PRIMARY KEY"_s, u"int4send(i)"_s},
    };
    for (const auto &[name, columns, key] : keys) {
        for (const int rows : {0, 1, 9, 10, 11, 100})
            QTest::addRow("%s, %d rows", name, rows) << columns << key << rows;
    }
}

void PostgresRowsTest::backfillWalksEveryKey()
{
    QFETCH(QString, columns);
    QFETCH(QString, key);
    QFETCH(int, rows);
    run(*m_session,
        {u"CREATE TABLE t (%1, old int, new text)"_s.arg(columns),
         u"INSERT INTO t OVERRIDING SYSTEM VALUE SELECT %1, i, NULL FROM generate_series(1, %2) i"_s.arg(key)
             .arg(rows)});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"'n' || old -- the number"_s}});
    VERIFY_OK(m_session->backfill().prepare(fill));
    qint64 changed = 0;
    int batches = 0;
    QCOMPARE(fillAll(fill, 10, &changed, &batches), rows);
    QCOMPARE(changed, rows);
    QCOMPARE(batches, (rows + 9) / 10);
    QCOMPARE(scalar(*m_session, u"SELECT count(*) FROM t WHERE new IS DISTINCT FROM 'n' || old"_s).toInt(),
             0);
}

void PostgresRowsTest::backfillIsIdempotent()
{
    run(*m_session, {u"CREATE TABLE t (id int PRIMARY KEY, old int, new int)"_s,
                     u"INSERT INTO t SELECT i, nullif(i, 5) FROM generate_series(1, 100) i"_s});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old * 2"_s}});
    qint64 changed = 0;
    fillAll(fill, 30, &changed);
    QCOMPARE(changed, 99);
    changed = 0;
    QCOMPARE(fillAll(fill, 30, &changed), 100);
    QCOMPARE(changed, 0);
}

void PostgresRowsTest::backfillStopsAtItsBound()
{
    run(*m_session, {u"CREATE TABLE t (id int PRIMARY KEY, old int, new int)"_s,
                     u"INSERT INTO t SELECT i, i FROM generate_series(1, 20) i"_s});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old"_s}});
    const auto upTo = m_session->backfill().highestKey(fill);
    run(*m_session, u"INSERT INTO t VALUES (21, 21)"_s);
    const auto transaction = Transaction::begin(*m_session);
    const auto first = m_session->backfill().runBatch(fill, std::nullopt, **upTo, 100);
    VERIFY_OK(first);
    QCOMPARE(first->seen, 20);
    QCOMPARE(*first->last, **upTo);
    const auto second = m_session->backfill().runBatch(fill, first->last, **upTo, 100);
    QVERIFY(!second->last);
    QCOMPARE(second->seen, 0);
}

// engines-sql.md 1.2: a cursor taken from RETURNING needed 222 batches for 5 on such a table.
void PostgresRowsTest::cursorIsRightWhenRowsComeBackUnordered()
{
    run(*m_session, {u"CREATE TABLE t (id int PRIMARY KEY, old int, new int)"_s,
                     u"INSERT INTO t SELECT i, i FROM generate_series(5000, 1, -1) i"_s, u"ANALYZE t"_s,
                     u"SET enable_mergejoin = off"_s, u"SET enable_nestloop = off"_s});
    int batches = 0;
    qint64 changed = 0;
    QCOMPARE(fillAll(fillOf(u"t"_s, {{u"new"_s, u"old"_s}}), 1000, &changed, &batches), 5000);
    QCOMPARE(batches, 5);
    QCOMPARE(changed, 5000);
}

void PostgresRowsTest::backfillHonoursWhere()
{
    run(*m_session, {u"CREATE TABLE t (id int PRIMARY KEY, old int, new int)"_s,
                     u"INSERT INTO t SELECT i, i FROM generate_series(1, 10) i"_s});
    FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old"_s}});
    fill.where = u"t.old > 7 OR id = 1 -- few"_s;
    qint64 changed = 0;
    QCOMPARE(fillAll(fill, 3, &changed), 10);
    QCOMPARE(changed, 4);
}

// Stored values are rounded; what isn't stored like that would be written again and again.
void PostgresRowsTest::backfillComparesAsStored()
{
    run(*m_session,
        {u"CREATE TABLE t (id int PRIMARY KEY, old numeric, a numeric(10,2), b json, c char(8), d jsonb)"_s,
         u"INSERT INTO t SELECT i, i / 3.0 FROM generate_series(1, 10) i"_s});
    const FillSpec fill = fillOf(u"t"_s, {{u"a"_s, u"old * 1.19"_s},
                                          {u"b"_s, u"json_build_object('k', old)"_s},
                                          {u"c"_s, u"'x' || id"_s},
                                          {u"d"_s, u"jsonb_build_array(id)"_s}});
    qint64 changed = 0;
    fillAll(fill, 3, &changed);
    QCOMPARE(changed, 10);
    changed = 0;
    fillAll(fill, 3, &changed);
    QCOMPARE(changed, 0);
}

void PostgresRowsTest::backfillHandlesOddNames()
{
    const QString longest(63, u'x');
    run(*m_session,
        {u"CREATE SCHEMA \"My Schema\""_s,
         u"CREATE TABLE \"My Schema\".\"%1\" (\"Ke\"\"y\" int PRIMARY KEY, \"Old\" int, \"%1\" int)"_s.arg(
             longest),
         u"INSERT INTO \"My Schema\".\"%1\" SELECT i, i FROM generate_series(1, 25) i"_s.arg(longest)});
    const FillSpec fill = fillOf(u"\"My Schema\".%1"_s.arg(longest), {{longest, u"\"Old\" + 1"_s}});
    VERIFY_OK(m_session->backfill().prepare(fill));
    QCOMPARE(fillAll(fill, 10), 25);
}

void PostgresRowsTest::prepareAnalyses()
{
    run(*m_session,
        {u"CREATE TABLE t (id int PRIMARY KEY, old int, new int) WITH (autovacuum_enabled = off)"_s,
         u"INSERT INTO t SELECT i, i FROM generate_series(1, 20000) i"_s});
    QVERIFY(m_session->catalog().table({{}, u"t"_s})->statisticsMissing);
    VERIFY_OK(m_session->backfill().prepare(fillOf(u"t"_s, {{u"new"_s, u"old"_s}})));
    QCOMPARE(m_session->catalog().table({{}, u"t"_s})->estimatedRows, 20'000);
}

void PostgresRowsTest::prepareRefusesASequentialScan()
{
    run(*m_session, {u"CREATE TABLE t (id int PRIMARY KEY, old int, new int)"_s,
                     u"INSERT INTO t SELECT i, i FROM generate_series(1, 20000) i"_s, u"ANALYZE t"_s,
                     u"SET enable_indexscan = off"_s, u"SET enable_bitmapscan = off"_s,
                     u"SET enable_indexonlyscan = off"_s});
    const auto refused = m_session->backfill().prepare(fillOf(u"t"_s, {{u"new"_s, u"old"_s}}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::SequentialScan);
    QCOMPARE(refused.error().facts.value(u"table"_s), u"public.t"_s);
}

void PostgresRowsTest::partsCoverTheTable_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("rows");
    QTest::newRow("integers") << u"i"_s << 1000;
    QTest::newRow("extremes")
        << u"CASE i WHEN 1 THEN -9223372036854775808 WHEN 2 THEN 9223372036854775807 ELSE i END"_s << 1000;
    QTest::newRow("uuids") << u"md5(i::text)::uuid"_s << 1000;
    QTest::newRow("fewer rows than parts") << u"i::text"_s << 2;
    QTest::newRow("one") << u"i"_s << 1;
}

void PostgresRowsTest::partsCoverTheTable()
{
    QFETCH(QString, key);
    QFETCH(int, rows);
    run(*m_session,
        {u"CREATE TABLE t AS SELECT %1 AS id, i AS old FROM generate_series(1, %2::bigint) i"_s.arg(key).arg(
             rows),
         u"ALTER TABLE t ADD PRIMARY KEY (id), ADD new int"_s});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"old"_s}});
    const auto upTo = m_session->backfill().highestKey(fill);
    const auto cuts = m_session->backfill().split(fill, **upTo, 4);
    VERIFY_OK(cuts);
    QVERIFY(cuts->size() <= 3);
    std::optional<KeyValue> after;
    qint64 seen = 0;
    for (const KeyValue &cut : *cuts + QList<KeyValue>{**upTo}) {
        auto transaction = Transaction::begin(*m_session);
        const auto outcome = m_session->backfill().runBatch(fill, after, cut, 10'000);
        VERIFY_OK(outcome);
        VERIFY_OK(transaction->commit());
        seen += outcome->seen;
        after = cut;
    }
    QCOMPARE(seen, rows);
}

// Not a benchmark, but a guard against what is quadratic: that would take minutes.
void PostgresRowsTest::backfillIsFast()
{
    const qint64 rows = qMax(qEnvironmentVariableIntValue("LOCKKEEPER_ROWS"), 50'000);
    run(*m_session,
        {u"CREATE TABLE t (id bigint PRIMARY KEY, first text, last text, new text)"_s,
         u"INSERT INTO t SELECT i, 'f' || i, 'l' || i FROM generate_series(1, %1) i"_s.arg(rows)});
    const FillSpec fill = fillOf(u"t"_s, {{u"new"_s, u"first || ' ' || last"_s}});
    VERIFY_OK(m_session->backfill().prepare(fill));
    for (const int size : {1000, 5000, 20'000}) {
        run(*m_session, {u"UPDATE t SET new = NULL"_s, u"VACUUM t"_s, u"CHECKPOINT"_s});
        QElapsedTimer time;
        time.start();
        QCOMPARE(fillAll(fill, size), rows);
        qInfo("batches of %d: %lld rows/s", size, rows * 1000 / std::max<qint64>(time.elapsed(), 1));
        QVERIFY(time.elapsed() < 20'000);
    }
    run(*m_session, {u"UPDATE t SET new = NULL"_s, u"VACUUM t"_s, u"CHECKPOINT"_s});
    QElapsedTimer time;
    time.start();
    run(*m_session, u"UPDATE t SET new = first || ' ' || last"_s);
    qInfo("one UPDATE: %lld rows/s", rows * 1000 / std::max<qint64>(time.elapsed(), 1));
}

QTEST_GUILESS_MAIN(PostgresRowsTest)
#include "postgres_rows.moc"
