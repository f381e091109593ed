// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/backfilljournal.h"
#include "core/verify/conditionkind.h"
#include "core/verify/mapping.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// Every fill reached its frozen end, and the trigger that keeps later rows right is still there.
class BackfillComplete final : public ConditionKind
{
public:
    PlanVocabulary::ConditionKind syntax() const override
    {
        return {.name = u"backfill-complete"_s, .parameters = {}, .shorthand = {}};
    }

    Result<Answer> ask(const Condition &, const Evidence &evidence) const override
    {
        const auto records = BackfillJournal(evidence.ledger).all();
        if (!records)
            return failure(records.error());
        const auto guarded = dualWriteIsLive(evidence);
        if (!guarded)
            return failure(guarded.error());
        qint64 rows = 0;
        for (const FillRecord &record : *records)
            rows += record.rowsSeen;
        const bool done = !records->isEmpty() && std::ranges::all_of(*records, [](const FillRecord &record) {
            return record.state == FillState::Done;
        });
        return Answer{.verdict = done && *guarded ? Verdict::Open : Verdict::Blocked,
                      .evidence = {{u"done"_s, done}, {u"rows"_s, rows}, {u"dual_write"_s, *guarded}}};
    }

private:
    static Result<bool> dualWriteIsLive(const Evidence &evidence)
    {
        if (!evidence.plan.dualWrite)
            return true;
        const auto dualWrite = resolveDualWrite(evidence.session(), evidence.plan);
        if (!dualWrite)
            return failure(dualWrite.error());
        return evidence.session().dualWrite().isInstalled(*dualWrite);
    }
};

} // namespace

const ConditionKind &backfillCompleteCondition()
{
    static const BackfillComplete kind;
    return kind;
}

} // namespace lockkeeper
