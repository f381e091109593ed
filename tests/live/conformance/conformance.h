// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "core/engine/backfillsql.h"
#include "core/engine/catalog.h"
#include "core/engine/ddlguard.h"
#include "core/engine/dialect.h"
#include "core/engine/dualwrite.h"
#include "core/ledger/ledgerschema.h"
#include "tests/support/world.h"

#include <QtTest>

#include <functional>

namespace lockkeeper {

/// A kind of key that a backfill must walk: its columns, and the values of row @c i.
struct KeyCase
{
    QString name;
    QString columns;                    ///< with PRIMARY KEY
    std::function<QString(int)> values; ///< as SQL
};

/// What the engines spell differently. Everything else in these tests is the same text for all of them.
struct EngineWords
{
    QString name;
    QString text;      ///< a column's type for short texts
    QString longest;   ///< for numbers of 64 bits
    QString fullName;  ///< first_name and last_name, a blank between
    QString firstWord; ///< of full_name
    QString lastWord;  ///< of full_name
    QString generated; ///< a generated column's definition: length of first_name
    QString sessionId; ///< a query for the session's own number; empty: sessions have none
    QString kill;      ///< ends the session %1
    QString
        countOthers; ///< a trigger `touched` that sets last_name to upper case before each INSERT; empty: none
    QList<KeyCase> keys;
    bool hasRowLocks = true; ///< else one writer at a time for the whole database

    static EngineWords of(const QString &engine);
};

/// What every test of the suite starts from: the engine that the program was called with, and a fresh database of it.
class ConformanceTest : public QObject
{
    Q_OBJECT

public:
    explicit ConformanceTest(QString engine) : m_engine(std::move(engine)), m_words(EngineWords::of(m_engine))
    {}

protected:
    void startAfresh();
    World &world() { return *m_world; }
    Session &session() { return *m_session; }
    std::unique_ptr<Session> other(const QString &application = QStringLiteral("app")) const;

    /// Runs statements that must work; the test fails with the server's words. @returns the last one's rows.
    Rows run(const QStringList &statements) { return run(session(), statements); }
    static Rows run(Session &session, const QStringList &statements);
    QVariant value(const QString &sql) { return run({sql}).scalar(); }
    TableInfo table(const QString &name);
    /// `INSERT INTO … VALUES (…), (…)` for the rows 1 to @p rows.
    static QString inserting(const QString &into, int rows, const std::function<QString(int)> &values);

    FillSpec fillOf(const QString &name, const QList<Assignment> &set);
    /// Walks the whole table, a transaction a batch. @returns how many keys were seen; -1: it failed.
    qint64 fillAll(const FillSpec &fill, int size, qint64 *changed = nullptr, int *batches = nullptr);

    /// The table `users` of the dual-write tests, and its mapping.
    DualWrite fullName(ConflictPolicy policy = ConflictPolicy::Error);
    Status install(const DualWrite &dualWrite);
    qint64 differences(const DualWrite &dualWrite);

    const QString m_engine;
    const EngineWords m_words;
    std::optional<World> m_world;
    std::unique_ptr<Session> m_session;
};

/// Each makes one class of the suite.
std::unique_ptr<QObject> sessionTests(const QString &engine);
std::unique_ptr<QObject> catalogTests(const QString &engine);
std::unique_ptr<QObject> ddlTests(const QString &engine);
std::unique_ptr<QObject> backfillTests(const QString &engine);
std::unique_ptr<QObject> dualWriteTests(const QString &engine);
std::unique_ptr<QObject> activityTests(const QString &engine);
std::unique_ptr<QObject> ledgerTests(const QString &engine);
std::unique_ptr<QObject> migrationTests(const QString &engine);

} // namespace lockkeeper

#define VERIFY_OK(expression)                                                                                \
    do {                                                                                                     \
        const auto &checked = (expression);                                                                  \
        QVERIFY2(checked, checked ? "" : ::lockkeeper::told(checked.error()).constData());                   \
    } while (false)

/// The expression has to fail, with this code.
#define FAILS_WITH(expression, expected)                                                                     \
    do {                                                                                                     \
        const auto &checked = (expression);                                                                  \
        QVERIFY2(!checked, "it did not fail");                                                               \
        QVERIFY2(checked.error().code == (expected), ::lockkeeper::told(checked.error()).constData());       \
    } while (false)
