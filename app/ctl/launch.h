// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace lockkeeper::ctl {

/// Parses the command line, runs its command, tells its error. @returns the exit code.
int launch(int argc, char **argv, Console &console, Signals &watcher);

} // namespace lockkeeper::ctl
