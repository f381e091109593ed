// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/parser.h"
#include "placedtree.h"
#include "tests/support/golden.h"

#include <QRandomGenerator>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

namespace {

struct Parsed
{
    std::string text;
    std::vector<sql::Statement> statements;
};

Parsed parsed(std::string text)
{
    Parsed result{std::move(text), {}};
    const LexOptions options;
    const Script script = split(result.text, options);
    for (const Piece &piece : script.pieces) {
        if (piece.kind == PieceKind::Statement)
            result.statements.push_back(sql::parsePostgres(result.text, script, piece, options));
    }
    return result;
}

std::string listed(const Parsed &script)
{
    std::string list;
    for (const sql::Statement &statement : script.statements) {
        const auto begin = static_cast<size_t>(statement.span.begin);
        list += "--- " + script.text.substr(begin, static_cast<size_t>(statement.span.size())) + '\n';
        list += sql::shown(statement, script.text) + '\n';
    }
    return list;
}

const sql::SyntaxError *firstError(const Parsed &script)
{
    for (const sql::Statement &statement : script.statements) {
        if (const auto *error = statement.as<sql::SyntaxError>())
            return error;
    }
    return nullptr;
}

std::string nested(std::string_view open, std::string_view middle, std::string_view close, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += open;
    text += middle;
    for (int i = 0; i < times; ++i)
        text += close;
    return text;
}

/// One byte changed, a stretch removed, or one doubled.
void mutate(std::string &text, QRandomGenerator &random)
{
    static constexpr std::string_view signs = "()[],;.'\"$:{}*=+-%\\ \n\0\xc3\xff ax0E";
    const auto below = [&random](size_t end) { return random.bounded(static_cast<quint32>(end)); };
    const size_t at = below(text.size());
    const size_t size = 1 + below(std::min<size_t>(text.size() - at, 12));
    switch (random.bounded(3)) {
    case 0:
        text[at] = signs[below(signs.size())];
        break;
    case 1:
        text.erase(at, size);
        break;
    default:
        text.insert(at, text.substr(below(text.size()), size));
        break;
    }
}

std::string golden(const char *name)
{
    return goldenText(QStringLiteral(LOCKKEEPER_GOLDEN_DIR "/parse/") + QLatin1StringView(name))
        .toStdString();
}

} // namespace

class ParsePostgres : public QObject
{
    Q_OBJECT

private slots:
    void trees_data();
    void trees();
    void errorLeavesTheOthers();
    void errorPlaces_data();
    void errorPlaces();
    void nestingHasAnEnd_data();
    void nestingHasAnEnd();
    void longChainsAreRead();
    void operatorsWithoutEndAreNotRead_data();
    void operatorsWithoutEndAreNotRead();
    void indexWordIsKnown();
    void threadsDontMeet();
    void anyBytesAreWelcome();
};

void ParsePostgres::trees_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : goldenFiles(u"parse"_s, u"*.sql"_s))
        QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
}

void ParsePostgres::trees()
{
    QFETCH(QString, path);
    const std::string list = listed(parsed(goldenText(path).toStdString()));
    const QString tree = path.chopped(4) + u".tree"_s;
    const QByteArray difference = goldenDifference(tree, QByteArray::fromStdString(list));
    QVERIFY2(difference.isEmpty(), difference.constData());
}

void ParsePostgres::errorLeavesTheOthers()
{
    const Parsed script = parsed("DROP TABLE a;\nALTER TABEL b;\nDROP TABLE c;");
    QCOMPARE(script.statements.size(), size_t(3));
    QVERIFY(script.statements[0].as<sql::Drop>());
    const auto *error = script.statements[1].as<sql::SyntaxError>();
    QVERIFY(error);
    QCOMPARE(error->at, (Span{20, 25}));
    QCOMPARE(error->message, std::string("syntax error at or near \"TABEL\""));
    QVERIFY(script.statements[2].as<sql::Drop>());
}

void ParsePostgres::errorPlaces_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("at");
    QTest::newRow("behind umlauts") << "SELECT 'äöüäöüäöü', x y z;"_ba << "z"_ba;
    QTest::newRow("behind broken UTF-8") << "SELECT '\xff\xe4', x y z;"_ba << "z"_ba;
    QTest::newRow("end") << "SELECT 1 +"_ba << "+"_ba;
    QTest::newRow("string") << "SELECT 'a"_ba << "'a"_ba;
    QTest::newRow("NUL") << QByteArray("SELECT \0 1", 10) << QByteArray(1, '\0');
    QTest::newRow("beside a placeholder") << "ALTER TABLE ${t} ADD x int SELECT;"_ba << "SELECT"_ba;
}

void ParsePostgres::errorPlaces()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, at);
    const Parsed script = parsed(sql.toStdString());
    const sql::SyntaxError *error = firstError(script);
    QVERIFY(error);
    QCOMPARE(sql.mid(error->at.begin, error->at.size()), at);
}

void ParsePostgres::nestingHasAnEnd_data()
{
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("middle");
    QTest::addColumn<QByteArray>("close");
    QTest::newRow("brackets") << "("_ba << "1"_ba << ")"_ba;
    QTest::newRow("open brackets") << "("_ba << ""_ba << ""_ba;
    QTest::newRow("calls") << "f("_ba << "1"_ba << ")"_ba;
    QTest::newRow("NOT") << "NOT "_ba << "a"_ba << ""_ba;
    QTest::newRow("casts") << ""_ba << "a"_ba << "::int"_ba;
    QTest::newRow("CASE") << "CASE WHEN "_ba << "a"_ba << " THEN 1 END"_ba;
    QTest::newRow("subqueries") << "(SELECT "_ba << "1"_ba << ")"_ba;
}

void ParsePostgres::nestingHasAnEnd()
{
    QFETCH(QByteArray, open);
    QFETCH(QByteArray, middle);
    QFETCH(QByteArray, close);
    for (const int times : {500, 3000, 100'000}) {
        const std::string text = nested(open.toStdString(), middle.toStdString(), close.toStdString(), times);
        const Parsed script = parsed("DELETE FROM t WHERE " + text + "; DROP TABLE a;");
        QVERIFY(!script.statements.empty());
        listed(script);
    }
}

void ParsePostgres::longChainsAreRead()
{
    const Parsed script = parsed("DELETE FROM t WHERE a = 1" + nested(" OR a = 1", "", "", 50'000) + ';');
    const auto *deletion = script.statements.front().as<sql::Delete>();
    QVERIFY(deletion);
    QCOMPARE(deletion->where.columns, std::vector<std::string>{"a"});
}

void ParsePostgres::operatorsWithoutEndAreNotRead_data()
{
    QTest::addColumn<std::string>("sql");
    QTest::newRow("signs") << "SELECT 1" + nested("+", "1", "", 1'000'000);
    QTest::newRow("comments") << "SELECT 1" + nested("+/**/", "1", "", 200'000);
    QTest::newRow("comments in comments") << "SELECT 1 /*" + nested("/*", " ", " */", 200'000) + "*/ + 1";
}

/// libpg_query would take hours.
void ParsePostgres::operatorsWithoutEndAreNotRead()
{
    QFETCH(std::string, sql);
    const Parsed script = parsed(sql + "; DROP TABLE a");
    QCOMPARE(script.statements.size(), 2U);
    QVERIFY(script.statements[0].as<sql::Opaque>());
    QVERIFY(script.statements[1].as<sql::Drop>());
    const Parsed usual =
        parsed("SELECT 1 -- " + std::string(2000, '=') + "\n + 2, " + std::string(200, '+') + "1");
    QVERIFY(usual.statements[0].as<sql::Select>());
}

void ParsePostgres::indexWordIsKnown()
{
    const Parsed script = parsed("CREATE  INDEX\ti ON t (a); DROP INDEX i;");
    QCOMPARE(script.statements[0].as<sql::CreateIndex>()->afterIndexWord, (Span{13, 13}));
    QCOMPARE(script.statements[1].as<sql::Drop>()->afterIndexWord, (Span{36, 36}));
}

void ParsePostgres::threadsDontMeet()
{
    const std::string text = golden("statements.sql") + golden("bodies.sql");
    const std::string expected = listed(parsed(text));
    std::vector<std::future<std::string>> others;
    others.reserve(4);
    for (int i = 0; i < 4; ++i)
        others.push_back(std::async(std::launch::async, [&text] { return listed(parsed(text)); }));
    for (std::future<std::string> &other : others)
        QVERIFY(other.get() == expected);
}

void ParsePostgres::anyBytesAreWelcome()
{
    bool isGiven = false;
    const int wanted = qEnvironmentVariableIntValue("LOCKKEEPER_SEED", &isGiven);
    const quint32 seed = isGiven ? static_cast<quint32>(wanted) : QRandomGenerator::global()->generate();
    qInfo("LOCKKEEPER_SEED=%u", seed);
    QRandomGenerator random(seed);
    const Parsed valid = parsed(golden("statements.sql") + golden("bodies.sql"));
    for (int round = 0; round < 20; ++round) {
        for (const sql::Statement &statement : valid.statements) {
            std::string text = valid.text.substr(static_cast<size_t>(statement.span.begin),
                                                 static_cast<size_t>(statement.span.size()));
            for (int change = 1 + random.bounded(3); change > 0 && !text.empty(); --change)
                mutate(text, random);
            listed(parsed(text));
        }
    }
}

QTEST_APPLESS_MAIN(ParsePostgres)
#include "parse_postgres.moc"
