// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/target.h"

namespace lockkeeper {

/// What the server, or the library, says of a failure.
struct MySqlFailure
{
    int number =
        0; ///< https://dev.mysql.com/doc/mysql-errors/9.7/en/, https://mariadb.com/kb/en/mariadb-error-codes/
    QString words;
    QString sqlstate; ///< empty: not known
};

/// What made a statement end early, as far as we know it ourselves.
enum class MySqlEnd { ByItself, Cancelled, TimedOut };

Error mySqlError(const MySqlFailure &failure, const QString &statement, MySqlEnd end);

/// The error of a connection that didn't come about, with the fact "cause".
Error mySqlConnectionError(const MySqlFailure &failure, const Target &target);

/// After it, the server has rolled the whole transaction back by itself, or may have.
bool endsTransaction(const Error &error);

} // namespace lockkeeper
