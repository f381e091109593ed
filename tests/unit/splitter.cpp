// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/splitter.h"

#include <QRandomGenerator>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

namespace {

constexpr SqlDialect postgres = SqlDialect::PostgreSQL;
constexpr SqlDialect mysql = SqlDialect::MySQL;
constexpr SqlDialect mariadb = SqlDialect::MariaDB;
constexpr SqlDialect sqlite = SqlDialect::SQLite;

/// The text of each piece; `!` marks a client's command, `~` a statement without a delimiter.
QByteArrayList shown(const QByteArray &sql, SqlDialect dialect)
{
    QByteArrayList pieces;
    for (const Piece &piece : split(sql.toStdString(), {.dialect = dialect}).pieces) {
        const QByteArray mark = piece.kind == PieceKind::MetaCommand ? "!" : piece.isClosed ? "" : "~";
        pieces.append(mark + sql.mid(piece.span.begin, piece.span.size()));
    }
    return pieces;
}

void addRow(const char *name, SqlDialect dialect, const QByteArray &sql, const QByteArrayList &expected)
{
    QTest::newRow(name) << dialect << sql << expected;
}

void addColumns()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArrayList>("expected");
}

void check()
{
    QFETCH(SqlDialect, dialect);
    QFETCH(QByteArray, sql);
    QFETCH(QByteArrayList, expected);
    QCOMPARE(shown(sql, dialect), expected);
}

/// That statement whole, then another.
void addWhole(const char *name, SqlDialect dialect, const QByteArray &statement)
{
    addRow(name, dialect, statement + ";\nselect 1;", {statement, "select 1"});
}

} // namespace

class SplitterTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delimiters_data();
    void delimiters() { check(); }
    void postgresBodies_data();
    void postgresBodies() { check(); }
    void mysqlBodies_data();
    void mysqlBodies() { check(); }
    void sqliteBodies_data();
    void sqliteBodies() { check(); }
    void tokensOfPieces();
    void leads_data();
    void leads();
    void piecesAreInOrder();
};

void SplitterTest::delimiters_data()
{
    addColumns();
    addRow("nothing", postgres, " ;; -- x\n ; /* ; */ ", {});
    addRow("two", postgres, " SELECT 1 ;\nSELECT 2", {"SELECT 1", "~SELECT 2"});
    addRow("strings", postgres, "a ';'; b \";\"; c $$;$$;", {"a ';'", "b \";\"", "c $$;$$"});
    addRow("comments", postgres, "-- a; b\nc /* ; */ d; -- e", {"c /* ; */ d"});
    addRow("transaction", postgres, "BEGIN; a; COMMIT; START TRANSACTION; END;",
           {"BEGIN", "a", "COMMIT", "START TRANSACTION", "END"});
    addRow("parentheses", postgres, "a (b; c); d", {"a (b", "c)", "~d"});
    addRow("unclosed string", postgres, "a; 'b; c", {"a", "~'b; c"});
    addRow("psql", postgres, "\\set x\na;\n\\echo b\nc", {"!\\set x", "a", "!\\echo b", "~c"});
    addRow("psql sends", postgres, "a \\gset\nb\n\\g\nc", {"a", "!\\gset", "b", "!\\g", "~c"});
    addRow("psql in the middle", postgres, "a\n\\set x\nb;", {"~a", "!\\set x", "b"});
    addRow("psql sends two", postgres, "a\\; b;", {"a", "b"});
    addRow("copy", postgres, "copy a from stdin;\n1;\n\\.\nb;", {"copy a from stdin", "!1;\n\\.", "b"});
    addRow("DELIMITER", mysql, "a;\nDELIMITER //\nb; c//\nDELIMITER ;\nd;",
           {"a", "!DELIMITER //", "b; c", "!DELIMITER ;", "d"});
    addRow("DELIMITER alone decides", mysql,
           "delimiter ;;\ncreate trigger t before insert on a for each row begin b; c ;; d;;\ndelimiter ;\n"
           "create procedure p() begin e; end;",
           {"!delimiter ;;", "create trigger t before insert on a for each row begin b; c", "d",
            "!delimiter ;", "create procedure p() begin e", "end"});
    addRow(
        "mysqldump", mysql,
        "DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR "
        "EACH ROW BEGIN b; END */;;\nDELIMITER ;\n",
        {"!DELIMITER ;;",
         "CREATE*/ /*!50017 DEFINER=`r`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN b; END",
         "!DELIMITER ;"});
    addRow("\\G", mysql, "a \\G b", {"a", "!\\G", "~b"});
    addRow("dot commands", sqlite, ".mode csv\na;\n.quit", {"!.mode csv", "a", "!.quit"});
    addRow("placeholders", sqlite, "a ${b;c}; ${d}", {"a ${b", "c}", "~${d}"});
}

void SplitterTest::postgresBodies_data()
{
    addColumns();
    addWhole(
        "atomic", postgres,
        "CREATE OR REPLACE FUNCTION f(a int DEFAULT (CASE WHEN x THEN 1 END)) RETURNS int\n"
        "BEGIN ATOMIC SELECT CASE a WHEN 1 THEN repeat('a', 2) ELSE CASE WHEN b THEN 3 END END; SELECT 2; END");
    addWhole("empty body", postgres, "create procedure p() begin atomic end");
    addWhole("expression body", postgres, "create function f() returns int return case when a then 1 end");
    addWhole("old body", postgres, "create function f() returns int language sql as $$ select 1; $$");
    addWhole("rule", postgres,
             "CREATE OR REPLACE RULE r AS ON INSERT TO a DO ALSO (INSERT INTO b VALUES (1); DELETE FROM c)");
    addWhole("schema", postgres, "create schema s create table t (a int) create view v as select 1");
    addWhole(
        "trigger", postgres,
        "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW WHEN (CASE WHEN x THEN y END) EXECUTE FUNCTION f()");
    addWhole("begin without atomic", postgres, "create function begin() returns int as 'x'");
    addRow("unclosed body", postgres, "create function f() begin atomic a; b",
           {"~create function f() begin atomic a; b"});
    addRow("table called function", postgres, "create table function (a begin atomic); b;",
           {"create table function (a begin atomic)", "b"});
    addRow("drop function", postgres, "drop function begin atomic; a;", {"drop function begin atomic", "a"});
}

void SplitterTest::mysqlBodies_data()
{
    addColumns();
    const QByteArray trigger = "CREATE DEFINER=`root`@`%` TRIGGER t BEFORE UPDATE ON a FOR EACH ROW ";
    for (const SqlDialect dialect : {mysql, mariadb}) {
        const QByteArray of = dialect == mysql ? ", MySQL" : ", MariaDB";
        const auto whole = [&](const QByteArray &name, const QByteArray &sql) {
            addWhole((name + of).constData(), dialect, sql);
        };
        whole("statements",
              trigger
                  + "BEGIN IF NEW.b THEN SET NEW.c = 1; ELSE IF d THEN e; END IF; END IF; "
                    "CASE d WHEN 1 THEN SET e = 2; END CASE; WHILE f DO SET g = 1; END WHILE; END");
        whole("loops",
              "create procedure p() begin a: loop b; leave a; end loop a; repeat c; until d end repeat; "
              "set e = repeat('f', if(g, 1, 2)); select case when h then 1 end; drop table if exists i; end");
        whole("no block", trigger + "IF NEW.a THEN SET NEW.b = IF(c, 1, 2); END IF");
        whole("case as a body", "create procedure p(a int) case a when 1 then b; else c; end case");
        whole("loop as a body", "create procedure p() deterministic while a do b; end while");
        whole("single statement", trigger + "SET NEW.a = CASE WHEN b THEN 1 END");
        whole("labelled block", "create procedure p() a:begin b; end a");
        whole("nested blocks",
              "create function f() returns int begin declare exit handler for sqlexception begin a; "
              "end; begin b; end; return 1; end");
        whole("event", "create event e on schedule every 1 day do begin a; b; end");
        whole("altered event", "alter definer = current_user() event e do begin a; b; end");
        whole("not there yet", "create procedure if not exists p() begin a; end");
        whole("definer", "create definer = trigger@localhost procedure p() begin a; end");
        whole("definer without host", "create definer=root function f() returns int begin a; end");
    }
    addWhole("loop over a range", mariadb,
             "create or replace procedure p() begin for i in 1..3 do a; end for; end");
    addWhole("block alone", mariadb, "BEGIN NOT ATOMIC a; IF b THEN c; END IF; END");
    addWhole("if alone", mariadb, "if a then b; else c; end if");
    addRow("transaction", mariadb, "begin; a; end;", {"begin", "a", "end"});
    addRow("begin work", mysql, "begin work; a; commit;", {"begin work", "a", "commit"});
    addRow("table with a definer", mysql, "create table a (begin int); b;",
           {"create table a (begin int)", "b"});
}

void SplitterTest::sqliteBodies_data()
{
    addColumns();
    addWhole("trigger", sqlite,
             "CREATE TRIGGER t AFTER UPDATE ON a BEGIN\n UPDATE a SET b = 1; DELETE FROM c;\nEND");
    addWhole(
        "cases", sqlite,
        "create temp trigger if not exists t before insert on a when case when new.b then 1 end = 1 begin "
        "select case when 1 then case 2 when 2 then 3 end else 4 end; select 5; end");
    addWhole("explained", sqlite, "explain query plan create trigger t after insert on a begin b; end");
    addRow("unclosed", sqlite, "create trigger t begin a; b", {"~create trigger t begin a; b"});
    addRow("one end too many", sqlite, "create trigger t end; begin; a; end;",
           {"create trigger t end", "begin", "a", "end"});
    addRow("drop", sqlite, "drop trigger t; begin; a;", {"drop trigger t", "begin", "a"});
}

void SplitterTest::tokensOfPieces()
{
    const std::string text = "-- a\nb /* c */ d; -- e\n-- f\ng;";
    const Script script = split(text, {});
    QCOMPARE(script.pieces.size(), 2U);
    for (const Piece &piece : script.pieces) {
        const auto token = [&](int i) { return script.tokens[static_cast<std::size_t>(i)]; };
        QCOMPARE(token(piece.firstToken).span.begin, piece.span.begin);
        QCOMPARE(token(piece.endToken - 1).span.end, piece.span.end);
    }
}

void SplitterTest::leads_data()
{
    QTest::addColumn<QByteArray>("sql"); // its last piece is asked for
    QTest::addColumn<QByteArray>("lead");
    QTest::newRow("at the start") << "-- a\n\n-- b\nc"_ba << "-- a\n\n-- b\n"_ba;
    QTest::newRow("own lines") << "a;\n-- b\nc;"_ba << "\n-- b\n"_ba;
    QTest::newRow("same line") << "a; /* b */ c;"_ba << " /* b */ "_ba;
    QTest::newRow("line of the one before") << "a; -- b\n-- c\nd;"_ba << "\n-- c\n"_ba;
    QTest::newRow("behind a command") << "\\set x\n-- c\nd;"_ba << "\n-- c\n"_ba;
    QTest::newRow("none") << "a;b"_ba << ""_ba;
}

void SplitterTest::leads()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, lead);
    const Script script = split(sql.toStdString(), {});
    const Piece &piece = script.pieces.back();
    const std::int32_t begin = script.tokens[static_cast<std::size_t>(piece.leadToken)].span.begin;
    QCOMPARE(sql.mid(begin, piece.span.begin - begin), lead);
}

void SplitterTest::piecesAreInOrder()
{
    const QByteArrayList words{
        "'",     "$$",     "/*",      "*/",    "--",      "\n",        "\\g ",    "a ",
        ";",     "; ",     "(",       ")",     "create ", "trigger ",  "begin ",  "end ",
        "case ", "if ",    "atomic ", "not ",  "rule ",   "function ", "repeat ", "loop ",
        "copy ", "from ",  "stdin ",  "\\.\n", "/*! ",    "definer ",  "= ",      "delimiter //\n",
        "//",    ".mode ", "for ",    "do ",   "then ",   "event ",    "explain "};
    const quint32 seed = qEnvironmentVariableIsSet("LOCKKEEPER_SEED")
                             ? qEnvironmentVariable("LOCKKEEPER_SEED").toUInt()
                             : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 20'000; ++i) {
        std::string sql;
        for (int n = random.bounded(40); n > 0; --n)
            sql += words[random.bounded(static_cast<int>(words.size()))].toStdString();
        const Script script = split(sql, {.dialect = static_cast<SqlDialect>(i % 4)});
        int lead = 0;
        for (const Piece &piece : script.pieces) {
            QVERIFY2(piece.leadToken >= lead && piece.firstToken >= piece.leadToken
                         && piece.endToken > piece.firstToken,
                     sql.c_str());
            QVERIFY2(piece.span.begin == script.tokens[static_cast<std::size_t>(piece.firstToken)].span.begin,
                     sql.c_str());
            lead = piece.endToken;
        }
        QVERIFY2(std::cmp_less_equal(lead, script.tokens.size()), sql.c_str());
    }
}

QTEST_GUILESS_MAIN(SplitterTest)
#include "splitter.moc"
