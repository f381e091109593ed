// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"
#include "core/ledger/stepjournal.h"
#include "core/workflow/steps/stepkind.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// One flag to one cohort, then the soak. When it was set is in the ledger, so that the soak outlives a restart.
class FlagStep final : public StepKind
{
public:
    Status run(const Step &step, const StepContext &context,
               const std::function<Status()> &before) const override
    {
        const auto &flag = std::get<FlagAction>(step.action);
        const auto record = StepJournal(context.ledger).read(step.id);
        if (!record)
            return failure(record.error());
        qint64 setAt = record->observed.value("set_at"_L1).toInteger();
        if (setAt == 0) {
            const auto now = context.ledger.now();
            if (!now)
                return failure(now.error());
            setAt = *now;
            LOCKKEEPER_TRY(set(step, context, flag.percent, before, setAt));
        }
        context.tell(u"waiting"_s, step, {{u"until"_s, setAt + flag.soak.count()}});
        LOCKKEEPER_TRY(context.waitUntil(setAt + flag.soak.count()));
        return context.write(u"step-done"_s, {{u"step"_s, step.id}},
                             [&] { return StepJournal(context.ledger).done(step.id); });
    }

    Status undo(const Step &step, const StepContext &context) const override
    {
        const auto &flag = std::get<FlagAction>(step.action);
        return context.write(u"step-undone"_s, {{u"step"_s, step.id}}, [&]() -> Status {
            LOCKKEEPER_TRY(context.session().query({flag.sql, {{u"percent"_s, flag.percentBefore}}}));
            return StepJournal(context.ledger).undone(step.id);
        });
    }

private:
    static Status set(const Step &step, const StepContext &context, int percent,
                      const std::function<Status()> &before, qint64 setAt)
    {
        const QJsonObject data{{u"step"_s, step.id}, {u"percent"_s, percent}};
        return context.write(u"flag-set"_s, data, [&]() -> Status {
            if (before)
                LOCKKEEPER_TRY(before());
            const auto changed =
                context.session().query({std::get<FlagAction>(step.action).sql, {{u"percent"_s, percent}}});
            if (!changed)
                return failure(changed.error());
            if (changed->affected == 0) // a flag that isn't there can't have been moved
                return failure(Errc::StepFailed,
                               {{u"step"_s, step.id}, {u"reason"_s, u"flag-changed-no-row"_s}});
            return StepJournal(context.ledger)
                .observe(step.id, {{u"set_at"_s, setAt}, {u"percent"_s, percent}});
        });
    }
};

} // namespace

const StepKind &flagStep()
{
    static const FlagStep kind;
    return kind;
}

} // namespace lockkeeper
