// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"
#include "core/ledger/stepjournal.h"
#include "core/verify/expectation.h"
#include "core/verify/mapping.h"
#include "core/workflow/steps/stepkind.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// SQL of the plan under the DDL guard.
class SqlStep final : public StepKind
{
public:
    Status run(const Step &step, const StepContext &context,
               const std::function<Status()> &before) const override
    {
        const auto already = tookEffect(step, context);
        if (!already)
            return failure(already.error());
        if (already->value_or(false))
            return recordDone(step, context, u"step-already-done"_s);
        const auto statements = statementsOf(step, context);
        if (!statements)
            return failure(statements.error());
        return context.guarded(step, *statements, before,
                               [&](const DdlObservation &seen) { return confirmDone(step, context, seen); });
    }

    Status undo(const Step &step, const StepContext &context) const override
    {
        const auto done = tookEffect(step, context);
        if (!done)
            return failure(done.error());
        // A step that was killed before it took effect has nothing to undo, and its undo would fail.
        const QStringList statements = done->value_or(true) ? step.undo : QStringList();
        return context.guarded(step, statements, {}, [&](const DdlObservation &) {
            return context.writeHere(u"step-undone"_s, {{u"step"_s, step.id}},
                                     [&] { return StepJournal(context.ledger).undone(step.id); });
        });
    }

private:
    static Result<QStringList> statementsOf(const Step &step, const StepContext &context)
    {
        const auto &action = std::get<SqlAction>(step.action);
        if (!action.removesDualWrite)
            return action.statements;
        const auto dualWrite = resolveDualWrite(context.session(), context.plan);
        if (!dualWrite)
            return failure(dualWrite.error());
        return context.session().dualWrite().remove(*dualWrite) + action.statements;
    }

    static Status recordDone(const Step &step, const StepContext &context, const QString &event)
    {
        return context.write(event, {{u"step"_s, step.id}},
                             [&] { return StepJournal(context.ledger).done(step.id); });
    }

    /// In the acting transaction: believe the catalog, not the absence of an error.
    static Status confirmDone(const Step &step, const StepContext &context, const DdlObservation &seen)
    {
        const auto done = tookEffect(step, context);
        if (!done)
            return failure(done.error());
        if (!done->value_or(true))
            return failure(Errc::StepFailed, {{u"step"_s, step.id}, {u"done_when"_s, step.doneWhen}});
        const QJsonObject data{{u"step"_s, step.id}, {u"took_ms"_s, qint64(seen.took.count())}};
        return context.writeHere(u"step-done"_s, data, [&]() -> Status {
            LOCKKEEPER_TRY(StepJournal(context.ledger).observe(step.id, seen));
            return StepJournal(context.ledger).done(step.id);
        });
    }
};

} // namespace

Result<std::optional<bool>> tookEffect(const Step &step, const StepContext &context)
{
    if (step.doneWhen.isEmpty())
        return std::optional<bool>();
    return context.session().query(step.doneWhen).transform([](const Rows &rows) {
        const QVariant answer = rows.scalar();
        return std::optional(meets(answer, u"true"_s).value_or(false));
    });
}

const StepKind &sqlStep()
{
    static const SqlStep kind;
    return kind;
}

} // namespace lockkeeper
