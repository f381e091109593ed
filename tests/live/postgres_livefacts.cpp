// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/parser.h"
#include "tests/live/lint_oracle.h"
#include "tests/live/livefacts.h"
#include "tests/live/postgres_world.h"

#include <atomic>
#include <thread>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto typeRule = "pg-change-column-type";
constexpr auto volatileRule = "pg-add-column-volatile-default";
constexpr auto viewRule = "pg-drop-column-dependent-view";
/// What a session has changed is else counted after its ANALYZE, which would be stale then.
const QString flushed = u"SELECT pg_stat_force_next_flush()"_s;

/// Writes to `busy` for as long as it lives.
class Writer
{
public:
    explicit Writer(const PostgresWorld &world)
        : m_session(world.session(u"writer"_s)), m_thread([this](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                run(*m_session, u"UPDATE busy SET a = a + 1 WHERE id = 1"_s);
                ++m_writes;
            }
        })
    {}
    bool hasWritten() const { return m_writes > 0; }

private:
    std::unique_ptr<Session> m_session;
    std::atomic<int> m_writes = 0;
    std::jthread m_thread;
};

QByteArray joined(const std::vector<std::string> &names)
{
    QByteArrayList all;
    for (const std::string &name : names)
        all.append(QByteArray::fromStdString(name));
    return all.join(',');
}

QByteArray word(const char *text, bool isSo) { return isSo ? QByteArray(" ") + text : QByteArray(); }

/// Everything that both a script and the catalog tell of a table, in lines that can be compared.
QByteArrayList described(const lint::TableFacts &table)
{
    const QByteArray name = QByteArray::fromStdString(table.name) + ' ';
    QByteArrayList lines{
        name + "of " + QByteArray::fromStdString(table.partitionOf) + " heir of " + joined(table.inherits)
        + word("unlogged", table.isUnlogged.value_or(false)) + word("partitioned", table.isPartitioned)
        + word("has default", table.hasDefaultPartition) + word("default", table.isDefaultPartition)};
    for (const lint::ColumnFacts &column : table.columns) {
        QByteArray line = name + "column " + QByteArray::fromStdString(column.name) + ' '
                          + QByteArray::fromStdString(column.type.schema + '.' + column.type.name);
        line.replace("bigserial", "bigint"); // which is only a way to write it
        for (const int modifier : column.type.modifiers)
            line += ' ' + QByteArray::number(modifier);
        lines.append(line + word("array", column.type.isArray) + word("generated", column.isGenerated)
                     + word("stored", column.isStoredGenerated) + word("identity", column.isIdentity)
                     + word("default", column.hasDefault) + word("not null", column.notNull.value_or(false)));
    }
    // What partitions have of their parent the script model only knows as indexes.
    for (const lint::ConstraintFacts &constraint :
         table.partitionOf.empty() ? table.constraints : std::vector<lint::ConstraintFacts>())
        lines.append(name + "constraint " + QByteArray::fromStdString(constraint.name) + ' '
                     + QByteArray::number(int(constraint.kind)) + ' ' + joined(constraint.columns)
                     + " proves " + joined(constraint.notNull) + " to "
                     + QByteArray::fromStdString(constraint.references) + word("valid", constraint.isValid)
                     + word("cascades", constraint.onDeleteCascade));
    for (const lint::IndexFacts &index : table.indexes)
        lines.append(name + "index " + QByteArray::fromStdString(index.name) + ' ' + joined(index.columns)
                     + word("unique", index.isUnique) + word("partial", index.isPartial)
                     + word("primary", index.isPrimary));
    return lines;
}

} // namespace

/// What the catalog tells the linter, and what the linter makes of it.
class PostgresLiveFactsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world.emplace(); }
    void cleanupTestCase() { PostgresWorld::stopServer(); }

    void catalogTellsWhatTheScriptTold();
    void sizeAndWritersDecide();
    void partitionsAreOneTable();
    void aStandbyKnowsNoWrites();
    void aLockedTableKeepsNobodyWaiting();
    void widerIsSilent();
    void onlyAValidCheckProves();
    void volatilityIsTheFunctionsOwn();
    void domainsAreKnownByAnyName();
    void aDroppedColumnNamesItsViews();
    void aDroppedViewIsNoUser();
    void otherUsersOfColumns();
    void indexesThatFailed();
    void whatGoesOnIsTold();
    void rolesWithoutRightsSeeTheSame();
    void namesFollowTheSearchPath();
    void whatIsNotThereIsLeftOut();
    void theSessionStaysAsItWas();

private:
    LiveLint lint(const std::string &script, std::chrono::milliseconds watched = 0ms) const
    {
        return {*m_world->session(), SqlDialect::PostgreSQL, script, watched};
    }
    void make(const QStringList &statements) const { run(*m_world->session(), statements); }

    std::optional<PostgresWorld> m_world;
};

/// The script model is held against servers elsewhere; so the catalog must say the same as the script that made it.
void PostgresLiveFactsTest::catalogTellsWhatTheScriptTold()
{
    const std::string script = postgresFixture;
    lint::Schema told(SqlDialect::PostgreSQL);
    const Script pieces = split(script, {});
    QStringList statements;
    for (const Piece &piece : pieces.pieces) {
        told.apply(sql::parse(script, pieces, piece, {}));
        statements.append(
            QString::fromStdString(script.substr(size_t(piece.span.begin), size_t(piece.span.size()))));
    }
    make(statements);
    const LiveLint live = lint(script);
    const lint::Schema read(SqlDialect::PostgreSQL, &live.facts());
    QByteArrayList differences;
    for (const lint::TableFacts *table : told.tables()) {
        const lint::TableFacts *known = read.table(table->name);
        QVERIFY2(known, table->name.c_str());
        if (!table->isComplete)
            continue; // a materialized view with an index
        const QByteArrayList expected = described(*table);
        const QByteArrayList found = described(*known);
        for (const QByteArray &line : expected) {
            if (!found.contains(line))
                differences.append("- " + line);
        }
        for (const QByteArray &line : found) {
            if (!expected.contains(line))
                differences.append("+ " + line);
        }
    }
    QVERIFY2(differences.isEmpty(), ('\n' + differences.join('\n')).constData());
    QVERIFY(read.viewUses({{}, {"grown_users", {}}, {}}));
    QVERIFY(read.isMaterialized({{}, {"user_counts", {}}, {}}));
    QCOMPARE(read.volatility("lucky"), std::optional('v'));
    QCOMPARE(read.volatility("seven"), std::optional('i'));
}

void PostgresLiveFactsTest::sizeAndWritersDecide()
{
    make({u"CREATE TABLE big (id int PRIMARY KEY, a int)"_s,
          u"INSERT INTO big SELECT n, n FROM generate_series(1, 150000) n"_s,
          u"CREATE TABLE unknown (id int PRIMARY KEY, a int)"_s,
          u"INSERT INTO unknown SELECT n, n FROM generate_series(1, 150000) n"_s,
          u"CREATE TABLE tiny (id int PRIMARY KEY, a int)"_s, u"INSERT INTO tiny VALUES (1, 1)"_s,
          u"CREATE TABLE counted (id int PRIMARY KEY, a int)"_s,
          u"INSERT INTO counted SELECT n, n FROM generate_series(1, 90000) n"_s,
          u"CREATE TABLE busy (id int PRIMARY KEY, a int)"_s, u"INSERT INTO busy VALUES (1, 1)"_s,
          u"CREATE TABLE held (id int PRIMARY KEY, a int)"_s, u"INSERT INTO held VALUES (1, 1)"_s, flushed,
          u"ANALYZE big"_s, flushed, u"ANALYZE counted"_s});
    const auto holder = m_world->session(u"holder"_s);
    run(*holder, {u"BEGIN"_s, u"UPDATE held SET a = 2"_s});
    const Writer writer(*m_world);
    QVERIFY(eventually([&] { return writer.hasWritten(); }));

    const LiveLint live = lint("ALTER TABLE big ALTER COLUMN a TYPE bigint;"
                               "ALTER TABLE unknown ALTER COLUMN a TYPE bigint;"
                               "ALTER TABLE tiny ALTER COLUMN a TYPE bigint;"
                               "ALTER TABLE counted ALTER COLUMN a TYPE bigint;"
                               "ALTER TABLE busy ALTER COLUMN a TYPE bigint;"
                               "ALTER TABLE held ALTER COLUMN a TYPE bigint;",
                               3s);
    run(*holder, u"ROLLBACK"_s);
    QCOMPARE(live.severities(typeRule), u"blocker blocker note note blocker blocker"_s);
    QCOMPARE(live.table("big").rows, 150'000);
    QVERIFY(live.table("big").bytes > 5'000'000);
    QVERIFY(!live.table("unknown").rows);
    QVERIFY(live.table("unknown").mostRows >= 150'000);
    QVERIFY(live.table("tiny").mostRows < 1000);
    QVERIFY(live.table("tiny").writesPerSecond < 1);
    QVERIFY(live.table("busy").writesPerSecond > 10);
    QCOMPARE(live.findings("plan-table-size-risk").size(), 1);
    QVERIFY(live.findings("plan-table-size-risk").front().contains(u"150,000 rows"_s));
    // Nobody looked for how long it is quiet, so it isn't known to be.
    QCOMPARE(lint("ALTER TABLE tiny ALTER COLUMN a TYPE bigint").severities(typeRule), u"blocker"_s);
}

void PostgresLiveFactsTest::partitionsAreOneTable()
{
    make(
        {u"CREATE TABLE parts (id int, a int) PARTITION BY RANGE (id)"_s,
         u"CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (60000)"_s,
         u"CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (60000) TO (120000) PARTITION BY RANGE (id)"_s,
         u"CREATE TABLE parts_2_1 PARTITION OF parts_2 FOR VALUES FROM (60000) TO (120000)"_s,
         u"INSERT INTO parts SELECT n, n FROM generate_series(1, 119999) n"_s, flushed, u"ANALYZE parts"_s});
    const LiveLint live = lint("ALTER TABLE parts ALTER COLUMN a TYPE bigint;"
                               "ALTER TABLE parts_1 ADD CHECK (a > 0);",
                               3s);
    QCOMPARE(live.table("parts").rows, 119'999);
    QCOMPARE(live.table("parts_2").rows, 60'000);
    QCOMPARE(live.table("parts_2_1").partitionOf, "parts_2");
    QVERIFY(live.table("parts").writesPerSecond < 1);
    // Each partition is small, all together are not.
    QCOMPARE(live.severities(typeRule), u"blocker"_s);
    QCOMPARE(live.severities("pg-add-check-validated"), u"note"_s);
}

void PostgresLiveFactsTest::aStandbyKnowsNoWrites()
{
    make({u"CREATE TABLE t (id int PRIMARY KEY, a int)"_s, u"INSERT INTO t VALUES (1, 1)"_s, u"ANALYZE t"_s});
    const auto replica = PostgresWorld::server().createReplica(u"gamma"_s, {u"hot_standby = on"_s});
    VERIFY_OK(replica);
    const auto session = openSession(*Target::parse((*replica)->url()));
    VERIFY_OK(session);
    const LiveLint live(**session, SqlDialect::PostgreSQL, "ALTER TABLE t ALTER COLUMN a TYPE bigint", 10ms);
    QVERIFY(!live.table("t").writesPerSecond);
    QVERIFY(!live.table("t").rows);
    QVERIFY(live.table("t").mostRows < 1000);
    QCOMPARE(live.severities(typeRule), u"blocker"_s);
}

void PostgresLiveFactsTest::aLockedTableKeepsNobodyWaiting()
{
    make({u"CREATE TABLE t (id int PRIMARY KEY, a int)"_s});
    const auto holder = m_world->session(u"holder"_s);
    run(*holder, {u"BEGIN"_s, u"LOCK TABLE t IN ACCESS EXCLUSIVE MODE"_s});
    const LiveLint live = lint("ALTER TABLE t ALTER COLUMN a TYPE bigint", 10ms);
    QVERIFY(!live.table("t").bytes);
    QVERIFY(!live.table("t").mostRows);
    QCOMPARE(live.table("t").columns.size(), 2U);
    QCOMPARE(live.severities(typeRule), u"blocker"_s);
    run(*holder, u"ROLLBACK"_s);
}

void PostgresLiveFactsTest::widerIsSilent()
{
    make({u"CREATE TABLE t (id int PRIMARY KEY, name varchar(20), sorted varchar(20) COLLATE \"C\","
          " price numeric(10,2), at timestamp(3))"_s,
          u"CREATE INDEX t_sorted ON t (sorted)"_s});
    const auto severity = [this](const char *change) {
        return lint(std::string("SET lock_timeout = '2s'; ALTER TABLE t ALTER COLUMN ") + change)
            .severities(typeRule);
    };
    QCOMPARE(severity("name TYPE varchar(50)"), QString());
    QCOMPARE(severity("name TYPE text"), QString());
    QCOMPARE(severity("price TYPE numeric(12,2)"), QString());
    QCOMPARE(severity("at TYPE timestamp"), QString());
    QCOMPARE(severity("name TYPE varchar(10)"), u"blocker"_s);
    QCOMPARE(severity("id TYPE bigint"), u"blocker"_s);
    const auto reindexes = [this](const char *change) {
        return lint(std::string("ALTER TABLE t ALTER COLUMN ") + change)
            .findings("pg-change-type-reindex")
            .size();
    };
    QCOMPARE(reindexes("sorted TYPE varchar(50)"), 1); // goes back to the type's own collation
    QCOMPARE(reindexes("sorted TYPE varchar(50) COLLATE \"C\""), 0);
}

void PostgresLiveFactsTest::onlyAValidCheckProves()
{
    make({u"CREATE TYPE pair AS (a int, b int)"_s,
          u"CREATE TABLE t (id int, a int, b int, c int NOT NULL, d int, p pair)"_s,
          u"ALTER TABLE t ADD CONSTRAINT a_known CHECK (a IS NOT NULL AND d > 0)"_s,
          u"ALTER TABLE t ADD CONSTRAINT b_known CHECK (b IS NOT NULL) NOT VALID"_s,
          u"ALTER TABLE t ADD CONSTRAINT p_known CHECK (p IS NOT NULL)"_s});
    const auto severity = [this](const std::string &column) {
        return lint("ALTER TABLE t ALTER COLUMN " + column + " SET NOT NULL").severities("pg-set-not-null");
    };
    QCOMPARE(severity("a"), QString());
    QCOMPARE(severity("c"), QString());
    QCOMPARE(severity("b"), u"blocker"_s);
    QCOMPARE(severity("d"), u"blocker"_s);
    QCOMPARE(severity("p"), u"blocker"_s); // asks for the fields of a row, which is another question
}

void PostgresLiveFactsTest::volatilityIsTheFunctionsOwn()
{
    make({u"CREATE SCHEMA app"_s, u"CREATE TABLE t (id int)"_s,
          u"CREATE FUNCTION lucky() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 7'"_s,
          u"CREATE FUNCTION tick() RETURNS int LANGUAGE sql STABLE AS 'SELECT 7'"_s,
          u"CREATE FUNCTION seven() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 7'"_s,
          u"CREATE FUNCTION app.tock() RETURNS int LANGUAGE sql STABLE AS 'SELECT 7'"_s,
          u"CREATE FUNCTION tock(int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 7'"_s,
          u"CREATE FUNCTION random() RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT 0.5::float8'"_s});
    const auto severity = [this](const std::string &value) {
        return lint("ALTER TABLE t ADD COLUMN a float8 DEFAULT " + value).severities(volatileRule);
    };
    QCOMPARE(severity("lucky()"), u"blocker"_s);
    QCOMPARE(severity("tick()"), QString());
    QCOMPARE(severity("seven()"), QString());
    QCOMPARE(severity("app.tock()"), u"blocker"_s); // one of that name is volatile
    QCOMPARE(severity("random()"), u"blocker"_s);   // means the server's own
    QCOMPARE(severity("now_and_then()"), u"blocker"_s);
}

void PostgresLiveFactsTest::domainsAreKnownByAnyName()
{
    make({u"CREATE SCHEMA app"_s, u"CREATE DOMAIN app.positive AS int CHECK (VALUE > 0)"_s,
          u"CREATE DOMAIN app.tiny AS app.positive"_s, u"CREATE DOMAIN plain AS int"_s,
          u"CREATE TABLE t (id int)"_s, u"CREATE TABLE uses (p app.positive)"_s});
    const auto severity = [this](const std::string &type) {
        return lint("SET search_path = app, public; ALTER TABLE t ADD COLUMN a " + type)
            .severities("pg-add-column-constrained-domain");
    };
    QCOMPARE(severity("app.positive"), u"blocker"_s);
    QCOMPARE(severity("positive"), u"blocker"_s);
    QCOMPARE(severity("app.tiny"), u"blocker"_s);
    QCOMPARE(severity("plain"), QString());
    // Which tables have it must be known before nobody is said to.
    const LiveLint live = lint("ALTER DOMAIN app.positive ADD CHECK (VALUE < 9)");
    QCOMPARE(live.table("uses").columns.size(), 1U);
    QCOMPARE(live.findings("pg-alter-domain-constraint").size(), 1);
}

void PostgresLiveFactsTest::aDroppedColumnNamesItsViews()
{
    make({u"CREATE TABLE t (id int PRIMARY KEY, name text, mail text, free int)"_s,
          u"CREATE VIEW names AS SELECT id, name FROM t"_s,
          u"CREATE VIEW short AS SELECT left(name, 3) FROM names"_s,
          u"CREATE MATERIALIZED VIEW mails AS SELECT mail FROM t"_s});
    const LiveLint live = lint("ALTER TABLE t DROP COLUMN name; ALTER TABLE t DROP COLUMN mail CASCADE;"
                               "ALTER TABLE t DROP COLUMN free; ALTER TABLE t ALTER COLUMN id TYPE bigint");
    QCOMPARE(live.findings(viewRule), (QStringList{u"blocker names uses name of t: the statement fails"_s,
                                                   u"blocker mails uses mail of t: it goes, too"_s}));
    QCOMPARE(live.findings("pg-change-type-dependent-view"),
             QStringList{u"blocker names uses t: the type of id may not be changed"_s});
    QCOMPARE(joined(live.table("t").dependents), "mails,names,short");
    const auto session = m_world->session();
    QVERIFY(!session->query(u"ALTER TABLE t DROP COLUMN name"_s));
    run(*session, u"ALTER TABLE t DROP COLUMN free"_s);
}

void PostgresLiveFactsTest::aDroppedViewIsNoUser()
{
    make({u"CREATE TABLE t (id int PRIMARY KEY, name varchar(20))"_s,
          u"CREATE VIEW names AS SELECT name FROM t"_s});
    const LiveLint live = lint("DROP VIEW names; ALTER TABLE t ALTER COLUMN name TYPE varchar(50);"
                               "CREATE VIEW names AS SELECT name FROM t; ALTER TABLE t DROP COLUMN name");
    QVERIFY(live.findings("pg-change-type-dependent-view").isEmpty());
    QCOMPARE(live.severities(viewRule), u"risk"_s); // the new one isn't in the catalog
}

void PostgresLiveFactsTest::otherUsersOfColumns()
{
    make({u"CREATE TABLE t (a int, b int, c int, d int)"_s,
          u"CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"_s,
          u"CREATE TRIGGER touched BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch()"_s,
          u"CREATE POLICY mine ON t USING (b > 0)"_s,
          u"CREATE RULE kept AS ON DELETE TO t WHERE old.c > 0 DO INSTEAD NOTHING"_s});
    const LiveLint live =
        lint("ALTER TABLE t ALTER COLUMN a TYPE bigint; ALTER TABLE t ALTER COLUMN b TYPE bigint;"
             "ALTER TABLE t ALTER COLUMN c TYPE bigint; ALTER TABLE t ALTER COLUMN d TYPE bigint");
    QCOMPARE(live.findings("pg-change-type-dependent-view").size(), 3);
    const auto session = m_world->session();
    for (const auto &[column, isRefused] : {std::pair('a', true), {'b', true}, {'c', true}, {'d', false}}) {
        const bool isDone =
            session->query(u"ALTER TABLE t ALTER COLUMN %1 TYPE bigint"_s.arg(QChar::fromLatin1(column)))
                .has_value();
        QVERIFY2(isDone != isRefused, QByteArray(1, column).constData());
    }
}

void PostgresLiveFactsTest::indexesThatFailed()
{
    const auto session = m_world->session();
    run(*session, {u"CREATE TABLE t (a int, b int UNIQUE)"_s, u"INSERT INTO t VALUES (1, 1), (1, 2)"_s});
    QVERIFY(!session->query(u"CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)"_s));
    const LiveLint live = lint("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);"
                               "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_b_key ON t (b);"
                               "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_new ON t (a);");
    QCOMPARE(live.severities("pg-invalid-index-hidden"), u"blocker risk"_s);
    const lint::TableFacts table = live.table("t");
    QVERIFY(table.index("t_b_key")->isUnique && table.index("t_b_key")->isValid);
    QVERIFY(table.index("t_a")->isUnique && !table.index("t_a")->isValid);
    // Named by its index only.
    QCOMPARE(lint("DROP INDEX t_b_key").table("t").columns.size(), 2U);
}

void PostgresLiveFactsTest::whatGoesOnIsTold()
{
    make({u"CREATE TABLE t (a int)"_s, u"CREATE TABLE other (a int)"_s,
          u"CREATE PUBLICATION of_t FOR TABLE t"_s});
    const auto sleeper = m_world->session(u"sleeper"_s);
    run(*sleeper, {u"BEGIN"_s, u"SELECT * FROM t"_s});
    const LiveLint live = lint("ALTER TABLE t ADD COLUMN b int; ALTER TABLE other ADD COLUMN b int");
    QVERIFY(live.facts().oldestTransactionSeconds.has_value());
    QCOMPARE(live.facts().publications.size(), 1U);
    QCOMPARE(live.findings("plan-replica-lag-and-slots").size(), 1);
    run(*sleeper, u"ROLLBACK"_s);
    make({u"DROP PUBLICATION of_t"_s, u"CREATE PUBLICATION of_nothing"_s});
    QVERIFY(lint("ALTER TABLE t ADD COLUMN b int").facts().publications.empty());
    make({u"DROP PUBLICATION of_nothing"_s});
}

void PostgresLiveFactsTest::rolesWithoutRightsSeeTheSame()
{
    make({u"DROP ROLE IF EXISTS nobody"_s, u"CREATE ROLE nobody LOGIN"_s, u"CREATE SCHEMA hidden"_s,
          u"CREATE TABLE hidden.t (id int PRIMARY KEY, name text)"_s,
          u"CREATE VIEW hidden.names AS SELECT name FROM hidden.t"_s, u"CREATE TABLE theirs (id int)"_s,
          u"INSERT INTO hidden.t VALUES (1, 'a')"_s, u"ANALYZE hidden.t"_s});
    const std::string script =
        "ALTER TABLE hidden.t DROP COLUMN name; ALTER TABLE theirs ALTER COLUMN id TYPE bigint";
    const auto session = m_world->session();
    run(*session, u"SET ROLE nobody"_s);
    QVERIFY(!session->query(u"SELECT * FROM hidden.t"_s));
    const LiveLint live(*session, SqlDialect::PostgreSQL, script);
    QCOMPARE(live.findings(viewRule).size(), 1);
    QCOMPARE(live.table("hidden.t").rows, 1);
    QCOMPARE(live.table("theirs").columns.size(), 1U);
    run(*session, {u"RESET ROLE"_s, u"DROP ROLE nobody"_s});
}

void PostgresLiveFactsTest::namesFollowTheSearchPath()
{
    make({u"CREATE SCHEMA app"_s, u"CREATE TABLE app.t (id int)"_s,
          u"CREATE TABLE \"Odd.Name\" (\"A b\" int)"_s});
    const auto session = m_world->session();
    QVERIFY(
        LiveLint(*session, SqlDialect::PostgreSQL, "ALTER TABLE t ADD COLUMN a int").facts().tables.empty());
    run(*session, u"SET search_path = app"_s);
    const LiveLint live(*session, SqlDialect::PostgreSQL, "ALTER TABLE t DROP COLUMN other");
    QCOMPARE(live.table("app.t").columns.size(), 1U);
    QCOMPARE(live.findings("plan-drift"),
             QStringList{u"risk The live database differs: app.t has no column other"_s});
    QCOMPARE(lint("ALTER TABLE \"Odd.Name\" ADD COLUMN b int").table("Odd.Name").columns.size(), 1U);
}

void PostgresLiveFactsTest::whatIsNotThereIsLeftOut()
{
    make({u"CREATE TABLE t (id int)"_s});
    const LiveLint live =
        lint("ALTER TABLE nowhere ALTER COLUMN a TYPE bigint; ALTER TABLE none.t ADD COLUMN a int;"
             "CREATE TABLE fresh (id int); ALTER TABLE t ADD COLUMN a int",
             10ms);
    QCOMPARE(live.facts().tables.size(), 1U);
    QCOMPARE(live.severities(typeRule), u"blocker"_s);
    QVERIFY(
        live.findings("plan-drift").contains(u"risk The live database differs: there is no table nowhere"_s));
    QVERIFY(lint("SELECT 1").facts().tables.empty());
}

void PostgresLiveFactsTest::theSessionStaysAsItWas()
{
    const auto session = m_world->session();
    run(*session, u"CREATE TABLE t (id int)"_s);
    const auto settings = [&] {
        return scalar(*session, u"SELECT current_setting('lock_timeout') || ' ' || current_setting('jit')"_s);
    };
    const QVariant before = settings();
    QCOMPARE(LiveLint(*session, SqlDialect::PostgreSQL, "DROP TABLE t").facts().tables.size(), 1U);
    QCOMPARE(settings(), before);
    QCOMPARE(before, u"0 on"_s);
}

QTEST_GUILESS_MAIN(PostgresLiveFactsTest)
#include "postgres_livefacts.moc"
