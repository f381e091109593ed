// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockkeeper {

/// Loads PostgreSQL's client library, which comes with seventeen others: four milliseconds that only those pay who
/// connect to a PostgreSQL server. Any thread; does nothing the second time.
/// @throws std::runtime_error if the library isn't there.
void loadLibpq();

} // namespace lockkeeper
