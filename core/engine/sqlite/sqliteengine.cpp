// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqliteengine.h"

#include "core/engine/sqlite/sqliterecipesql.h"
#include "core/engine/sqlite/sqlitesession.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

QString SqliteEngine::name() const { return u"sqlite"_s; }

QStringList SqliteEngine::schemes() const { return {u"sqlite"_s}; }

// ALTER TABLE … DROP COLUMN and RETURNING came with 3.35.
int SqliteEngine::oldestVersion() const { return 3'035'000; }

QString SqliteEngine::oldestVersionText() const { return u"3.35"_s; }

const RecipeSql *SqliteEngine::recipeSql() const
{
    static const SqliteRecipeSql sql;
    return &sql;
}

Result<std::unique_ptr<Session>> SqliteEngine::open(const Target &target, const SessionOptions &options) const
{
    auto session = SqliteSession::open(target, options);
    LOCKKEEPER_TRY(session);
    const auto identity = (*session)->identity();
    LOCKKEEPER_TRY(identity);
    if (identity->versionNumber < oldestVersion())
        return failure(Errc::ServerTooOld,
                       {{u"version"_s, identity->version}, {u"oldest"_s, oldestVersionText()}});
    return session;
}

} // namespace lockkeeper
