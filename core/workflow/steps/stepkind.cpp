// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/steps/stepkind.h"

namespace lockkeeper {

namespace {

struct KindOf
{
    const StepKind &operator()(const SqlAction &) const { return sqlStep(); }
    const StepKind &operator()(const DualWriteAction &) const { return dualWriteStep(); }
    const StepKind &operator()(const FillAction &) const { return fillStep(); }
    const StepKind &operator()(const FlagAction &) const { return flagStep(); }
    const StepKind &operator()(const RemoveDualWriteAction &) const { return removeDualWriteStep(); }
};

} // namespace

const StepKind &stepKindOf(const Action &action) { return std::visit(KindOf{}, action); }

} // namespace lockkeeper
