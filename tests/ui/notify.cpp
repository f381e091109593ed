// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshots.h"
#include "ui/notify/notifier.h"

#include <QTest>
#include <QWidget>

using namespace lockkeeper;
using namespace lockkeeper::test;

class NotifyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newsIsWhatBecameOfIt_data();
    void newsIsWhatBecameOfIt();
    void nothingIsSaidOfAnotherMigration();
    void onlyWhoLooksElsewhereIsTold();
};

namespace {

MigrationSnapshot openGate()
{
    SnapshotBuilder builder = beforeContract();
    builder.verdict(u"reconciled"_s, Verdict::Open, {}).verdict(u"sql-1"_s, Verdict::Open, {});
    return builder;
}

} // namespace

void NotifyTest::newsIsWhatBecameOfIt_data()
{
    QTest::addColumn<MigrationSnapshot>("before");
    QTest::addColumn<MigrationSnapshot>("after");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isBad");
    const auto row = [](const char *name, const MigrationSnapshot &before, const MigrationSnapshot &after,
                        const QString &text,
                        bool isBad) { QTest::addRow("%s", name) << before << after << text << isBad; };
    row("nothing new", backfilling(), backfilling(5'000'000), {}, false);
    row("held", backfilling(), heldBackfill(),
        u"The backfill is held back: Replica lag is 6.2 s (limit 5 s)."_s, true);
    row("failed", backfilling(), failedStep(), u"Step add-display-name failed."_s, true);
    row("gate open", beforeContract(), openGate(), u"The gate to Contract is open."_s, false);
    row("stage done", backfilling(), beforeContract(), u"Flip reads/writes is done."_s, false);
    row("done", openGate(), finished(), u"The migration is done."_s, false);
}

void NotifyTest::newsIsWhatBecameOfIt()
{
    QFETCH(MigrationSnapshot, before);
    QFETCH(MigrationSnapshot, after);
    QFETCH(bool, isBad);
    const News news = newsBetween(before, after).value_or(News());
    QTEST(news.text, "text");
    QCOMPARE(news.isBad, isBad);
    QCOMPARE(newsBetween(after, after), std::nullopt);
}

void NotifyTest::nothingIsSaidOfAnotherMigration()
{
    MigrationSnapshot other = finished();
    other.record.id = u"another"_s;
    QCOMPARE(newsBetween(backfilling(), other), std::nullopt);
    QCOMPARE(newsBetween({}, finished()), std::nullopt);
}

void NotifyTest::onlyWhoLooksElsewhereIsTold()
{
    QWidget window;
    QWidget other;
    Notifier notifier(window);
    QStringList told;
    notifier.listen([&](const News &news) { told << news.text; });
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    notifier.show(backfilling());
    notifier.show(heldBackfill());
    QCOMPARE(told, QStringList());
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitFor([&] { return !window.isActiveWindow(); }));
    notifier.show(failedStep());
    QCOMPARE(told, QStringList{u"Step add-display-name failed."_s});
}

QTEST_MAIN(NotifyTest)
#include "notify.moc"
