// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/conformance/conformance.h"

#include <QElapsedTimer>

#include <thread>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DdlConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void init();

    void runsAndRecords();
    void recordsWithRowChanges();
    void beforeCanRefuse();
    void givesUpInTimeAndNamesTheBlocker();
    void othersGoOnWhileItGivesUp();
    void goesOnWhereItStopped();
    void serversWordsComeBack();
    void leavesNothingBehind();
    void largeCopiesAreRefused();

private:
    bool hasColumn(const QString &column) { return table(u"t"_s).column(column); }
};

void DdlConformance::init()
{
    startAfresh();
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, x int)"_s, u"INSERT INTO t VALUES (1, 1), (2, 2)"_s,
         u"CREATE TABLE noted (what %1)"_s.arg(m_words.text)});
}

void DdlConformance::runsAndRecords()
{
    const GuardedDdl ddl{
        .statements = {u"ALTER TABLE t ADD COLUMN y int"_s, u"CREATE INDEX t_y ON t (y)"_s},
        .before = [&]() -> Status { return run({u"INSERT INTO noted VALUES ('before')"_s}), Status(); },
        .record = [&]() -> Status { return run({u"INSERT INTO noted VALUES ('after')"_s}), Status(); }};
    VERIFY_OK(session().ddl().attempt(ddl));
    QVERIFY(hasColumn(u"y"_s));
    QCOMPARE(value(u"SELECT count(*) FROM noted"_s).toInt(), 2);
}

/// What only changes rows is one transaction with its record, on every engine.
void DdlConformance::recordsWithRowChanges()
{
    FAILS_WITH(session().ddl().attempt({.statements = {u"UPDATE t SET x = 9"_s},
                                        .before = {},
                                        .record = [] { return Status(failure(Errc::HelmLost)); }}),
               Errc::HelmLost);
    QCOMPARE(value(u"SELECT count(*) FROM t WHERE x = 9"_s).toInt(), 0);
}

void DdlConformance::beforeCanRefuse()
{
    FAILS_WITH(session().ddl().attempt({.statements = {u"ALTER TABLE t ADD COLUMN y int"_s},
                                        .before = [] { return Status(failure(Errc::GateRefused)); },
                                        .record = {}}),
               Errc::GateRefused);
    QVERIFY(!hasColumn(u"y"_s));
}

void DdlConformance::givesUpInTimeAndNamesTheBlocker()
{
    const auto blocker = other(u"psql"_s);
    const GuardedDdl ddl{.statements = {u"ALTER TABLE t ADD COLUMN y int"_s},
                         .lockTimeout = 300ms,
                         .before = {},
                         .record = {}};
    {
        const auto transaction = Transaction::begin(*blocker);
        VERIFY_OK(transaction);
        run(*blocker, {u"UPDATE t SET x = 3 WHERE id = 1"_s});
        QElapsedTimer time;
        time.start();
        const Status refused = session().ddl().attempt(ddl);
        const qint64 took = time.elapsed();
        FAILS_WITH(refused, Errc::LockTimeout);
        QVERIFY2(took < 1'500, qPrintable(QString::number(took)));
        const QString named = refused.error().facts.value(u"blocker"_s);
        QVERIFY(!named.isEmpty());
        if (!m_words.sessionId.isEmpty()) {
            const QString id = run(*blocker, {m_words.sessionId}).scalar().toString();
            QVERIFY2(named.contains(id) && named.contains(u"idle in transaction"_s), qPrintable(named));
        }
    }
    QVERIFY(!hasColumn(u"y"_s));
    VERIFY_OK(session().ddl().attempt(ddl));
    QVERIFY(hasColumn(u"y"_s));
}

/// A reader's open transaction keeps the change out, and the change may keep others out only for its own patience.
void DdlConformance::othersGoOnWhileItGivesUp()
{
    if (!m_words.hasRowLocks)
        QSKIP("one writer at a time, and readers are in nobody's way");
    const auto reader = other();
    const auto application = other();
    const auto transaction = Transaction::beginReadOnly(*reader);
    VERIFY_OK(transaction);
    run(*reader, {u"SELECT * FROM t"_s});
    std::atomic<bool> ended = false;
    std::jthread changer([&] {
        const auto mine = other(u"lockkeeper"_s);
        const Status refused = mine->ddl().attempt({.statements = {u"ALTER TABLE t ADD COLUMN y int"_s},
                                                    .lockTimeout = 300ms,
                                                    .before = {},
                                                    .record = {}});
        ended = !refused && refused.error().code == Errc::LockTimeout;
    });
    qint64 longest = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            QElapsedTimer time;
            time.start();
            run(*application, {u"UPDATE t SET x = x + 1 WHERE id = 2"_s});
            longest = std::max(longest, time.elapsed());
            return ended.load();
        },
        10'000));
    QVERIFY2(longest < 1'000, qPrintable(QString::number(longest)));
}

/// The second of two statements doesn't get its lock: the next attempt does not trip over what the first one did.
void DdlConformance::goesOnWhereItStopped()
{
    run({u"CREATE TABLE u (id int NOT NULL PRIMARY KEY)"_s, u"INSERT INTO u VALUES (1)"_s});
    const auto blocker = other();
    const GuardedDdl ddl{
        .statements = {u"ALTER TABLE t ADD COLUMN y int"_s, u"ALTER TABLE u ADD COLUMN y int"_s},
        .lockTimeout = 200ms,
        .before = {},
        .record = {}};
    {
        const auto transaction = Transaction::begin(*blocker);
        VERIFY_OK(transaction);
        run(*blocker, {u"UPDATE u SET id = 2"_s});
        FAILS_WITH(session().ddl().attempt(ddl), Errc::LockTimeout);
        FAILS_WITH(session().ddl().attempt(ddl), Errc::LockTimeout);
    }
    VERIFY_OK(session().ddl().attempt(ddl));
    QVERIFY(hasColumn(u"y"_s) && table(u"u"_s).column(u"y"));
}

void DdlConformance::serversWordsComeBack()
{
    const Status failed = session().ddl().attempt(
        {.statements = {u"ALTER TABLE t ADD COLUMN x int"_s}, .before = {}, .record = {}});
    FAILS_WITH(failed, Errc::StatementFailed);
    QVERIFY2(failed.error().detail.contains(u"x"_s), told(failed).constData());
}

void DdlConformance::leavesNothingBehind()
{
    const auto before = session().catalog().writtenTables();
    VERIFY_OK(session().ddl().attempt(
        {.statements = {u"ALTER TABLE t ADD COLUMN y int"_s, u"ALTER TABLE t DROP COLUMN y"_s},
         .before = {},
         .record = {}}));
    const auto after = session().catalog().writtenTables();
    QCOMPARE(after->size(), before->size());
    QVERIFY(!hasColumn(u"y"_s));
}

/// MySQL and MariaDB say beforehand that they would copy a table: a large one only when it is asked for in so many words.
void DdlConformance::largeCopiesAreRefused()
{
    if (m_engine != "mysql"_L1 && m_engine != "mariadb"_L1)
        QSKIP("ALGORITHM=COPY is MySQL's and MariaDB's");
    run({inserting(u"t (id)"_s, 30'000, [](int i) { return QString::number(i + 10); }),
         u"ANALYZE TABLE t"_s});
    const QString statement = u"ALTER TABLE t MODIFY x varchar(20)"_s;
    const Status refused = session().ddl().attempt({.statements = {statement}, .before = {}, .record = {}});
    FAILS_WITH(refused, Errc::StatementFailed);
    QVERIFY2(refused.error().detail.contains(u"copying t"_s), told(refused).constData());
    QCOMPARE(table(u"t"_s).column(u"x")->type.first(3), u"int"_s);
    VERIFY_OK(session().ddl().attempt(
        {.statements = {statement + u", ALGORITHM=COPY"_s}, .before = {}, .record = {}}));
    QCOMPARE(table(u"t"_s).column(u"x")->type, u"varchar(20)"_s);
}

std::unique_ptr<QObject> lockkeeper::ddlTests(const QString &engine)
{
    return std::make_unique<DdlConformance>(engine);
}

#include "ddl.moc"
