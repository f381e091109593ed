// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/replicas.h"

#include "core/engine/mysql/mysqlconnection.h"
#include "core/engine/mysql/mysqlsession.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 1s;
constexpr auto pauseBetweenTries = 15s;

struct Known
{
    QString name;
    QString host; ///< empty: it didn't report any
    int port = 0;
};

QList<Known> knownFrom(const Rows &rows)
{
    QList<Known> all;
    all.reserve(rows.size());
    for (qsizetype row = 0; row < rows.size(); ++row) {
        const QString host = rows.at(row, u"Host").toString();
        const int port = rows.at(row, u"Port").toInt();
        const QString number = rows.at(row, u"Server_id").isValid() ? rows.at(row, u"Server_id").toString()
                                                                    : rows.at(row, u"Server_Id").toString();
        const QString name = host.isEmpty() ? u"server %1"_s.arg(number) : u"%1:%2"_s.arg(host).arg(port);
        all << Known{.name = name, .host = host, .port = port};
    }
    return all;
}

/// Several channels: the slowest counts, and one of them unknown makes all unknown.
void takeStatus(const Rows &rows, ReplicaLag &lag)
{
    if (rows.isEmpty())
        return;
    lag.streaming = true;
    double slowest = 0;
    bool isKnown = true;
    for (qsizetype row = 0; row < rows.size(); ++row) {
        const auto either = [&](QStringView now, QStringView before) {
            const QVariant value = rows.at(row, now);
            return value.isValid() ? value : rows.at(row, before);
        };
        const QVariant behind = either(u"Seconds_Behind_Source", u"Seconds_Behind_Master");
        isKnown = isKnown && behind.isValid();
        slowest = std::max(slowest, behind.toDouble());
        lag.streaming =
            lag.streaming && either(u"Replica_IO_Running", u"Slave_IO_Running").toString() == "Yes"_L1;
    }
    if (isKnown)
        lag.seconds = slowest;
}

} // namespace

MySqlReplicas::MySqlReplicas() = default;
MySqlReplicas::~MySqlReplicas() = default;

Status MySqlReplicas::read(MySqlSession &source, ActivitySample &sample)
{
    const auto rows = source.query(source.isMariaDb()                 ? u"SHOW REPLICA HOSTS"_s
                                   : source.versionNumber() >= 80'022 ? u"SHOW REPLICAS"_s
                                                                      : u"SHOW SLAVE HOSTS"_s);
    if (!rows && rows.error().code == Errc::MissingPrivilege) {
        sample.coverage.replicas = false;
        return {};
    }
    LOCKKEEPER_TRY(rows);
    const auto replicas = knownFrom(*rows);
    for (const Known &known : replicas) {
        if (known.host.isEmpty()) {
            sample.replicas << ReplicaLag{.name = known.name, .seconds = {}, .bytes = 0, .streaming = true};
            continue;
        }
        Target target = source.target();
        target.host = known.host;
        target.port = known.port;
        target.database.clear();
        target.options.remove(u"socket"_s);
        sample.replicas << lagOf(target, known.name);
    }
    return {};
}

ReplicaLag MySqlReplicas::lagOf(const Target &replica, const QString &name)
{
    ReplicaLag lag{.name = name, .seconds = {}, .bytes = 0, .streaming = false};
    Way &way = m_ways[name];
    const bool isDue = way.triedAt == Clock::time_point() || Clock::now() - way.triedAt > pauseBetweenTries;
    if (!way.connection && isDue) {
        way.triedAt = Clock::now();
        auto opened = MySqlConnection::open(
            replica, {.application = u"lockkeeper lag"_s, .readOnly = true, .connectTimeout = patience});
        way.connection = opened ? std::move(*opened) : nullptr;
    }
    if (!way.connection)
        return lag;
    way.connection->setLimit(patience);
    const bool isMariaDb = way.connection->flavor() == MySqlFlavor::MariaDb;
    const auto rows =
        way.connection->run(isMariaDb                                   ? u"SHOW ALL REPLICAS STATUS"_s
                            : way.connection->versionNumber() >= 80'022 ? u"SHOW REPLICA STATUS"_s
                                                                        : u"SHOW SLAVE STATUS"_s);
    if (rows)
        takeStatus(*rows, lag);
    else if (rows.error().isConnectionGone())
        way.connection.reset();
    return lag;
}

} // namespace lockkeeper
