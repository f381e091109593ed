// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backfillsql.h"
#include "core/engine/catalog.h"
#include "core/engine/engine.h"
#include "core/engine/session.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/// Ends the test function with the error's words when a Result has none of the values it should have.
#define GOOD(expression)                                                                                     \
    do {                                                                                                     \
        if (const auto &tested = (expression); !tested)                                                      \
            QFAIL(qPrintable(lockkeeper::errorName(tested.error().code) + QLatin1Char(' ')                   \
                             + tested.error().detail + QLatin1Char(' ') + tested.error().statement));        \
    } while (false)

/// The expression has to fail, with this code.
#define FAILS_WITH(expression, expected)                                                                     \
    do {                                                                                                     \
        const auto &tested = (expression);                                                                   \
        QVERIFY(!tested);                                                                                    \
        QCOMPARE(lockkeeper::errorName(tested.error().code), lockkeeper::errorName(expected));               \
    } while (false)

/// A database file of its own for every test function.
class SqliteWorld
{
public:
    SqliteWorld()
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly)) // an empty file is an empty database
            qFatal("cannot write %s", qPrintable(path()));
        m_session = connect();
    }

    QString path() const { return m_folder.filePath(QStringLiteral("test.db")); }
    lockkeeper::Target target() const
    {
        lockkeeper::Target target;
        target.scheme = QStringLiteral("sqlite");
        target.database = path();
        return target;
    }
    std::unique_ptr<lockkeeper::Session> connect(const lockkeeper::SessionOptions &options = {}) const
    {
        auto session = lockkeeper::openSession(target(), options);
        if (!session)
            qFatal("%s", qPrintable(session.error().detail));
        // These files needn't survive a power cut, and a busy disk would make the tests slow.
        std::ignore = (*session)->query({QStringLiteral("PRAGMA synchronous = OFF")});
        return std::move(*session);
    }
    lockkeeper::Session &session() { return *m_session; }
    lockkeeper::Result<lockkeeper::Rows> query(const QString &sql, const QVariantMap &values = {})
    {
        return m_session->query({sql, values});
    }
    /// The first value of the first row.
    QVariant value(const QString &sql)
    {
        const auto rows = query(sql);
        return rows ? rows->scalar() : QVariant(rows.error().detail);
    }
    lockkeeper::TableInfo table(const QString &name)
    {
        return m_session->catalog().table({{}, name}).value_or(lockkeeper::TableInfo());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<lockkeeper::Session> m_session;
};
