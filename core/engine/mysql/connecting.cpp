// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/connecting.h"

#include "core/engine/mysql/mysqlerror.h"

#include <QSqlDatabase>
#include <QSqlError>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

enum class Encryption { None, Unverified, Verified };

/// As connections write them; MySQL's own names too, since people paste them.
Encryption encryptionOf(const QString &mode)
{
    const QString word = mode.toLower().replace(u'_', u'-');
    if (word == "disable"_L1 || word == "disabled"_L1)
        return Encryption::None;
    if (word == "verify-ca"_L1 || word == "verify-full"_L1 || word == "verify-identity"_L1)
        return Encryption::Verified;
    return Encryption::Unverified;
}

bool isPreferred(const QString &mode)
{
    const QString word = mode.toLower();
    return word.isEmpty() || word == "prefer"_L1 || word == "preferred"_L1 || word == "allow"_L1;
}

/// Nothing leaves the machine, and TLS would only cost.
bool isSocket(const Target &target)
{
    return target.options.contains(u"socket"_s) || target.host.isEmpty()
           || (target.host == "localhost"_L1 && target.port == 0);
}

QString inBraces(QString value) { return u'{' + value.replace(u'}', "}}"_L1) + u'}'; }

/// Qt's driver has no option for how a certificate is checked. Connector/C reads a host with a semicolon as a list of
/// its own options, which has.
QString hostWith(const Target &target, Encryption encryption)
{
    if (encryption == Encryption::None)
        return target.host;
    QStringList parts{u"host="_s + inBraces(target.host), u"ssl-enforce=1"_s};
    parts << (encryption == Encryption::Verified ? u"ssl-verify-server-cert=1"_s
                                                 : u"ssl-verify-server-cert=0"_s);
    const QString root = target.options.value(u"sslrootcert"_s);
    if (encryption == Encryption::Verified && !root.isEmpty())
        parts << u"ssl-ca="_s + inBraces(root);
    return parts.join(u';');
}

/// Affected rows are those that a statement found, as in other engines, not only those that it changed.
QString driverOptions(const Target &target, const SessionOptions &options)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options.connectTimeout).count();
    QStringList words{u"CLIENT_FOUND_ROWS=1"_s,
                      u"MYSQL_OPT_CONNECT_TIMEOUT=%1"_s.arg(std::max<qint64>(seconds, 1))};
    if (const QString socket = target.options.value(u"socket"_s); !socket.isEmpty())
        words << u"UNIX_SOCKET="_s + socket;
    else if (!isSocket(target))
        words << u"MYSQL_OPT_PROTOCOL=MYSQL_PROTOCOL_TCP"_s;
    return words.join(u';');
}

Status attempt(const QString &name, const Target &target, const SessionOptions &options,
               Encryption encryption)
{
    MySqlFailure failed;
    {
        auto database = QSqlDatabase::addDatabase(u"QMYSQL"_s, name);
        database.setHostName(hostWith(target, encryption));
        database.setPort(target.port > 0 ? target.port : -1);
        database.setUserName(target.user);
        database.setPassword(target.password.reveal());
        database.setDatabaseName(target.database);
        database.setConnectOptions(driverOptions(target, options));
        if (database.open())
            return {};
        const QSqlError error = database.lastError();
        const bool isServers = !error.databaseText().isEmpty();
        failed = {.number = error.nativeErrorCode().toInt(),
                  .words = isServers ? error.databaseText() : error.driverText(),
                  .sqlstate = {}};
    }
    QSqlDatabase::removeDatabase(name);
    return failure(mySqlConnectionError(failed, target));
}

/// What Connector/C would read as more than a name.
bool isPlainHost(const QString &host)
{
    return std::ranges::none_of(host,
                                [](QChar sign) { return sign == u';' || sign == u'{' || sign == u'}'; });
}

} // namespace

Status connectMySql(const QString &name, const Target &target, const SessionOptions &options)
{
    if (!isPlainHost(target.host) || target.options.value(u"socket"_s).contains(u';'))
        return failure(mySqlConnectionError({.words = u"this is not a host's name"_s}, target));
    const QString mode = target.options.value(u"sslmode"_s);
    if (isPreferred(mode) && isSocket(target))
        return attempt(name, target, options, Encryption::None);
    const Status connected = attempt(name, target, options, encryptionOf(mode));
    if (connected || !isPreferred(mode) || connected.error().facts.value(u"cause"_s) != "tls-off"_L1)
        return connected;
    return attempt(name, target, options, Encryption::None);
}

} // namespace lockkeeper
