// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

namespace lockkeeper {

/// Which locks the linter expects of a step, who waits for them, and what is read or written whole.
QString expectedText(const ExpectedEffects &expected);
/// Which locks the server was seen to give, and how long the statements took; empty before the step was done.
QString observedText(const StepRecord &record);
/// What the journal says of the step, a line an event, oldest first; empty before the first attempt.
QString attemptsText(const QList<Event> &events, const QString &step);

} // namespace lockkeeper
