// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/traffic.h"
#include "app/demo/sample.h"
#include "sqlite_world.h"

#include "core/engine/ddlguard.h"
#include "core/engine/dualwrite.h"

using namespace lockkeeper;
using namespace lockkeeper::demo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The account has to be right when the database is, and to notice when it isn't.
class TrafficTest : public QObject
{
    Q_OBJECT

private slots:
    void samplesAreVaried();
    void plansAreThere();
    void survivesEveryStage();
    void noticesAWriteBehindItsBack();
    void allowsEitherOutcomeOfAWriteInDoubt();
    void retiresOneVersion();

private:
    void waitFor(const Traffic &traffic, Version version, qint64 statements);
    void runDdl(SqliteWorld &world, const QStringList &statements);
};

namespace {

constexpr qint64 sampleRows = 2000;

DualWrite names(SqliteWorld &world)
{
    return {.name = u"names"_s,
            .table = world.table(u"users"_s),
            .up = {{u"display_name"_s, u"trim(first_name || ' ' || last_name)"_s}},
            .down = {{u"first_name"_s, u"substr(display_name, 1, instr(display_name || ' ', ' ') - 1)"_s},
                     {u"last_name"_s, u"substr(display_name, instr(display_name || ' ', ' ') + 1)"_s}},
            .oldColumns = {u"first_name"_s, u"last_name"_s}};
}

QString told(const Verification &found)
{
    return u"%1 checked, %2 lost, %3 doubled, %4 wrong, %5 surplus: %6"_s.arg(
        QString::number(found.checked), QString::number(found.lost), QString::number(found.doubled),
        QString::number(found.wrong), QString::number(found.surplus), found.examples.join(u"; "_s));
}

QString errorsOf(const ClientFigures &figures) { return figures.messages.keys().join(u"; "_s); }

} // namespace

// Until the version has made so many more statements: traffic is what these tests wait for, not time.
void TrafficTest::waitFor(const Traffic &traffic, Version version, qint64 statements)
{
    const qint64 goal = traffic.figures(version).statements() + statements;
    QVERIFY(QTest::qWaitFor([&] { return traffic.figures(version).statements() >= goal; }, 10s));
}

void TrafficTest::runDdl(SqliteWorld &world, const QStringList &statements)
{
    Status done;
    do {
        done = world.session().ddl().attempt({.statements = statements});
    } while (!done && done.error().isRetryable());
    GOOD(done);
}

void TrafficTest::samplesAreVaried()
{
    SqliteWorld world;
    GOOD(createSample(world.session(), sampleRows));
    QCOMPARE(world.value(u"SELECT count(*) FROM users"_s).toLongLong(), sampleRows);
    QCOMPARE(world.value(u"SELECT min(id) || '-' || max(id) FROM users"_s).toString(), u"1-2000"_s);
    QCOMPARE_GT(world.value(u"SELECT count(DISTINCT first_name || ' ' || last_name) FROM users"_s).toInt(),
                1500);
    QCOMPARE_GT(world.value(u"SELECT count(*) FROM users WHERE last_name = ''"_s).toInt(), 50);
    QCOMPARE(world.value(u"SELECT percent FROM app_flags"_s).toInt(), 0);
    QCOMPARE(world.value(u"SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'users'"_s).toInt(), 1);
}

void TrafficTest::plansAreThere()
{
    QVERIFY(samplePlan(u"sqlite").contains("add-display-name"));
    QVERIFY(samplePlan(u"postgresql").contains("drop-old-names"));
    QVERIFY(samplePlan(u"oracle").isEmpty());
}

void TrafficTest::survivesEveryStage()
{
    SqliteWorld world;
    GOOD(createSample(world.session(), sampleRows));
    Traffic traffic(world.target(), {.statementsPerSecond = 1000, .heartbeat = 50ms, .lookAtShape = 20ms});
    GOOD(traffic.start());
    waitFor(traffic, Version::New, 100);

    runDdl(world, {u"ALTER TABLE users ADD COLUMN display_name TEXT"_s});
    waitFor(traffic, Version::New, 100);
    const DualWrite dualWrite = names(world);
    runDdl(world, world.session().dualWrite().install(dualWrite));
    waitFor(traffic, Version::New, 100);
    const FillSpec fill{
        .table = dualWrite.table.name, .key = *dualWrite.table.key, .set = dualWrite.up, .where = {}};
    const auto upTo = world.session().backfill().highestKey(fill);
    GOOD(upTo);
    for (std::optional<KeyValue> after;;) {
        auto transaction = Transaction::begin(world.session());
        GOOD(transaction);
        const auto batch = world.session().backfill().runBatch(fill, after, **upTo, 100);
        GOOD(batch);
        GOOD(transaction->commit());
        if (!batch->last)
            break;
        after = batch->last;
    }
    QCOMPARE(world.value(u"SELECT count(*) FROM users WHERE display_name IS NULL"_s).toInt(), 0);
    GOOD(world.query(u"UPDATE app_flags SET percent = 100"_s));
    waitFor(traffic, Version::New, 200);

    traffic.retire(Version::Old);
    QCOMPARE(errorsOf(traffic.figures(Version::Old)), QString());
    runDdl(world, world.session().dualWrite().remove(dualWrite)
                      << u"ALTER TABLE users DROP COLUMN first_name"_s
                      << u"ALTER TABLE users DROP COLUMN last_name"_s);
    waitFor(traffic, Version::New, 200);
    traffic.stop();

    QCOMPARE(errorsOf(traffic.figures(Version::New)), QString());
    QCOMPARE(traffic.figures(Version::New).wrongReads, 0);
    const auto found = traffic.verify(world.session());
    GOOD(found);
    QVERIFY2(found->isClean(), qPrintable(told(*found)));
    QCOMPARE_GT(found->checked, 100);
}

void TrafficTest::noticesAWriteBehindItsBack()
{
    SqliteWorld world;
    GOOD(createSample(world.session(), 20));
    Traffic traffic(world.target(), {.statementsPerSecond = 1000});
    GOOD(traffic.start());
    waitFor(traffic, Version::Old, 200);
    traffic.stop();
    auto found = traffic.verify(world.session());
    GOOD(found);
    QVERIFY2(found->isClean(), qPrintable(told(*found)));

    GOOD(world.query(u"UPDATE users SET first_name = 'Mallory' WHERE id <= 20"_s));
    found = traffic.verify(world.session());
    GOOD(found);
    QCOMPARE_GT(found->wrong, 0);
    QVERIFY(!found->examples.isEmpty());
    GOOD(world.query(u"DELETE FROM users WHERE id IN (SELECT max(id) FROM users)"_s));
    found = traffic.verify(world.session());
    GOOD(found);
    QCOMPARE(found->lost, 1);
    QCOMPARE(found->surplus, -1);
    GOOD(world.query(
        u"INSERT INTO users (first_name, email) SELECT first_name, email FROM users ORDER BY id DESC LIMIT 1"_s));
    found = traffic.verify(world.session());
    GOOD(found);
    QCOMPARE(found->doubled, 1);
}

void TrafficTest::allowsEitherOutcomeOfAWriteInDoubt()
{
    SqliteWorld world;
    GOOD(createSample(world.session(), 5));
    Account account;
    GOOD(account.open(world.session()));
    const auto isClean = [&] {
        const auto found = account.verify(world.session());
        return found && found->isClean();
    };
    account.wrote(1, u"Ada Lovelace"_s);
    account.mayHaveWritten(1, u"Ada King"_s);
    const QString rename = u"UPDATE users SET first_name = 'Ada', last_name = '%1' WHERE id = 1"_s;
    GOOD(world.query(rename.arg("Lovelace"_L1)));
    QVERIFY(isClean());
    GOOD(world.query(rename.arg("King"_L1)));
    QVERIFY(isClean());
    GOOD(world.query(rename.arg("Byron"_L1)));
    QVERIFY(!isClean());
    account.wrote(1, u"Ada Byron"_s);
    QVERIFY(isClean());

    const QString email = account.nextEmail();
    account.mayHaveInserted(email, u"Cher"_s);
    QVERIFY(isClean());
    const QVariantMap values{{u"email"_s, email}};
    GOOD(world.query(u"INSERT INTO users (first_name, email) VALUES ('Cher', :email)"_s, values));
    QVERIFY(isClean());
    GOOD(world.query(u"INSERT INTO users (first_name, email) VALUES ('Cher', :email)"_s, values));
    QVERIFY(!isClean());
}

void TrafficTest::retiresOneVersion()
{
    SqliteWorld world;
    GOOD(createSample(world.session(), 20));
    Traffic traffic(world.target(), {.statementsPerSecond = 500});
    GOOD(traffic.start());
    waitFor(traffic, Version::Old, 20);
    traffic.retire(Version::Old);
    const auto before = traffic.figures(Version::Old).statements();
    waitFor(traffic, Version::New, 50);
    QCOMPARE(traffic.figures(Version::Old).statements(), before);
    QCOMPARE(world.value(u"SELECT count(*) FROM app_instances"_s).toInt(), 2);
}

QTEST_GUILESS_MAIN(TrafficTest)

#include "traffic.moc"
