// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/libpqloader.h"

namespace lockkeeper {

void loadLibpq() {} // the program's own loader has done it

} // namespace lockkeeper
