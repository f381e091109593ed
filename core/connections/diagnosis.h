// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/target.h"

#include <QList>

#include <chrono>
#include <functional>
#include <stop_token>

namespace lockkeeper {

/// One thing that must be right before a migration can run, in the order in which they are looked at.
enum class CheckStep { Tunnel, Name, Port, Tls, SignIn, Database, Server, Writing, Privileges, Clock };

enum class CheckOutcome {
    Good,
    Notice, ///< it works, and somebody should know
    Failed, ///< nothing after it could be looked at
};

/// What came out, as a code and facts; core/text makes the sentence.
struct Check
{
    CheckStep step = CheckStep::SignIn;
    CheckOutcome outcome = CheckOutcome::Good;
    QString code;
    QMap<QString, QString> facts{}; ///< "detail" has the server's or system's own words
    std::chrono::milliseconds took{0};
};

/// How the target is reached.
enum class Way {
    Direct,
    Tunnel, ///< its port is a tunnel's end here, which accepts whatever is behind it
};

/// Told of each check as it ends, on the diagnosing thread.
using CheckListener = std::function<void(const Check &)>;

/// Looks at everything between here and a migration on @p target, and stops at the first thing that fails. Only reads.
/// Blocks; @p stop ends it before the next check, within 100 ms while it waits for a port, and at the latest when the
/// system's resolver or the 5 s for signing in are through.
/// @returns what was looked at.
QList<Check> diagnose(const Target &target, Way way, const std::stop_token &stop,
                      const CheckListener &listener = {});

} // namespace lockkeeper
