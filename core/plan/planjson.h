// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QJsonObject>

namespace lockkeeper {

/// The plan as `plan show --format json` prints it: stages, each with its gate's conditions and its steps. Durations
/// are in milliseconds (`…_ms`), keys in snake_case and only ever added to.
QJsonObject planJson(const Plan &plan);

} // namespace lockkeeper
