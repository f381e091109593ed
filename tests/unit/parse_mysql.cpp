// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/statementcases.h"

using namespace lockkeeper;
using namespace lockkeeper::sql;

namespace {

const cases::Reading mysql{cases::optionsOf(SqlDialect::MySQL), parseMySql};
const cases::Reading mariadb{cases::optionsOf(SqlDialect::MariaDB), parseMySql};

} // namespace

class ParseMySqlTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statements_data() { cases::addRows("mysql.txt"); }
    void statements();
    void ofMariaDb();
    void spans();
    void spansOfColumns();
    void expressions();
    void mutations() { cases::mutateAll("mysql.txt", mysql); }
    void longOnes();
    void deepOnes();
};

void ParseMySqlTest::statements()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(cases::shownIn(sql.toStdString(), mysql)), expected);
}

void ParseMySqlTest::ofMariaDb()
{
    // A plugin may bring a type.
    QCOMPARE(cases::shownIn("ALTER TABLE t ADD c mytype", mariadb), "alter t: add [c mytype]");
    QCOMPARE(cases::shownIn("CREATE TABLE t (a int) /*M!100100 ENGINE=Aria */", mariadb),
             "create t [a integer] <engine=Aria>");
    QCOMPARE(cases::shownIn("DELIMITER //\nBEGIN NOT ATOMIC ALTER TABLE t ADD c int; END//", mariadb),
             "opaque meta-command | routine sql block {alter t: add [c integer]}");
}

void ParseMySqlTest::spans()
{
    const std::string sql =
        "/* x */ ALTER TABLE db.`t` ADD COLUMN a int NOT NULL FIRST , DROP  b, ADD KEY k (a)";
    const auto statements = cases::read(sql, mysql);
    QCOMPARE(statements.size(), 1U);
    const auto *alter = statements.front().as<AlterTable>();
    QVERIFY(alter);
    QCOMPARE(cases::slice(sql, statements.front().span), sql.substr(8));
    QCOMPARE(cases::slice(sql, alter->table.span), "db.`t`");
    QCOMPARE(cases::slice(sql, alter->table.name.span), "`t`");
    QCOMPARE(cases::slice(sql, alter->actions[0].span), "ADD COLUMN a int NOT NULL FIRST");
    QCOMPARE(cases::slice(sql, alter->actions[0].column.span), "a int NOT NULL");
    QCOMPARE(cases::slice(sql, alter->actions[1].span), "DROP  b");
    QCOMPARE(cases::slice(sql, alter->actions[2].constraint.span), "KEY k (a)");
}

void ParseMySqlTest::spansOfColumns()
{
    const std::string sql =
        "CREATE TABLE t (a varchar(9) CHARSET utf8 DEFAULT (uuid()) CHECK ( a > 1 ) COMMENT 'x')";
    const auto statements = cases::read(sql, mysql);
    const auto *create = statements.front().as<CreateTable>();
    QVERIFY(create);
    const ColumnDef &column = create->columns.front();
    QCOMPARE(cases::slice(sql, column.type.span), "varchar(9) CHARSET utf8");
    QCOMPARE(cases::slice(sql, column.constraints[0].span), "DEFAULT (uuid())");
    QCOMPARE(cases::slice(sql, column.constraints[0].expression.span), "(uuid())");
    QCOMPARE(cases::slice(sql, column.constraints[1].span), "CHECK ( a > 1 )");
    QCOMPARE(cases::slice(sql, column.constraints[1].expression.span), "a > 1");
    QCOMPARE(cases::slice(sql, column.constraints[2].span), "COMMENT 'x'");

    const std::string index = "CREATE INDEX i ON t (a)";
    const auto made = cases::read(index, mysql);
    QCOMPARE(made.front().as<CreateIndex>()->afterIndexWord, (Span{12, 12}));
}

void ParseMySqlTest::expressions()
{
    const std::string sql =
        "UPDATE t SET a = left(b, 2) WHERE x.c BETWEEN CAST(d AS CHAR(3)) AND now() + INTERVAL 1 DAY"
        " AND e IN (SELECT f FROM u) AND (g IS NOT NULL)";
    const auto statements = cases::read(sql, mysql);
    const auto *update = statements.front().as<Update>();
    QVERIFY(update);
    QCOMPARE(treetext::words(update->values[0].calls), "left");
    QCOMPARE(treetext::words(update->where.columns), "c,d,e,f,g");
    QCOMPARE(treetext::words(update->where.calls), "now");
    QCOMPARE(treetext::words(update->where.casts), "char");
    QCOMPARE(treetext::words(update->where.notNull), "g");
    QVERIFY(update->where.hasSubquery);
}

void ParseMySqlTest::longOnes()
{
    cases::readsFast(cases::megabyteOf("INSERT INTO t VALUES (0)", ",(1, 'a', NULL)", ""), mysql);
    cases::readsFast(cases::megabyteOf("CREATE TABLE t (a int", ", b varchar(10) NOT NULL", ")"), mysql);
    cases::readsFast(cases::megabyteOf("ALTER TABLE t ADD a int", ", ADD b int DEFAULT 1", ""), mysql);
    cases::readsFast(cases::megabyteOf("SELECT 1 FROM a", " JOIN b USING (c)", ""), mysql);
    cases::readsFast(cases::megabyteOf("UPDATE t SET a = 1 WHERE b IS NOT NULL", " AND b = 2", ""), mysql);
    cases::readsFast(
        cases::megabyteOf("DELIMITER //\nCREATE PROCEDURE p() BEGIN ", "UPDATE t SET a = 1;", " END//"),
        mysql);
}

void ParseMySqlTest::deepOnes()
{
    cases::readsFast(cases::megabyteOf("SELECT ", "(", "1"), mysql);
    cases::readsFast("SELECT " + QByteArray("(").repeated(200'000) + "1" + QByteArray(")").repeated(200'000),
                     mysql);
    cases::readsFast("DELETE FROM t WHERE " + QByteArray("(a AND ").repeated(100'000) + "1"
                         + QByteArray(")").repeated(100'000),
                     mysql);
    cases::readsFast(cases::megabyteOf("", "SET STATEMENT a=1 FOR ", "SELECT 1"), mariadb);
}

QTEST_GUILESS_MAIN(ParseMySqlTest)
#include "parse_mysql.moc"
