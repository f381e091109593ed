// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/postgres_rows.h"

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Dual write: both shapes of a row say the same, whoever writes it.
class PostgresDualWriteTest : public PostgresRows
{
    Q_OBJECT

private slots:
    void init() { startAfresh(); }
    void cleanupTestCase() { PostgresWorld::stopServer(); }

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
    DualWrite fullName(ConflictPolicy policy = ConflictPolicy::Error);
    void install(const DualWrite &dualWrite);
    QString names(int id);
};

DualWrite PostgresDualWriteTest::fullName(ConflictPolicy policy)
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

void PostgresDualWriteTest::install(const DualWrite &dualWrite)
{
    const auto done = m_session->ddl().attempt(
        {.statements = m_session->dualWrite().install(dualWrite), .before = {}, .record = {}});
    if (!done)
        QTest::qFail(reason(done).constData(), __FILE__, __LINE__);
}

/// "Ada|Lovelace|Ada Lovelace"
QString PostgresDualWriteTest::names(int id)
{
    return scalar(
               *m_session,
               u"SELECT concat_ws('|', first_name, last_name, full_name) FROM users WHERE id = %1"_s.arg(id))
        .toString();
}

void PostgresDualWriteTest::bothVersionsWrite()
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

void PostgresDualWriteTest::eitherKindOfInsert()
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

void PostgresDualWriteTest::conflictsAreRefused()
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

void PostgresDualWriteTest::policiesDecide()
{
    install(fullName(ConflictPolicy::OldWins));
    run(*m_session, u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace', 'Kurt Gödel')"_s);
    QCOMPARE(names(1), u"Ada|Lovelace|Ada Lovelace"_s);
    install(fullName(ConflictPolicy::NewWins));
    run(*m_session, u"UPDATE users SET first_name = 'Alan', full_name = 'Kurt Gödel'"_s);
    QCOMPARE(names(1), u"Kurt|Gödel|Kurt Gödel"_s);
}

void PostgresDualWriteTest::consistentWritesPass()
{
    install(fullName());
    run(*m_session, u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace', 'Ada Lovelace')"_s);
    run(*m_session, u"UPDATE users SET first_name = 'A', last_name = 'B', full_name = 'A B'"_s);
    // Right by the other direction: full_name has what `up` would lose.
    run(*m_session, u"INSERT INTO users VALUES (2, 'Kurt', 'F.', 'Kurt F. Gödel')"_s);
    QCOMPARE(names(2), u"Kurt|F.|Kurt F. Gödel"_s);
}

void PostgresDualWriteTest::backfillKeepsTriggersQuiet()
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
void PostgresDualWriteTest::movedKeysAreFilled()
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

void PostgresDualWriteTest::seesWhatOtherTriggersMade()
{
    install(fullName());
    run(*m_session,
        {u"CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
         " $$BEGIN NEW.first_name := upper(NEW.first_name); RETURN NEW; END$$"_s,
         u"CREATE TRIGGER zebra BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION shout()"_s,
         u"INSERT INTO users VALUES (1, 'Ada', 'Lovelace')"_s});
    QCOMPARE(names(1), u"ADA|Lovelace|ADA Lovelace"_s);
}

void PostgresDualWriteTest::needsNoPrivilegeOfTheApplication()
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

void PostgresDualWriteTest::installAndRemoveAreHarmlessTwice()
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

void PostgresDualWriteTest::tryOutFindsABrokenExpression()
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

void PostgresDualWriteTest::comparisonFindsAPlantedDifference()
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

void PostgresDualWriteTest::namesAreLongAndOdd()
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

QTEST_GUILESS_MAIN(PostgresDualWriteTest)
#include "postgres_dualwrite.moc"
