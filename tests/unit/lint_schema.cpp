// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects.h"
#include "core/sql/parser.h"

#include <algorithm>
#include <chrono>

#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::lint;

namespace {

std::vector<sql::Statement> parsed(const std::string &text)
{
    const LexOptions options;
    const Script script = split(text, options);
    std::vector<sql::Statement> statements;
    statements.reserve(script.pieces.size());
    for (const Piece &piece : script.pieces)
        statements.push_back(sql::parsePostgres(text, script, piece, options));
    return statements;
}

Schema schemaAfter(const std::string &text, const LiveFacts *live = nullptr)
{
    Schema schema(SqlDialect::PostgreSQL, live);
    for (const sql::Statement &statement : parsed(text))
        schema.apply(statement);
    return schema;
}

/// Of the last statement, after the others.
Effects effectsOfLast(const std::string &text, const LiveFacts *live = nullptr,
                      const ServerVersion &version = {17})
{
    const std::vector<sql::Statement> statements = parsed(text);
    Schema schema(SqlDialect::PostgreSQL, live);
    for (size_t i = 0; i + 1 < statements.size(); ++i)
        schema.apply(statements[i]);
    return postgresEffects(statements.back(), schema, version);
}

QByteArray namesOf(const auto &list)
{
    QByteArrayList names;
    for (const auto &item : list)
        names.append(QByteArray::fromStdString(item.name));
    std::ranges::sort(names);
    return names.join(' ');
}

} // namespace

class LintSchemaTest : public QObject
{
    Q_OBJECT

private slots:
    void serverNamesConstraintsAndIndexes();
    void listsEnd();
    void copiesAreApart();
    void longNamesAreCutAsTheServerDoes();
    void columnsComeAndGo();
    void noDefaultIsNone();
    void unqualifiedNamesFindTheOneTable();
    void renamesTakeTheirLinksAlong();
    void partitionsKnowTheirParent();
    void checksProveNotNull();
    void domainsEnumsAndFunctions();
    void droppedTablesAreForgotten();
    void liveFactsAreNotNew();
    void whatIsLiveComesBackAsItWas();
    void droppedViewsUseNothing();
    void otherDialectsIgnoreCase();

    void nobodyWaitsForWhatIsNew();
    void longLocksAreToldFromShortOnes();
    void oldTypeDecidesWhatAChangeCosts();
    void versionsDiffer();
    void unknownThingsAreSaidToBe();
    void locksKeepTheStrongest();

    void tenThousandStatementsAreQuick();
};

void LintSchemaTest::serverNamesConstraintsAndIndexes()
{
    const Schema schema = schemaAfter(
        "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE CHECK (a > 0), b int REFERENCES o (id), c int,"
        " UNIQUE (a, b), CHECK (a > b), CHECK (a <> 7), EXCLUDE (c WITH =));"
        "CREATE INDEX ON t (a, lower(b::text)); CREATE INDEX ON t (a); CREATE INDEX ON t (a)");
    const TableFacts *table = schema.table("t");
    QVERIFY(table);
    QCOMPARE(namesOf(table->constraints),
             "t_a_b_key t_a_check t_a_check1 t_a_key t_b_fkey t_c_excl t_check t_pkey");
    QCOMPARE(namesOf(table->indexes), "t_a_b_key t_a_idx t_a_idx1 t_a_key t_a_lower_idx t_c_excl t_pkey");
    QCOMPARE(schema.tableOfIndex({{}, {"t_a_idx", {}}, {}}), "t");
    QCOMPARE(schema.referencing("o"), std::vector<std::string>{"t"});
}

void LintSchemaTest::listsEnd()
{
    std::string script = "CREATE TABLE t (a int, CONSTRAINT t_a_idx2 CHECK (a > 0));";
    for (int i = 0; i < 4; ++i)
        script += "CREATE INDEX ON t (a);";
    QCOMPARE(namesOf(schemaAfter(script).table("t")->indexes), "t_a_idx t_a_idx1 t_a_idx3 t_a_idx4");
    for (int i = 0; i < 300; ++i)
        script += "CREATE INDEX ON t (a);";
    const Schema schema = schemaAfter(script);
    QCOMPARE(schema.table("t")->indexes.size(), TableFacts::mostOthers);
    QVERIFY(!schema.table("t")->isComplete);
}

void LintSchemaTest::copiesAreApart()
{
    const Schema before =
        schemaAfter("CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE TABLE u (a int)");
    Schema after = before;
    for (const sql::Statement &statement :
         parsed("ALTER TABLE t ADD COLUMN b int; DROP INDEX i; ALTER TABLE u RENAME TO v"))
        after.apply(statement);
    QCOMPARE(namesOf(before.table("t")->columns), "a");
    QCOMPARE(namesOf(before.table("t")->indexes), "i");
    QVERIFY(before.table("u"));
    QCOMPARE(namesOf(after.table("t")->columns), "a b");
    QVERIFY(after.table("t")->indexes.empty());
    QVERIFY(!after.table("u"));
}

void LintSchemaTest::longNamesAreCutAsTheServerDoes()
{
    const std::string table(40, 't');
    const std::string column(40, 'c');
    const Schema schema = schemaAfter("CREATE TABLE " + table + " (" + column + " int UNIQUE)");
    const std::string expected = std::string(29, 't') + '_' + std::string(29, 'c') + "_key";
    QCOMPARE(schema.table(table)->constraints.front().name, expected);
    QCOMPARE(expected.size(), 63U);
}

void LintSchemaTest::columnsComeAndGo()
{
    const Schema schema =
        schemaAfter("CREATE TABLE t (a int, b text, CONSTRAINT ab UNIQUE (a, b)); CREATE INDEX ib ON t (b);"
                    "ALTER TABLE t ADD COLUMN c bigserial, DROP COLUMN b, ALTER COLUMN a TYPE bigint,"
                    " ALTER COLUMN a SET NOT NULL; ALTER TABLE t RENAME COLUMN a TO d");
    const TableFacts *table = schema.table("t");
    QCOMPARE(namesOf(table->columns), "c d");
    QCOMPARE(table->column("d")->type.name, "bigint");
    QVERIFY(table->provesNotNull("d"));
    QVERIFY(table->column("c")->hasDefault);
    QVERIFY(table->constraints.empty());
    QVERIFY(table->indexes.empty());
    QVERIFY(table->droppedColumns.contains("b"));
    QVERIFY(schema.tableOfIndex({{}, {"ib", {}}, {}}).empty());
}

void LintSchemaTest::noDefaultIsNone()
{
    const Schema schema = schemaAfter("CREATE TABLE t (a int DEFAULT NULL, b int DEFAULT 0, c int)");
    QVERIFY(!schema.table("t")->column("a")->hasDefault);
    QVERIFY(schema.table("t")->column("b")->hasDefault);
    QVERIFY(!schema.table("t")->column("c")->hasDefault);
}

void LintSchemaTest::unqualifiedNamesFindTheOneTable()
{
    const Schema schema = schemaAfter("CREATE TABLE public.a (x int); CREATE TABLE app.b (x int);"
                                      "CREATE TABLE app.c (x int); CREATE TABLE old.c (x int)");
    QVERIFY(schema.table("a"));
    QVERIFY(schema.table("public.a"));
    QCOMPARE(schema.table("b")->name, "app.b");
    QVERIFY(!schema.table("c"));
    QVERIFY(schema.table("old.c"));
}

void LintSchemaTest::renamesTakeTheirLinksAlong()
{
    const Schema schema = schemaAfter(
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p_id int REFERENCES p);"
        "ALTER TABLE p RENAME TO q; ALTER TABLE c SET SCHEMA app; ALTER INDEX p_pkey RENAME TO q_pkey");
    QVERIFY(!schema.table("p"));
    QCOMPARE(schema.referencing("q"), std::vector<std::string>{"app.c"});
    QCOMPARE(schema.table("app.c")->constraints.front().references, "q");
    QVERIFY(schema.table("q")->constraint("q_pkey"));
}

void LintSchemaTest::partitionsKnowTheirParent()
{
    const Schema schema = schemaAfter(
        "CREATE TABLE p (at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p DEFAULT;"
        "CREATE TABLE p2 (at date); ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM ('2024-01-01') TO"
        " ('2025-01-01'); CREATE TABLE kid () INHERITS (p2)");
    QVERIFY(schema.table("p")->hasDefaultPartition);
    QCOMPARE(schema.defaultPartitionOf("p"), "p1");
    QVERIFY(schema.defaultPartitionOf("p2").empty());
    const Schema indexed =
        schemaAfter("CREATE TABLE p (at date PRIMARY KEY) PARTITION BY RANGE (at);"
                    "CREATE TABLE p1 PARTITION OF p DEFAULT; CREATE INDEX ON p ((at + 1))");
    QCOMPARE(namesOf(indexed.table("p1")->indexes), "p1_expr_idx p1_pkey");
    QCOMPARE(schema.membersOf("p").size(), 3U);
    QCOMPARE(schema.table("p1")->columns.size(), 1U);
    const Schema after =
        schemaAfter("CREATE TABLE p (at date) PARTITION BY RANGE (at);"
                    "CREATE TABLE p1 PARTITION OF p DEFAULT; ALTER TABLE p DETACH PARTITION p1");
    QVERIFY(after.membersOf("p").empty());
    QVERIFY(!after.table("p")->hasDefaultPartition);
    QVERIFY(after.defaultPartitionOf("p").empty());
}

void LintSchemaTest::checksProveNotNull()
{
    Schema schema =
        schemaAfter("CREATE TABLE t (a int, b int);"
                    "ALTER TABLE t ADD CONSTRAINT known CHECK (a IS NOT NULL AND b > 0) NOT VALID");
    QVERIFY(!schema.table("t")->provesNotNull("a"));
    for (const sql::Statement &statement : parsed("ALTER TABLE t VALIDATE CONSTRAINT known"))
        schema.apply(statement);
    QVERIFY(schema.table("t")->provesNotNull("a"));
    QVERIFY(!schema.table("t")->provesNotNull("b"));
    const Schema key = schemaAfter("CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a);"
                                   "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY USING INDEX i");
    QVERIFY(key.table("t")->provesNotNull("a"));
    QCOMPARE(namesOf(key.table("t")->indexes), "k");
}

void LintSchemaTest::domainsEnumsAndFunctions()
{
    const Schema schema =
        schemaAfter("CREATE TYPE mood AS ENUM ('ok'); CREATE DOMAIN d AS text CHECK (VALUE <> '');"
                    "CREATE DOMAIN e AS d; CREATE DOMAIN plain AS int; CREATE TABLE t (x d)");
    sql::TypeName type;
    type.name = "d";
    QVERIFY(schema.isConstrainedDomain(type));
    QCOMPARE(schema.domainBase(type)->name, "text");
    type.name = "e";
    QVERIFY(schema.isConstrainedDomain(type));
    type.name = "plain";
    QVERIFY(!schema.isConstrainedDomain(type));
    QVERIFY(schema.isEnumCreatedHere("mood"));
    QCOMPARE(schema.tablesUsing("d"), std::vector<std::string>{"t"});
    QCOMPARE(schema.volatility("now"), 's');
    QCOMPARE(schema.volatility("gen_random_uuid"), 'v');
    QCOMPARE(schema.volatility("lower"), 'i');
    QVERIFY(!schema.volatility("our_own"));
}

void LintSchemaTest::droppedTablesAreForgotten()
{
    const Schema schema =
        schemaAfter("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p);"
                    "CREATE TABLE app.x (id int PRIMARY KEY); DROP TABLE c; DROP SCHEMA app CASCADE");
    QVERIFY(!schema.table("c"));
    QVERIFY(!schema.table("app.x"));
    QVERIFY(schema.referencing("p").empty());
    QVERIFY(!schema.createdHere({{}, {"c", {}}, {}}));
    QVERIFY(schema.createdHere({{}, {"p", {}}, {}}));
}

void LintSchemaTest::whatIsLiveComesBackAsItWas()
{
    const LiveFacts live =
        schemaAfter(
            "CREATE TABLE t (id int PRIMARY KEY, p positive); CREATE VIEW v AS SELECT id FROM t;"
            "CREATE MATERIALIZED VIEW m AS SELECT id FROM v; CREATE DOMAIN positive AS int CHECK (VALUE > 0);"
            "CREATE FUNCTION lucky() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 7'")
            .asLive();
    const Schema schema(SqlDialect::PostgreSQL, &live);
    QVERIFY(schema.table("t") && !schema.table("t")->createdHere);
    QVERIFY(!schema.table("t")->constraint("t_pkey")->addedHere);
    QCOMPARE(schema.tableOfIndex({{}, {"t_pkey", {}}, {}}), "t");
    QCOMPARE(*schema.viewUses({{}, {"m", {}}, {}}), std::vector<std::string>{"v"});
    QVERIFY(schema.isMaterialized({{}, {"m", {}}, {}}) && !schema.isMaterialized({{}, {"v", {}}, {}}));
    sql::TypeName positive;
    positive.name = "positive";
    QVERIFY(schema.isConstrainedDomain(positive));
    QCOMPARE(schema.volatility("lucky"), std::optional('v'));
}

void LintSchemaTest::droppedViewsUseNothing()
{
    using Names = std::vector<std::string>;
    LiveFacts live;
    live.tables.push_back(
        {.name = "t", .columns = {{.name = "a", .usedBy = Names{"v"}}}, .dependents = {"v", "w"}});
    live.views = {{.name = "v", .uses = {"t"}}, {.name = "w", .uses = {"v"}}};
    const Schema one = schemaAfter("DROP VIEW w", &live);
    QCOMPARE(one.table("t")->dependents, Names{"v"});
    QCOMPARE(one.table("t")->column("a")->usedBy, std::optional(Names{"v"}));
    const Schema both = schemaAfter("DROP VIEW w; DROP VIEW v", &live);
    QVERIFY(both.table("t")->dependents.empty());
    QCOMPARE(both.table("t")->column("a")->usedBy, std::optional(Names{}));
    const Schema again = schemaAfter("DROP VIEW w; DROP VIEW v; CREATE VIEW x AS SELECT 1 FROM t", &live);
    QVERIFY(!again.table("t")->column("a")->usedBy); // a new view may name it
}

void LintSchemaTest::liveFactsAreNotNew()
{
    LiveFacts live;
    live.tables.push_back({.name = "users", .isComplete = true, .columns = {{.name = "id"}}});
    live.constrainedDomains = {"positive"};
    live.indexTables = {{"users_id", "users"}};
    live.volatility = {{"lucky", 'v'}};
    const Schema schema = schemaAfter("ALTER TABLE users ADD COLUMN c int", &live);
    QVERIFY(schema.isLive());
    QVERIFY(!schema.createdHere({{}, {"users", {}}, {}}));
    QCOMPARE(namesOf(schema.table("users")->columns), "c id");
    QCOMPARE(schema.tableOfIndex({{}, {"users_id", {}}, {}}), "users");
    QCOMPARE(schema.volatility("lucky"), 'v');
}

void LintSchemaTest::otherDialectsIgnoreCase()
{
    LiveFacts live;
    live.tables.push_back({.name = "Users", .columns = {{.name = "Email"}}});
    const Schema mysql(SqlDialect::MySQL, &live);
    QVERIFY(mysql.table("Users")->column("eMAIL"));
    QVERIFY(!mysql.table("users"));
    const Schema sqlite(SqlDialect::SQLite, &live);
    QVERIFY(sqlite.table("main.USERS")->column("eMAIL"));
    const Schema postgres(SqlDialect::PostgreSQL, &live);
    QVERIFY(!postgres.table("Users")->column("email"));
}

void LintSchemaTest::nobodyWaitsForWhatIsNew()
{
    const Effects fresh = effectsOfLast("CREATE TABLE t (id int); CREATE INDEX ON t (id)");
    QVERIFY(fresh.holds("t", LockMode::Share));
    QCOMPARE(fresh.blocks, Blocks::Nothing);
    QVERIFY(!fresh.isLong);
    const Effects old = effectsOfLast("CREATE INDEX ON t (id)");
    QCOMPARE(old.blocks, Blocks::Writes);
    QVERIFY(old.isLong);
    const Effects key = effectsOfLast("CREATE TABLE t (id int REFERENCES users)");
    QVERIFY(!key.holds("t", LockMode::AccessShare));
    QCOMPARE(key.blocks, Blocks::Writes);
    QVERIFY(!key.isLong);
}

void LintSchemaTest::longLocksAreToldFromShortOnes()
{
    QVERIFY(!effectsOfLast("ALTER TABLE t ADD COLUMN c int DEFAULT 1").isLong);
    QVERIFY(effectsOfLast("ALTER TABLE t ADD COLUMN c float DEFAULT random()").isLong);
    const Effects validate = effectsOfLast("ALTER TABLE t VALIDATE CONSTRAINT c");
    QCOMPARE(validate.blocks, Blocks::Ddl);
    QVERIFY(!validate.isLong);
    QVERIFY(effectsOfLast("REINDEX TABLE t").isLong);
    QVERIFY(!effectsOfLast("DROP TABLE t").isLong);
    QVERIFY(!effectsOfLast("UPDATE t SET a = 1").isLong);
}

void LintSchemaTest::oldTypeDecidesWhatAChangeCosts()
{
    const std::string table = "CREATE TABLE t (v varchar(10), n int); ";
    const Effects wider = effectsOfLast(table + "ALTER TABLE t ALTER v TYPE varchar(20)");
    QVERIFY(wider.rewrites.empty());
    QVERIFY(wider.isCertain);
    QCOMPARE(effectsOfLast(table + "ALTER TABLE t ALTER v TYPE varchar(5)").rewrites,
             std::vector<std::string>{"t"});
    const Effects unknown = effectsOfLast("ALTER TABLE t ALTER v TYPE varchar(20)");
    QCOMPARE(unknown.rewrites, std::vector<std::string>{"t"});
    QVERIFY(!unknown.isCertain);
}

void LintSchemaTest::versionsDiffer()
{
    const std::string expression = "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED);"
                                   "ALTER TABLE t ALTER b SET EXPRESSION AS (a + 1)";
    QVERIFY(effectsOfLast(expression, nullptr, {16}).fails);
    QVERIFY(!effectsOfLast(expression, nullptr, {17}).fails);
    const std::string key = "CREATE TABLE t (a int) PARTITION BY LIST (a);"
                            "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o (id) NOT VALID";
    QVERIFY(effectsOfLast(key, nullptr, {17}).fails);
    QVERIFY(!effectsOfLast(key, nullptr, {18}).fails);
}

void LintSchemaTest::unknownThingsAreSaidToBe()
{
    QVERIFY(!effectsOfLast("ALTER TABLE t ADD COLUMN c text DEFAULT our_own()").isCertain);
    QVERIFY(!effectsOfLast("DROP INDEX i").isCertain);
    QVERIFY(!effectsOfLast("ALTER TABLE t ALTER c SET NOT NULL").isCertain);
    QVERIFY(effectsOfLast("ALTER TABLE t ADD COLUMN c text").isCertain);
}

void LintSchemaTest::locksKeepTheStrongest()
{
    Effects effects;
    effects.lock("public.t", LockMode::Share);
    effects.lock("t", LockMode::AccessExclusive);
    effects.lock("t", LockMode::AccessShare);
    QCOMPARE(effects.locks.size(), 1U);
    QCOMPARE(nameOf(effects.strongest()), "ACCESS EXCLUSIVE");
    QVERIFY(effects.holds("public.t", LockMode::Exclusive));
    QVERIFY(!effects.holds("u", LockMode::AccessShare));
}

void LintSchemaTest::tenThousandStatementsAreQuick()
{
    std::string script;
    for (int i = 0; i < 2500; ++i) {
        const std::string name = "t" + std::to_string(i);
        script.append("CREATE TABLE ")
            .append(name)
            .append(" (id int PRIMARY KEY, up int REFERENCES t0, note text);");
        script.append("CREATE INDEX ON ").append(name).append(" (note);");
        script.append("ALTER TABLE ")
            .append(name)
            .append(" ADD COLUMN c int; DROP TABLE ")
            .append(name)
            .append(";");
    }
    const std::vector<sql::Statement> statements = parsed(script);
    QCOMPARE(statements.size(), 10000U);
    const auto begin = std::chrono::steady_clock::now();
    Schema schema(SqlDialect::PostgreSQL);
    for (const sql::Statement &statement : statements) {
        const Effects effects = postgresEffects(statement, schema, {17});
        QVERIFY(!effects.fails);
        schema.apply(statement);
    }
    // Hundreds of times what it takes, so that only another order of growth fails here.
    QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

QTEST_GUILESS_MAIN(LintSchemaTest)
#include "lint_schema.moc"
