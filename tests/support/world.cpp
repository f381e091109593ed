// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/world.h"

#include "app/demo/sample.h"

#include <QFile>
#include <QJsonDocument>

#include <atomic>
#include <cstdio>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString newDatabase(const QString &url)
{
    static std::atomic<int> count = 0;
    const QString name = u"world_%1"_s.arg(++count);
    const auto session = require(openSession(require(Target::parse(url))), "connecting");
    require(session->query(u"CREATE DATABASE "_s + name), "a new database");
    return name;
}

MySqlServer::Make makeOf(QStringView engine)
{
    return engine == "mysql"_L1 ? MySqlServer::Make::MySql : MySqlServer::Make::MariaDb;
}

MySqlServer &mysqlServer(MySqlServer::Make make)
{
    const auto start = [](MySqlServer::Make which) {
        return require(MySqlServer::create(which), "starting MySQL or MariaDB");
    };
    if (make == MySqlServer::Make::MySql) {
        static const auto server = start(make);
        return *server;
    }
    static const auto server = start(make);
    return *server;
}

const QString postgresSchema = uR"(
SELECT string_agg(line, E'\n' ORDER BY line) FROM (
    SELECT format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function ' || oid::regprocedure::text FROM pg_proc
      WHERE pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public') AS lines)"_s;

const QString mysqlSchema = uR"(
SELECT CONCAT_WS(' ', 'column', TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT) AS line
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE 'lockkeeper%'
UNION ALL SELECT CONCAT_WS(' ', 'trigger', TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_STATEMENT)
FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
UNION ALL SELECT CONCAT_WS(' ', 'index', TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME)
FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE 'lockkeeper%'
UNION ALL SELECT CONCAT('left over ', TABLE_NAME)
FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'lockkeeper\\_try%'
ORDER BY 1)"_s;

const QString sqliteSchema = u"SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master "
                             "WHERE name NOT LIKE 'lockkeeper%' AND tbl_name NOT LIKE 'lockkeeper%' "
                             "AND sql IS NOT NULL ORDER BY name)"_s;

} // namespace

void giveUp(const char *what, const Error &error)
{
    std::fprintf(stderr, "%s: %s\n", what, told(error).constData());
    std::_Exit(1);
}

QByteArray told(const Error &error)
{
    return QJsonDocument(errorToJson(error)).toJson(QJsonDocument::Compact);
}

QByteArray told(const Status &status)
{
    return status ? QByteArrayLiteral("no error") : told(status.error());
}

PostgresServer &World::server()
{
    static const auto server = require(PostgresServer::create(), "starting PostgreSQL");
    return *server;
}

Status World::crashServer(QStringView engine)
{
    if (engine == "postgresql"_L1) {
        LOCKKEEPER_TRY(server().stop(PostgresServer::Stop::Immediate));
        return server().start();
    }
    MySqlServer &server = mysqlServer(makeOf(engine));
    LOCKKEEPER_TRY(server.kill());
    return server.start();
}

World::World(QStringView engine, qint64 rows) : m_engine(engine.toString())
{
    if (m_engine == "sqlite"_L1) {
        m_directory = std::make_shared<QTemporaryDir>();
        QFile file(m_directory->filePath(u"world.db"_s)); // an empty file is an empty database
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        m_url = "sqlite://"_L1 + file.fileName();
    } else if (m_engine == "postgresql"_L1) {
        m_url = server().url(newDatabase(server().url()));
    } else {
        const MySqlServer &server = mysqlServer(makeOf(m_engine));
        m_url = server.url(newDatabase(server.url({})));
    }
    m_target = require(Target::parse(m_url), "the world's URL");
    require(demo::createSample(*session(), rows), "the sample");
}

std::unique_ptr<Session> World::session(const SessionOptions &options) const
{
    return require(openSession(m_target, options), "connecting");
}

QByteArray World::planText(const QList<std::pair<QString, QString>> &changes) const
{
    QString text = QString::fromUtf8(demo::samplePlan(m_engine));
    for (const auto &[what, by] : changes) {
        if (!text.contains(what))
            qFatal("the sample plan has no '%s'", qPrintable(what));
        text.replace(what, by);
    }
    return text.toUtf8();
}

Plan World::plan(const QList<std::pair<QString, QString>> &changes) const
{
    auto plan = PlanFile::parse(planText(changes), vocabulary());
    if (!plan)
        qFatal("the plan of the test is wrong: %s in line %d", qPrintable(plan.error()[0].code),
               plan.error()[0].line);
    return *plan;
}

std::unique_ptr<Migration> World::open(const Plan &plan, const RunOptions &options) const
{
    return require(Migration::open(m_target, plan, options), "opening the migration");
}

Status World::run(const Plan &plan, const RunOptions &options, const RunListener &listener) const
{
    auto migration = Migration::open(m_target, plan, options);
    if (!migration)
        return failure(migration.error());
    RunControl control;
    return (*migration)->run(control, listener);
}

QVariant World::scalar(const QString &sql) const
{
    return require(session()->query(sql), qPrintable(sql)).scalar();
}

bool World::canHave(QStringView engine)
{
    return engine != "mysql"_L1 || MySqlServer::isInstalled(MySqlServer::Make::MySql);
}

QString World::schema() const
{
    if (m_engine == "mysql"_L1 || m_engine == "mariadb"_L1) {
        QStringList lines;
        for (const QVariantList &row : require(session()->query(mysqlSchema), "the schema").rows)
            lines << row.first().toString();
        return lines.join(u'\n');
    }
    return scalar(m_engine == "sqlite"_L1 ? sqliteSchema : postgresSchema).toString();
}

MigrationSnapshot World::snapshot() const
{
    return require(readSnapshot(*session(), idOfSample()), "the snapshot");
}

} // namespace lockkeeper
