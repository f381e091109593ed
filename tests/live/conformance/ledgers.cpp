// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/eventchain.h"
#include "core/ledger/helm.h"
#include "core/ledger/ledgerschema.h"
#include "core/ledger/migrations.h"
#include "tests/live/conformance/conformance.h"

#include <thread>
#include <vector>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class LedgerConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void init();

    void isMadeOnce();
    void isMadeAnewAfterAnInterruption();
    void whatIsWrittenAgainIsThere();
    void keepsLongTextsAndExactNames();
    void oneHolderActs();
    void fenceHoldsUntilTheCommit();
    void eventsFormAChainWhoeverWrites();

private:
    QString id() const { return World::idOfSample(); }
    Plan plan() { return world().plan(); }
};

void LedgerConformance::init()
{
    startAfresh();
    require(upgradeLedger(session()), "the ledger");
    require(Migrations(Ledger(session(), id())).create(plan(), u"target"_s, u"anna"_s), "a migration");
}

void LedgerConformance::isMadeOnce()
{
    VERIFY_OK(upgradeLedger(session()));
    QCOMPARE(readLedgerVersion(session()).value(), ledgerVersion);
    QCOMPARE(readLedgerVersion(*World(m_engine, 0).session()).value(), 0);
}

/// Killed before its version was written down.
void LedgerConformance::isMadeAnewAfterAnInterruption()
{
    run({"DELETE FROM "_L1 + session().dialect().ledgerTable("meta"_L1)});
    QCOMPARE(readLedgerVersion(session()).value(), 0);
    VERIFY_OK(upgradeLedger(session()));
    QCOMPARE(readLedgerVersion(session()).value(), ledgerVersion);
    VERIFY_OK(Migrations(Ledger(session(), id())).read());
}

void LedgerConformance::whatIsWrittenAgainIsThere()
{
    Migrations migrations(Ledger(session(), id()));
    for (int i = 0; i < 2; ++i) {
        VERIFY_OK(migrations.setControl(Control::Pause));
        VERIFY_OK(migrations.setSettings({}));
    }
    FAILS_WITH(Migrations(Ledger(session(), u"nobody"_s)).setControl(Control::Run), Errc::UnknownMigration);
}

void LedgerConformance::keepsLongTextsAndExactNames()
{
    Migrations migrations(Ledger(session(), id()));
    const QString longText = QString(100'000, u'é') + uR"(😀\)"_s;
    VERIFY_OK(migrations.setState(MigrationState::Failed, longText));
    QCOMPARE(migrations.read()->reason, longText);
    VERIFY_OK(migrations.approve(u"Anna"_s, {}));
    VERIFY_OK(migrations.approve(u"anna"_s, {}));
    VERIFY_OK(migrations.approve(u"anna "_s.trimmed(), {}));
    QCOMPARE(migrations.approvals(1).value(), 2);
}

void LedgerConformance::oneHolderActs()
{
    const Ledger ledger(session(), id());
    const Holder first{.name = u"anna"_s, .machine = u"elsewhere"_s, .process = 1};
    const Holder second{.name = u"bert"_s, .machine = u"elsewhere"_s, .process = 2};
    const auto helm = Helm::take(ledger, first);
    VERIFY_OK(helm);
    FAILS_WITH(Helm::take(ledger, second), Errc::HelmHeld);
    VERIFY_OK(helm->renew(ledger));
    VERIFY_OK(helm->release(ledger));
    const auto next = Helm::take(ledger, second);
    VERIFY_OK(next);
    QVERIFY(next->token() > helm->token());
    const auto transaction = Transaction::begin(session());
    FAILS_WITH(helm->fence(ledger), Errc::HelmLost);
}

/// Between the check and the commit nobody takes the helm.
void LedgerConformance::fenceHoldsUntilTheCommit()
{
    const Ledger ledger(session(), id());
    const Holder first{.name = u"anna"_s, .machine = u"elsewhere"_s, .process = 1};
    const auto helm = Helm::take(ledger, first);
    VERIFY_OK(helm);
    std::atomic<bool> released = false;
    std::jthread releasing;
    {
        auto transaction = Transaction::begin(session());
        VERIFY_OK(helm->fence(ledger));
        releasing = std::jthread([&] {
            const auto elsewhere = other();
            while (!helm->release(Ledger(*elsewhere, id()))) {}
            released = true;
        });
        QVERIFY(!QTest::qWaitFor([&] { return released.load(); }, 300));
        VERIFY_OK(transaction->commit());
    }
    releasing.join();
    QVERIFY(released);
}

void LedgerConformance::eventsFormAChainWhoeverWrites()
{
    constexpr int writers = 3;
    constexpr int each = 10;
    {
        std::vector<std::jthread> threads;
        threads.reserve(writers);
        for (int writer = 0; writer < writers; ++writer)
            threads.emplace_back([this, writer] {
                const auto own = other();
                for (int i = 0; i < each;) {
                    auto transaction = Transaction::begin(*own);
                    const bool written =
                        transaction
                        && EventChain(Ledger(*own, id())).append(u"w%1"_s.arg(writer), u"test"_s, {})
                        && transaction->commit();
                    i += written ? 1 : 0;
                }
            });
    }
    const EventChain chain(Ledger(session(), id()));
    QCOMPARE(chain.latest(100)->size(), writers * each);
    QCOMPARE(chain.firstBroken().value_or(-1), 0);
}

std::unique_ptr<QObject> lockkeeper::ledgerTests(const QString &engine)
{
    return std::make_unique<LedgerConformance>(engine);
}

#include "ledgers.moc"
