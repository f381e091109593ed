// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/live/mysqloracle.h"

#include <QTest>

namespace lockkeeper {

inline QByteArray shown(bool fails, std::optional<lint::Algorithm> algorithm,
                        std::optional<lint::TableLock> lock, std::optional<bool> rewrites)
{
    if (fails)
        return "refused";
    std::string text = algorithm ? std::string(nameOf(*algorithm)) : "accepted";
    if (lock)
        text += " LOCK=" + std::string(nameOf(*lock));
    if (rewrites)
        text += *rewrites ? " rewrites" : " rewrites nothing";
    return QByteArray::fromStdString(text);
}

/// Compares what can be seen; a claim that says it is a guess may be wrong, as long as the server takes the statement.
inline void checkClaim(MySqlOracle &oracle, const QString &statement)
{
    const MySqlOracle::Answer seen = oracle.ask(statement);
    const lint::Effects claim = oracle.claim(statement);
    if (!claim.isCertain)
        return;
    // The server doesn't read the clauses beside these.
    const bool isBlind = statement.contains(QStringLiteral("TRUNCATE PARTITION"))
                         || statement.contains(QStringLiteral("ANALYZE PARTITION"))
                         || statement.contains(QStringLiteral("CHECK PARTITION"));
    const auto algorithm = seen.algorithm && !isBlind ? claim.algorithm : std::nullopt;
    const auto lock = seen.lock && !isBlind ? claim.tableLock : std::nullopt;
    const auto rewrites = seen.rewrites ? std::optional(!claim.rewrites.empty()) : std::nullopt;
    const QByteArray claimed = shown(claim.fails, algorithm, lock, rewrites);
    const QByteArray truth = shown(seen.fails, isBlind ? std::nullopt : seen.algorithm,
                                   isBlind ? std::nullopt : seen.lock, seen.rewrites);
    const QByteArray words = "claimed: " + claimed + "\nthe server: " + truth + ' ' + seen.error.toUtf8();
    QVERIFY2(claimed == truth, words.constData());
}

inline void addStatements(const QStringList &files)
{
    QTest::addColumn<QString>("statement");
    for (const QString &file : files) {
        for (const QString &statement : oracleStatements(file))
            QTest::newRow(qPrintable(statement)) << statement;
    }
}

} // namespace lockkeeper
