// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/signals.h"
#include "core/workflow/runcontrol.h"

namespace lockkeeper::ctl {

class Console;

/// What a run makes of signals: SIGINT pauses at the next safe point, a second one ends the running statement too;
/// SIGTERM and SIGHUP do both at once, because whoever sends them doesn't wait. The helm is given back either way.
Signals::Handler pausingOn(RunControl &control, Console &console);

} // namespace lockkeeper::ctl
