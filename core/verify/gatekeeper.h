// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/verify/conditionkind.h"

namespace lockkeeper {

/// Decides whether a gate is open: on the server, with evidence, and only for a while. The only place that does.
class Gatekeeper
{
public:
    Gatekeeper(Ledger ledger, const Plan &plan) : m_ledger(std::move(ledger)), m_plan(plan) {}

    /// Asks every condition of @p gate in a read-only transaction each and writes the verdicts down.
    /// @returns whether all are Open. A condition that can't be asked is Inconclusive; only a lost connection is an error.
    Result<bool> check(Stage gate, const QString &actor);

    /// Inside the transaction that acts: the verdicts on record must still be valid, and every condition is asked anew.
    /// @returns Errc::VerdictExpired, Errc::GateRefused with facts "gate", "closed" (condition ids), "open", "total".
    Status insist(Stage gate) const;

private:
    Result<Answer> ask(const Condition &condition) const;

    Ledger m_ledger;
    const Plan &m_plan;
};

} // namespace lockkeeper
