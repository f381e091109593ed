// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresengine.h"

#include "core/engine/postgres/postgresconnection.h"
#include "core/engine/postgres/postgresrecipesql.h"
#include "core/engine/postgres/postgressession.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

QString PostgresEngine::name() const { return u"postgresql"_s; }

QStringList PostgresEngine::schemes() const { return {u"postgresql"_s, u"postgres"_s}; }

// libpq goes to hostaddr and holds the certificate against host.
Target PostgresEngine::reachedAt(Target target, const QString &address, int port) const
{
    target.options.insert(u"hostaddr"_s, address);
    target.port = port;
    return target;
}

int PostgresEngine::oldestVersion() const { return 140'000; }

QString PostgresEngine::oldestVersionText() const { return u"14"_s; }

// More workers than this only queue for the same WAL and the same disk.
int PostgresEngine::mostBackfillWorkers() const { return 8; }

const RecipeSql *PostgresEngine::recipeSql() const
{
    static const PostgresRecipeSql sql;
    return &sql;
}

Result<std::unique_ptr<Session>> PostgresEngine::open(const Target &target,
                                                      const SessionOptions &options) const
{
    auto connection = PostgresConnection::open(target, options);
    if (!connection)
        return failure(std::move(connection).error());
    if (const int version = (*connection)->serverVersion(); version < oldestVersion())
        return failure(Errc::ServerTooOld, {{u"version"_s, QString::number(version / 10'000)},
                                            {u"oldest"_s, oldestVersionText()}});
    return std::make_unique<PostgresSession>(target, options, std::move(*connection));
}

} // namespace lockkeeper
