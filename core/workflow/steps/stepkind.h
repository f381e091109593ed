// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/stepcontext.h"

namespace lockkeeper {

/// How one kind of action is carried out and taken back. Stateless: what a step needs to remember is in the ledger.
class StepKind
{
public:
    virtual ~StepKind() = default;

    /// Carries the step out and records it done. May have been killed anywhere in an earlier attempt.
    /// @param before belongs into the transaction that acts, ahead of everything; may be empty.
    virtual Status run(const Step &step, const StepContext &context,
                       const std::function<Status()> &before) const = 0;
    /// Takes it back and records it undone. The step may be only half done.
    virtual Status undo(const Step &step, const StepContext &context) const = 0;
};

/// What the step's done_when says. @returns none when the plan doesn't say how to tell.
Result<std::optional<bool>> tookEffect(const Step &step, const StepContext &context);

/// The kind that carries out @p action: steps/stepkind.cpp has one line for each.
const StepKind &stepKindOf(const Action &action);

/// The kinds, each in its own file.
const StepKind &sqlStep();
const StepKind &dualWriteStep();
const StepKind &removeDualWriteStep();
const StepKind &fillStep();
const StepKind &flagStep();

} // namespace lockkeeper
