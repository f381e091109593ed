// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plandraft.h"

namespace lockkeeper {

/// A step before it is built: its id, and where in the draft it comes from.
struct StepName
{
    QString id;
    QString path;
};

/// Every step of the canonical form, those it only implies included, in the order they run.
QList<StepName> stepNames(const QJsonObject &content);

/// The plan of a draft that has no problems.
Plan buildPlan(const PlanDraft &draft);

} // namespace lockkeeper
