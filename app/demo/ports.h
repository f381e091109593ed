// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace lockkeeper {

/// A port of 127.0.0.1 that nobody has right now; 0 when there is none. Somebody may take it before the server does:
/// the caller tries again.
int freePort();

/// Whether @p process runs. A zombie doesn't count: nobody may be there to collect it.
bool isAlive(qint64 process);

} // namespace lockkeeper
