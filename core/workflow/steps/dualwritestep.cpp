// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"
#include "core/ledger/stepjournal.h"
#include "core/verify/mapping.h"
#include "core/workflow/steps/stepkind.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

std::function<Status(const DdlObservation &)> recording(const Step &step, const StepContext &context,
                                                        bool undone)
{
    return [&step, &context, undone](const DdlObservation &seen) {
        StepJournal journal(context.ledger);
        return context.writeHere(undone ? u"step-undone"_s : u"step-done"_s, {{u"step"_s, step.id}},
                                 [&]() -> Status {
                                     if (undone)
                                         return journal.undone(step.id);
                                     LOCKKEEPER_TRY(journal.observe(step.id, seen));
                                     return journal.done(step.id);
                                 });
    };
}

Status install(const Step &step, const StepContext &context, const std::function<Status()> &before,
               bool undone)
{
    const auto dualWrite = resolveDualWrite(context.session(), context.plan);
    if (!dualWrite)
        return failure(dualWrite.error());
    LOCKKEEPER_TRY(context.session().dualWrite().tryOut(*dualWrite));
    return context.guarded(step, context.session().dualWrite().install(*dualWrite), before,
                           recording(step, context, undone));
}

Status remove(const Step &step, const StepContext &context, const std::function<Status()> &before,
              bool undone)
{
    const auto dualWrite = resolveDualWrite(context.session(), context.plan);
    if (!dualWrite)
        return failure(dualWrite.error());
    return context.guarded(step, context.session().dualWrite().remove(*dualWrite), before,
                           recording(step, context, undone));
}

/// The triggers that keep both shapes in step go live. The statements are harmless when they ran before.
class DualWriteStep final : public StepKind
{
public:
    Status run(const Step &step, const StepContext &context,
               const std::function<Status()> &before) const override
    {
        return install(step, context, before, false);
    }
    Status undo(const Step &step, const StepContext &context) const override
    {
        return remove(step, context, {}, true);
    }
};

/// They go away, where no step of Contract takes them along.
class RemoveDualWriteStep final : public StepKind
{
public:
    Status run(const Step &step, const StepContext &context,
               const std::function<Status()> &before) const override
    {
        return remove(step, context, before, false);
    }
    Status undo(const Step &step, const StepContext &context) const override
    {
        return install(step, context, {}, true);
    }
};

} // namespace

const StepKind &dualWriteStep()
{
    static const DualWriteStep kind;
    return kind;
}

const StepKind &removeDualWriteStep()
{
    static const RemoveDualWriteStep kind;
    return kind;
}

} // namespace lockkeeper
