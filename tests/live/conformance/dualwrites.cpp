// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/conformance/conformance.h"

#include <QRandomGenerator>

#include <atomic>
#include <thread>
#include <vector>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class DualWriteConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void init() { startAfresh(); }

    void bothVersionsWrite();
    void eitherKindOfInsert();
    void conflictsAreRefused();
    void policiesDecide();
    void consistentWritesPass();
    void unrelatedWritesPass();
    void movedKeysAreFilled();
    void nothingIsLeftAfterRemoval();
    void installAndRemoveAreHarmlessTwice();
    void seesWhatOtherTriggersMade();
    void tryOutFindsABrokenExpression();
    void tryOutRefusesWhatFiresNoTrigger();
    void comparisonFindsAPlantedDifference();
    void namesAreLongAndOdd();
    void holdsUnderConcurrentWriters();

private:
    /// "Ada|Lovelace|Ada Lovelace"
    QString names(int id);
    void write(Session &session, quint32 seed, const std::atomic<bool> &stop, std::atomic<int> &failures,
               const std::pair<int, int> &ids);
};

QString DualWriteConformance::names(int id)
{
    const Rows rows = run({u"SELECT first_name, last_name, full_name FROM people WHERE id = %1"_s.arg(id)});
    QStringList all;
    for (const QVariant &name : rows.rows.value(0))
        all << (name.isValid() ? name.toString() : u"NULL"_s);
    return all.join(u'|');
}

void DualWriteConformance::bothVersionsWrite()
{
    const DualWrite dualWrite = fullName();
    run({u"INSERT INTO people VALUES (1, 'Ada', 'Lovelace', NULL, 1), (2, 'Alan', 'Turing', NULL, 1)"_s});
    QVERIFY(!session().dualWrite().isInstalled(dualWrite).value());
    VERIFY_OK(session().dualWrite().tryOut(dualWrite));
    VERIFY_OK(install(dualWrite));
    QVERIFY(session().dualWrite().isInstalled(dualWrite).value());
    run({u"UPDATE people SET last_name = 'Byron' WHERE id = 1"_s});
    QCOMPARE(names(1), u"Ada|Byron|Ada Byron"_s);
    run({u"UPDATE people SET full_name = 'Augusta King' WHERE id = 1"_s});
    QCOMPARE(names(1), u"Augusta|King|Augusta King"_s);
    QCOMPARE(names(2), u"Alan|Turing|NULL"_s);
    // NULL is a value, and a change of case is a change.
    run({u"UPDATE people SET last_name = NULL WHERE id = 1"_s});
    QCOMPARE(names(1), u"Augusta|NULL|NULL"_s);
    run({u"UPDATE people SET last_name = 'king' WHERE id = 1"_s,
         u"UPDATE people SET last_name = 'King' WHERE id = 1"_s});
    QCOMPARE(names(1), u"Augusta|King|Augusta King"_s);
}

void DualWriteConformance::eitherKindOfInsert()
{
    VERIFY_OK(install(fullName()));
    run({u"INSERT INTO people (id, first_name, last_name) VALUES (1, 'Ada', 'Lovelace')"_s});
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
    run({u"INSERT INTO people (id, full_name) VALUES (2, 'Alan Turing')"_s});
    QCOMPARE(names(2), u"Alan|Turing|Alan Turing"_s);
}

void DualWriteConformance::conflictsAreRefused()
{
    VERIFY_OK(install(fullName()));
    run({u"INSERT INTO people (id, first_name, last_name) VALUES (1, 'Ada', 'Lovelace')"_s});
    for (const QString &conflict : {u"INSERT INTO people VALUES (2, 'Alan', 'Turing', 'Kurt', 1)"_s,
                                    u"UPDATE people SET first_name = 'A', full_name = 'B' WHERE id = 1"_s}) {
        const auto refused = session().query(conflict);
        FAILS_WITH(refused, Errc::StatementFailed);
        QVERIFY2(refused.error().detail.contains(u"disagree"_s), qPrintable(refused.error().detail));
        QVERIFY(!refused.error().detail.contains(u"Kurt"_s)); // data doesn't belong into logs
    }
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
    QCOMPARE(value(u"SELECT count(*) FROM people"_s).toInt(), 1);
}

void DualWriteConformance::policiesDecide()
{
    VERIFY_OK(install(fullName(ConflictPolicy::OldWins)));
    run({u"INSERT INTO people VALUES (1, 'Ada', 'Lovelace', 'Kurt Gödel', 1)"_s});
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
    VERIFY_OK(install(fullName(ConflictPolicy::NewWins)));
    run({u"INSERT INTO people VALUES (1, 'Ada', 'Lovelace', NULL, 1)"_s,
         u"UPDATE people SET first_name = 'Alan', full_name = 'Kurt Gödel'"_s});
    QCOMPARE(names(1), u"Kurt|Gödel|Kurt Gödel"_s);
}

void DualWriteConformance::consistentWritesPass()
{
    VERIFY_OK(install(fullName()));
    run({u"INSERT INTO people VALUES (1, 'Ada', 'Lovelace', 'Ada Lovelace', 1)"_s,
         u"UPDATE people SET first_name = 'A', last_name = 'B', full_name = 'A B'"_s});
    QCOMPARE(names(1), u"A|B|A B"_s);
}

void DualWriteConformance::unrelatedWritesPass()
{
    const DualWrite dualWrite = fullName();
    run({u"INSERT INTO people VALUES (1, 'Ada', 'Lovelace', NULL, 1)"_s});
    VERIFY_OK(install(dualWrite));
    run({u"UPDATE people SET age = 36"_s});
    QCOMPARE(names(1), u"Ada|Lovelace|NULL"_s); // the backfill's, not the trigger's
}

/// A row that moves behind the backfill's cursor is filled on its way.
void DualWriteConformance::movedKeysAreFilled()
{
    const DualWrite dualWrite = fullName();
    run({u"INSERT INTO people VALUES (100, 'Ada', 'Lovelace', NULL, 1)"_s});
    VERIFY_OK(install(dualWrite));
    run({u"UPDATE people SET id = 1"_s});
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
}

void DualWriteConformance::nothingIsLeftAfterRemoval()
{
    const DualWrite dualWrite = fullName();
    const QString before = world().schema();
    VERIFY_OK(install(dualWrite));
    QVERIFY(world().schema() != before || m_engine == "sqlite"_L1); // which leaves them out
    VERIFY_OK(session().ddl().attempt(
        {.statements = session().dualWrite().remove(dualWrite), .before = {}, .record = {}}));
    QCOMPARE(world().schema(), before);
    QVERIFY(!session().dualWrite().isInstalled(dualWrite).value());
    run({u"INSERT INTO people (id, first_name) VALUES (1, 'Ada')"_s});
    QCOMPARE(names(1), u"Ada|NULL|NULL"_s);
}

void DualWriteConformance::installAndRemoveAreHarmlessTwice()
{
    const DualWrite dualWrite = fullName();
    VERIFY_OK(install(dualWrite));
    VERIFY_OK(install(dualWrite));
    QVERIFY(session().dualWrite().isInstalled(dualWrite).value());
    for (int i = 0; i < 2; ++i)
        VERIFY_OK(session().ddl().attempt(
            {.statements = session().dualWrite().remove(dualWrite), .before = {}, .record = {}}));
    QVERIFY(!session().dualWrite().isInstalled(dualWrite).value());
}

void DualWriteConformance::seesWhatOtherTriggersMade()
{
    if (m_words.countOthers.isEmpty())
        QSKIP("covered by this engine's own tests");
    const DualWrite dualWrite = fullName();
    run({m_words.countOthers});
    VERIFY_OK(install(dualWrite));
    run({u"INSERT INTO people (id, first_name, last_name) VALUES (1, 'Ada', 'Lovelace')"_s});
    QCOMPARE(names(1), u"Ada|LOVELACE|Ada LOVELACE"_s);
}

void DualWriteConformance::tryOutFindsABrokenExpression()
{
    DualWrite dualWrite = fullName();
    dualWrite.down[0].expression = u"nothing_of_that_name"_s;
    FAILS_WITH(session().dualWrite().tryOut(dualWrite), Errc::StatementFailed);
    VERIFY_OK(session().dualWrite().tryOut(fullName()));
}

/// MySQL and MariaDB fire no triggers when a foreign key changes a row by itself.
void DualWriteConformance::tryOutRefusesWhatFiresNoTrigger()
{
    if (m_engine != "mysql"_L1 && m_engine != "mariadb"_L1)
        QSKIP("elsewhere foreign keys fire triggers");
    DualWrite dualWrite = fullName();
    run({u"CREATE TABLE names (name varchar(200) PRIMARY KEY)"_s,
         u"ALTER TABLE people ADD CONSTRAINT follows FOREIGN KEY (last_name) REFERENCES names (name) ON UPDATE CASCADE"_s});
    const Status refused = session().dualWrite().tryOut(dualWrite);
    FAILS_WITH(refused, Errc::StatementFailed);
    QVERIFY2(refused.error().detail.contains(u"follows"_s), told(refused).constData());
    run({u"ALTER TABLE people DROP FOREIGN KEY follows"_s});
    VERIFY_OK(session().dualWrite().tryOut(dualWrite));
}

void DualWriteConformance::comparisonFindsAPlantedDifference()
{
    const DualWrite dualWrite = fullName();
    run({inserting(u"people"_s, 50, [](int i) { return u"%1, 'f%1', 'l', 'f%1 l', 1"_s.arg(i); })});
    QCOMPARE(differences(dualWrite), 0);
    run({u"UPDATE people SET full_name = 'F13 L' WHERE id = 13"_s, // only the case
         u"UPDATE people SET full_name = NULL WHERE id = 40"_s});
    const auto first = session().dualWrite().compare(dualWrite, *dualWrite.table.key, std::nullopt, 20);
    VERIFY_OK(first);
    QCOMPARE(first->seen, 20);
    QCOMPARE(first->different, 1);
    QCOMPARE(first->examples, (QList<KeyValue>{{u"13"_s}}));
    QCOMPARE(differences(dualWrite), 2);
}

void DualWriteConformance::namesAreLongAndOdd()
{
    const QString odd = uR"(Sel`ect" it's %1)"_s;
    run({u"CREATE TABLE %1 (id int NOT NULL PRIMARY KEY, a int, %2 int)"_s
             .replace(u"%1"_s, session().dialect().quoted(u"Odd Table"_s))
             .replace(u"%2"_s, session().dialect().quoted(odd))});
    const DualWrite dualWrite{.name = QString(60, u'n'),
                              .table = require(session().catalog().table({{}, u"Odd Table"_s})),
                              .up = {{odd, u"a + 1"_s}},
                              .down = {{u"a"_s, session().dialect().quoted(odd) + " - 1"_L1}},
                              .oldColumns = {u"a"_s},
                              .onConflict = ConflictPolicy::Error};
    VERIFY_OK(session().dualWrite().tryOut(dualWrite));
    VERIFY_OK(install(dualWrite));
    const QString name = session().dialect().quoted(u"Odd Table"_s);
    run({u"INSERT INTO "_s + name + u" (id, a) VALUES (1, 1)"_s,
         u"UPDATE "_s + name + u" SET "_s + session().dialect().quoted(odd) + u" = 6"_s});
    QCOMPARE(value(u"SELECT a FROM "_s + name).toInt(), 5);
}

/// Writers of both versions, inserts, deletes and moves, while a backfill walks: afterwards every row obeys the mapping,
/// and no row is lost.
void DualWriteConformance::holdsUnderConcurrentWriters()
{
    constexpr int rows = 3'000;
    const quint32 seed = qEnvironmentVariableIntValue("LOCKKEEPER_SEED") != 0
                             ? quint32(qEnvironmentVariableIntValue("LOCKKEEPER_SEED"))
                             : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    const DualWrite dualWrite = fullName();
    run({inserting(u"people"_s, rows, [](int i) { return u"%1, 'f%1', 'l%1', NULL, 1"_s.arg(i); })});
    VERIFY_OK(install(dualWrite));
    std::atomic<bool> stop = false;
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> writers;
        writers.reserve(3);
        for (quint32 i = 0; i < 3; ++i)
            writers.emplace_back([&, i] {
                const auto own = other();
                // Each has rows of its own, so that what is left can be told.
                write(*own, seed + i, stop, failures, {1 + int(i) * rows / 3, rows / 3});
            });
        const FillSpec fill = fillOf(u"people"_s, dualWrite.up);
        const auto upTo = require(session().backfill().highestKey(fill));
        std::optional<KeyValue> after;
        for (bool more = true; more;) {
            auto transaction = require(Transaction::begin(session()));
            const auto batch = session().backfill().runBatch(fill, after, *upTo, 50);
            if (!batch) {
                QVERIFY2(batch.error().isRetryable(), told(batch.error()).constData());
                continue;
            }
            VERIFY_OK(transaction.commit());
            more = batch->last.has_value();
            after = more ? batch->last : after;
        }
        stop = true;
    }
    QCOMPARE(failures.load(), 0);
    QCOMPARE(differences(dualWrite), 0);
    // What a writer deletes it inserts again, elsewhere.
    QCOMPARE(value(u"SELECT count(*) FROM people"_s).toInt(), rows);
    QCOMPARE(value(u"SELECT count(*) FROM people WHERE full_name IS NULL"_s).toInt(), 0);
}

void DualWriteConformance::write(Session &session, quint32 seed, const std::atomic<bool> &stop,
                                 std::atomic<int> &failures, const std::pair<int, int> &ids)
{
    QRandomGenerator random(seed);
    QList<int> mine;
    for (int id = ids.first; id < ids.first + ids.second; ++id)
        mine << id;
    int fresh = 100'000 * ids.first + 100'000;
    while (!stop) {
        int &id = mine[random.bounded(int(mine.size()))];
        const int kind = random.bounded(10);
        const QString word = u"w%1"_s.arg(random.bounded(1000));
        const int next = random.bounded(2) == 0 ? fresh++ : -fresh++; // behind the cursor, or before it
        const QString statement =
            kind < 4   ? u"UPDATE people SET last_name = '%1' WHERE id = %2"_s.arg(word).arg(id)
            : kind < 7 ? u"UPDATE people SET full_name = '%1 %1' WHERE id = %2"_s.arg(word).arg(id)
            : kind < 9 ? u"UPDATE people SET id = %1 WHERE id = %2"_s.arg(next).arg(id)
                       : u"DELETE FROM people WHERE id = %1"_s.arg(id);
        auto done = session.query(statement);
        if (done && kind == 9)
            do
                done = session.query(
                    u"INSERT INTO people (id, full_name, age) VALUES (%1, '%2 x', 1)"_s.arg(next).arg(word));
            while (!done && done.error().isRetryable());
        if (done && done->affected != 1)
            ++failures;
        if (!done && !done.error().isRetryable()) {
            qWarning("%s", told(done.error()).constData());
            ++failures;
        }
        if (done && kind >= 7)
            id = next;
    }
}

std::unique_ptr<QObject> lockkeeper::dualWriteTests(const QString &engine)
{
    return std::make_unique<DualWriteConformance>(engine);
}

#include "dualwrites.moc"
