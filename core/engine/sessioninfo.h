// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace lockkeeper {

/// Who a session is, as far as our own role may see it. A value.
struct SessionInfo
{
    QString id;
    QString started; ///< tells it from a later session with the same id
    QString application;
    QString user;
    QString client;                              ///< address, or empty for a local one
    QString state;                               ///< the server's word: "active", "idle in transaction"
    std::chrono::milliseconds transactionAge{0}; ///< 0: in none
    QString statement;                           ///< the beginning of the running one, or of the last
    bool isOurs = false;                         ///< a session of Lockkeeper's
};

enum class Interruption {
    CancelStatement, ///< does nothing to a session that is idle in a transaction
    EndSession,      ///< its transaction is rolled back, and it gives its locks back
};

} // namespace lockkeeper
