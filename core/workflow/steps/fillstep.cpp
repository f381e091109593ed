// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backfill/fillrunner.h"
#include "core/engine/engine.h"
#include "core/ledger/stepjournal.h"
#include "core/verify/mapping.h"
#include "core/workflow/steps/stepkind.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// The plan's batches with what an operator changed since, by `set`.
BatchLimits liveBatch(BatchLimits limits, const QJsonObject &settings)
{
    if (const auto rows = settings.value("batch-size"_L1); rows.isDouble()) {
        limits.largest = std::max(1, rows.toInt());
        limits.smallest = std::min(limits.smallest, limits.largest);
    }
    if (const auto time = settings.value("batch-time"_L1); time.isDouble())
        limits.targetTime = Millis(time.toInteger());
    return limits;
}

HoldReason reasonNow(const FillAction &fill, const RunWatch &watch)
{
    if (watch.control() == Control::Pause)
        return QJsonObject{{u"code"_s, u"paused"_s}};
    const HoldLimits limits = liveLimits(fill.holdWhen, watch.settings());
    if (limits == HoldLimits())
        return {};
    const auto sample = watch.activity();
    if (!sample) // fail closed: without fresh figures nobody knows what the backfill does to the others
        return QJsonObject{{u"code"_s, u"no-figures"_s}};
    return holdReason(limits, *sample, watch.errorRateRise());
}

FillSurroundings surroundings(const Step &step, const StepContext &context)
{
    const auto &fill = std::get<FillAction>(step.action);
    return {
        .stopWanted = [&context] { return context.stopWanted(); },
        .holdReason = [&fill, &context] { return reasonNow(fill, context.watch); },
        .limits = [&fill, &context] { return liveBatch(fill.batch, context.watch.settings()); },
        .afterBatch =
            [&step, &context](const FillRecord &record) {
                context.tell(u"batch"_s, step, {{u"worker"_s, record.worker}, {u"rows"_s, record.rowsSeen}});
            },
        .attach = [&context](Session &session) { context.control.attach(session); },
        .detach = [&context](Session &session) { context.control.detach(session); },
    };
}

int workersFor(const FillAction &fill, const StepContext &context)
{
    return std::min(fill.batch.workers, engineNamed(context.plan.engine)->mostBackfillWorkers());
}

/// Fills the new shape of every row that is there.
class FillStep final : public StepKind
{
public:
    Status run(const Step &step, const StepContext &context, const std::function<Status()> &) const override
    {
        const auto &fill = std::get<FillAction>(step.action);
        const auto spec = resolveFill(context.session(), context.plan, fill);
        if (!spec)
            return failure(spec.error());
        FillRunner runner(context.target, context.ledger.migration(), step.id, context.helm, *spec,
                          surroundings(step, context));
        const auto rows = expectedRows(context.session(), fill);
        if (!rows)
            return failure(rows.error());
        LOCKKEEPER_TRY(runner.prepare(context.session(), *rows, workersFor(fill, context)));
        LOCKKEEPER_TRY(runner.run(context.session()));
        return context.write(u"step-done"_s, {{u"step"_s, step.id}},
                             [&] { return StepJournal(context.ledger).done(step.id); });
    }

    /// The values stay: the column they are in goes with the undo of Expand.
    Status undo(const Step &step, const StepContext &context) const override
    {
        return context.write(u"step-undone"_s, {{u"step"_s, step.id}}, [&]() -> Status {
            LOCKKEEPER_TRY(BackfillJournal(context.ledger).forget(step.id));
            return StepJournal(context.ledger).undone(step.id);
        });
    }

private:
    static Result<qint64> expectedRows(Session &session, const FillAction &fill)
    {
        return session.catalog().table(fill.table).transform([](const TableInfo &table) {
            return table.estimatedRows;
        });
    }
};

} // namespace

const StepKind &fillStep()
{
    static const FillStep kind;
    return kind;
}

} // namespace lockkeeper
