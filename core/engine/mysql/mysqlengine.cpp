// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlengine.h"

#include "core/engine/mysql/mysqlsession.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

// The oldest with DDL that a crash can't leave half done.
int oldest(MySqlFlavor flavor) { return flavor == MySqlFlavor::MariaDb ? 100'600 : 80'000; }

QString oldestText(MySqlFlavor flavor) { return flavor == MySqlFlavor::MariaDb ? u"10.6"_s : u"8.0"_s; }

} // namespace

int MySqlEngine::oldestVersion() const { return oldest(m_flavor); }

QString MySqlEngine::oldestVersionText() const { return oldestText(m_flavor); }

Result<std::unique_ptr<Session>> MySqlEngine::open(const Target &target, const SessionOptions &options) const
{
    auto connection = MySqlConnection::open(target, options);
    LOCKKEEPER_TRY(connection);
    const MySqlFlavor flavor = (*connection)->flavor();
    if ((*connection)->versionNumber() < oldest(flavor))
        return failure(Errc::ServerTooOld,
                       {{u"version"_s, (*connection)->version()}, {u"oldest"_s, oldestText(flavor)}});
    return MySqlSession::make(target, options, std::move(*connection));
}

} // namespace lockkeeper
