// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>

#include <chrono>
#include <stop_token>

namespace lockkeeper {

/// What a name resolves to, as the system says: IPv4 and IPv6 addresses as text. Blocks for as long as the system's
/// resolver takes, and can't be stopped.
/// @returns Errc::ConnectionFailed with the resolver's words.
Result<QStringList> resolved(const QString &host);

enum class Reach {
    Reached,
    Refused, ///< the machine answered, and nobody listens there
    Silent,  ///< no answer in time
    NoRoute,
    Stopped,
};

/// Whether a TCP port takes connections; the connection is closed at once.
/// Blocks, for @p patience at most; looks at @p stop ten times a second.
Reach reach(const QString &address, int port, std::chrono::milliseconds patience, std::stop_token stop);

/// A port of 127.0.0.1 that nobody listens on now; 0: there is none.
int unusedLocalPort();

} // namespace lockkeeper
