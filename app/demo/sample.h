// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session.h"

namespace lockkeeper::demo {

/// Makes the sample's tables on @p session's empty database and fills users with @p rows people whose ids
/// are 1 to @p rows.
Status createSample(Session &session, qint64 rows);

/// The sample's plan for @p engine, as a person would have written it; empty for an engine without one.
QByteArray samplePlan(QStringView engine);

} // namespace lockkeeper::demo
