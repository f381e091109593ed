// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/demo/demo.h"

namespace lockkeeper::ctl {

/// The demo in a terminal: all six stages under the traffic of two application versions, with a gate that refuses
/// while the old one still runs, and at the end the account of what was written.
/// @returns 0 only when nothing was lost, doubled or wrong.
Result<int> runDemo(const demo::WorldOptions &options, const Surroundings &surroundings);

} // namespace lockkeeper::ctl
