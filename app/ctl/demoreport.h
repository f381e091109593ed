// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"

namespace lockkeeper::ctl {

class Console;

/// What both versions saw while the schema changed, and whether every write is there.
QString trafficReport(const demo::Traffic &traffic, const demo::Verification &found, const Console &console);

/// Nothing lost, doubled or wrong, and no version saw an error or a wrong value.
bool isAllRight(const demo::Traffic &traffic, const demo::Verification &found);

} // namespace lockkeeper::ctl
