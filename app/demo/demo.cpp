// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"

#include "app/demo/mysqlserver.h"
#include "app/demo/postgresserver.h"
#include "app/demo/sample.h"
#include "core/engine/engine.h"

#include <QFile>
#include <QLocale>

namespace lockkeeper::demo {

using namespace Qt::StringLiterals;

namespace {

void tell(const World::Listener &listener, const QString &what)
{
    if (listener)
        listener(what);
}

Status checkStop(const std::stop_token &stop)
{
    return stop.stop_requested() ? failure(Errc::Cancelled) : Status();
}

} // namespace

World::~World() = default;

QString World::planPath() const { return m_directory.filePath(u"merge-names.lockkeeper.yaml"_s); }

Result<std::unique_ptr<World>> World::start(const WorldOptions &options, const std::stop_token &stop,
                                            const Listener &listener)
{
    std::unique_ptr<World> world(new World);
    world->m_planText = samplePlan(options.engine);
    if (world->m_planText.isEmpty())
        return failure(Errc::UnknownEngine, {{u"engine"_s, options.engine}});
    LOCKKEEPER_TRY(world->writePlan());
    LOCKKEEPER_TRY(world->makeDatabase(options, listener));
    LOCKKEEPER_TRY(checkStop(stop));
    LOCKKEEPER_TRY(world->load(options, stop, listener));
    LOCKKEEPER_TRY(checkStop(stop));
    tell(listener, u"Starting the old and the new version of the application"_s);
    world->m_traffic = std::make_unique<Traffic>(
        world->m_target, TrafficOptions{.statementsPerSecond = options.statementsPerSecond});
    LOCKKEEPER_TRY(world->m_traffic->start());
    return world;
}

Status World::writePlan()
{
    QFile file(planPath());
    if (!file.open(QIODevice::WriteOnly) || file.write(m_planText) != m_planText.size())
        return failure(Errc::UnreadableFile, {{u"path"_s, planPath()}}, file.errorString());
    return {};
}

Status World::makeDatabase(const WorldOptions &options, const Listener &listener)
{
    if (options.engine == "sqlite"_L1) {
        tell(listener, u"Making an SQLite database"_s);
        const QString path = m_directory.filePath(u"demo.db"_s);
        if (!QFile(path).open(QIODevice::WriteOnly)) // the engine opens what is there, and makes nothing
            return failure(Errc::UnreadableFile, {{u"path"_s, path}});
        m_url = u"sqlite://"_s + path;
    } else if (options.engine == "postgresql"_L1) {
        LOCKKEEPER_TRY(makeServers(listener));
    } else {
        LOCKKEEPER_TRY(makeMySqlServers(options.engine, listener));
    }
    auto target = Target::parse(m_url);
    if (!target)
        return failure(target.error());
    m_target = std::move(*target);
    return {};
}

Status World::makeServers(const Listener &listener)
{
    tell(listener, u"Starting a PostgreSQL server"_s);
    auto primary = PostgresServer::create();
    if (!primary)
        return failure(primary.error());
    m_primary = std::move(*primary);
    tell(listener, u"Starting its replica"_s);
    auto replica = m_primary->createReplica(u"replica"_s);
    if (!replica)
        return failure(replica.error());
    m_replica = std::move(*replica);
    m_url = m_primary->url();
    return {};
}

Status World::makeMySqlServers(QStringView engine, const Listener &listener)
{
    const bool isMariaDb = engine == "mariadb"_L1;
    const auto make = isMariaDb ? MySqlServer::Make::MariaDb : MySqlServer::Make::MySql;
    const QString name = isMariaDb ? u"MariaDB"_s : u"MySQL"_s;
    tell(listener, u"Starting a %1 server"_s.arg(name));
    auto source = MySqlServer::create(make, MySqlServer::replicable());
    LOCKKEEPER_TRY(source);
    m_source = std::move(*source);
    tell(listener, u"Starting its replica"_s);
    auto follower = m_source->createReplica();
    LOCKKEEPER_TRY(follower);
    m_follower = std::move(*follower);
    auto session =
        Target::parse(m_source->url({})).and_then([](const Target &target) { return openSession(target); });
    LOCKKEEPER_TRY(session);
    LOCKKEEPER_TRY((*session)->query(u"CREATE DATABASE demo CHARACTER SET utf8mb4"_s));
    m_url = m_source->url(u"demo"_s);
    return {};
}

Status World::load(const WorldOptions &options, const std::stop_token &stop, const Listener &listener)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    tell(listener, u"Loading %1 rows"_s.arg(english.toString(options.rows)));
    auto session = openSession(m_target, {.application = u"lockkeeper demo"_s});
    if (!session)
        return failure(session.error());
    const std::stop_callback cancel(stop, [&session] { (*session)->cancel(); });
    return createSample(**session, options.rows);
}

Result<Verification> World::settle()
{
    m_traffic->stop();
    auto session = openSession(m_target, {.application = u"lockkeeper demo"_s, .readOnly = true});
    if (!session)
        return failure(session.error());
    return m_traffic->verify(**session);
}

} // namespace lockkeeper::demo
