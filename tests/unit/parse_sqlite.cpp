// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/statementcases.h"

using namespace lockkeeper;
using namespace lockkeeper::sql;

namespace {

const cases::Reading sqlite{cases::optionsOf(SqlDialect::SQLite), parseSqlite};

} // namespace

class ParseSqliteTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statements_data() { cases::addRows("sqlite.txt"); }
    void statements();
    void spans();
    void indexCondition();
    void mutations() { cases::mutateAll("sqlite.txt", sqlite); }
    void longOnes();
};

void ParseSqliteTest::statements()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(cases::shownIn(sql.toStdString(), sqlite)), expected);
}

void ParseSqliteTest::spans()
{
    const std::string sql = "ALTER TABLE main.[t] ADD COLUMN a INT(3) NOT NULL DEFAULT ( 1 )";
    const auto statements = cases::read(sql, sqlite);
    const auto *alter = statements.front().as<AlterTable>();
    QVERIFY(alter);
    const AlterAction &action = alter->actions.front();
    QCOMPARE(cases::slice(sql, alter->table.span), "main.[t]");
    QCOMPARE(cases::slice(sql, action.span), "ADD COLUMN a INT(3) NOT NULL DEFAULT ( 1 )");
    QCOMPARE(cases::slice(sql, action.column.type.span), "INT(3)");
    QCOMPARE(cases::slice(sql, action.column.constraints[0].span), "NOT NULL");
    QCOMPARE(cases::slice(sql, action.column.constraints[1].span), "DEFAULT ( 1 )");
    QVERIFY(action.column.constraints[1].expression.isParenthesised);
}

void ParseSqliteTest::indexCondition()
{
    const std::string sql = "CREATE INDEX i ON t (a) WHERE a IS NOT NULL";
    const auto statements = cases::read(sql, sqlite);
    const auto *create = statements.front().as<CreateIndex>();
    QVERIFY(create);
    QCOMPARE(cases::slice(sql, create->where.span), "a IS NOT NULL");
    QCOMPARE(treetext::words(create->where.notNull), "a");
    QCOMPARE(create->afterIndexWord, (Span{12, 12}));
}

void ParseSqliteTest::longOnes()
{
    cases::readsFast(cases::megabyteOf("INSERT INTO t VALUES (0)", ",(1, 'a', NULL)", ""), sqlite);
    cases::readsFast(cases::megabyteOf("CREATE TABLE t (a INT", ", b TEXT NOT NULL", ")"), sqlite);
    cases::readsFast(cases::megabyteOf("SELECT 1 FROM a", ", (SELECT 2 FROM b)", ""), sqlite);
    cases::readsFast(cases::megabyteOf("SELECT ", "(", "1"), sqlite);
}

QTEST_GUILESS_MAIN(ParseSqliteTest)
#include "parse_sqlite.moc"
