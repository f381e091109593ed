// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger/verdictjournal.h"
#include "core/plan/planfile.h"

#include <span>

namespace lockkeeper {

/// What a condition may look at. Its transaction is the asker's: read-only when a gate is checked, the acting one when
/// a step is about to change something.
struct Evidence
{
    const Ledger &ledger;
    const Plan &plan;

    Session &session() const { return ledger.session(); }
};

struct Answer
{
    Verdict verdict = Verdict::Inconclusive;
    QJsonObject evidence;
};

/// One kind of question between two stages. Stateless.
class ConditionKind
{
public:
    virtual ~ConditionKind() = default;

    /// Its name and parameters in plan files.
    virtual PlanVocabulary::ConditionKind syntax() const = 0;
    /// An error means that it could not be found out; the gatekeeper makes it Inconclusive.
    virtual Result<Answer> ask(const Condition &condition, const Evidence &evidence) const = 0;
};

/// Every kind of this build, in the order of conditionkinds.cpp: the one line that registers one.
std::span<const ConditionKind *const> conditionKinds();
const ConditionKind *conditionKindNamed(QStringView name);

/// The kinds, each defined in its own file under conditions/.
const ConditionKind &approvalsCondition();
const ConditionKind &backfillCompleteCondition();
const ConditionKind &reconciledCondition();
const ConditionKind &replicationLagCondition();
const ConditionKind &soakCondition();
const ConditionKind &sqlCondition();

} // namespace lockkeeper
