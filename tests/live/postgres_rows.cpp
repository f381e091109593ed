// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/postgres_world.h"

#include <QElapsedTimer>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Backfill and dual write: everything that changes the application's rows.
class PostgresRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_world.emplace();
        m_session = m_world->session();
    }
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

    void bothVersionsWrite();
    void eitherKindOfInsert();
    void conflictsAreRefused();
    void policiesDecide();
    void consistentWritesPass();
    void backfillKeepsTriggersQuiet();
    void movedKeysAreFilled();
    void seesWhatOtherTriggersMade();
    void needsNoPrivilegeOfTheApplication();
    void installAndRemoveAreHarmlessTwice();
    void tryOutFindsABrokenExpression();
    void comparisonFindsAPlantedDifference();
    void namesAreLongAndOdd();

private:
    FillSpec fillOf(const QString &table, const QList<Assignment> &set);
    qint64 fillAll(const FillSpec &fill, int size, qint64 *changed = nullptr, int *batches = nullptr);
    DualWrite fullName(ConflictPolicy policy = ConflictPolicy::Error);
    void install(const DualWrite &dualWrite);
    QString names(int id);

    std::optional<PostgresWorld> m_world;
    std::unique_ptr<Session> m_session;
};

FillSpec PostgresRowsTest::fillOf(const QString &table, const QList<Assignment> &set)
{
    const auto info = m_session->catalog().table(TableName::parse(table));
    if (!info || !info->key)
        qFatal("no such table, or no key");
    return {.table = info->name, .key = *info->key, .set = set, .where = {}};
}

/// @returns how many keys were seen.
qint64 PostgresRowsTest::fillAll(const FillSpec &fill, int size, qint64 *changed, int *batches)
{
    const auto upTo = m_session->backfill().highestKey(fill);
    std::optional<KeyValue> after;
    qint64 seen = 0;
    while (upTo && *upTo) {
        auto transaction = Transaction::begin(*m_session);
        const auto outcome = m_session->backfill().runBatch(fill, after, **upTo, size);
        if (!outcome || !transaction->commit()) {
            QTest::qFail(reason(outcome).constData(), __FILE__, __LINE__);
            return -1;
        }
        if (!outcome->last)
            break;
        after = outcome->last;
        seen += outcome->seen;
        if (changed)
            *changed += outcome->changed;
        if (batches)
            ++*batches;
    }
    return seen;
}

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

DualWrite PostgresRowsTest::fullName(ConflictPolicy policy)
{
    run(*m_session,
        {u"CREATE SCHEMA IF NOT EXISTS lockkeeper"_s,
         u"CREATE TABLE IF NOT EXISTS users (id int PRIMARY KEY, first_name text NOT NULL, last_name text, full_name text)"_s});
    return {.name = u"m1"_s,
            .table = *m_session->catalog().table({{}, u"users"_s}),
            .up = {{u"full_name"_s, u"first_name || ' ' || users.last_name"_s}},
            .down = {{u"first_name"_s, u"split_part(full_name, ' ', 1)"_s},
                     {u"last_name"_s, u"split_part(full_name, ' ', 2)"_s}},
            .oldColumns = {u"first_name"_s, u"last_name"_s},
            .onConflict = policy};
}

void PostgresRowsTest::install(const DualWrite &dualWrite)
{
    const auto done = m_session->ddl().attempt(
        {.statements = m_session->dualWrite().install(dualWrite), .before = {}, .record = {}});
    if (!done)
        QTest::qFail(reason(done).constData(), __FILE__, __LINE__);
}

/// "Ada|Lovelace|Ada Lovelace"
QString PostgresRowsTest::names(int id)
{
    return scalar(
               *m_session,
               u"SELECT concat_ws('|', first_name, last_name, full_name) FROM users WHERE id = %1"_s.arg(id))
        .toString();
}

void PostgresRowsTest::bothVersionsWrite()
{
    const DualWrite dualWrite = fullName();
    run(*m_session, u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace'), (2, 'Alan', 'Turing')"_s);
    install(dualWrite);
    QVERIFY(m_session->dualWrite().isInstalled(dualWrite).value());
    run(*m_session, u"UPDATE users SET last_name = 'Byron' WHERE id = 1"_s);
    QCOMPARE(names(1), u"Ada|Byron|Ada Byron"_s);
    run(*m_session, u"UPDATE users SET full_name = 'Augusta King' WHERE id = 1"_s);
    QCOMPARE(names(1), u"Augusta|King|Augusta King"_s);
    QCOMPARE(names(2), u"Alan|Turing"_s);
    // NULL is a value, in both directions.
    run(*m_session, u"UPDATE users SET last_name = NULL WHERE id = 1"_s);
    QVERIFY(!scalar(*m_session, u"SELECT full_name FROM users WHERE id = 1"_s).isValid());
}

void PostgresRowsTest::eitherKindOfInsert()
{
    install(fullName());
    run(*m_session, u"INSERT INTO users (id, first_name, last_name) VALUES (1, 'Ada', 'Lovelace')"_s);
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
    run(*m_session, u"INSERT INTO users (id, full_name) VALUES (2, 'Alan Turing')"_s);
    QCOMPARE(names(2), u"Alan|Turing|Alan Turing"_s);
    run(*m_session, u"INSERT INTO users (id, full_name) VALUES (2, 'Alan T')"
                    " ON CONFLICT (id) DO UPDATE SET full_name = excluded.full_name"_s);
    QCOMPARE(names(2), u"Alan|T|Alan T"_s);
}

void PostgresRowsTest::conflictsAreRefused()
{
    install(fullName());
    const QStringList conflicts{u"INSERT INTO users VALUES (2, 'Alan', 'Turing', 'Kurt')"_s,
                                u"UPDATE users SET first_name = 'A', full_name = 'B' WHERE id = 1"_s};
    run(*m_session, u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace')"_s);
    for (const QString &conflict : conflicts) {
        const auto refused = m_session->query(conflict);
        QVERIFY(!refused);
        QCOMPARE(refused.error().sqlstate, u"LK001"_s);
        QVERIFY2(
            refused.error().detail.contains(u"both first_name, last_name and full_name of public.users"_s),
            qPrintable(refused.error().detail));
        QVERIFY(!refused.error().detail.contains(u"Kurt"_s)); // data doesn't belong into logs
    }
}

void PostgresRowsTest::policiesDecide()
{
    install(fullName(ConflictPolicy::OldWins));
    run(*m_session, u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace', 'Kurt Gödel')"_s);
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
    install(fullName(ConflictPolicy::NewWins));
    run(*m_session, u"UPDATE users SET first_name = 'Alan', full_name = 'Kurt Gödel'"_s);
    QCOMPARE(names(1), u"Kurt|Gödel|Kurt Gödel"_s);
}

void PostgresRowsTest::consistentWritesPass()
{
    install(fullName());
    run(*m_session, u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace', 'Ada Lovelace')"_s);
    run(*m_session, u"UPDATE users SET first_name = 'A', last_name = 'B', full_name = 'A B'"_s);
    // Right by the other direction: full_name has what `up` would lose.
    run(*m_session, u"INSERT INTO users VALUES (2, 'Kurt', 'F.', 'Kurt F. Gödel')"_s);
    QCOMPARE(names(2), u"Kurt|F.|Kurt F. Gödel"_s);
}

void PostgresRowsTest::backfillKeepsTriggersQuiet()
{
    const DualWrite dualWrite = fullName();
    run(*m_session, u"INSERT INTO users SELECT i, 'f', 'l' FROM generate_series(1, 20) i"_s);
    install(dualWrite);
    // A value that the trigger would carry back into the old columns.
    fillAll(fillOf(u"users"_s, {{u"full_name"_s, u"'X Y'"_s}}), 7);
    QCOMPARE(names(20), u"f|l|X Y"_s);
    // And only for its own transactions.
    run(*m_session, u"UPDATE users SET full_name = 'P Q' WHERE id = 20"_s);
    QCOMPARE(names(20), u"P|Q|P Q"_s);
}

// failures A5: a row whose key moves behind the cursor is met by no batch any more.
void PostgresRowsTest::movedKeysAreFilled()
{
    const DualWrite dualWrite = fullName();
    run(*m_session, u"INSERT INTO users VALUES (10, 'Ada', 'Lovelace')"_s);
    install(dualWrite);
    run(*m_session, u"UPDATE users SET id = 1"_s);
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
    run(*m_session, u"UPDATE users SET full_name = 'Kurt F. Gödel'"_s);
    run(*m_session, u"UPDATE users SET id = 2"_s);
    QCOMPARE(names(2), u"Kurt|F.|Kurt F. Gödel"_s);
}

void PostgresRowsTest::seesWhatOtherTriggersMade()
{
    install(fullName());
    run(*m_session,
        {u"CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
         " $$BEGIN NEW.first_name := upper(NEW.first_name); RETURN NEW; END$$"_s,
         u"CREATE TRIGGER zebra BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION shout()"_s,
         u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace')"_s});
    QCOMPARE(names(1), u"ADA|Lovelace|ADA Lovelace"_s);
}

void PostgresRowsTest::needsNoPrivilegeOfTheApplication()
{
    const DualWrite dualWrite = fullName();
    install(dualWrite);
    run(*m_session, {u"DROP ROLE IF EXISTS application"_s, u"CREATE ROLE application"_s,
                     u"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA lockkeeper FROM public"_s,
                     u"GRANT SELECT, INSERT, UPDATE ON users TO application"_s, u"SET ROLE application"_s,
                     u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace')"_s,
                     u"UPDATE users SET full_name = 'Alan Turing'"_s});
    QCOMPARE(names(1), u"Alan|Turing|Alan Turing"_s);
    run(*m_session, {u"RESET ROLE"_s, u"DROP OWNED BY application"_s, u"DROP ROLE application"_s});
}

void PostgresRowsTest::installAndRemoveAreHarmlessTwice()
{
    const DualWrite dualWrite = fullName();
    run(*m_session, m_session->dualWrite().remove(dualWrite));
    install(dualWrite);
    install(dualWrite);
    QVERIFY(m_session->dualWrite().isInstalled(dualWrite).value());
    run(*m_session, m_session->dualWrite().remove(dualWrite));
    run(*m_session, m_session->dualWrite().remove(dualWrite));
    QVERIFY(!m_session->dualWrite().isInstalled(dualWrite).value());
    QCOMPARE(
        scalar(*m_session, u"SELECT count(*) FROM pg_proc WHERE pronamespace = 'lockkeeper'::regnamespace"_s)
            .toInt(),
        0);
}

void PostgresRowsTest::tryOutFindsABrokenExpression()
{
    DualWrite dualWrite = fullName();
    run(*m_session, u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace'), (2, 'Zero', '0')"_s);
    VERIFY_OK(m_session->dualWrite().tryOut(dualWrite));
    dualWrite.up[0].expression = u"first_name || missing"_s;
    QCOMPARE(m_session->dualWrite().tryOut(dualWrite).error().sqlstate, u"42703"_s);
    dualWrite = fullName();
    dualWrite.down[0].expression = u"1 / length(nullif(split_part(full_name, ' ', 2), '0')) || ''"_s;
    VERIFY_OK(m_session->dualWrite().tryOut(dualWrite));
    dualWrite.down[0].expression = u"(1 / split_part(full_name, ' ', 2)::int)::text"_s;
    const auto failed = m_session->dualWrite().tryOut(dualWrite);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, Errc::StatementFailed);
    VERIFY_OK(m_session->begin()); // no transaction is left open
}

void PostgresRowsTest::comparisonFindsAPlantedDifference()
{
    const DualWrite dualWrite = fullName();
    run(*m_session,
        {u"INSERT INTO users SELECT i, 'f' || i, 'l', 'f' || i || ' l' FROM generate_series(1, 100) i"_s,
         u"UPDATE users SET full_name = 'wrong' WHERE id IN (42, 77)"_s,
         u"UPDATE users SET full_name = 'f5 l and more' WHERE id = 5"_s}); // right by `down`
    const Key key = *dualWrite.table.key;
    std::optional<KeyValue> after;
    qint64 seen = 0;
    QList<KeyValue> examples;
    for (int batch = 0; batch < 20; ++batch) {
        const auto comparison = m_session->dualWrite().compare(dualWrite, key, after, 30);
        VERIFY_OK(comparison);
        if (!comparison->last)
            break;
        seen += comparison->seen;
        QCOMPARE(comparison->different, comparison->examples.size());
        examples += comparison->examples;
        after = comparison->last;
    }
    QCOMPARE(seen, 100);
    QCOMPARE(examples, (QList<KeyValue>{{u"42"_s}, {u"77"_s}}));
}

void PostgresRowsTest::namesAreLongAndOdd()
{
    const QString longest = u"Ü"_s.repeated(31) + u'x'; // 63 bytes
    run(*m_session,
        {u"CREATE SCHEMA lockkeeper"_s,
         u"CREATE TABLE \"%1\" (\"Id\" int PRIMARY KEY, \"Old\"\"Name\" text, \"New\" text)"_s.arg(longest)});
    DualWrite dualWrite{.name = u"ü"_s.repeated(40),
                        .table = *m_session->catalog().table({{}, longest}),
                        .up = {{u"New"_s, u"upper(\"Old\"\"Name\")"_s}},
                        .down = {{u"Old\"Name"_s, u"lower(\"New\")"_s}},
                        .oldColumns = {u"Old\"Name"_s},
                        .onConflict = ConflictPolicy::Error};
    install(dualWrite);
    QVERIFY(m_session->dualWrite().isInstalled(dualWrite).value());
    run(*m_session, {u"INSERT INTO \"%1\" VALUES (1, 'a')"_s.arg(longest),
                     u"INSERT INTO \"%1\" VALUES (2, NULL, 'B')"_s.arg(longest)});
    QCOMPARE(scalar(*m_session,
                    u"SELECT string_agg(\"Old\"\"Name\" || \"New\", ',' ORDER BY \"Id\") FROM \"%1\""_s.arg(
                        longest))
                 .toString(),
             u"aA,bB"_s);
    run(*m_session, m_session->dualWrite().remove(dualWrite));
    QVERIFY(!m_session->dualWrite().isInstalled(dualWrite).value());
}

QTEST_GUILESS_MAIN(PostgresRowsTest)
#include "postgres_rows.moc"
