// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionprofile.h"

#include <QProcessEnvironment>

namespace lockkeeper {

struct Surroundings;

/// The password that libpq's password file (PGPASSFILE, else ~/.pgpass) has for a connection; empty where it has none,
/// or where others may read it, because libpq doesn't use such a file either. libpq looks there itself; a tunnel hides
/// the port that the file knows. Blocks on a file.
Secret passwordFromPassfile(const ConnectionProfile &profile, int port, const Surroundings &surroundings);

} // namespace lockkeeper
