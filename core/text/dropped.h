// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace lockkeeper::sentences {

/// What the SQL of a stage takes away, as people say it: "users.first_name", "orders_old". Empty: nothing, or only what
/// can't be read.
QStringList droppedBy(const Plan &plan, Stage stage);

} // namespace lockkeeper::sentences
