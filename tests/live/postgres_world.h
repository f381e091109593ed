// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/postgresserver.h"
#include "core/engine/activity.h"
#include "core/engine/backfillsql.h"
#include "core/engine/catalog.h"
#include "core/engine/ddlguard.h"
#include "core/engine/dialect.h"
#include "core/engine/dualwrite.h"
#include "core/engine/engine.h"

#include <tuple>

#include <QTest>

namespace lockkeeper {

/// One server for a whole executable, an empty database for each test.
class PostgresWorld
{
public:
    static PostgresServer &server()
    {
        static const Result<std::unique_ptr<PostgresServer>> made = PostgresServer::create();
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        return **made;
    }
    static void stopServer() { std::ignore = server().stop(PostgresServer::Stop::Immediate); }

    /// Empties the database, which is much faster than making one.
    PostgresWorld()
    {
        const auto cleared = session()->query(QStringLiteral(
            "DO $$DECLARE name text; BEGIN"
            " FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' LOOP"
            " EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP;"
            " CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO public; END$$"));
        if (!cleared)
            qFatal("%s", qPrintable(cleared.error().detail));
    }

    Target target() const { return *Target::parse(server().url()); }
    QString database() const { return QStringLiteral("postgres"); }
    std::unique_ptr<Session> session(const QString &application = QStringLiteral("app")) const
    {
        auto session = openSession(target(), {.application = application});
        if (!session)
            qFatal("%s", qPrintable(session.error().detail));
        return std::move(*session);
    }
};

/// What went wrong, for QVERIFY2.
inline QByteArray reason(const auto &result)
{
    if (result)
        return {};
    const Error &error = result.error();
    return QString(errorName(error.code) + QStringLiteral(" ") + error.sqlstate + QStringLiteral(": ")
                   + error.detail + QStringLiteral(" in ") + error.statement)
        .toUtf8();
}

/// Runs every statement; the test fails where one does. @returns the last one's rows.
inline Rows run(Session &session, const QStringList &statements)
{
    Rows last;
    for (const QString &statement : statements) {
        auto rows = session.query(statement);
        if (!rows)
            QTest::qFail(reason(rows).constData(), __FILE__, __LINE__);
        else
            last = std::move(*rows);
    }
    return last;
}
inline Rows run(Session &session, const QString &statement) { return run(session, QStringList{statement}); }

/// Waits until @p condition holds. QTRY_VERIFY does the same, but its macro doesn't compile with -Wconversion.
bool eventually(const auto &condition) { return QTest::qWaitFor(condition, std::chrono::seconds(10)); }

inline QVariant scalar(Session &session, const QString &statement)
{
    return run(session, statement).scalar();
}

} // namespace lockkeeper

#define VERIFY_OK(expression)                                                                                \
    do {                                                                                                     \
        const auto &checked = (expression);                                                                  \
        QVERIFY2(checked, ::lockkeeper::reason(checked).constData());                                        \
    } while (false)
