// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lockkeeper {

/// Why no connection came about: a word for Errc::ConnectionFailed's fact "cause", or empty. libpq tells no code before
/// there is a session, so it is read from the words; in another language than English they stay unread.
QString connectCause(const QString &words);

} // namespace lockkeeper
