// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/conformance/conformance.h"

#include <QElapsedTimer>

#include <limits>
#include <thread>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Runs until it is ended, on every engine.
const QString endless =
    u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) "
    "SELECT count(*) FROM n a, n b, n c, n d, n e WHERE a.i + b.i + c.i + d.i + e.i = 1"_s;

} // namespace

class SessionConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void init() { startAfresh(); }

    void saysWhoItIs();
    void carriesValuesThroughUnchanged();
    void takesUserSqlAsItIs();
    void handsRowsOverInChunks_data();
    void handsRowsOverInChunks();
    void stopsWhenNoMoreAreWanted();
    void cannotWriteWhenReadOnly();
    void readsOneSnapshot();
    void countsTheRowsAStatementFound();
    void rollsBackWhatIsNotCommitted();
    void cancelsWithinASecond();
    void cancelHitsNothingElse();
    void endsAStatementThatTakesTooLong();
    void endsAWriteThatTakesTooLong();
    void limitOfATransactionEndsWithIt();
    void aLostCommitIsInDoubt();
    void doesNotGoOnOutsideALostTransaction();
    void tellsTheTime();

private:
    /// What @p statement says while another thread cancels it again and again.
    template<typename Statement>
    auto cancelled(const Statement &statement)
    {
        const std::jthread canceller([this](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                session().cancel();
                std::this_thread::yield();
            }
        });
        return statement();
    }
};

void SessionConformance::saysWhoItIs()
{
    const auto identity = session().identity();
    VERIFY_OK(identity);
    QCOMPARE(identity->engine, m_engine);
    QVERIFY(!identity->cluster.isEmpty() && !identity->database.isEmpty());
    QVERIFY2(identity->version.contains(u'.'), qPrintable(identity->version));
    QVERIFY(identity->versionNumber >= engineNamed(m_engine)->oldestVersion());
    QVERIFY(!identity->readOnly);
    QCOMPARE(other()->identity()->key(), identity->key());
    QVERIFY(World(m_engine, 0).session()->identity()->key() != identity->key());
    QVERIFY(world().session({.readOnly = true})->identity()->readOnly);
}

void SessionConformance::carriesValuesThroughUnchanged()
{
    run({u"CREATE TABLE t (a %1, b %2, c %2, d %2, e int)"_s.arg(m_words.longest, m_words.text)});
    const QString odd = uR"(O'Neill \ "x" :a \ 'é☃😀)"_s;
    VERIFY_OK(session().query({u"INSERT INTO t VALUES (:a, :b, :c, :d, :e)"_s,
                               {{u"a"_s, std::numeric_limits<qlonglong>::min()},
                                {u"b"_s, odd},
                                {u"c"_s, QString()},
                                {u"d"_s, QVariant()},
                                {u"e"_s, 7}}}));
    const Sql reading(u"SELECT a, b, c, d, e FROM t WHERE e = :e"_s, {{u"e"_s, 7}});
    for (const Sql &sql : {Sql(u"SELECT a, b, c, d, e FROM t"_s), reading}) {
        const auto rows = session().query(sql);
        VERIFY_OK(rows);
        QCOMPARE(rows->columns, (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
        QCOMPARE(rows->rows[0][0], QVariant::fromValue(std::numeric_limits<qlonglong>::min()));
        QCOMPARE(rows->rows[0][1].toString(), odd);
        QVERIFY(rows->rows[0][2].isValid() && rows->rows[0][2].toString().isEmpty());
        QVERIFY(!rows->rows[0][3].isValid());
        QCOMPARE(rows->rows[0][4].typeId(), QMetaType::LongLong);
    }
}

void SessionConformance::takesUserSqlAsItIs()
{
    const auto rows =
        session().query({u"SELECT ':a' AS x, :a AS y /* :a isn't one */ -- nor :a\n"_s, {{u"a"_s, u"1"_s}}});
    VERIFY_OK(rows);
    QCOMPARE(rows->rows[0][0].toString(), u":a"_s);
    QCOMPARE(rows->rows[0][1].toString(), u"1"_s);
    FAILS_WITH(session().query(u"SELECT nothing FROM nowhere"_s), Errc::StatementFailed);
    QVERIFY(!session().query(u"SELECT nothing FROM nowhere"_s).error().detail.isEmpty());
}

void SessionConformance::handsRowsOverInChunks_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : {0, 1, 9, 10, 11, 25})
        QTest::addRow("%d rows", rows) << rows;
}

void SessionConformance::handsRowsOverInChunks()
{
    QFETCH(int, rows);
    run({u"CREATE TABLE t (id int PRIMARY KEY)"_s});
    if (rows > 0)
        run({inserting(u"t"_s, rows, [](int i) { return QString::number(i); })});
    const auto transaction = Transaction::beginReadOnly(session());
    VERIFY_OK(transaction);
    QVariantList seen;
    bool hadColumns = false;
    VERIFY_OK(session().read(u"SELECT id FROM t ORDER BY id"_s, 10, [&](Rows &&part) {
        hadColumns = part.columns == QStringList{u"id"_s};
        for (const QVariantList &row : part.rows)
            seen << row.first();
        return part.size() <= 10 && hadColumns;
    }));
    QVERIFY(hadColumns);
    QCOMPARE(seen.size(), rows);
    for (int i = 0; i < rows; ++i)
        QCOMPARE(seen[i].toInt(), i + 1);
}

void SessionConformance::stopsWhenNoMoreAreWanted()
{
    run({u"CREATE TABLE t (id int PRIMARY KEY, x %1)"_s.arg(m_words.text),
         inserting(u"t"_s, 500, [](int i) { return u"%1, 'some words'"_s.arg(i); })});
    const auto transaction = Transaction::beginReadOnly(session());
    VERIFY_OK(transaction);
    QElapsedTimer time;
    time.start();
    int calls = 0;
    // 125 million rows, of which 10 are wanted.
    VERIFY_OK(session().read(u"SELECT a.id FROM t a, t b, t c"_s, 10,
                             [&](Rows &&part) { return ++calls < 2 || part.isEmpty(); }));
    QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(value(u"SELECT 1"_s).toInt(), 1);
}

void SessionConformance::cannotWriteWhenReadOnly()
{
    run({u"CREATE TABLE t (id int PRIMARY KEY)"_s});
    const auto reader = world().session({.readOnly = true});
    FAILS_WITH(reader->query(u"INSERT INTO t VALUES (1)"_s), Errc::ReadOnlyServer);
    {
        const auto transaction = Transaction::beginReadOnly(session());
        VERIFY_OK(transaction);
        FAILS_WITH(session().query(u"INSERT INTO t VALUES (1)"_s), Errc::ReadOnlyServer);
    }
    run({u"INSERT INTO t VALUES (1)"_s}); // outside of it everything is as before
}

void SessionConformance::readsOneSnapshot()
{
    run({u"CREATE TABLE t (id int PRIMARY KEY)"_s, u"INSERT INTO t VALUES (1)"_s});
    auto transaction = Transaction::beginReadOnly(session());
    VERIFY_OK(transaction);
    QCOMPARE(value(u"SELECT count(*) FROM t"_s).toInt(), 1);
    run(*other(), {u"INSERT INTO t VALUES (2)"_s});
    QCOMPARE(value(u"SELECT count(*) FROM t"_s).toInt(), 1);
    VERIFY_OK(transaction->commit());
    QCOMPARE(value(u"SELECT count(*) FROM t"_s).toInt(), 2);
}

/// Not those that it changed: what is written down again must not look like something that isn't there.
void SessionConformance::countsTheRowsAStatementFound()
{
    run({u"CREATE TABLE t (id int PRIMARY KEY, x int)"_s, u"INSERT INTO t VALUES (1, 5), (2, 5), (3, 6)"_s});
    QCOMPARE(run({u"UPDATE t SET x = 5 WHERE x = 5"_s}).affected, 2);
    QCOMPARE(session().query({u"UPDATE t SET x = :x WHERE id = 1"_s, {{u"x"_s, 5}}})->affected, 1);
    QCOMPARE(run({u"DELETE FROM t WHERE id > 7"_s}).affected, 0);
}

void SessionConformance::rollsBackWhatIsNotCommitted()
{
    run({u"CREATE TABLE t (id int PRIMARY KEY)"_s});
    {
        const auto transaction = Transaction::begin(session());
        VERIFY_OK(transaction);
        run({u"INSERT INTO t VALUES (1)"_s});
    }
    QCOMPARE(value(u"SELECT count(*) FROM t"_s).toInt(), 0);
}

void SessionConformance::cancelsWithinASecond()
{
    QElapsedTimer time;
    time.start();
    FAILS_WITH(cancelled([&] { return session().query(endless); }), Errc::Cancelled);
    QVERIFY2(time.elapsed() < 1'000, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(value(u"SELECT 1"_s).toInt(), 1);
}

void SessionConformance::cancelHitsNothingElse()
{
    for (int i = 0; i < 20; ++i) {
        std::jthread canceller([&] { session().cancel(); });
        const auto first = session().query(u"SELECT 1"_s); // may be hit
        QVERIFY(first || first.error().code == Errc::Cancelled);
        canceller.join();
        QCOMPARE(value(u"SELECT 2"_s).toInt(), 2);
    }
}

void SessionConformance::endsAStatementThatTakesTooLong()
{
    VERIFY_OK(session().setStatementTimeout(200ms));
    FAILS_WITH(session().query(endless), Errc::StatementTimeout);
    VERIFY_OK(session().setStatementTimeout(0ms));
    QCOMPARE(value(u"SELECT 1"_s).toInt(), 1);
}

void SessionConformance::endsAWriteThatTakesTooLong()
{
    run({u"CREATE TABLE t (id int PRIMARY KEY, x %1)"_s.arg(m_words.longest),
         u"INSERT INTO t VALUES (1, 0)"_s});
    VERIFY_OK(session().setStatementTimeout(200ms));
    FAILS_WITH(session().query(u"UPDATE t SET x = (%1)"_s.arg(endless)), Errc::StatementTimeout);
    VERIFY_OK(session().setStatementTimeout(0ms));
    QCOMPARE(value(u"SELECT x FROM t"_s).toInt(), 0);
}

void SessionConformance::limitOfATransactionEndsWithIt()
{
    {
        const auto transaction = Transaction::begin(session());
        VERIFY_OK(transaction);
        VERIFY_OK(session().setStatementTimeout(200ms));
        FAILS_WITH(session().query(endless), Errc::StatementTimeout);
    }
    FAILS_WITH(cancelled([&] { return session().query(endless); }), Errc::Cancelled);
}

void SessionConformance::aLostCommitIsInDoubt()
{
    if (m_words.kill.isEmpty())
        QSKIP("there is no connection that could break");
    run({u"CREATE TABLE t (id int PRIMARY KEY)"_s});
    auto transaction = Transaction::begin(session());
    VERIFY_OK(transaction);
    run({u"INSERT INTO t VALUES (1)"_s});
    const QString own = value(m_words.sessionId).toString();
    const auto killer = other();
    run(*killer, {m_words.kill.arg(own)});
    FAILS_WITH(transaction->commit(), Errc::InDoubt);
    QVERIFY(session().query(u"SELECT 1"_s).error().isConnectionGone());
    QCOMPARE(run(*killer, {u"SELECT count(*) FROM t"_s}).scalar().toInt(), 0);
}

/// The server gave the transaction up by itself: what follows must not be committed one by one.
void SessionConformance::doesNotGoOnOutsideALostTransaction()
{
    if (!m_words.hasRowLocks)
        QSKIP("one writer at a time: there are no deadlocks");
    run({u"CREATE TABLE t (id int PRIMARY KEY, x int)"_s, u"INSERT INTO t VALUES (1, 0), (2, 0)"_s});
    const auto second = other();
    VERIFY_OK(session().begin());
    VERIFY_OK(second->begin());
    run({u"UPDATE t SET x = 1 WHERE id = 1"_s});
    run(*second, {u"UPDATE t SET x = 2 WHERE id = 2"_s});
    Status others;
    std::jthread crossing([&] {
        const auto rows = second->query(u"UPDATE t SET x = 2 WHERE id = 1"_s);
        others = rows ? Status() : failure(rows.error());
    });
    const auto rows = session().query(u"UPDATE t SET x = 1 WHERE id = 2"_s);
    const Status mine = rows ? Status() : failure(rows.error());
    Session &victim = mine ? *second : session();
    if (!mine) {
        QVERIFY(!victim.query(u"UPDATE t SET x = 9 WHERE id = 2"_s));
        QVERIFY(!victim.commit());
    }
    crossing.join();
    if (mine) {
        QVERIFY(!victim.query(u"UPDATE t SET x = 9 WHERE id = 2"_s));
        QVERIFY(!victim.commit());
    }
    const Status &lost = mine ? others : mine;
    QVERIFY2(!lost && lost.error().code == Errc::Deadlock, told(lost).constData());
    QCOMPARE(run(victim, {u"SELECT count(*) FROM t WHERE x = 9"_s}).scalar().toInt(), 0);
}

void SessionConformance::tellsTheTime()
{
    const QString now = "SELECT "_L1 + session().dialect().serverMillis();
    const qint64 first = value(now).toLongLong();
    QVERIFY(std::abs(first - QDateTime::currentMSecsSinceEpoch()) < 5'000);
    const auto transaction = Transaction::begin(session());
    QVERIFY(QTest::qWaitFor([&] { return value(now).toLongLong() > first; }, 5'000)); // goes on in there
}

std::unique_ptr<QObject> lockkeeper::sessionTests(const QString &engine)
{
    return std::make_unique<SessionConformance>(engine);
}

#include "sessions.moc"
