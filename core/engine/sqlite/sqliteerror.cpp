// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqliteerror.h"

#include "core/base/secret.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

// https://sqlite.org/rescode.html; the extended codes keep these in their lowest byte.
enum ResultCode { Busy = 5, Locked = 6, ReadOnly = 8, Interrupt = 9 };

constexpr qsizetype shownStatementLength = 500;

bool isLock(int code) { return code == Busy || code == Locked; }

Errc errorCode(int code, StatementWatch::End end)
{
    if (code != Interrupt && !isLock(code))
        return code == ReadOnly ? Errc::ReadOnlyServer : Errc::StatementFailed;
    switch (end) {
    case StatementWatch::End::Cancelled:
        return Errc::Cancelled;
    case StatementWatch::End::TimedOut:
        return Errc::StatementTimeout;
    case StatementWatch::End::None:
        break;
    }
    return isLock(code) ? Errc::LockTimeout : Errc::Cancelled;
}

// Qt's own refusals (several statements, values that don't fit the placeholders) come with a success from SQLite.
QString words(const QSqlError &error)
{
    const bool fromQt = error.databaseText().isEmpty() || error.databaseText() == "not an error"_L1;
    return redacted(fromQt ? error.driverText() : error.databaseText());
}

} // namespace

Error sqliteError(const QSqlError &error, const QString &statement, StatementWatch::End end)
{
    const Errc code = errorCode(error.nativeErrorCode().toInt() & 0xff, end);
    Error result{.code = code,
                 .facts = {},
                 .detail = words(error),
                 .sqlstate = {},
                 .statement = redacted(statement.simplified()).left(shownStatementLength)};
    // SQLite doesn't say who holds the lock; there is one writer at a time for the whole file.
    if (code == Errc::LockTimeout)
        result.facts = {{u"blocker"_s, u"another process that writes"_s}};
    return result;
}

Error sqliteConnectionError(const QString &path, const QString &detail)
{
    return Error{.code = Errc::ConnectionFailed,
                 .facts = {{u"target"_s, u"sqlite://"_s + path}},
                 .detail = detail,
                 .sqlstate = {},
                 .statement = {}};
}

} // namespace lockkeeper
