// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger/ledger.h"
#include "core/plan/plan.h"

#include <QJsonObject>

namespace lockkeeper {

/// Only Open lets a stage begin. Inconclusive: could not be measured. Stale: was Open, too long ago.
enum class Verdict { Open, Blocked, Inconclusive, Stale };

QString verdictName(Verdict verdict);
/// @returns Inconclusive for a name that no verdict has.
Verdict verdictNamed(QStringView wanted);

/// A condition's answer with what it is based on.
struct VerdictRecord
{
    QString condition;
    Stage gate = Stage::Contract;
    Verdict verdict = Verdict::Inconclusive;
    QJsonObject evidence; ///< "expected", "actual", "error", … by condition kind
    qint64 checkedAt = 0; ///< ms since the epoch, server clock; 0: never
    qint64 validUntil = 0;
};

class VerdictJournal
{
public:
    explicit VerdictJournal(Ledger ledger) : m_ledger(std::move(ledger)) {}

    /// Every verdict on record; one whose time ran out by the server's clock is read as Stale.
    Result<QList<VerdictRecord>> all() const;
    /// Writes a verdict that is valid for @p validity from now on.
    Status record(const Condition &condition, Verdict verdict, const QJsonObject &evidence, Millis validity);
    /// How many of the gate's verdicts are Open and not expired by the server's clock.
    Result<int> countOpen(Stage gate) const;

private:
    Ledger m_ledger;
};

} // namespace lockkeeper
