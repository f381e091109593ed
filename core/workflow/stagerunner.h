// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/stepcontext.h"

namespace lockkeeper {

/// Goes through the stages from where the ledger says the migration is: gate, steps, next gate.
class StageRunner
{
public:
    /// @param typedTable as in RunOptions
    StageRunner(const StepContext &context, std::optional<QString> typedTable)
        : m_context(context), m_typedTable(std::move(typedTable))
    {}

    /// @returns Errc::GateRefused, ContractInSameRun, TableNotNamed, Paused, Held, or what a step failed with.
    Status run(Stage through);

private:
    Status enter(Stage stage);
    Status runSteps(Stage stage);
    Status runStep(const Step &step);
    Status attempt(const Step &step);
    Status checkGate(Stage gate);
    Status checkTypedTable(Stage stage) const;
    Status watchQuietly();
    Result<bool> isPastTheGate(Stage stage) const;
    Status restoreDualWrite() const;
    Status stop(const Step &step, const Error &error);

    const StepContext &m_context;
    std::optional<QString> m_typedTable;
    bool m_ranBeforeContract = false; ///< this run did something in an earlier stage
};

} // namespace lockkeeper
