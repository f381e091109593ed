// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger/ledger.h"

#include <chrono>
#include <functional>

namespace lockkeeper {

/// Who acts: a name for people, and enough to tell whether that process still lives.
struct Holder
{
    QString name;    ///< "anna@db-host"
    QString machine; ///< boot and process namespace: a process id means something only within it
    qint64 process = 0;

    static Holder self();
    /// True only when it ran in this very machine and namespace and the process is gone.
    bool isKnownDead() const;
};

/// The right to act on a migration: one holder at a time, a lease that must be renewed, and a fencing token that
/// every write is checked against, so that a holder that was thought dead can't write afterwards.
class Helm
{
public:
    static constexpr std::chrono::milliseconds lease{15'000};

    /// Takes the helm, in a transaction of its own. A holder whose lease ran out, or whose process is known to be dead,
    /// is followed with a higher token. @p allowed is asked when the helm is free and nothing is written yet: what it
    /// refuses leaves no trace, and what it saw stays so.
    /// @returns Errc::HelmHeld with facts "holder" and "seconds", and what @p allowed says.
    static Result<Helm> take(const Ledger &ledger, const Holder &holder,
                             const std::function<Status()> &allowed = {});

    qint64 token() const { return m_token; }
    const Holder &holder() const { return m_holder; }

    /// Fails when the helm is no longer ours. Belongs at the end of every transaction that writes: the lease's row stays
    /// locked until the commit, so nobody can take the helm in between.
    /// @returns Errc::HelmLost.
    Status fence(const Ledger &ledger) const;
    Status renew(const Ledger &ledger) const;
    /// Gives the helm back. Harmless when it was lost.
    Status release(const Ledger &ledger) const;

private:
    Helm(Holder holder, qint64 token) : m_holder(std::move(holder)), m_token(token) {}

    Holder m_holder;
    qint64 m_token = 0;
};

} // namespace lockkeeper
