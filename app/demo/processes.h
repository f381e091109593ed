// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace lockkeeper {

/// Whether @p process runs. A zombie doesn't count: nobody may be there to collect it.
bool isAlive(qint64 process);

} // namespace lockkeeper
