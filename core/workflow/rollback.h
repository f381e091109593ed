// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/stepcontext.h"

namespace lockkeeper {

/// Takes steps back, newest first, until the migration stands where a stage ended.
class Rollback
{
public:
    explicit Rollback(const StepContext &context) : m_context(context) {}

    /// Whether there is a way back; changes nothing.
    /// @param to the stage whose end is wanted; none: before Expand.
    /// @returns Errc::PointOfNoReturn with facts "step", "reason"; NothingToUndo.
    static Status check(const Ledger &ledger, const Plan &plan, std::optional<Stage> to);
    /// Goes back to where check() said there is a way to.
    Status run(std::optional<Stage> to);

private:
    Status reopen(const Step &step) const;

    const StepContext &m_context;
};

} // namespace lockkeeper
