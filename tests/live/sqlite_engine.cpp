// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite_world.h"

#include "core/engine/ddlguard.h"
#include "core/engine/dialect.h"

#include <QDir>
#include <QFileInfo>

#include <thread>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class SqliteEngineTest : public QObject
{
    Q_OBJECT

private slots:
    void refusesWhatIsNoDatabase();
    void createsAFileOnlyWhenAsked();
    void saysWhoItIs();
    void carriesValuesThroughUnchanged();
    void takesUserSqlAsItIs();
    void runsOneStatementAtATime();
    void cannotWriteWhenReadOnly();
    void readsOneSnapshot();
    void givesUpALockInTime();
    void doesNotGoOnOutsideALostTransaction();
    void endsAStatementThatTakesTooLong();
    void cancelsFromAnotherThread();
    void cancelsAWaitForALock();
    void runsDdlAsAWhole();
    void namesTheBlockerOfDdl();
    void choosesAKey_data();
    void choosesAKey();
    void describesColumns();
    void tellsTheTime();
    void fillsEveryRow_data();
    void fillsEveryRow();
    void fillsAnyKey_data();
    void fillsAnyKey();
    void writesOnlyWhatIsNotRight();
    void splitsIntoRanges();
    void refusesToScan();

private:
    Result<qint64> fill(SqliteWorld &world, const FillSpec &spec, int size);

    qint64 m_seen = 0; // by the last fill()
};

namespace {

constexpr auto endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_L1;

FillSpec fillSpec(SqliteWorld &world, const QString &table)
{
    return {.table = {{}, table},
            .key = world.table(table).key.value_or(Key()),
            .set = {{u"b"_s, u"a || '!'"_s}},
            .where = {}};
}

} // namespace

void SqliteEngineTest::refusesWhatIsNoDatabase()
{
    SqliteWorld world;
    Target target = world.target();
    target.database = u"/nowhere/at/all.db"_s;
    FAILS_WITH(openSession(target), Errc::ConnectionFailed);
    target.database = QDir::tempPath();
    FAILS_WITH(openSession(target), Errc::ConnectionFailed);

    QFile file(world.path() + ".txt"_L1);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    target.database = file.fileName();
    FAILS_WITH(openSession(target), Errc::ConnectionFailed);
}

void SqliteEngineTest::createsAFileOnlyWhenAsked()
{
    SqliteWorld world;
    Target target = world.target();
    target.database += ".new"_L1;
    FAILS_WITH(openSession(target), Errc::ConnectionFailed);
    QVERIFY(!QFileInfo::exists(target.database));
    target.options.insert(u"mode"_s, u"rwc"_s);
    GOOD(openSession(target));
}

void SqliteEngineTest::saysWhoItIs()
{
    SqliteWorld world;
    const auto identity = world.session().identity();
    GOOD(identity);
    QCOMPARE(identity->engine, u"sqlite"_s);
    QCOMPARE(identity->cluster, u"file"_s);
    QCOMPARE(identity->database, QFileInfo(world.path()).canonicalFilePath());
    QCOMPARE_GE(identity->versionNumber, 3'035'000);
    QVERIFY(!identity->readOnly);
    QVERIFY(QFile::remove(world.path()));
    FAILS_WITH(world.session().identity(), Errc::ConnectionLost);
}

void SqliteEngineTest::carriesValuesThroughUnchanged()
{
    SqliteWorld world;
    const QVariantMap values{{u"whole"_s, std::numeric_limits<qlonglong>::min()},
                             {u"text"_s, u"O'Neill \"☃\" :whole"_s},
                             {u"bytes"_s, QByteArray("\0\xff'", 3)},
                             {u"nothing"_s, QVariant()},
                             {u"real"_s, 0.1}};
    const auto rows =
        world.query(u"SELECT :whole AS w, :text, :bytes, :nothing, :real, :text, ':text'"_s, values);
    GOOD(rows);
    QCOMPARE(rows->at(0, u"w").typeId(), QMetaType::LongLong);
    QCOMPARE(rows->rows[0][0], values[u"whole"_s]);
    QCOMPARE(rows->rows[0][1], values[u"text"_s]);
    QCOMPARE(rows->rows[0][2], values[u"bytes"_s]);
    QVERIFY(!rows->rows[0][3].isValid());
    QCOMPARE(rows->rows[0][4].toDouble(), 0.1);
    QCOMPARE(rows->rows[0][5], values[u"text"_s]);
    QCOMPARE(rows->rows[0][6].toString(), u":text"_s);
    const auto empty = world.query(u"SELECT typeof(:text), typeof(:bytes), typeof(:null), length(:bytes)"_s,
                                   {{u"text"_s, QString()},
                                    {u"bytes"_s, QByteArray()},
                                    {u"null"_s, QVariant(QMetaType::fromType<QString>())}});
    GOOD(empty);
    QCOMPARE(empty->rows[0], (QVariantList{u"text"_s, u"blob"_s, u"null"_s, 0LL}));
}

void SqliteEngineTest::takesUserSqlAsItIs()
{
    SqliteWorld world;
    QCOMPARE(world.value(u"SELECT '12:30' || \"x\" FROM (SELECT 'a:b' AS x) -- :comment"_s).toString(),
             u"12:30a:b"_s);
    const auto bound = world.query(u"SELECT :a -- or :b\n || ':a'"_s, {{u"a"_s, u"x"_s}});
    GOOD(bound);
    QCOMPARE(bound->scalar().toString(), u"x:a"_s);
    FAILS_WITH(world.query(u"SELECT nothing FROM nowhere"_s), Errc::StatementFailed);
    GOOD(world.query(u"CREATE TABLE t (a CHECK (a > 0))"_s));
    FAILS_WITH(world.query(u"INSERT INTO t VALUES (-1)"_s), Errc::StatementFailed);
    GOOD(world.query(u"INSERT INTO t VALUES (1), (2)"_s));
    QCOMPARE(world.query(u"UPDATE t SET a = a + 1"_s)->affected, 2);
}

void SqliteEngineTest::runsOneStatementAtATime()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (a)"_s));
    const auto two = world.query(u"INSERT INTO t VALUES (1); DELETE FROM t"_s);
    QVERIFY(!two);
    QVERIFY(!two.error().detail.isEmpty());
    QCOMPARE(world.value(u"SELECT count(*) FROM t"_s).toInt(), 0);
}

void SqliteEngineTest::cannotWriteWhenReadOnly()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (a)"_s));
    const auto reader = world.connect({.readOnly = true});
    FAILS_WITH(reader->query({u"INSERT INTO t VALUES (1)"_s}), Errc::ReadOnlyServer);
    QVERIFY(reader->identity()->readOnly);

    GOOD(world.session().beginReadOnly());
    FAILS_WITH(world.query(u"INSERT INTO t VALUES (1)"_s), Errc::ReadOnlyServer);
    world.session().rollback();
    GOOD(world.query(u"INSERT INTO t VALUES (1)"_s));
}

void SqliteEngineTest::readsOneSnapshot()
{
    SqliteWorld world;
    GOOD(world.query(u"PRAGMA journal_mode = WAL"_s));
    GOOD(world.query(u"CREATE TABLE t (a)"_s));
    const auto reader = world.connect();
    GOOD(reader->beginReadOnly());
    GOOD(world.query(u"INSERT INTO t VALUES (1)"_s));
    const auto seen = reader->query({u"SELECT count(*) FROM t"_s})->scalar().toInt();
    GOOD(world.query(u"INSERT INTO t VALUES (2)"_s));
    QCOMPARE(reader->query({u"SELECT count(*) FROM t"_s})->scalar().toInt(), seen);
    GOOD(reader->commit());
    QCOMPARE(reader->query({u"SELECT count(*) FROM t"_s})->scalar().toInt(), 2);
}

void SqliteEngineTest::givesUpALockInTime()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (a)"_s));
    const auto other = world.connect();
    GOOD(other->begin());
    GOOD(world.session().setStatementTimeout(50ms));
    FAILS_WITH(world.session().begin(), Errc::StatementTimeout);
    other->rollback();
    GOOD(world.session().begin());
}

void SqliteEngineTest::doesNotGoOnOutsideALostTransaction()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (a UNIQUE)"_s));
    GOOD(world.session().begin());
    GOOD(world.query(u"INSERT INTO t VALUES (1)"_s));
    FAILS_WITH(world.query(u"INSERT OR ROLLBACK INTO t VALUES (1)"_s), Errc::StatementFailed);
    FAILS_WITH(world.query(u"INSERT INTO t VALUES (2)"_s), Errc::StatementFailed);
    FAILS_WITH(world.session().commit(), Errc::StatementFailed);
    QCOMPARE(world.value(u"SELECT count(*) FROM t"_s).toInt(), 0);
}

void SqliteEngineTest::endsAStatementThatTakesTooLong()
{
    SqliteWorld world;
    GOOD(world.session().setStatementTimeout(30ms));
    FAILS_WITH(world.query(endless), Errc::StatementTimeout);
    // Inside a transaction the limit is the transaction's own.
    GOOD(world.session().setStatementTimeout(0ms));
    GOOD(world.session().begin());
    GOOD(world.session().setStatementTimeout(30ms));
    FAILS_WITH(world.query(endless), Errc::StatementTimeout);
    world.session().rollback();
    GOOD(world.query(
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT count(*) FROM n"_s));
}

void SqliteEngineTest::cancelsFromAnotherThread()
{
    SqliteWorld world;
    world.session().cancel(); // nothing runs: nothing happens
    GOOD(world.query(u"SELECT 1"_s));
    std::jthread canceller([&world](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            world.session().cancel();
            std::this_thread::yield();
        }
    });
    FAILS_WITH(world.query(endless), Errc::Cancelled);
}

void SqliteEngineTest::cancelsAWaitForALock()
{
    SqliteWorld world;
    const auto other = world.connect();
    GOOD(other->begin());
    std::jthread canceller([&world](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            world.session().cancel();
            std::this_thread::yield();
        }
    });
    FAILS_WITH(world.session().begin(), Errc::Cancelled);
}

void SqliteEngineTest::runsDdlAsAWhole()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (a)"_s));
    const GuardedDdl bad{
        .statements = {u"ALTER TABLE t ADD COLUMN b"_s, u"ALTER TABLE nowhere ADD COLUMN b"_s}};
    FAILS_WITH(world.session().ddl().attempt(bad), Errc::StatementFailed);
    const GuardedDdl refused{.statements = {u"ALTER TABLE t ADD COLUMN b"_s},
                             .before = [] { return failure(Errc::WrongTarget); }};
    FAILS_WITH(world.session().ddl().attempt(refused), Errc::WrongTarget);
    const GuardedDdl unrecorded{.statements = {u"ALTER TABLE t ADD COLUMN b"_s},
                                .record = [](const DdlObservation &) { return failure(Errc::HelmLost); }};
    FAILS_WITH(world.session().ddl().attempt(unrecorded), Errc::HelmLost);
    QCOMPARE(world.table(u"t"_s).columns.size(), 1);

    const GuardedDdl good{.statements = {u"ALTER TABLE t ADD COLUMN b"_s},
                          .record = [&](const DdlObservation &) {
                              return world.query(u"INSERT INTO t VALUES (1, 2)"_s).transform([](auto &&) {});
                          }};
    GOOD(world.session().ddl().attempt(good));
    QCOMPARE(world.table(u"t"_s).columns.size(), 2);
    QCOMPARE(world.value(u"SELECT b FROM t"_s).toInt(), 2);
}

void SqliteEngineTest::namesTheBlockerOfDdl()
{
    SqliteWorld world;
    const auto other = world.connect();
    GOOD(other->begin());
    const auto outcome =
        world.session().ddl().attempt({.statements = {u"CREATE TABLE t (a)"_s}, .lockTimeout = 20ms});
    QVERIFY(!outcome);
    QCOMPARE(errorName(outcome.error().code), errorName(Errc::LockTimeout));
    QVERIFY(outcome.error().isRetryable());
    QVERIFY(!outcome.error().facts[u"blocker"_s].isEmpty());
    QCOMPARE(outcome.error().facts[u"relation"_s], u"test.db"_s);
    other->rollback();
    GOOD(world.session().ddl().attempt({.statements = {u"CREATE TABLE t (a)"_s}}));
}

void SqliteEngineTest::choosesAKey_data()
{
    QTest::addColumn<QString>("ddl");
    QTest::addColumn<QStringList>("columns");
    QTest::addColumn<bool>("primary");
    QTest::newRow("rowid alias") << u"CREATE TABLE t (Id INTEGER PRIMARY KEY, a)"_s << QStringList{u"Id"_s}
                                 << true;
    QTest::newRow("no alias: INT") << u"CREATE TABLE t (id INT PRIMARY KEY NOT NULL, a)"_s
                                   << QStringList{u"id"_s} << true;
    QTest::newRow("no alias: DESC") << u"CREATE TABLE t (id INTEGER PRIMARY KEY DESC, a)"_s
                                    << QStringList{u"rowid"_s} << false;
    QTest::newRow("composite") << u"CREATE TABLE t (b TEXT NOT NULL, a INT NOT NULL, PRIMARY KEY (b, a))"_s
                               << QStringList{u"b"_s, u"a"_s} << true;
    QTest::newRow("without rowid") << u"CREATE TABLE t (b TEXT, a INT, PRIMARY KEY (b, a)) WITHOUT ROWID"_s
                                   << QStringList{u"b"_s, u"a"_s} << true;
    QTest::newRow("unique") << u"CREATE TABLE t (a TEXT, b TEXT NOT NULL UNIQUE)"_s << QStringList{u"b"_s}
                            << false;
    QTest::newRow("NULL in the primary key")
        << u"CREATE TABLE t (a TEXT PRIMARY KEY, b)"_s << QStringList{u"rowid"_s} << false;
    QTest::newRow("NULL in the unique key")
        << u"CREATE TABLE t (a TEXT UNIQUE)"_s << QStringList{u"rowid"_s} << false;
    QTest::newRow("float") << u"CREATE TABLE t (a REAL NOT NULL UNIQUE)"_s << QStringList{u"rowid"_s}
                           << false;
    QTest::newRow("shadowed") << u"CREATE TABLE t (rowid, \"_ROWID_\")"_s << QStringList{u"oid"_s} << false;
    QTest::newRow("none") << u"CREATE TABLE t (rowid, _rowid_, oid)"_s << QStringList() << false;
    QTest::newRow("collated") << u"CREATE TABLE t (a TEXT COLLATE NOCASE NOT NULL UNIQUE)"_s
                              << QStringList{u"a"_s} << false;
}

void SqliteEngineTest::choosesAKey()
{
    QFETCH(QString, ddl);
    QFETCH(QStringList, columns);
    QFETCH(bool, primary);
    SqliteWorld world;
    GOOD(world.query(ddl));
    const auto table = world.session().catalog().table({{}, u"T"_s});
    GOOD(table);
    QCOMPARE(table->name.name, u"t"_s);
    const Key key = table->key.value_or(Key());
    QCOMPARE(key.columns, columns);
    QCOMPARE(key.types.size(), columns.size());
    QCOMPARE(key.primary, primary);
}

void SqliteEngineTest::describesColumns()
{
    SqliteWorld world;
    GOOD(world.query(
        u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x', b INT AS (id * 2))"_s));
    GOOD(world.query(u"INSERT INTO t DEFAULT VALUES"_s));
    const auto table = world.table(u"t"_s);
    QCOMPARE(table.columns.size(), 3);
    QCOMPARE(table.column(u"a")->defaultExpression, u"'x'"_s);
    QVERIFY(!table.column(u"a")->nullable);
    QVERIFY(table.column(u"b")->generated);
    QCOMPARE(table.estimatedRows, 1);
    QCOMPARE_GT(table.bytes, 0);
    FAILS_WITH(world.session().catalog().table({{}, u"nowhere"_s}), Errc::TableNotFound);
    FAILS_WITH(world.session().catalog().table({u"other"_s, u"t"_s}), Errc::TableNotFound);
    QVERIFY(world.session().catalog().missingPrivileges({})->isEmpty());
}

void SqliteEngineTest::tellsTheTime()
{
    SqliteWorld world;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const qint64 time = world.value(u"SELECT "_s + world.session().dialect().serverMillis()).toLongLong();
    QCOMPARE_GE(time, before - 1);
    QCOMPARE_LE(time, QDateTime::currentMSecsSinceEpoch() + 1);
}

Result<qint64> SqliteEngineTest::fill(SqliteWorld &world, const FillSpec &spec, int size)
{
    auto &backfill = world.session().backfill();
    LOCKKEEPER_TRY(backfill.prepare(spec));
    const auto upTo = backfill.highestKey(spec);
    LOCKKEEPER_TRY(upTo);
    qint64 changed = 0;
    m_seen = 0;
    std::optional<KeyValue> cursor;
    while (*upTo) {
        auto transaction = Transaction::begin(world.session());
        LOCKKEEPER_TRY(transaction);
        const auto batch = backfill.runBatch(spec, cursor, **upTo, size);
        LOCKKEEPER_TRY(batch);
        LOCKKEEPER_TRY(transaction->commit());
        if (!batch->last)
            break;
        if (batch->seen > size || batch->changed > batch->seen)
            return failure(Errc::StepFailed, {}, u"a batch was larger than asked for"_s);
        m_seen += batch->seen;
        changed += batch->changed;
        cursor = batch->last;
    }
    return changed;
}

void SqliteEngineTest::fillsEveryRow_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : {0, 1, 9, 10, 11, 19, 20, 21})
        QTest::addRow("%d rows", rows) << rows;
}

void SqliteEngineTest::fillsEveryRow()
{
    QFETCH(int, rows);
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)"_s));
    for (int i = 0; i < rows; ++i)
        GOOD(world.query(u"INSERT INTO t VALUES (:id, 'x', NULL)"_s, {{u"id"_s, i * i - 5}}));
    const auto changed = fill(world, fillSpec(world, u"t"_s), 10);
    GOOD(changed);
    QCOMPARE(*changed, rows);
    QCOMPARE(m_seen, rows);
    QCOMPARE(world.value(u"SELECT count(*) FROM t WHERE b = 'x!'"_s).toInt(), rows);
}

void SqliteEngineTest::fillsAnyKey_data()
{
    QTest::addColumn<QString>("ddl");
    QTest::newRow("composite")
        << u"CREATE TABLE t (k INT NOT NULL, l TEXT NOT NULL, a TEXT, b TEXT, PRIMARY KEY (l, k))"_s;
    QTest::newRow("without rowid")
        << u"CREATE TABLE t (k INT, l TEXT, a TEXT, b TEXT, PRIMARY KEY (l, k)) WITHOUT ROWID"_s;
    QTest::newRow("text")
        << u"CREATE TABLE t (k INT, l TEXT COLLATE NOCASE, a TEXT, b TEXT, m TEXT NOT NULL UNIQUE "
           "DEFAULT (hex(randomblob(8))))"_s;
    QTest::newRow("numeric") << u"CREATE TABLE t (k NUMERIC NOT NULL UNIQUE, l TEXT, a TEXT, b TEXT)"_s;
    QTest::newRow("rowid") << u"CREATE TABLE t (k INT, l TEXT, a TEXT, b TEXT)"_s;
}

void SqliteEngineTest::fillsAnyKey()
{
    QFETCH(QString, ddl);
    SqliteWorld world;
    GOOD(world.query(ddl));
    GOOD(world.query(
        u"INSERT INTO t (k, l, a) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500) "
        "SELECT i, char(65 + i * 7 % 60), 'x' FROM n ORDER BY random()"_s));
    const FillSpec spec = fillSpec(world, u"t"_s);
    const auto changed = fill(world, spec, 7);
    GOOD(changed);
    QCOMPARE(*changed, 500);
    QCOMPARE(world.value(u"SELECT count(*) FROM t WHERE b = 'x!'"_s).toInt(), 500);
    // A ledger keeps keys as text.
    GOOD(world.query(u"UPDATE t SET b = NULL"_s));
    const auto upTo = world.session().backfill().highestKey(spec);
    GOOD(upTo);
    KeyValue text;
    for (const QVariant &part : **upTo)
        text << part.toString();
    const auto batch = world.session().backfill().runBatch(spec, std::nullopt, text, 1000);
    GOOD(batch);
    QCOMPARE(batch->changed, 500);
}

void SqliteEngineTest::writesOnlyWhatIsNotRight()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT COLLATE NOCASE)"_s));
    GOOD(world.query(
        u"INSERT INTO t VALUES (1, 'x', 'x!'), (2, 'x', NULL), (3, NULL, NULL), (4, 'y', NULL), (5, 'x', 'X!')"_s));
    FillSpec spec = fillSpec(world, u"t"_s);
    spec.where = u"a <> 'y' OR a = 'z'"_s;
    const auto changed = fill(world, spec, 2);
    GOOD(changed);
    QCOMPARE(*changed, 2);
    QVERIFY(world.value(u"SELECT b FROM t WHERE id = 4"_s).isNull());
    QCOMPARE(world.value(u"SELECT b FROM t WHERE id = 5"_s).toString(), u"x!"_s);
}

void SqliteEngineTest::splitsIntoRanges()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)"_s));
    const FillSpec spec = fillSpec(world, u"t"_s);
    QVERIFY(world.session().backfill().split(spec, {1}, 4)->isEmpty());
    GOOD(world.query(
        u"INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100) "
        "SELECT i, 'x', NULL FROM n"_s));
    const auto keys = world.session().backfill().split(spec, {100}, 4);
    GOOD(keys);
    QCOMPARE(*keys, QList<KeyValue>({{25LL}, {50LL}, {75LL}}));
}

void SqliteEngineTest::refusesToScan()
{
    SqliteWorld world;
    GOOD(world.query(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)"_s));
    FillSpec spec = fillSpec(world, u"t"_s);
    GOOD(world.session().backfill().prepare(spec));
    spec.key.columns = {u"a"_s};
    FAILS_WITH(world.session().backfill().prepare(spec), Errc::SequentialScan);
}

QTEST_GUILESS_MAIN(SqliteEngineTest)

#include "sqlite_engine.moc"
