// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/worker.h"
#include "core/engine/target.h"
#include "core/ledger/backfilljournal.h"
#include "core/ledger/stepjournal.h"
#include "core/text/errors.h"
#include "core/text/sentences.h"

#include <QJsonDocument>
#include <QSemaphore>
#include <QSet>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// The small things that everything else stands on.
class BaseTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyErrorHasANameAndASentence();
    void errorsTravelAsJson();
    void unknownErrorsStayErrors();
    void targetsAreRead_data();
    void targetsAreRead();
    void wrongTargetsAreRefused_data();
    void wrongTargetsAreRefused();
    void workersRunInOrder();
    void droppedWorkersCancelWhatWaits();
    void keysTravelExactly_data();
    void keysTravelExactly();
    void noKeyIsNotAnEmptyKey();
};

void BaseTest::everyErrorHasANameAndASentence()
{
    QSet<QString> names;
    constexpr int count = static_cast<int>(Errc::HelmLost) + 1; // the last one
    for (int i = 0; i < count; ++i) {
        const auto code = static_cast<Errc>(i);
        const QString name = errorName(code);
        QVERIFY2(!names.contains(name), qPrintable(name));
        names << name;
        QCOMPARE(errorNamed(name), code);
        QCOMPARE(std::ranges::count(sentences::errorEntries(), code, &sentences::ErrorEntry::code), 1);
        QVERIFY(sentences::exitCode(code) >= 1 && sentences::exitCode(code) <= 5);
        QVERIFY2(!sentences::line({.code = code}).contains(u'{'),
                 qPrintable(sentences::line({.code = code})));
    }
    QVERIFY(!errorNamed(u""));
    QVERIFY(!errorNamed(u"Lock_Timeout"));
}

void BaseTest::errorsTravelAsJson()
{
    for (const auto &entry : sentences::errorEntries()) {
        const Error error{.code = entry.code,
                          .facts = {{u"table"_s, u"\"Odd\" 😀\n"_s}, {u"empty"_s, u""_s}},
                          .detail = u"wörds\\ of the \"server\""_s,
                          .sqlstate = u"55P03"_s,
                          .statement = u"SELECT '\t'"_s};
        const QByteArray text = QJsonDocument(errorToJson(error)).toJson();
        const Error read = errorFromJson(QJsonDocument::fromJson(text).object());
        QCOMPARE(read.code, error.code);
        QCOMPARE(read.facts, error.facts);
        QCOMPARE(read.detail, error.detail);
        QCOMPARE(read.sqlstate, error.sqlstate);
        QCOMPARE(read.statement, error.statement);
    }
}

void BaseTest::unknownErrorsStayErrors()
{
    QCOMPARE(errorFromJson({{u"code"_s, u"of-a-newer-program"_s}}).code, Errc::StepFailed);
    QCOMPARE(errorFromJson({}).code, Errc::StepFailed);
}

void BaseTest::targetsAreRead_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("parts"); // scheme, host, port, user, password, database
    QTest::addColumn<QString>("display");
    const auto row = [](const char *name, const QString &url, const QStringList &parts,
                        const QString &display) { QTest::newRow(name) << url << parts << display; };
    row("full", u"postgresql://anna:s3cret@db.example:5433/shop"_s,
        {u"postgresql"_s, u"db.example"_s, u"5433"_s, u"anna"_s, u"s3cret"_s, u"shop"_s},
        u"postgresql://anna@db.example:5433/shop"_s);
    row("coded", u"postgresql://an%40na:s3%2Fcr%40et%3A%F0%9F%94%91@db/my%20shop"_s,
        {u"postgresql"_s, u"db"_s, u"0"_s, u"an@na"_s, u"s3/cr@et:🔑"_s, u"my shop"_s},
        u"postgresql://an@na@db/my shop"_s);
    row("capital scheme", u"PostgreSQL://db/shop"_s,
        {u"postgresql"_s, u"db"_s, u"0"_s, u""_s, u""_s, u"shop"_s}, u"postgresql://db/shop"_s);
    row("IPv6", u"postgresql://anna@[::1]:5432/shop"_s,
        {u"postgresql"_s, u"::1"_s, u"5432"_s, u"anna"_s, u""_s, u"shop"_s},
        u"postgresql://anna@[::1]:5432/shop"_s);
    row("password as an option", u"postgresql://db/shop?password=s3%26cret&sslmode=require"_s,
        {u"postgresql"_s, u"db"_s, u"0"_s, u""_s, u"s3&cret"_s, u"shop"_s}, u"postgresql://db/shop"_s);
    row("nothing but a database", u"postgresql:///shop"_s,
        {u"postgresql"_s, u""_s, u"0"_s, u""_s, u""_s, u"shop"_s}, u"postgresql:///shop"_s);
    row("file", u"sqlite:///srv/a#b%20c/shop.db"_s,
        {u"sqlite"_s, u""_s, u"0"_s, u""_s, u""_s, u"/srv/a#b%20c/shop.db"_s},
        u"sqlite:///srv/a#b%20c/shop.db"_s);
    row("file and option", u"sqlite:///srv/shop.db?mode=ro"_s,
        {u"sqlite"_s, u""_s, u"0"_s, u""_s, u""_s, u"/srv/shop.db"_s}, u"sqlite:///srv/shop.db"_s);
}

void BaseTest::targetsAreRead()
{
    QFETCH(QString, url);
    QFETCH(QStringList, parts);
    QFETCH(QString, display);
    const auto target = Target::parse(url);
    QVERIFY(target);
    const QStringList found{
        target->scheme,  target->host, QString::number(target->port), target->user, target->password.reveal(),
        target->database};
    QCOMPARE(found, parts);
    QCOMPARE(target->display(), display);
    QVERIFY(!target->options.contains(u"password"_s));
}

void BaseTest::wrongTargetsAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Errc>("code");
    QTest::newRow("empty") << u""_s << Errc::InvalidUrl;
    QTest::newRow("no scheme") << u"anna:s3cret@db/shop"_s << Errc::InvalidUrl;
    QTest::newRow("no scheme before the sign") << u"://s3cret@db"_s << Errc::InvalidUrl;
    QTest::newRow("other engine") << u"oracle://anna:s3cret@db/shop"_s << Errc::UnknownEngine;
    QTest::newRow("port of letters") << u"postgresql://anna:s3cret@db:port/shop"_s << Errc::InvalidUrl;
    QTest::newRow("port too large") << u"postgresql://anna:s3cret@db:99999/shop"_s << Errc::InvalidUrl;
    QTest::newRow("blank") << u"postgresql://anna:s3 cret@db/shop"_s << Errc::InvalidUrl;
    QTest::newRow("file without a path") << u"sqlite://"_s << Errc::InvalidUrl;
}

void BaseTest::wrongTargetsAreRefused()
{
    QFETCH(QString, url);
    QFETCH(Errc, code);
    const auto target = Target::parse(url);
    QVERIFY(!target);
    QCOMPARE(target.error().code, code);
    const QByteArray told = QJsonDocument(errorToJson(target.error())).toJson();
    QVERIFY2(!told.contains("s3"), told.constData());
    QVERIFY(!sentences::line(target.error()).contains(u"s3"_s));
}

void BaseTest::workersRunInOrder()
{
    QList<int> order; // only the worker touches it until the last future is there
    Worker worker(u"a name longer than fifteen"_s);
    for (int i = 0; i < 100; ++i)
        worker.post([&order, i] { order << i; });
    auto last = worker.post([&order] { return order.size(); });
    last.waitForFinished();
    QCOMPARE(last.result(), 100);
    QVERIFY(std::ranges::is_sorted(order));
    QVERIFY(worker.post([] { return std::this_thread::get_id(); }).result() != std::this_thread::get_id());
}

void BaseTest::droppedWorkersCancelWhatWaits()
{
    QSemaphore begun;
    QSemaphore go;
    QFuture<int> running;
    QFuture<void> queued;
    bool ran = false;
    std::jthread release;
    {
        Worker worker(u"dropped"_s);
        running = worker.post([&] {
            begun.release();
            go.acquire();
            return 7;
        });
        queued = worker.post([&ran] { ran = true; });
        begun.acquire();
        // Lets the running job end only when the destructor has dropped the one behind it.
        release = std::jthread([&] {
            queued.waitForFinished();
            go.release();
        });
    }
    QCOMPARE(running.result(), 7);
    QVERIFY(queued.isCanceled());
    QVERIFY(queued.isFinished()); // whoever waits for it is let go
    QVERIFY(!ran);
}

void BaseTest::keysTravelExactly_data()
{
    QTest::addColumn<QVariantList>("key");
    QTest::newRow("largest") << QVariantList{std::numeric_limits<qint64>::max()};
    QTest::newRow("smallest") << QVariantList{std::numeric_limits<qint64>::min()};
    QTest::newRow("beyond doubles") << QVariantList{9'007'199'254'740'993LL};
    QTest::newRow("numeric as text") << QVariantList{u"123456789012345678901234567890.10"_s};
    QTest::newRow("quotes") << QVariantList{u"it's \"so\" \\ [1,2]"_s};
    QTest::newRow("line break and emoji") << QVariantList{u"a\r\n\t😀\u2028"_s};
    QTest::newRow("empty text") << QVariantList{u""_s};
    QTest::newRow("digits that are text") << QVariantList{u"007"_s};
    QTest::newRow("composite") << QVariantList{1LL, u"b"_s, std::numeric_limits<qint64>::max(), u"d|e"_s};
}

void BaseTest::keysTravelExactly()
{
    QFETCH(QVariantList, key);
    const auto read = keyFromText(keyToText(key));
    QVERIFY(read);
    QCOMPARE(read->size(), key.size());
    for (qsizetype i = 0; i < key.size(); ++i) {
        QCOMPARE(read->at(i).toString(), key[i].toString());
        QCOMPARE(read->at(i).typeId(), key[i].typeId()); // a number stays one, a text of digits stays text
    }
}

void BaseTest::noKeyIsNotAnEmptyKey()
{
    QVERIFY(keyToText({}).isEmpty());
    QVERIFY(!keyFromText(QVariant()));
    QVERIFY(!keyFromText(u""_s));
}

QTEST_GUILESS_MAIN(BaseTest)
#include "base.moc"
