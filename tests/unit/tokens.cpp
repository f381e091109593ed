// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/tokens.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

namespace {

/// "W:select S: N:1": kind and text of each token.
QString shown(const QString &sql)
{
    static const QString letters = u"_CSQWN;O"_s;
    QStringList pieces;
    for (const Token &token : tokenize(sql)) {
        if (token.kind != TokenKind::Space)
            pieces.append(letters[static_cast<int>(token.kind)] + u':'
                          + sql.sliced(token.begin, token.end - token.begin));
    }
    return pieces.join(u' ');
}

bool coversWithoutGap(const QString &sql)
{
    qsizetype at = 0;
    for (const Token &token : tokenize(sql)) {
        if (token.begin != at || token.end <= token.begin || token.end > sql.size())
            return false;
        at = token.end;
    }
    return at == sql.size();
}

QString dollar(int position) { return u'$' + QString::number(position); }

} // namespace

class TokensTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokens_data();
    void tokens();
    void statements_data();
    void statements();
    void qualifiedNames_data();
    void qualifiedNames();
    void positions_data();
    void positions();
    void quotedNames();
    void sqliteIsReadAsSuch();
    void anyTextIsCovered();
};

void TokensTest::tokens_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &sql, const QString &expected) {
        QTest::newRow(name) << sql << expected;
    };
    row("nothing", u""_s, u""_s);
    row("words", u"SELECT a1_$ FROM ünïcode"_s, u"W:SELECT W:a1_$ W:FROM W:ünïcode"_s);
    row("string", u"'a''b'"_s, u"S:'a''b'"_s);
    row("string with backslash", u"'a\\' b"_s, u"S:'a\\' W:b"_s);
    row("escape string", u"E'a\\'b' e'\\\\'"_s, u"S:E'a\\'b' S:e'\\\\'"_s);
    row("no escape string", u"type'a\\'"_s, u"W:type S:'a\\'"_s);
    row("unclosed string", u"'a; b"_s, u"S:'a; b"_s);
    row("unclosed escape string", u"E'a\\"_s, u"S:E'a\\"_s);
    row("quoted name", u"\"a\"\"b;\""_s, u"Q:\"a\"\"b;\""_s);
    row("unclosed name", u"\"a b"_s, u"Q:\"a b"_s);
    row("dollar quote", u"$$a;'b$$ c"_s, u"S:$$a;'b$$ W:c"_s);
    row("dollar tag", u"$x$a $$ $y$ b$x$;"_s, u"S:$x$a $$ $y$ b$x$ ;:;"_s);
    row("unclosed dollar", u"$x$a $X$"_s, u"S:$x$a $X$"_s);
    row("parameters", u"$1 = $2$3"_s, u"O:$ N:1 O:= O:$ N:2 O:$ N:3"_s);
    row("dollar in a word", u"a$b$c$b$"_s, u"W:a$b$c$b$"_s);
    row("dollar alone", u"$"_s, u"O:$"_s);
    row("line comment", u"a -- b; 'c\nd"_s, u"W:a C:-- b; 'c W:d"_s);
    row("comment at the end", u"a--"_s, u"W:a C:--"_s);
    row("nested comment", u"/* a /* b */ c; */d"_s, u"C:/* a /* b */ c; */ W:d"_s);
    row("overlapping stars", u"/*/ a */b"_s, u"C:/*/ a */ W:b"_s);
    row("unclosed comment", u"/* a /* b */"_s, u"C:/* a /* b */"_s);
    row("comment in a string", u"'-- /*' x"_s, u"S:'-- /*' W:x"_s);
    row("minus", u"a - -b"_s, u"W:a O:- O:- W:b"_s);
    row("numbers", u"1.5 2e10 .5"_s, u"N:1.5 N:2e10 N:.5"_s);
    row("cast", u"a::int"_s, u"W:a O:: O:: W:int"_s);
    row("operators", u"a->>'b' ?| c"_s, u"W:a O:- O:> O:> S:'b' O:? O:| W:c"_s);
    row("emoji", u"😀 '😀'"_s, u"W:😀 S:'😀'"_s);
}

void TokensTest::tokens()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(shown(sql), expected);
    QVERIFY(coversWithoutGap(sql));
}

void TokensTest::statements_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &sql, const QStringList &expected) {
        QTest::newRow(name) << sql << expected;
    };
    row("nothing", u" ;; -- x\n ; /* ; */ "_s, {});
    row("one", u"SELECT 1"_s, {u"SELECT 1"_s});
    row("two", u" SELECT 1 ;\nSELECT 2;"_s, {u"SELECT 1"_s, u"SELECT 2"_s});
    row("string", u"SELECT ';'; SELECT \";\""_s, {u"SELECT ';'"_s, u"SELECT \";\""_s});
    row("comments stay", u"-- a; b\nSELECT 1; -- c"_s, {u"-- a; b\nSELECT 1"_s});
    row("do block", u"DO $$BEGIN PERFORM 1; END$$; SELECT 1"_s,
        {u"DO $$BEGIN PERFORM 1; END$$"_s, u"SELECT 1"_s});
    row("transaction", u"BEGIN; SELECT 1; END; SELECT 2"_s,
        {u"BEGIN"_s, u"SELECT 1"_s, u"END"_s, u"SELECT 2"_s});

    const QString trigger =
        u"CREATE TRIGGER t AFTER UPDATE ON a BEGIN\n UPDATE a SET b = 1; DELETE FROM c;\nEND"_s;
    row("trigger", trigger + u"; SELECT 1"_s, {trigger, u"SELECT 1"_s});
    row("trigger at the end", trigger, {trigger});
    row("two triggers", trigger + u";"_s + trigger + u";"_s, {trigger, trigger});
    row("comment in front", u"/* create */ "_s + trigger + u";x"_s, {u"/* create */ "_s + trigger, u"x"_s});
    const QString cases =
        u"create temp trigger t before insert on a when case when new.b then 1 end = 1 begin "
        "select case when 1 then case 2 when 2 then 3 end else 4 end; select 5; end"_s;
    row("trigger with cases", cases + u";select 6"_s, {cases, u"select 6"_s});
    const QString function =
        u"CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW WHEN (CASE WHEN x THEN y END) "
        "EXECUTE FUNCTION f()"_s;
    row("trigger with a function", function + u"; SELECT 1"_s, {function, u"SELECT 1"_s});
    const QString atomic =
        u"CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END"_s;
    row("atomic function", atomic + u"; SELECT 3"_s, {atomic, u"SELECT 3"_s});
    const QString loops =
        u"CREATE DEFINER=`root`@`%` TRIGGER t BEFORE UPDATE ON a FOR EACH ROW BEGIN IF NEW.b THEN "
        "SET NEW.c = 1; END IF; CASE d WHEN 1 THEN SET e = 2; END CASE; WHILE f DO SET g = 1; "
        "END WHILE; END"_s;
    row("MySQL's trigger", loops + u"; SELECT 1"_s, {loops, u"SELECT 1"_s});
    row("unclosed trigger", u"CREATE TRIGGER t BEGIN a; b"_s, {u"CREATE TRIGGER t BEGIN a; b"_s});
    row("one end too many", u"CREATE TRIGGER t end; begin a; end"_s,
        {u"CREATE TRIGGER t end"_s, u"begin a"_s, u"end"_s});
    row("table called trigger", u"CREATE TABLE trigger (begin int); SELECT 1"_s,
        {u"CREATE TABLE trigger (begin int)"_s, u"SELECT 1"_s});
    row("comment on a trigger", u"COMMENT ON TRIGGER t ON a IS 'x'; BEGIN; x"_s,
        {u"COMMENT ON TRIGGER t ON a IS 'x'"_s, u"BEGIN"_s, u"x"_s});
    row("drop trigger", u"DROP TRIGGER t; BEGIN; x"_s, {u"DROP TRIGGER t"_s, u"BEGIN"_s, u"x"_s});
    row("unclosed string", u"a; 'b; c"_s, {u"a"_s, u"'b; c"_s});
    row("unclosed comment", u"a; /* b; c"_s, {u"a"_s});
}

void TokensTest::statements()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, expected);
    QCOMPARE(splitStatements(sql), expected);
}

void TokensTest::qualifiedNames_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &expression, const QString &expected) {
        QTest::newRow(name) << expression << expected;
    };
    row("bare", u"name || ' ' || date"_s, u"NEW.name || ' ' || NEW.date"_s);
    row("case", u"NAME"_s, u"NEW.NAME"_s);
    row("quoted", u"\"name\" || \"Odd \"\"One\""_s, u"NEW.\"name\" || NEW.\"Odd \"\"One\""_s);
    row("quoted otherwise", u"\"Name\""_s, u"\"Name\""_s);
    row("table in front", u"Users.name"_s, u"NEW.name"_s);
    row("quoted table", u"\"users\".name"_s, u"NEW.name"_s);
    row("schema and table", u"public.users.name = 1"_s, u"NEW.name = 1"_s);
    row("white space", u"users . name"_s, u"NEW.name"_s);
    row("other table", u"others.name"_s, u"others.name"_s);
    row("field of a column", u"name.first"_s, u"NEW.name.first"_s);
    row("other column", u"first_name + name2"_s, u"first_name + name2"_s);
    row("string", u"'name' || $$name$$ || E'\\'name'"_s, u"'name' || $$name$$ || E'\\'name'"_s);
    row("comments", u"/* name */ name -- name"_s, u"/* name */ NEW.name -- name"_s);
    row("function", u"name(name)"_s, u"name(NEW.name)"_s);
    row("function and space", u"date /* x */ (name)"_s, u"date /* x */ (NEW.name)"_s);
    row("cast", u"name::date"_s, u"NEW.name::date"_s);
    row("cast in words", u"CAST(name AS date)"_s, u"CAST(NEW.name AS date)"_s);
    row("typed literal", u"date '2020-01-01' < date"_s, u"date '2020-01-01' < NEW.date"_s);
    row("named argument", u"f(name => date)"_s, u"f(name => NEW.date)"_s);
    row("comparison", u"name >= 1 AND name = 2"_s, u"NEW.name >= 1 AND NEW.name = 2"_s);
    row("JSON", u"name ->> 'name' ? 'x'"_s, u"NEW.name ->> 'name' ? 'x'"_s);
    row("slice", u"name[1:date]"_s, u"NEW.name[1:NEW.date]"_s);
    row("nothing", u""_s, u""_s);
    row("dot at the start", u".name"_s, u".name"_s);
    row("twice", u"name,name"_s, u"NEW.name,NEW.name"_s);
}

void TokensTest::qualifiedNames()
{
    QFETCH(QString, expression);
    QFETCH(QString, expected);
    QCOMPARE(qualified(expression, {u"name"_s, u"date"_s, u"Odd \"One"_s}, u"users", u"NEW"), expected);
}

void TokensTest::positions_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QVariantList>("order");
    const auto row = [](const char *name, const QString &sql, const QString &expected,
                        const QVariantList &order) { QTest::newRow(name) << sql << expected << order; };
    row("none", u"SELECT 1"_s, u"SELECT 1"_s, {});
    row("order of use", u":b, :a"_s, u"$1, $2"_s, {2, 1});
    row("used twice", u":a = :a"_s, u"$1 = $2"_s, {1, 1});
    row("no value", u":c || :a"_s, u":c || $1"_s, {1});
    row("longer name", u":ab :a"_s, u":ab $1"_s, {1});
    row("cast", u"x::a, :a::b"_s, u"x::a, $1::b"_s, {1});
    row("cast of a cast", u":a::b::a"_s, u"$1::b::a"_s, {1});
    row("string", u"':a' || $$:a$$ || E'\\':a' || :a"_s, u"':a' || $$:a$$ || E'\\':a' || $1"_s, {1});
    row("quoted name", u"\":a\" = :a"_s, u"\":a\" = $1"_s, {1});
    row("comments", u"/* :a */ :b -- :a"_s, u"/* :a */ $1 -- :a"_s, {2});
    row("space between", u": a"_s, u": a"_s, {});
    row("question marks", u"x ? 'y' AND x ?| :a"_s, u"x ? 'y' AND x ?| $1"_s, {1});
    row("JSON", u"x->>'a' = :a"_s, u"x->>'a' = $1"_s, {1});
    row("assignment", u"x := :a"_s, u"x := $1"_s, {1});
    row("at the end", u"x:"_s, u"x:"_s, {});
    row("unclosed", u":a ':b"_s, u"$1 ':b"_s, {1});
}

void TokensTest::positions()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QFETCH(QVariantList, order);
    QVariantList actual;
    QCOMPARE(positional(sql, {{u"a"_s, 1}, {u"b"_s, 2}}, dollar, &actual), expected);
    QCOMPARE(actual, order);
    QCOMPARE(positional(sql, {}, dollar, &actual), sql);
}

void TokensTest::quotedNames()
{
    QCOMPARE(unquoted(u"\"a\"\"b\""), u"a\"b"_s);
    QCOMPARE(unquoted(u"`a``b`"), u"a`b"_s);
    QCOMPARE(unquoted(u"\"a"), u"a"_s);
    QCOMPARE(unquoted(u"\""), QString());
}

void TokensTest::sqliteIsReadAsSuch()
{
    QVariantList order;
    const QString sql = u"`:a` [:a] $$:a /* /* */ :a -- :a"_s;
    QCOMPARE(positional(sql, {{u"a"_s, 1}}, dollar, &order, SqlDialect::SQLite),
             u"`:a` [:a] $$$1 /* /* */ $2 -- :a"_s);
    QCOMPARE(qualified(u"[Odd \"One] || `name` || '\\' || name"_s, {u"name"_s, u"Odd \"One"_s}, u"users",
                       u"NEW", SqlDialect::SQLite),
             u"NEW.[Odd \"One] || NEW.`name` || '\\' || NEW.name"_s);
}

void TokensTest::anyTextIsCovered()
{
    const QStringList pieces{u"'"_s,        u"\""_s,
                             u"`"_s,        u"$"_s,
                             u"$$"_s,       u"$a$"_s,
                             u"/*"_s,       u"*/"_s,
                             u"--"_s,       u"\n"_s,
                             u"E'"_s,       u"\\"_s,
                             u":"_s,        u"a"_s,
                             u"1"_s,        u";"_s,
                             u" "_s,        u"."_s,
                             u"("_s,        u"create "_s,
                             u"trigger "_s, u"begin "_s,
                             u"end "_s,     u"case "_s,
                             u"😀"_s,       QString(QChar(0xd800))};
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 5000; ++i) {
        QString sql;
        for (int n = random.bounded(30); n > 0; --n)
            sql += pieces[random.bounded(static_cast<int>(pieces.size()))];
        QVERIFY2(coversWithoutGap(sql), qPrintable(sql));
        QVariantList order;
        QCOMPARE(positional(sql, {{u"nothing"_s, 1}}, dollar, &order), sql);
        QCOMPARE(qualified(sql, {u"nothing"_s}, u"t", u"NEW"), sql);
        for (const QString &statement : splitStatements(sql))
            QCOMPARE(splitStatements(statement).size(), 1);
    }
}

QTEST_GUILESS_MAIN(TokensTest)
#include "tokens.moc"
