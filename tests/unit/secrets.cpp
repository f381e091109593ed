// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// No password leaves the process, however it is written, and nothing else is taken for one.
class SecretsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hidesPasswords_data();
    void hidesPasswords();
    void leavesTheRestAlone_data();
    void leavesTheRestAlone();
    void keepsJsonWhole();
    void isQuickOnUnendedQuotes();
    void secretsAreDeepCopies();
    void masksKeepPlaces();
};

// NOLINTNEXTLINE(readability-function-size): a table
void SecretsTest::hidesPasswords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *name, const QString &text, const QString &told) {
        QTest::newRow(name) << text << told;
    };
    row("URL", u"postgresql://anna:s3cret@db:5432/shop"_s, u"postgresql://anna:•••@db:5432/shop"_s);
    row("short scheme", u"postgres://anna:s3cret@db/shop"_s, u"postgres://anna:•••@db/shop"_s);
    row("MySQL URL", u"mysql://root:s3cret@[::1]:3306/shop"_s, u"mysql://root:•••@[::1]:3306/shop"_s);
    row("MariaDB URL", u"MariaDB://root:s3cret@db"_s, u"MariaDB://root:•••@db"_s);
    row("scheme with signs", u"mysql+x-1://root:s3cret@db"_s, u"mysql+x-1://root:•••@db"_s);
    row("JDBC URL", u"jdbc:mysql://root:s3cret@db/x"_s, u"jdbc:mysql://root:•••@db/x"_s);
    row("no user", u"postgresql://:s3cret@db/shop"_s, u"postgresql://:•••@db/shop"_s);
    row("at sign in it", u"postgresql://anna:s3@cr@et@db/shop"_s, u"postgresql://anna:•••@db/shop"_s);
    row("colon in it", u"postgresql://anna:s3:cret@db/shop"_s, u"postgresql://anna:•••@db/shop"_s);
    row("hash and question mark", u"mysql://anna:s3#c?ret@db/shop"_s, u"mysql://anna:•••@db/shop"_s);
    row("quote in it", u"mysql://anna:s3\"cret@db/shop"_s, u"mysql://anna:•••@db/shop"_s);
    row("backslash before the at sign", u"mysql://anna:s3cret\\@db/shop"_s, u"mysql://anna:•••@db/shop"_s);
    row("percent coded", u"postgresql://anna:s3%40%2Fcret@db/shop"_s, u"postgresql://anna:•••@db/shop"_s);
    row("emoji", u"postgresql://anna:🔑s3cret🔑@db/shop"_s, u"postgresql://anna:•••@db/shop"_s);
    row("two URLs", u"from mysql://a:s3cret@b/c to mysql://d:s3cret@e/f"_s,
        u"from mysql://a:•••@b/c to mysql://d:•••@e/f"_s);
    row("query", u"postgresql://db/shop?password=s3cret&sslmode=require"_s,
        u"postgresql://db/shop?password=•••&sslmode=require"_s);
    row("key's password", u"postgresql://db/shop?sslpassword=s3cret"_s,
        u"postgresql://db/shop?sslpassword=•••"_s);
    row("several hosts", u"postgresql://anna:s3cret@a:1,b:2/shop"_s, u"postgresql://anna:•••@a:1,b:2/shop"_s);

    row("conninfo", u"host=db password=s3cret user=anna"_s, u"host=db password=••• user=anna"_s);
    row("blanks around", u"password = s3cret user=anna"_s, u"password = ••• user=anna"_s);
    row("quoted", u"password='s3 cret' user=anna"_s, u"password=••• user=anna"_s);
    row("escaped quote", u"password='s3\\'cret' user=anna"_s, u"password=••• user=anna"_s);
    row("escaped blank", u"password=s3\\ cret user=anna"_s, u"password=••• user=anna"_s);
    row("capitals", u"PASSWORD=s3cret"_s, u"PASSWORD=•••"_s);
    row("libpq's variable", u"PGPASSWORD=s3cret psql"_s, u"PGPASSWORD=••• psql"_s);
    row("MySQL's variable", u"MYSQL_PWD=s3cret mysql"_s, u"MYSQL_PWD=••• mysql"_s);
    row("option", u"mysql --password=s3cret shop"_s, u"mysql --password=••• shop"_s);
    row("ODBC", u"Driver=x;Pwd=s3cret;Server=db"_s, u"Driver=x;Pwd=•••;Server=db"_s);
    row("replication", u"CHANGE MASTER TO MASTER_PASSWORD='s3cret', MASTER_PORT=1"_s,
        u"CHANGE MASTER TO MASTER_PASSWORD=•••, MASTER_PORT=1"_s);

    row("role", u"ALTER ROLE anna PASSWORD 's3cret' LOGIN"_s, u"ALTER ROLE anna PASSWORD ••• LOGIN"_s);
    row("doubled quote", u"ALTER ROLE anna PASSWORD 's3''cret' LOGIN"_s,
        u"ALTER ROLE anna PASSWORD ••• LOGIN"_s);
    row("ends in a backslash", u"ALTER ROLE anna PASSWORD 's3cret\\'"_s, u"ALTER ROLE anna PASSWORD •••"_s);
    row("escape string", u"ALTER ROLE anna PASSWORD E's3\\'cret' LOGIN"_s,
        u"ALTER ROLE anna PASSWORD E••• LOGIN"_s);
    row("dollar quoted", u"ALTER ROLE anna PASSWORD $$s3'cret$$ LOGIN"_s,
        u"ALTER ROLE anna PASSWORD ••• LOGIN"_s);
    row("tagged", u"ALTER ROLE anna PASSWORD $ä$s3$$cret$ä$ LOGIN"_s,
        u"ALTER ROLE anna PASSWORD ••• LOGIN"_s);
    row("over lines", u"ALTER ROLE anna\nPASSWORD\n's3\ncret'"_s, u"ALTER ROLE anna\nPASSWORD\n•••"_s);
    row("user mapping", u"OPTIONS (user 'anna', password 's3cret')"_s,
        u"OPTIONS (user 'anna', password •••)"_s);
    row("subscription", u"CONNECTION 'host=db password=s3cret'"_s, u"CONNECTION 'host=db password=•••'"_s);
    row("MySQL user", u"CREATE USER a IDENTIFIED BY 's3cret'"_s, u"CREATE USER a IDENTIFIED BY •••"_s);
    row("double quotes", u"CREATE USER a IDENTIFIED BY \"s3cret\""_s, u"CREATE USER a IDENTIFIED BY •••"_s);
    row("MySQL escape", u"CREATE USER a IDENTIFIED BY 's3\\'cret' x"_s,
        u"CREATE USER a IDENTIFIED BY ••• x"_s);
    row("plugin", u"IDENTIFIED WITH caching_sha2_password BY 's3cret'"_s,
        u"IDENTIFIED WITH caching_sha2_password BY •••"_s);
    row("plugin's hash", u"IDENTIFIED WITH x AS 's3cret'"_s, u"IDENTIFIED WITH x AS •••"_s);
    row("MariaDB's hash", u"IDENTIFIED BY PASSWORD '*s3cret'"_s, u"IDENTIFIED BY PASSWORD •••"_s);
    row("set", u"SET PASSWORD = 's3cret'"_s, u"SET PASSWORD = •••"_s);
    row("set for", u"SET PASSWORD FOR 'a'@'h' = 's3cret'"_s, u"SET PASSWORD FOR 'a'@'h' = •••"_s);
    row("function", u"SET PASSWORD FOR a = PASSWORD('s3cret')"_s, u"SET PASSWORD FOR a = PASSWORD(•••)"_s);
    row("JSON", u"{\"password\": \"s3cr\\\"et\", \"x\": 1}"_s, u"{\"password\": \"•••\", \"x\": 1}"_s);
}

void SecretsTest::hidesPasswords()
{
    QFETCH(QString, text);
    QFETCH(QString, told);
    QCOMPARE(redacted(text), told);
    QVERIFY(!redacted(text).contains(u"s3"_s) && !redacted(text).contains(u"cret"_s));
    QCOMPARE(redacted(redacted(text)), told); // texts pass through it more than once
}

void SecretsTest::leavesTheRestAlone_data()
{
    QTest::addColumn<QString>("text");
    const QStringList texts{
        u"postgresql://anna@db:5432/shop"_s,
        u"postgresql://db:5432/shop?options=-c%20x"_s,
        u"postgresql://[::1]:5432/shop"_s,
        u"sqlite:///home/anna@work/shop.db"_s,
        u"http://db:8080/who?mail=anna@example.org"_s,
        u"ALTER TABLE users ADD COLUMN password text NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE users ALTER COLUMN password SET DEFAULT 'x'"_s,
        u"SELECT password_hash, 'password' AS label FROM users WHERE name = 'x'"_s,
        u"SELECT u.password, count(*) FROM users u GROUP BY 1 HAVING count(*) > 1"_s,
        u"COMMENT ON COLUMN users.password IS 'bcrypt'"_s,
        u"INSERT INTO users (password, name) VALUES ($1, $2)"_s,
        u"SELECT a::text, ':x@y' FROM t WHERE at = '10:30'"_s,
        u"password authentication failed for user \"anna\""_s,
        u"UPDATE app_flags SET percent = :percent WHERE name = 'identified by'"_s,
        u"user@host:~/work$ and 12:30@noon"_s,
    };
    for (const QString &text : texts)
        QTest::newRow(qPrintable(text)) << text;
}

void SecretsTest::leavesTheRestAlone()
{
    QFETCH(QString, text);
    QCOMPARE(redacted(text), text);
}

/// Whole answers are redacted on their way out: what reads them must still be able to.
void SecretsTest::keepsJsonWhole()
{
    const QJsonObject object{{u"a"_s, u"mysql://u:s3cret@db"_s},
                             {u"b"_s, u"host=db password=s3cret"_s},
                             {u"c"_s, u"anna@db, PGPASSWORD=s3cret"_s},
                             {u"d"_s, u"ALTER ROLE a PASSWORD 's3cret'"_s},
                             {u"e"_s, u"mysql://db:1"_s},
                             {u"f"_s, u"bert@db"_s},
                             {u"password"_s, u"s3cret"_s}};
    for (const auto format : {QJsonDocument::Compact, QJsonDocument::Indented}) {
        const QString text = redacted(QString::fromUtf8(QJsonDocument(object).toJson(format)));
        QVERIFY(!text.contains(u"s3cret"_s));
        const QJsonObject read = QJsonDocument::fromJson(text.toUtf8()).object();
        QCOMPARE(read.keys(), object.keys());
        QCOMPARE(read.value(u"f"_s), object.value(u"f"_s));
    }
}

void SecretsTest::isQuickOnUnendedQuotes()
{
    const QString text = u"PASSWORD '"_s + QString(u"\\\\''"_s).repeated(20'000) + u"\\x"_s;
    QElapsedTimer timer;
    timer.start();
    redacted(text);
    QVERIFY(timer.elapsed() < 2'000);
}

void SecretsTest::secretsAreDeepCopies()
{
    Secret first(u"s3cret"_s);
    {
        const Secret copy = first; // NOLINT(performance-unnecessary-copy-initialization): what is tested
        QCOMPARE(copy.reveal(), u"s3cret"_s);
    }
    QCOMPARE(first.reveal(), u"s3cret"_s); // the copy overwrote its own
    const Secret moved = std::move(first);
    QCOMPARE(moved.reveal(), u"s3cret"_s);
    QVERIFY(Secret().isEmpty());
}

void SecretsTest::masksKeepPlaces()
{
    QCOMPARE(masked("CREATE ROLE a PASSWORD 'h\xc3\xb6' LOGIN;"), "CREATE ROLE a PASSWORD ***** LOGIN;");
    QCOMPARE(masked("CREATE USER a IDENTIFIED BY \"x\""), "CREATE USER a IDENTIFIED BY ***");
    QVERIFY(!masked("ALTER TABLE users ADD COLUMN password text"));
    QVERIFY(!masked("SELECT 1"));
}

QTEST_GUILESS_MAIN(SecretsTest)
#include "secrets.moc"
