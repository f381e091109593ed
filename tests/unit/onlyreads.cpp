// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/onlyreads.h"

#include <QTest>

using namespace lockkeeper;

class OnlyReadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asks_data();
    void asks();
    void mayWrite_data();
    void mayWrite();
};

namespace {

void addRow(SqlDialect dialect, const char *text)
{
    QTest::addRow("%s: %.60s", std::string(nameOf(dialect)).c_str(), text) << dialect << QByteArray(text);
}

bool answer(SqlDialect dialect, const QByteArray &text)
{
    return onlyReads(text.toStdString(), {.dialect = dialect, .version = usualVersion(dialect)});
}

} // namespace

void OnlyReadsTest::asks_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QByteArray>("text");
    for (const auto dialect :
         {SqlDialect::PostgreSQL, SqlDialect::MySQL, SqlDialect::MariaDB, SqlDialect::SQLite}) {
        addRow(dialect, "SELECT 1");
        addRow(
            dialect,
            "-- why\nselect a.b, count(*) from a join c using (d) group by 1 having count(*) > 2 limit 5;");
        addRow(dialect, "WITH x AS (SELECT 1) SELECT * FROM x");
        addRow(dialect, "SELECT 'delete from t; drop table t'");
        addRow(dialect, "EXPLAIN SELECT * FROM t");
    }
    addRow(SqlDialect::PostgreSQL, "VALUES (1), (2)");
    addRow(SqlDialect::PostgreSQL, "TABLE users");
    addRow(SqlDialect::PostgreSQL, "(SELECT 1) UNION (SELECT 2)");
    addRow(SqlDialect::MySQL, "(SELECT 1) UNION (SELECT 2)");
    addRow(SqlDialect::PostgreSQL, "SHOW lock_timeout");
    addRow(SqlDialect::PostgreSQL, "EXPLAIN (ANALYZE, BUFFERS) SELECT 1");
    addRow(SqlDialect::PostgreSQL, "SELECT replace(a, 'x', 'y'), \"delete\" FROM t");
    addRow(SqlDialect::MySQL, "SHOW CREATE TABLE users");
    addRow(SqlDialect::MySQL, "DESCRIBE users");
    addRow(SqlDialect::SQLite, "PRAGMA table_info('users')");
    addRow(SqlDialect::SQLite, "PRAGMA journal_mode");
}

void OnlyReadsTest::asks()
{
    QFETCH(SqlDialect, dialect);
    QFETCH(QByteArray, text);
    QVERIFY(answer(dialect, text));
}

void OnlyReadsTest::mayWrite_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QByteArray>("text");
    for (const auto dialect :
         {SqlDialect::PostgreSQL, SqlDialect::MySQL, SqlDialect::MariaDB, SqlDialect::SQLite}) {
        for (const char *text :
             {"", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE t", "DELETE FROM t",
              "INSERT INTO t VALUES (1)", "UPDATE t SET a = 1", "DROP TABLE t", "CREATE TABLE t AS SELECT 1",
              "ALTER TABLE t ADD COLUMN a int", "BEGIN", "COMMIT", "WITH x AS (SELECT 1) DELETE FROM t",
              "EXPLAIN DELETE FROM t", "this is no SQL", "SELECT FROM WHERE (("})
            addRow(dialect, text);
    }
    for (const char *text :
         {"WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone", "SELECT * FROM t FOR UPDATE",
          "SELECT * FROM t FOR SHARE", "SELECT * INTO copy FROM t", "EXPLAIN ANALYZE DELETE FROM t",
          "TRUNCATE t", "COPY t FROM STDIN", "COPY t TO '/tmp/x'", "CALL work()", "DO $$ BEGIN END $$",
          "VACUUM t", "SET ROLE admin", "SELECT 1 \\gexec", "LOCK TABLE t", "NOTIFY a"})
        addRow(SqlDialect::PostgreSQL, text);
    for (const auto dialect : {SqlDialect::MySQL, SqlDialect::MariaDB}) {
        for (const char *text :
             {"SELECT * FROM t FOR UPDATE", "SELECT * FROM t LOCK IN SHARE MODE",
              "SELECT 1 INTO OUTFILE '/tmp/x'", "SELECT 1 INTO @a",
              "SELECT 1 /*!50000 INTO OUTFILE '/tmp/x' */", "REPLACE INTO t VALUES (1)",
              "LOAD DATA INFILE 'x' INTO TABLE t", "CALL work()", "SET GLOBAL read_only = 0", "KILL 3"})
            addRow(dialect, text);
    }
    for (const char *text :
         {"PRAGMA journal_mode = WAL", "PRAGMA user_version = 3", "ATTACH 'x' AS y", "VACUUM", "REINDEX"})
        addRow(SqlDialect::SQLite, text);
}

void OnlyReadsTest::mayWrite()
{
    QFETCH(SqlDialect, dialect);
    QFETCH(QByteArray, text);
    QVERIFY(!answer(dialect, text));
}

QTEST_APPLESS_MAIN(OnlyReadsTest)
#include "onlyreads.moc"
