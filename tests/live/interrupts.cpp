// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/activity.h"
#include "core/engine/engine.h"
#include "core/workflow/interruptsession.h"
#include "tests/support/world.h"

#include <QtTest>

#include <thread>

using namespace lockkeeper;
using namespace lockkeeper::demo;
using namespace Qt::StringLiterals;

/// An operator ends what blocks a migration, on a real server.
class InterruptsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBlockerIsEndedAndTheReasonKept();
    void aStatementIsCancelled();
    void somebodyElsesWorkNeedsAReason();
    void aLaterSessionWithTheSameIdIsSafe();
    void anotherRolesSessionIsRefused();
};

namespace {

/// A session that keeps users locked, another that waits for it, and what the monitor sees of both.
class Blocked
{
public:
    explicit Blocked(const Target &target, const QString &application = u"psql"_s)
        : m_blocker(open(target, application))
        , m_waiter(open(target, u"shop"_s))
        , m_monitor(open(target, u"eye"_s))
    {
        for (const QString &sql : {u"BEGIN"_s, u"LOCK TABLE users"_s})
            std::ignore = m_blocker->query(sql);
        m_waiting = std::jthread([this] { m_result = m_waiter->query(u"SELECT count(*) FROM users"_s); });
    }
    ~Blocked()
    {
        std::ignore = m_blocker->query(u"ROLLBACK"_s);
        m_waiter->cancel();
    }

    std::optional<SessionInfo> seen(const QString &application)
    {
        std::optional<SessionInfo> found;
        std::ignore = QTest::qWaitFor(
            [&] {
                const auto sample = m_monitor->activity().sample();
                for (const SessionInfo &session : sample ? sample->sessions : QList<SessionInfo>()) {
                    if (session.application == application)
                        found = session;
                }
                return found.has_value();
            },
            10'000);
        return found;
    }
    const Result<Rows> &afterwards()
    {
        if (m_waiting.joinable())
            m_waiting.join();
        return m_result;
    }
    bool isBlockerAlive() { return m_blocker->query(u"SELECT 1"_s).has_value(); }

private:
    static std::unique_ptr<Session> open(const Target &target, const QString &application)
    {
        return *openSession(target, {.application = application});
    }

    std::unique_ptr<Session> m_blocker;
    std::unique_ptr<Session> m_waiter;
    std::unique_ptr<Session> m_monitor;
    Result<Rows> m_result;
    std::jthread m_waiting;
};

QString lastReason(const World &world, const QString &kind)
{
    for (const Event &event : world.snapshot().events) {
        if (event.kind == kind)
            return event.data.value("reason"_L1).toString();
    }
    return u"(none)"_s;
}

} // namespace

void InterruptsTest::aBlockerIsEndedAndTheReasonKept()
{
    const World world = World::postgres(100);
    std::ignore = world.run(world.plan(), {.through = Stage::Classify});
    Blocked blocked(world.target());
    const auto blocker = blocked.seen(u"psql"_s);
    QVERIFY(blocker);
    QCOMPARE(blocker->state, u"idle in transaction"_s);
    QCOMPARE(blocker->statement, u"LOCK TABLE users"_s);
    const auto ended = interruptSession(world.target(), world.snapshot().record.id, *blocker,
                                        Interruption::EndSession, u"forgotten since lunch"_s);
    QVERIFY(ended);
    QVERIFY(*ended);
    QVERIFY(blocked.afterwards());
    QVERIFY(!blocked.isBlockerAlive());
    QCOMPARE(lastReason(world, u"session-end-asked"_s), u"forgotten since lunch"_s);
}

void InterruptsTest::aStatementIsCancelled()
{
    const World world = World::postgres(100);
    std::ignore = world.run(world.plan(), {.through = Stage::Classify});
    Blocked blocked(world.target());
    const auto waiter = blocked.seen(u"shop"_s);
    QVERIFY(waiter);
    const auto ended = interruptSession(world.target(), world.snapshot().record.id, *waiter,
                                        Interruption::CancelStatement, u"in the way"_s);
    QVERIFY(ended && *ended);
    QVERIFY(!blocked.afterwards());
    QCOMPARE(blocked.afterwards().error().code, Errc::Cancelled);
    QVERIFY(blocked.isBlockerAlive());
    QCOMPARE(lastReason(world, u"session-cancel-asked"_s), u"in the way"_s);
}

void InterruptsTest::somebodyElsesWorkNeedsAReason()
{
    const World world = World::postgres(100);
    std::ignore = world.run(world.plan(), {.through = Stage::Classify});
    Blocked blocked(world.target());
    const auto blocker = blocked.seen(u"psql"_s);
    QVERIFY(blocker);
    const auto refused = interruptSession(world.target(), world.snapshot().record.id, *blocker,
                                          Interruption::EndSession, u" "_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::Usage);
    QVERIFY(blocked.isBlockerAlive());
    QCOMPARE(lastReason(world, u"session-end-asked"_s), u"(none)"_s);
}

void InterruptsTest::aLaterSessionWithTheSameIdIsSafe()
{
    const World world = World::postgres(100);
    std::ignore = world.run(world.plan(), {.through = Stage::Classify});
    Blocked blocked(world.target());
    auto blocker = blocked.seen(u"psql"_s);
    QVERIFY(blocker);
    blocker->started = u"2001-01-01 00:00:00+00"_s;
    const auto ended = interruptSession(world.target(), world.snapshot().record.id, *blocker,
                                        Interruption::EndSession, u"gone by now"_s);
    QVERIFY(ended);
    QVERIFY(!*ended);
    QVERIFY(blocked.isBlockerAlive());
}

void InterruptsTest::anotherRolesSessionIsRefused()
{
    const World world = World::postgres(100);
    std::ignore = world.run(world.plan(), {.through = Stage::Classify});
    const auto owner = *openSession(world.target());
    for (const QString &sql :
         {u"CREATE ROLE clerk LOGIN PASSWORD 'clerk'"_s, u"GRANT ALL ON SCHEMA lockkeeper TO clerk"_s,
          u"GRANT ALL ON ALL TABLES IN SCHEMA lockkeeper TO clerk"_s})
        QVERIFY(owner->query(sql));
    Target clerk = world.target();
    clerk.user = u"clerk"_s;
    clerk.password = Secret(u"clerk"_s);
    Blocked blocked(world.target());
    const auto blocker = blocked.seen(u"psql"_s);
    QVERIFY(blocker);
    const auto refused = interruptSession(clerk, world.snapshot().record.id, *blocker,
                                          Interruption::EndSession, u"I may not"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::MissingPrivilege);
    QVERIFY(blocked.isBlockerAlive());
}

QTEST_GUILESS_MAIN(InterruptsTest)
#include "interrupts.moc"
