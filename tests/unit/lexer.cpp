// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/lexer.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace lockkeeper;

namespace {

constexpr SqlDialect postgres = SqlDialect::PostgreSQL;
constexpr SqlDialect mysql = SqlDialect::MySQL;
constexpr SqlDialect mariadb = SqlDialect::MariaDB;
constexpr SqlDialect sqlite = SqlDialect::SQLite;

/// "W:select N:1": kind and text of each token but blanks; `~` marks an unclosed one.
QByteArray shown(const QByteArray &sql, const LexOptions &options)
{
    static const QByteArray letters = "_-*!SQWNP$O,MDX";
    QByteArrayList pieces;
    for (const LexToken &token : lex(sql.toStdString(), options)) {
        if (token.kind != LexKind::Space)
            pieces.append((token.isUnclosed ? "~" : "") + letters.mid(static_cast<int>(token.kind), 1) + ':'
                          + sql.mid(token.span.begin, token.span.size()));
    }
    return pieces.join(' ');
}

bool coversWithoutGap(std::string_view sql, const LexOptions &options, std::int32_t from = 0)
{
    std::int32_t at = from;
    for (const LexToken &token : lex(sql, options, from)) {
        if (token.span.begin != at || token.span.end <= token.span.begin)
            return false;
        at = token.span.end;
    }
    return std::cmp_equal(at, sql.size());
}

void addRow(const char *name, const QByteArray &sql, const QByteArray &expected)
{
    QTest::newRow(name) << sql << expected;
}

void addColumns()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("expected");
}

void check(const LexOptions &options)
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(sql, options), expected);
    QVERIFY(coversWithoutGap(sql.toStdString(), options));
}

} // namespace

class LexerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everywhere_data();
    void everywhere();
    void postgresTokens_data();
    void postgresTokens();
    void mysqlTokens_data();
    void mysqlTokens();
    void mysqlModes();
    void versionComments_data();
    void versionComments();
    void sqliteTokens_data();
    void sqliteTokens();
    void begins();
    void names();
    void versions();
    void anyBytesAreCovered();
    void manyOpenersAreQuick_data();
    void manyOpenersAreQuick();
};

void LexerTest::everywhere_data()
{
    addColumns();
    addRow("nothing", "", "");
    addRow("words", "SELECT a1 FROM \xc3\xbcn\xc3\xaf", "W:SELECT W:a1 W:FROM W:\xc3\xbcn\xc3\xaf");
    addRow("mark at the start",
           "\xef\xbb\xbf"
           "a",
           "W:a");
    addRow("string", "'a''b'", "S:'a''b'");
    addRow("unclosed string", "'a; b", "~S:'a; b");
    addRow("line comment", "a -- b; 'c\nd", "W:a -:-- b; 'c W:d");
    addRow("both line breaks", "-- a\r\nb", "-:-- a W:b");
    addRow("block comment", "/*/ a */b", "*:/*/ a */ W:b");
    addRow("unclosed comment", "a/* b", "W:a ~*:/* b");
    addRow("numbers", "1 1.5 1.5e3 2E-7 1. .5", "N:1 N:1.5 N:1.5e3 N:2E-7 N:1. N:.5");
    addRow("dots", "a.b . c", "W:a ,:. W:b ,:. W:c");
    addRow("signs", "(a, b);", ",:( W:a ,:, W:b ,:) ,:;");
    addRow("placeholder", "${a}.b = '${c}'", "$:${a} ,:. W:b O:= S:'${c}'");
    addRow("glued placeholder", "t_${flyway:env}_x ${a.b-c}d", "$:t_${flyway:env}_x $:${a.b-c}d");
    addRow("NUL", QByteArray("a\0b", 3), QByteArray("W:a X:\0 W:b", 11));
    addRow("not UTF-8", "\xff\x80 '\xc3'", "W:\xff\x80 S:'\xc3'");
}

void LexerTest::everywhere()
{
    for (const SqlDialect dialect : {postgres, mysql, mariadb, sqlite})
        check({.dialect = dialect});
}

void LexerTest::postgresTokens_data()
{
    addColumns();
    addRow("escapes", R"(E'a\'b' e'\\')", R"(S:E'a\'b' S:e'\\')");
    addRow("no escapes", "type'a\\'", "W:type S:'a\\'");
    addRow("escapes go on", "E'a'\n '\\'' '\\'", "S:E'a' S:'\\'' S:'\\'");
    addRow("no line break between", "E'a' '\\' b", "S:E'a' S:'\\' W:b");
    addRow("prefixes", R"(B'01' x'1F' N'a' U&'\0041' U&"b" u & 'c')",
           R"(S:B'01' S:x'1F' S:N'a' S:U&'\0041' Q:U&"b" W:u O:& S:'c')");
    addRow("names", R"("a""b;")", R"(Q:"a""b;")");
    addRow("dollar quote", "$$a;'b$$ c", "S:$$a;'b$$ W:c");
    addRow("dollar tag", "$x$a $$ $y$ b$x$;", "S:$x$a $$ $y$ b$x$ ,:;");
    addRow("unclosed dollar", "$x$a $X$", "~S:$x$a $X$");
    addRow("no dollar quote", "a$b$c$b$ $1$2 $", "W:a$b$c$b$ P:$1 P:$2 X:$");
    addRow("nested comment", "/* a /* b */ c; */d", "*:/* a /* b */ c; */ W:d");
    addRow("unclosed nesting", "/* a /* b */", "~*:/* a /* b */");
    addRow("old line break", "-- a\rb", "-:-- a W:b");
    addRow("operators", "a->>'b' ?| c @> d <-> e", "W:a O:->> S:'b' O:?| W:c O:@> W:d O:<-> W:e");
    addRow("trailing signs", "1*-2 @-3 =- +-4", "N:1 O:* O:- N:2 O:@- N:3 O:= O:- O:+ O:- N:4");
    addRow("operator in front of a comment", "a+--b\n*/*c*/d", "W:a O:+ -:--b O:* *:/*c*/ W:d");
    addRow("cast", "a::int := 1", "W:a O::: W:int O::= N:1");
    addRow("psql variables", "f(:a, :'b', :\"c\")::d", "W:f ,:( P::a ,:, P::'b' ,:, P::\"c\" ,:) O::: W:d");
    addRow("slices", "a[1:n] b[:k] c[1:2]",
           "W:a ,:[ N:1 O:: W:n ,:] W:b ,:[ P::k ,:] W:c ,:[ N:1 O:: N:2 ,:]");
    addRow("integers", "0x1F 0o17 0b11 1_000 1_", "N:0x1F N:0o17 N:0b11 N:1_000 N:1 W:_");
    addRow("range", "1..10", "N:1 O:.. N:10");
    addRow("psql", "\\set x 'y\nselect 1;\n  \\echo ; a", "M:\\set x 'y W:select N:1 ,:; M:\\echo ; a");
    addRow("psql sends", "select 1 \\gset p_\nselect 2", "W:select N:1 M:\\gset p_ W:select N:2");
    addRow("backslash in a string", "'\n\\x'", "S:'\n\\x'");
    addRow("copy", "copy a (b) from stdin;\n1;'\n\n\\.\nselect",
           "W:copy W:a ,:( W:b ,:) W:from W:stdin ,:; D:1;'\n\n\\. W:select");
    addRow("empty copy", "COPY a FROM STDIN WITH csv; -- x\r\n\\.\r\na",
           "W:COPY W:a W:FROM W:STDIN W:WITH W:csv ,:; -:-- x D:\\. W:a");
    addRow("copy to the end", "copy a from stdin;\n\n1\n\\. \n",
           "W:copy W:a W:from W:stdin ,:; ~D:\n1\n\\. \n");
    addRow("copy of psql", "\\copy a from stdin\n1\n\\.\nb", "M:\\copy a from stdin D:1\n\\. W:b");
    addRow("copy of a file", "copy a from 'stdin';\nb", "W:copy W:a W:from S:'stdin' ,:; W:b");
}

void LexerTest::postgresTokens() { check({.dialect = postgres}); }

void LexerTest::mysqlTokens_data()
{
    addColumns();
    addRow("quotes", R"(`a``b` "c""d\"" 'e\'')", R"(Q:`a``b` S:"c""d\"" S:'e\'')");
    addRow("prefixes", "N'a' x'1F' b'01' _utf8mb4'b' _latin1\"c\" _x 'd'",
           "S:N'a' S:x'1F' S:b'01' S:_utf8mb4'b' S:_latin1\"c\" W:_x S:'d'");
    addRow("comments", "a # b\n-- c\n--\n5--1", "W:a -:# b -:-- c -:-- N:5 O:- O:- N:1");
    addRow("comment at the end", "a --", "W:a -:--");
    addRow("no nesting", "/* a /* b */ c", "*:/* a /* b */ W:c");
    addRow("hint", "/*+ NO_ICP(t) */", "*:/*+ NO_ICP(t) */");
    addRow("variables", "@a.b @'c d' @`e` @@sql_mode @@global.f @ ?",
           "P:@a.b P:@'c d' P:@`e` P:@@sql_mode P:@@global.f O:@ P:?");
    addRow("user", "`root`@`%` root@localhost", "Q:`root` P:@`%` W:root P:@localhost");
    addRow("operators", "a<=>b || c->>'$.d' := !e", "W:a O:<=> W:b O:|| W:c O:->> S:'$.d' O::= O:! W:e");
    addRow("names with digits", "1a t.2b t.3 4e5 0x1F 0xyz 1_000 $a",
           "W:1a W:t ,:. W:2b W:t ,:. W:3 N:4e5 N:0x1F W:0xyz W:1_000 W:$a");
    addRow("label", "a:begin", "W:a O:: W:begin");
    addRow("delimiter", "DELIMITER //\na; b//c\n delimiter ;\nd;",
           "M:DELIMITER // W:a ,:; W:b ,:// W:c M:delimiter ; W:d ,:;");
    addRow("delimiter behind a word", "delimiter $$\nend$$ 1$$ a$b",
           "M:delimiter $$ W:end ,:$$ N:1 ,:$$ W:a$b");
    addRow("word as delimiter", "delimiter go\nagog go\n", "M:delimiter go W:agog ,:go");
    addRow("column called delimiter", "a (\n delimiter text,\ndelimiter\n",
           "W:a ,:( W:delimiter W:text ,:, W:delimiter");
    addRow("client's ends", "a \\G b\\g", "W:a M:\\G W:b M:\\g");
    addRow("no dollar quotes", "$$ a", "W:$$ W:a");
}

void LexerTest::mysqlTokens()
{
    check({.dialect = mysql});
    check({.dialect = mariadb});
}

void LexerTest::mysqlModes()
{
    QCOMPARE(shown("\"a\\\" b", {.dialect = mysql, .ansiQuotes = true}), "Q:\"a\\\" W:b");
    QCOMPARE(shown("'a\\' b", {.dialect = mysql, .noBackslashEscapes = true}), "S:'a\\' W:b");
}

void LexerTest::versionComments_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, SqlDialect dialect, const QByteArray &sql,
                        const QByteArray &expected) { QTest::newRow(name) << dialect << sql << expected; };
    row("always", mysql, "/*! a */b", "!:/*! W:a !:*/ W:b");
    row("old enough", mysql, "/*!50100 a*/b", "!:/*!50100 W:a !:*/ W:b");
    row("too new", mysql, "/*!90000 a /* b */ c */d", "*:/*!90000 a /* b */ c */ W:d");
    row("six digits", mysql, "/*!080400 a*//*!0804001*/", "!:/*!080400 W:a !:*/ !:/*!080400 N:1 !:*/");
    row("four digits", mysql, "/*!8040 a*/", "!:/*! N:8040 W:a !:*/");
    row("MariaDB's in MySQL", mysql, "/*M! a */b", "*:/*M! a */ W:b");
    row("unclosed", mysql, "/*!99999 a", "~*:/*!99999 a");
    row("sign without opening", mysql, "a */ b", "W:a O:* O:/ W:b");
    row("MariaDB's", mariadb, "/*M! a *//*M!100600 b *//*M!100700 c */",
        "!:/*M! W:a !:*/ !:/*M!100600 W:b !:*/ *:/*M!100700 c */");
    row("MySQL's in MariaDB", mariadb, "/*!50699 a *//*!50700 b *//*!99999 c *//*!100000 d */",
        "!:/*!50699 W:a !:*/ *:/*!50700 b */ *:/*!99999 c */ !:/*!100000 W:d !:*/");
    row("comment in code", mysql, "/*! a /* b */ c */d", "!:/*! W:a *:/* b */ W:c !:*/ W:d");
    row("PostgreSQL", postgres, "/*!50100 a */", "*:/*!50100 a */");
}

void LexerTest::versionComments()
{
    QFETCH(SqlDialect, dialect);
    check({.dialect = dialect});
}

void LexerTest::sqliteTokens_data()
{
    addColumns();
    addRow("names", R"("a""b" `c``d` [e "f]g [h)", R"(Q:"a""b" Q:`c``d` Q:[e "f] W:g ~Q:[h)");
    addRow("strings", "'a\\' x'1F' e'b'", "S:'a\\' S:x'1F' W:e S:'b'");
    addRow("parameters", "? ?12 :a @b $c :1 @", "P:? P:?12 P::a P:@b P:$c P::1 X:@");
    addRow("no nesting", "/* a /* b */ c", "*:/* a /* b */ W:c");
    addRow("operators", "a == b || c -> d <> e", "W:a O:== W:b O:|| W:c O:-> W:d O:<> W:e");
    addRow("numbers", "1_000 0xFF 0b1", "N:1_000 N:0xFF N:0 W:b1");
    addRow("dot commands", ".mode csv;\na\n.b;\n.read x\n .c",
           "M:.mode csv; W:a ,:. W:b ,:; M:.read x ,:. W:c");
    addRow("no MySQL comments", "# a", "X:# W:a");
}

void LexerTest::sqliteTokens() { check({.dialect = sqlite}); }

void LexerTest::begins()
{
    const std::string text = "a 'b' c";
    QCOMPARE(lex(text, {}, 2).front().span, (Span{2, 5}));
    QVERIFY(coversWithoutGap(text, {}, 2));
    QVERIFY(lex(text, {}, 7).empty());
    QVERIFY(lex(text, {}, 99).empty());
}

void LexerTest::names()
{
    QCOMPARE(nameInside("\"a\"\"b\""), "a\"b");
    QCOMPARE(nameInside("`a``b`"), "a`b");
    QCOMPARE(nameInside("[a]"), "a");
    QCOMPARE(nameInside("\"a"), "a");
    QCOMPARE(nameInside("\""), "");
    QCOMPARE(nameInside(""), "");
    QCOMPARE(nameInside("U&\"d\\0061t\\+000061\\\\\\00\""), "data\\\\00");
    QCOMPARE(nameInside("u&\"\\D83D\\DE00\\00e9\""), "\xf0\x9f\x98\x80\xc3\xa9");
    QCOMPARE(folded("AbC\xc3\x84"), "abc\xc3\x84");
    QVERIFY(isKeyword("SeLect", "select"));
    QVERIFY(!isKeyword("selec", "select"));
}

void LexerTest::versions()
{
    QVERIFY(serverVersionFromText("17") == (ServerVersion{17, 0, 0}));
    QVERIFY(serverVersionFromText("8.0.29") == (ServerVersion{8, 0, 29}));
    QVERIFY(serverVersionFromText("11.8.6-MariaDB") == (ServerVersion{11, 8, 6}));
    QVERIFY(serverVersionFromText("17beta1") == (ServerVersion{17, 0, 0}));
    QVERIFY(serverVersionFromText("8.") == (ServerVersion{8, 0, 0}));
    for (const char *text : {"", "x", "-1", "v8", "99999999999999"})
        QVERIFY2(!serverVersionFromText(text), text);
    for (const SqlDialect dialect : {postgres, mysql, mariadb, sqlite})
        QVERIFY(sqlDialectFromName(nameOf(dialect)) == dialect);
    QVERIFY(sqlDialectFromName("pg") == postgres);
    QVERIFY(!sqlDialectFromName("oracle"));
}

void LexerTest::anyBytesAreCovered()
{
    const QByteArrayList pieces{
        "'",    "\"",         "`",     "$",    "$$",    "$a$",    "/*", "*/", "--",      "\n",
        "\r\n", "E'",         "\\",    ":",    "a",     "1",      ";",  " ",  ".",       "(",
        "[",    "]",          "copy ", "from", "stdin", "\\.",    "${", "}",  "/*!5010", "/*M!",
        "0",    "delimiter ", "//",    "$$",   "U&",    "@",      "?",  "#",  "+",       "-",
        "<",    "\xf0",       "\x9f",  "\\g",  "go",    "begin ", "_x", "e",  ".mode"};
    const quint32 seed = qEnvironmentVariableIsSet("LOCKKEEPER_SEED")
                             ? qEnvironmentVariable("LOCKKEEPER_SEED").toUInt()
                             : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 20'000; ++i) {
        std::string sql;
        for (int n = random.bounded(30); n > 0; --n)
            sql += i % 2 == 0 ? pieces[random.bounded(static_cast<int>(pieces.size()))].toStdString()
                              : std::string(1, static_cast<char>(random.bounded(256)));
        const LexOptions options{.dialect = static_cast<SqlDialect>(i % 4),
                                 .noBackslashEscapes = random.bounded(2) == 0,
                                 .ansiQuotes = random.bounded(2) == 0};
        const int from = random.bounded(static_cast<int>(sql.size()) + 1);
        QVERIFY2(coversWithoutGap(sql, options), sql.c_str());
        QVERIFY2(coversWithoutGap(sql, options, from), sql.c_str());
    }
}

void LexerTest::manyOpenersAreQuick_data()
{
    QTest::addColumn<QByteArray>("opener");
    for (const char *opener : {"(",          "[",
                               "$a",         "$a$b",
                               "/*",         "/*!",
                               "/*!99999 ",  "'",
                               "\"",         "`",
                               "+",          "-",
                               "+-",         "--",
                               "${",         "${a",
                               "E'a'\n",     ":'a",
                               ":a",         "@",
                               "1.",         "1e",
                               "U&",         "\\",
                               "delimiter ", "copy from stdin;\n",
                               ".a",         "a",
                               "\n",         ";",
                               "#",          "\\copy from stdin\n"})
        QTest::newRow(QByteArray(opener).toPercentEncoding().constData()) << QByteArray(opener);
}

// A quadratic lexer would need minutes here.
void LexerTest::manyOpenersAreQuick()
{
    QFETCH(QByteArray, opener);
    std::string sql;
    while (sql.size() < 300'000)
        sql += opener.toStdString();
    QElapsedTimer timer;
    timer.start();
    for (const SqlDialect dialect : {postgres, mysql, mariadb, sqlite})
        QVERIFY(!lex(sql, {.dialect = dialect}).empty());
    QVERIFY(timer.elapsed() < 30'000); // growth is what would fail here, not a slow machine
}

QTEST_GUILESS_MAIN(LexerTest)
#include "lexer.moc"
