// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QString>

namespace lockkeeper {

/// What a step does, as SQL or in a sentence where the engine writes the SQL.
QString stepText(const Step &step);
/// A step's own SQL as a script; empty where the engine writes it.
QString statementsText(const Step &step);
/// How it is undone, or why it can't be.
QString undoText(const Step &step);
/// How long the newest attempt took or takes; empty before the first.
QString durationText(const StepRecord &record, qint64 now);

} // namespace lockkeeper
