// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lockkeeper {

/// Where the cockpit keeps what is between two starts: XDG_STATE_HOME/lockkeeper. It may not be there yet.
QString stateFolder();

} // namespace lockkeeper
