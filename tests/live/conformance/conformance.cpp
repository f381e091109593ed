// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/conformance/conformance.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

void ConformanceTest::startAfresh()
{
    m_session.reset();
    m_world.emplace(m_engine, 0);
    m_session = m_world->session();
}

std::unique_ptr<Session> ConformanceTest::other(const QString &application) const
{
    return m_world->session({.application = application});
}

Rows ConformanceTest::run(Session &session, const QStringList &statements)
{
    Rows last;
    for (const QString &statement : statements) {
        auto rows = session.query(statement);
        if (!rows)
            QTest::qFail(told(rows.error()).constData(), __FILE__, __LINE__);
        else
            last = std::move(*rows);
    }
    return last;
}

TableInfo ConformanceTest::table(const QString &name)
{
    return require(session().catalog().table(TableName::parse(name)), qPrintable(name));
}

QString ConformanceTest::inserting(const QString &into, int rows, const std::function<QString(int)> &values)
{
    QStringList all;
    all.reserve(rows);
    for (int i = 1; i <= rows; ++i)
        all << u'(' + values(i) + u')';
    return "INSERT INTO "_L1 + into + " VALUES "_L1 + all.join(", "_L1);
}

FillSpec ConformanceTest::fillOf(const QString &name, const QList<Assignment> &set)
{
    const TableInfo info = table(name);
    if (!info.key)
        qFatal("%s has no key", qPrintable(name));
    return {.table = info.name, .key = *info.key, .set = set, .where = {}};
}

qint64 ConformanceTest::fillAll(const FillSpec &fill, int size, qint64 *changed, int *batches)
{
    const auto upTo = require(session().backfill().highestKey(fill), "the highest key");
    std::optional<KeyValue> after;
    qint64 seen = 0;
    while (upTo) {
        auto transaction = require(Transaction::begin(session()), "a transaction");
        const auto outcome = session().backfill().runBatch(fill, after, *upTo, size);
        if (!outcome || !transaction.commit()) {
            QTest::qFail(outcome ? "commit" : told(outcome.error()).constData(), __FILE__, __LINE__);
            return -1;
        }
        if (!outcome->last)
            break;
        after = outcome->last;
        seen += outcome->seen;
        if (changed)
            *changed += outcome->changed;
        if (batches)
            ++*batches;
    }
    return seen;
}

DualWrite ConformanceTest::fullName(ConflictPolicy policy)
{
    run({u"DROP TABLE IF EXISTS people"_s,
         u"CREATE TABLE people (id int NOT NULL PRIMARY KEY, first_name %1 NOT NULL DEFAULT '', last_name %1, "
         "full_name %1, age int)"_s.arg(m_words.text)});
    return {.name = u"m1"_s,
            .table = table(u"people"_s),
            .up = {{u"full_name"_s, m_words.fullName}},
            .down = {{u"first_name"_s, m_words.firstWord}, {u"last_name"_s, m_words.lastWord}},
            .oldColumns = {u"first_name"_s, u"last_name"_s},
            .onConflict = policy};
}

Status ConformanceTest::install(const DualWrite &dualWrite)
{
    require(upgradeLedger(session()), "the ledger"); // PostgreSQL's functions live beside it
    return session().ddl().attempt(
        {.statements = session().dualWrite().install(dualWrite), .before = {}, .record = {}});
}

qint64 ConformanceTest::differences(const DualWrite &dualWrite)
{
    qint64 different = 0;
    std::optional<KeyValue> after;
    do {
        const auto chunk =
            require(session().dualWrite().compare(dualWrite, *dualWrite.table.key, after, 1000), "comparing");
        different += chunk.different;
        after = chunk.last;
    } while (after);
    return different;
}

} // namespace lockkeeper

int main(int argc, char **argv)
{
    using namespace lockkeeper;
    QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const QString engine = arguments.size() > 1 ? arguments.takeAt(1) : QString();
    if (!engineNamed(engine))
        qFatal("conformance ENGINE [QtTest's arguments]");
    if (!World::canHave(engine)) {
        std::printf("SKIP   : conformance of %s: there is no such server on this machine\n",
                    qPrintable(engine));
        return 0;
    }
    int failed = 0;
    for (const auto &make : {sessionTests, catalogTests, ddlTests, backfillTests, dualWriteTests,
                             activityTests, ledgerTests, migrationTests})
        failed += QTest::qExec(make(engine).get(), arguments);
    return failed;
}
