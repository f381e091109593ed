// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlerror.h"

#include "core/base/secret.h"

#include <array>
#include <utility>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownStatementLength = 2000;

constexpr int interrupted = 1317;

constexpr std::array codes{
    std::pair{1205, Errc::LockTimeout}, // MariaDB: also of NOWAIT
    std::pair{3572, Errc::LockTimeout}, // NOWAIT
    std::pair{1213, Errc::Deadlock},
    std::pair{1614, Errc::Deadlock},
    std::pair{1020, Errc::SerializationFailure}, // MariaDB: innodb_snapshot_isolation
    std::pair{3024, Errc::StatementTimeout},     // max_execution_time
    std::pair{1969, Errc::StatementTimeout},     // MariaDB: max_statement_time
    std::pair{interrupted, Errc::Cancelled},
    std::pair{1044, Errc::MissingPrivilege},
    std::pair{1142, Errc::MissingPrivilege},
    std::pair{1143, Errc::MissingPrivilege},
    std::pair{1095, Errc::MissingPrivilege}, // KILL of somebody else's session
    std::pair{1227, Errc::MissingPrivilege},
    std::pair{1370, Errc::MissingPrivilege},
    std::pair{1419, Errc::MissingPrivilege}, // a trigger, with binary logging on
    std::pair{1792, Errc::ReadOnlyServer},
    std::pair{1836, Errc::ReadOnlyServer},
    std::pair{2006, Errc::ConnectionLost},
    std::pair{2013, Errc::ConnectionLost},
    std::pair{2055, Errc::ConnectionLost},
    std::pair{2026, Errc::ConnectionLost}, // TLS broke off; one that never came about is a connection's error
    std::pair{1053, Errc::ConnectionLost}, // the server shuts down
    std::pair{1927, Errc::ConnectionLost}, // MariaDB: KILL
    std::pair{4031, Errc::ConnectionLost}, // MySQL: wait_timeout
    std::pair{1158, Errc::ConnectionLost},
    std::pair{1159, Errc::ConnectionLost},
    std::pair{1160, Errc::ConnectionLost},
    std::pair{1161, Errc::ConnectionLost},
};

Errc codeOf(const MySqlFailure &failure, MySqlEnd end)
{
    // 1290 is every option that forbids something.
    if (failure.number == 1290 && failure.words.contains("read"_L1) && failure.words.contains("only"_L1))
        return Errc::ReadOnlyServer;
    if (failure.number == interrupted && end == MySqlEnd::TimedOut)
        return Errc::StatementTimeout;
    for (const auto &[number, code] : codes) {
        if (number == failure.number)
            return code;
    }
    return Errc::StatementFailed;
}

/// Without a code of its own: OpenSSL's words behind the library's.
QString tlsCause(const QString &words)
{
    if (words.contains("does not support"_L1))
        return u"tls-off"_s;
    if (words.contains("No such file"_L1))
        return u"tls-root"_s;
    if (words.contains("ostname verification"_L1))
        return u"tls-name"_s;
    if (words.contains("self-signed"_L1) || words.contains("self signed"_L1)
        || words.contains("NOT trusted"_L1) || words.contains("unable to get"_L1))
        return u"tls-untrusted"_s;
    return u"tls"_s;
}

QString causeOf(const MySqlFailure &failure)
{
    switch (failure.number) {
    case 1045:
        return failure.words.contains("using password: NO"_L1) ? u"no-password"_s : u"password"_s;
    case 1049:
        return u"database"_s;
    case 1044:
    case 1130: // not from this host
    case 1129:
    case 3118: // the account is locked
        return u"access"_s;
    case 1698: // by the operating system's name
    case 1524:
    case 2059:
        return u"account"_s;
    case 1040:
    case 1203:
    case 1226:
        return u"busy"_s;
    case 2026:
        return tlsCause(failure.words);
    case 3159: // require_secure_transport
        return u"tls"_s;
    case 2012:
    case 2013:
    case 2055:
        return u"closed"_s;
    default:
        return {};
    }
}

} // namespace

Error mySqlError(const MySqlFailure &failure, const QString &statement, MySqlEnd end)
{
    return {.code = codeOf(failure, end),
            .facts = {},
            .detail = redacted(failure.words),
            .sqlstate = failure.sqlstate,
            .statement = redacted(statement).left(shownStatementLength)};
}

Error mySqlConnectionError(const MySqlFailure &failure, const Target &target)
{
    return {.code = Errc::ConnectionFailed,
            .facts = {{u"target"_s, target.display()}, {u"cause"_s, causeOf(failure)}},
            .detail = redacted(failure.words),
            .sqlstate = failure.sqlstate,
            .statement = {}};
}

// A lock timeout takes the transaction along where innodb_rollback_on_timeout says so.
bool endsTransaction(const Error &error)
{
    return error.code == Errc::Deadlock || error.code == Errc::LockTimeout
           || error.code == Errc::SerializationFailure || error.isConnectionGone();
}

} // namespace lockkeeper
