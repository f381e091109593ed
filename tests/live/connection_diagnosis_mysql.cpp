// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/mysqlserver.h"
#include "core/connections/diagnosis.h"
#include "core/connections/networkprobe.h"
#include "core/text/checks.h"
#include "tests/support/world.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// The test of a connection on MariaDB and MySQL.
class MySqlDiagnosisTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_servers.clear(); }
    void everythingIsRight_data() { servers(); }
    void everythingIsRight();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();

private:
    static const QStringList &names()
    {
        static const QStringList all{u"mariadb"_s, u"mysql"_s};
        return all;
    }
    void servers()
    {
        QTest::addColumn<QString>("server");
        for (const QString &name : names())
            QTest::addRow("%s", qPrintable(name)) << name;
    }
    Target target(const QString &server) const
    {
        Target target = require(Target::parse(m_servers.at(server)->url(u"shop"_s)));
        target.scheme = server;
        target.user = u"keyed"_s;
        target.password = Secret(u"s3cret"_s);
        return target;
    }

    std::map<QString, std::unique_ptr<MySqlServer>> m_servers;
};

namespace {

QString seen(const QList<Check> &checks)
{
    QStringList lines;
    for (const Check &check : checks)
        lines.append(sentences::check(check.step) + u'/' + check.code + u'/'
                     + sentences::outcome(check.outcome) + u": "_s + sentences::check(check).what + u' '
                     + check.facts.value(u"detail"_s));
    return lines.join(u'\n');
}

} // namespace

void MySqlDiagnosisTest::initTestCase()
{
    for (const QString &name : names()) {
        const auto make = name == "mysql"_L1 ? MySqlServer::Make::MySql : MySqlServer::Make::MariaDb;
        if (make == MySqlServer::Make::MySql && !MySqlServer::isInstalled(make))
            continue; // Debian has none; MariaDB must be here
        auto server = MySqlServer::create(make);
        QVERIFY2(server, server ? "" : qPrintable(server.error().detail));
        Target root = require(Target::parse((*server)->url(u"mysql"_s)));
        root.scheme = name;
        const auto session = require(openSession(root));
        for (const QString &statement :
             {u"CREATE DATABASE shop"_s, u"CREATE USER keyed@'%' IDENTIFIED BY 's3cret'"_s,
              u"GRANT ALL ON *.* TO keyed@'%'"_s, u"CREATE USER poor@'%' IDENTIFIED BY 's3cret'"_s,
              u"GRANT SELECT ON shop.* TO poor@'%'"_s})
            QVERIFY2(session->query(Sql(statement)), qPrintable(statement));
        m_servers.emplace(name, std::move(*server));
    }
}

void MySqlDiagnosisTest::everythingIsRight()
{
    QFETCH(QString, server);
    if (!m_servers.contains(server))
        QSKIP("MySQL is not here");
    const QList<Check> checks = diagnose(target(server), Way::Direct, std::stop_token());
    QList<CheckStep> steps;
    for (const Check &check : checks)
        steps.append(check.step);
    using enum CheckStep;
    QVERIFY2(steps == (QList{Name, Port, Tls, SignIn, Database, Server, Writing, Privileges, Clock}),
             qPrintable(seen(checks)));
    for (const Check &check : checks) {
        QVERIFY2(check.outcome != CheckOutcome::Failed, qPrintable(seen(checks)));
        const QString what = sentences::check(check).what;
        QVERIFY2(what.endsWith(u'.') && !what.contains(u'{'), qPrintable(seen(checks)));
    }
    qInfo("%s", qPrintable(seen(checks)));
}

void MySqlDiagnosisTest::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<CheckStep>("step");
    QTest::addColumn<CheckOutcome>("outcome");
    for (const QString &name : names()) {
        const auto row = [&name](const char *wrong, CheckStep step,
                                 CheckOutcome outcome = CheckOutcome::Failed) {
            QTest::addRow("%s: %s", qPrintable(name), wrong)
                << name << QString::fromLatin1(wrong) << step << outcome;
        };
        row("password", CheckStep::SignIn);
        row("user", CheckStep::SignIn);
        row("database", CheckStep::Database);
        row("port", CheckStep::Port);
        row("host", CheckStep::Name);
        row("privileges", CheckStep::Privileges, CheckOutcome::Notice);
    }
}

void MySqlDiagnosisTest::whatIsWrongIsNamed()
{
    QFETCH(QString, server);
    QFETCH(QString, wrong);
    QFETCH(CheckStep, step);
    QFETCH(CheckOutcome, outcome);
    if (!m_servers.contains(server))
        QSKIP("MySQL is not here");
    Target target = this->target(server);
    if (wrong == "password"_L1)
        target.password = Secret(u"another"_s);
    else if (wrong == "user"_L1)
        target.user = u"nobody"_s;
    else if (wrong == "database"_L1)
        target.database = u"shpo"_s;
    else if (wrong == "port"_L1)
        target.port = unusedLocalPort();
    else if (wrong == "host"_L1)
        target.host = u"no-such-host.invalid"_s;
    else
        target.user = u"poor"_s;
    const QList<Check> checks = diagnose(target, Way::Direct, std::stop_token());
    const auto found = std::ranges::find(checks, step, &Check::step);
    QVERIFY2(found != checks.end(), qPrintable(seen(checks)));
    QVERIFY2(found->outcome == outcome, qPrintable(seen(checks)));
    if (outcome == CheckOutcome::Failed)
        QCOMPARE(checks.last().step, step);
    QVERIFY2(!seen(checks).contains(u"s3cret"_s), qPrintable(seen(checks)));
}

QTEST_GUILESS_MAIN(MySqlDiagnosisTest)
#include "connection_diagnosis_mysql.moc"
