// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/conformance/conformance.h"

#include <QElapsedTimer>

#include <algorithm>
#include <thread>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ActivityConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void init();

    void saysWhatItCanSee();
    void namesWhoWaitsForARow();
    void namesWhoWaitsForATable();
    void endsASession();
    void oldestTransactionIsSomebodyElses();
    void countsCommits();

private:
    ActivitySample sample(Session &watcher) { return require(watcher.activity().sample(), "a sample"); }
    /// Whether @p condition comes true of a sample; looks as often as a monitor does. InnoDB shows who looks more often
    /// than ten times a second always the same.
    bool comesTrue(Session &watcher, const std::function<bool(const ActivitySample &)> &condition);
    QString idOf(Session &of) { return run(of, {m_words.sessionId}).scalar().toString(); }
    /// The wait of the session @p waiter, once there is one.
    std::optional<LockWait> waitOf(Session &watcher, const QString &waiter);
};

void ActivityConformance::init()
{
    startAfresh();
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, x int)"_s, u"INSERT INTO t VALUES (1, 0), (2, 0)"_s});
}

bool ActivityConformance::comesTrue(Session &watcher,
                                    const std::function<bool(const ActivitySample &)> &condition)
{
    QElapsedTimer sinceLook;
    return QTest::qWaitFor(
        [&] {
            if (sinceLook.isValid() && sinceLook.elapsed() < 200)
                return false;
            sinceLook.start();
            return condition(sample(watcher));
        },
        8'000);
}

std::optional<LockWait> ActivityConformance::waitOf(Session &watcher, const QString &waiter)
{
    std::optional<LockWait> found;
    std::ignore = comesTrue(watcher, [&](const ActivitySample &now) {
        const auto wait = std::ranges::find_if(now.lockWaits, [&](const LockWait &candidate) {
            return candidate.session == waiter && !candidate.blocker.isEmpty();
        });
        if (wait != now.lockWaits.end() && now.lockWaiters > 0 && now.sessions.size() >= 2)
            found = *wait;
        return found.has_value();
    });
    return found;
}

void ActivityConformance::saysWhatItCanSee()
{
    const ActivitySample now = sample(session());
    const bool seesOthers = m_engine != "sqlite"_L1;
    QCOMPARE(now.coverage.lockWaits, seesOthers);
    QCOMPARE(now.coverage.transactions, seesOthers);
    QCOMPARE(now.coverage.replicas, seesOthers);
    QVERIFY(now.replicas.isEmpty());
    QCOMPARE(now.lockWaiters, 0);
}

void ActivityConformance::namesWhoWaitsForARow()
{
    if (m_words.sessionId.isEmpty())
        QSKIP("sessions have no names");
    const auto holder = other();
    const auto waiter = other();
    const auto watcher = other(u"lockkeeper monitor"_s);
    const QString waiting = idOf(*waiter);
    auto transaction = require(Transaction::begin(*holder));
    run(*holder, {u"UPDATE t SET x = 1 WHERE id = 1"_s});
    std::jthread waits([&] { run(*waiter, {u"UPDATE t SET x = 2 WHERE id = 1"_s}); });
    const auto wait = waitOf(*watcher, waiting);
    VERIFY_OK(transaction.commit());
    waits.join();
    QVERIFY(wait);
    QCOMPARE(wait->blocker, idOf(*holder));
    QVERIFY2(wait->description.contains(u"idle in transaction"_s), qPrintable(wait->description));
    QVERIFY(comesTrue(*watcher, [](const ActivitySample &now) { return now.lockWaiters == 0; }));
}

void ActivityConformance::namesWhoWaitsForATable()
{
    if (m_words.sessionId.isEmpty())
        QSKIP("sessions have no names");
    const auto holder = other();
    const auto waiter = other();
    const auto watcher = other(u"lockkeeper monitor"_s);
    const QString waiting = idOf(*waiter);
    auto transaction = require(Transaction::begin(*holder));
    run(*holder, {u"UPDATE t SET x = 1 WHERE id = 1"_s});
    std::jthread waits([&] { run(*waiter, {u"ALTER TABLE t ADD COLUMN y int"_s}); });
    const auto wait = waitOf(*watcher, waiting);
    VERIFY_OK(transaction.commit());
    waits.join();
    QVERIFY(wait);
    QCOMPARE(wait->blocker, idOf(*holder));
    QVERIFY2(wait->description.contains(idOf(*holder)), qPrintable(wait->description));
}

void ActivityConformance::endsASession()
{
    if (m_words.sessionId.isEmpty())
        QSKIP("there are no sessions to end");
    const auto holder = other();
    const auto waiter = other();
    const auto watcher = other(u"lockkeeper monitor"_s);
    const QString holding = idOf(*holder);
    const QString waiting = idOf(*waiter);
    const auto transaction = Transaction::begin(*holder);
    run(*holder, {u"UPDATE t SET x = 1 WHERE id = 1"_s});
    std::jthread waits([&] { run(*waiter, {u"UPDATE t SET x = x + 5 WHERE id = 1"_s}); });
    QVERIFY(waitOf(*watcher, waiting));
    std::optional<SessionInfo> found;
    QVERIFY(comesTrue(*watcher, [&](const ActivitySample &now) {
        const auto seen = std::ranges::find(now.sessions, holding, &SessionInfo::id);
        if (seen != now.sessions.end())
            found = *seen;
        return found.has_value();
    }));
    SessionInfo stranger = *found;
    stranger.started += u'x';
    QCOMPARE(watcher->activity().interrupt(stranger, Interruption::EndSession).value(), false);
    QCOMPARE(watcher->activity().interrupt(*found, Interruption::EndSession).value(), true);
    waits.join();
    QCOMPARE(value(u"SELECT x FROM t WHERE id = 1"_s).toInt(), 5); // rolled back, then the waiter's
    QVERIFY(QTest::qWaitFor(
        [&] { return !watcher->activity().interrupt(*found, Interruption::EndSession).value_or(true); },
        10'000));
}

void ActivityConformance::oldestTransactionIsSomebodyElses()
{
    if (m_words.sessionId.isEmpty())
        QSKIP("transactions of others can't be seen");
    const auto watcher = other(u"lockkeeper monitor"_s);
    const auto ours = other(u"lockkeeper backfill"_s);
    const auto application = other();
    const auto own = Transaction::begin(*ours);
    run(*ours, {u"UPDATE t SET x = 1 WHERE id = 1"_s});
    QCOMPARE(sample(*watcher).oldestTransaction, 0ms);
    const auto transaction = Transaction::begin(*application);
    run(*application, {u"UPDATE t SET x = 1 WHERE id = 2"_s});
    const QString id = idOf(*application);
    QVERIFY(comesTrue(*watcher, [&](const ActivitySample &now) {
        return now.oldestTransaction > 0ms && now.oldestTransactionSession.contains(id);
    }));
}

void ActivityConformance::countsCommits()
{
    if (m_engine == "sqlite"_L1)
        QSKIP("nothing counts them");
    const auto watcher = other(u"lockkeeper monitor"_s);
    const ActivitySample before = sample(*watcher);
    {
        const auto application = other(); // PostgreSQL counts in full when a session ends
        auto transaction = require(Transaction::begin(*application));
        run(*application, {u"UPDATE t SET x = 1 WHERE id = 1"_s});
        VERIFY_OK(transaction.commit());
        const auto lost = Transaction::begin(*application);
        run(*application, {u"UPDATE t SET x = 2 WHERE id = 1"_s});
    }
    QVERIFY(comesTrue(*watcher, [&](const ActivitySample &now) {
        return now.commits > before.commits && now.rollbacks > before.rollbacks;
    }));
}

std::unique_ptr<QObject> lockkeeper::activityTests(const QString &engine)
{
    return std::make_unique<ActivityConformance>(engine);
}

#include "activities.moc"
