// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/mysqloraclecheck.h"

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// What the linter says of a statement, against what MariaDB does.
class LintOracleMariaDbTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statements_data() { addStatements({u"mysql-statements.sql"_s, u"mariadb-only.sql"_s}); }
    void statements();
    void unchecked_data() { addStatements({u"mysql-unchecked.sql"_s}); }
    void unchecked();
    void mostIsCertain();

private:
    std::unique_ptr<MySqlServer> m_server;
    std::unique_ptr<MySqlOracle> m_oracle;
};

void LintOracleMariaDbTest::initTestCase()
{
    auto server = MySqlServer::create(MySqlServer::Make::MariaDb, {}, MySqlOracle::fastFolder());
    if (!server)
        qFatal("%s", qPrintable(server.error().detail));
    m_server = std::move(*server);
    m_oracle = std::make_unique<MySqlOracle>(*m_server, SqlDialect::MariaDB);
}

void LintOracleMariaDbTest::statements()
{
    QFETCH(QString, statement);
    checkClaim(*m_oracle, statement);
}

/// What foreign_key_checks = 0 changes.
void LintOracleMariaDbTest::unchecked()
{
    QFETCH(QString, statement);
    m_oracle->setForeignKeyChecks(false);
    checkClaim(*m_oracle, statement);
    m_oracle->setForeignKeyChecks(true);
}

/// The tables are known, so that few things are left to guess.
void LintOracleMariaDbTest::mostIsCertain()
{
    const QStringList statements = oracleStatements(u"mysql-statements.sql"_s);
    const auto guesses = std::ranges::count_if(
        statements, [this](const QString &statement) { return !m_oracle->claim(statement).isCertain; });
    QVERIFY2(guesses * 20 < statements.size(), QByteArray::number(qlonglong(guesses)).constData());
}

QTEST_GUILESS_MAIN(LintOracleMariaDbTest)
#include "lint_oracle_mariadb.moc"
